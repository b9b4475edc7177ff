package storage_test

import (
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// vacate leaves one of the seats of a chamber without anybody.
func vacate(t *testing.T, db *storage.DB, c committee.Committee, seat int, at time.Time) {
	t.Helper()
	list, err := db.Seats(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	list[seat].Holder, list[seat].Substitute = nil, nil
	if err := db.FillSeats(t.Context(), c.ID, list, "office", at); err != nil {
		t.Fatal(err)
	}
}

// Whoever had a seat is known to have had it, as whoever asks and in front of a poll.
func TestWhoHadASeatIsKnownToHaveLeft(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 2)
	p := asked(t, db, c, committee.PollDraft{Kind: committee.MotionPoll, Question: "Treten wir bei?", ClosesAt: noon.Add(24 * time.Hour)})
	left := noon.Add(time.Hour)
	vacate(t, db, c, 1, left)
	for user, want := range map[string]time.Time{"h0": {}, "h1": left, "office": {}, "stranger": {}} {
		who, err := db.Person(t.Context(), c.ID, user)
		if err != nil || !who.Left.Equal(want) {
			t.Errorf("%s left at %v, %v, want %v", user, who.Left, err, want)
		}
		v, err := db.Voting(t.Context(), p.ID, user)
		if err != nil || !v.Who.Left.Equal(want) {
			t.Errorf("in front of the poll %s left at %v, %v, want %v", user, v.Who.Left, err, want)
		}
	}
}

// A poll does not wait for a seat that nobody can vote for; a circulation does, for who
// takes the seat within its period may still answer and object.
func TestWhichPollsWaitForAVacantSeat(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	open := func(t committee.Terms) committee.PollDraft {
		return committee.PollDraft{Kind: committee.MotionPoll, Question: "Treten wir bei?", ClosesAt: noon.Add(24 * time.Hour), Terms: t}
	}
	early := asked(t, db, c, open(committee.Terms{EarlyClose: true}))
	nobody := asked(t, db, c, open(committee.Terms{EarlyClose: true}))
	round := asked(t, db, c, open(committee.Terms{Text: "Wir treten bei.", Circulation: &committee.Circulation{Days: 10}}))
	at := noon.Add(time.Hour)
	vacate(t, db, c, 2, at)
	for _, p := range []committee.Poll{early, round} {
		for _, user := range []string{"h0", "h1"} {
			if due, err := db.DuePolls(t.Context(), at); err != nil || len(due) != 0 && due[0] != early.ID {
				t.Errorf("before all have voted: %v, %v", due, err)
			}
			if _, _, err := db.CastBallot(t.Context(), p.ID, user, func(v committee.Voting) (committee.Ballot, error) {
				return v.Poll.Cast(v.Who, committee.Choice{Answer: committee.Yes}, v.Before, at)
			}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if due, err := db.DuePolls(t.Context(), at); err != nil || len(due) != 1 || due[0] != early.ID {
		t.Errorf("due: %v, %v, want %d alone", due, err, early.ID)
	}
	for p, want := range map[int64]committee.PollState{early.ID: committee.PollClosed, nobody.ID: committee.PollOpen, round.ID: committee.PollOpen} {
		if err := db.ClosePoll(t.Context(), p, at); err != nil {
			t.Fatal(err)
		}
		if is, err := db.Poll(t.Context(), p); err != nil || is.State != want {
			t.Errorf("poll %d is %s, %v, want %s", p, is.State, err, want)
		}
	}
	turnout, err := db.Turnout(t.Context(), nobody.ID)
	if err != nil || len(turnout.Missing) != 2 || len(turnout.Vacant) != 1 {
		t.Errorf("turnout: %+v, %v", turnout, err)
	}
}
