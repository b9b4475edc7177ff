package storage_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// press lets n people vote, 50 at once.
func press(n int, do func(i int)) {
	next := make(chan int)
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	all.Wait()
}

func TestTwoHundredPressAtTheSameTimeAndAllAreCounted(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	p := motion(t, db, chamber(t, db, 200))
	press(200, func(i int) {
		if err := vote(t, db, p.ID, fmt.Sprintf("h%d", i), committee.Yes, noon); err != nil {
			t.Errorf("vote of h%d = %v", i, err)
		}
	})
	if diff := cmp.Diff(map[string]int{committee.Yes: 200}, answers(t, db, p.ID)); diff != "" {
		t.Errorf("ballots (-want +got):\n%s", diff)
	}
	turnout, err := db.Turnout(t.Context(), p.ID)
	if want := (committee.Turnout{Cast: 200, Seats: 200}); err != nil || !cmp.Equal(want, turnout) {
		t.Errorf("Turnout = %+v, %v, want %+v", turnout, err, want)
	}
}

func TestADoublePressIsOneBallotAndTheLastCounts(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	p := motion(t, db, chamber(t, db, 3))
	press(100, func(int) {
		if err := vote(t, db, p.ID, "h0", committee.Yes, noon); err != nil {
			t.Errorf("vote = %v", err)
		}
	})
	if err := vote(t, db, p.ID, "h0", committee.No, noon.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]int{committee.No: 1}, answers(t, db, p.ID)); diff != "" {
		t.Errorf("ballots (-want +got):\n%s", diff)
	}
}

func TestTheMembersBallotPrevailsInEveryOrder(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	const seats = 40
	p := motion(t, db, chamber(t, db, seats))
	press(2*seats, func(i int) {
		if i%2 == 0 {
			if err := vote(t, db, p.ID, fmt.Sprintf("h%d", i/2), committee.Yes, noon); err != nil {
				t.Errorf("the member's vote = %v", err)
			}
			return
		}
		err := vote(t, db, p.ID, fmt.Sprintf("s%d", i/2), committee.No, noon)
		if key := refusal(t, err); key != "" && key != "poll.member.voted" {
			t.Errorf("the substitute's vote = %q", key)
		}
	})
	if diff := cmp.Diff(map[string]int{committee.Yes: seats}, answers(t, db, p.ID)); diff != "" {
		t.Errorf("ballots (-want +got):\n%s", diff)
	}
}

func TestTheSubstitutesBallotCountsUntilTheMemberVotes(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	p := motion(t, db, chamber(t, db, 2))
	for _, row := range []struct {
		user, answer, refused string
		want                  map[string]int
	}{
		{"s0", committee.No, "", map[string]int{committee.No: 1}},
		{"s0", committee.Abstain, "", map[string]int{committee.Abstain: 1}},
		{"h0", committee.Yes, "", map[string]int{committee.Yes: 1}},
		{"s0", committee.No, "poll.member.voted", map[string]int{committee.Yes: 1}},
		{"office", committee.No, "may.not", map[string]int{committee.Yes: 1}},
		{"nobody", committee.No, "may.outsider", map[string]int{committee.Yes: 1}},
	} {
		if key := refusal(t, vote(t, db, p.ID, row.user, row.answer, noon)); key != row.refused {
			t.Errorf("%s says %s: %q, want %q", row.user, row.answer, key, row.refused)
		}
		if diff := cmp.Diff(row.want, answers(t, db, p.ID)); diff != "" {
			t.Errorf("after %s said %s (-want +got):\n%s", row.user, row.answer, diff)
		}
	}
}

func TestAVoteThatRacesWithTheCloseIsCountedOrRefused(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	const seats = 120
	p := motion(t, db, chamber(t, db, seats))
	var mu sync.Mutex
	counted := 0
	press(seats+1, func(i int) {
		if i == seats/2 {
			if _, err := db.EndPoll(t.Context(), p.ID, "office", noon, func(p committee.Poll) (committee.Poll, error) { return p.Expire(noon) }); err != nil {
				t.Errorf("EndPoll = %v", err)
			}
			n := answers(t, db, p.ID)[committee.Yes]
			mu.Lock()
			defer mu.Unlock()
			counted = n
			return
		}
		if key := refusal(t, vote(t, db, p.ID, fmt.Sprintf("h%d", min(i, seats-1)), committee.Yes, noon)); key != "" && key != "poll.closed" {
			t.Errorf("vote = %q", key)
		}
	})
	if got := answers(t, db, p.ID)[committee.Yes]; got != counted || got == 0 {
		t.Errorf("%d ballots in the end, %d when the poll had closed; want the same", got, counted)
	}
}

func TestAVoteThatWasReadBeforeTheCloseIsRefused(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	p := motion(t, db, chamber(t, db, 2))
	first := true
	_, _, err := db.CastBallot(t.Context(), p.ID, "h0", func(v committee.Voting) (committee.Ballot, error) {
		if first {
			first = false
			if err := db.ClosePoll(t.Context(), p.ID, p.ClosesAt); err != nil {
				t.Errorf("ClosePoll = %v", err)
			}
		}
		return v.Poll.Cast(v.Who, committee.Choice{Answer: committee.Yes}, v.Before, noon)
	})
	if key := refusal(t, err); key != "poll.closed" || len(answers(t, db, p.ID)) != 0 {
		t.Errorf("CastBallot = %q with ballots %v, want a refusal and none", key, answers(t, db, p.ID))
	}
}

func TestVotingReadsWhoVotesAndWhatTheirSeatSaidBefore(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 2)
	p := motion(t, db, c)
	if err := vote(t, db, p.ID, "s1", committee.No, noon); err != nil {
		t.Fatal(err)
	}
	got, err := db.Voting(t.Context(), p.ID, "h1")
	if err != nil {
		t.Fatal(err)
	}
	person, err := db.Person(t.Context(), c.ID, "h1")
	if err != nil {
		t.Fatal(err)
	}
	want := committee.Voting{
		Committee: c, Poll: p, Who: person,
		Before: &committee.Ballot{Seat: person.Seat.ID, By: "s1", Choice: committee.Choice{Answer: committee.No}, At: noon},
	}
	want.Committee.Seats, want.Committee.Lands, want.Committee.FirstMeeting = 0, nil, 0
	want.Poll.Options = []committee.PollOption{}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Voting (-want +got):\n%s", diff)
	}
	if _, err := db.Voting(t.Context(), p.ID+1, "h1"); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("Voting in no poll = %v, want ErrNotFound", err)
	}
}

func TestTheChairsOwnBallotIsKnownAsSuch(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 2)
	if err := db.GiveRole(t.Context(), c.ID, committee.Person{User: "h0", Handle: "h0", Name: "Holder h0"}, committee.Chair, "office", noon); err != nil {
		t.Fatal(err)
	}
	p := motion(t, db, c)
	for _, user := range []string{"h0", "h1"} {
		if err := vote(t, db, p.ID, user, committee.Yes, noon); err != nil {
			t.Fatal(err)
		}
	}
	for i, want := range []bool{true, false} {
		b, err := db.BallotOf(t.Context(), p.ID, p.Electors[i].Seat)
		if err != nil || b.AsChair != want {
			t.Errorf("ballot %d: by the chair %t, %v, want %t", i, b.AsChair, err, want)
		}
	}
}

func TestOnlyThoseWhoseSeatHasNotVotedAreReminded(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	p := motion(t, db, c)
	for _, user := range []string{"h0", "s1"} {
		if err := vote(t, db, p.ID, user, committee.Yes, noon); err != nil {
			t.Fatal(err)
		}
	}
	for user, want := range map[string]bool{"h0": true, "s0": true, "h1": true, "s1": true, "h2": false, "s2": false, "office": true, "nobody": true} {
		if got, err := db.HasVoted(t.Context(), p.ID, user); got != want || err != nil {
			t.Errorf("HasVoted(%s) = %t, %v, want %t", user, got, err, want)
		}
		open, err := db.OpenPollsFor(t.Context(), c.ID, user)
		if err != nil || (len(open) == 0) != want {
			t.Errorf("OpenPollsFor(%s) = %d polls, %v", user, len(open), err)
		}
	}
	turnout, err := db.Turnout(t.Context(), p.ID)
	if want := (committee.Turnout{Cast: 2, Seats: 3, Missing: p.Electors[2:]}); err != nil || !cmp.Equal(want, turnout) {
		t.Errorf("Turnout = %+v, %v, want %+v", turnout, err, want)
	}
}
