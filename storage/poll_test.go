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

func TestAPollIsStoredAsItWasOpened(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	needs := []committee.Need{
		{ID: 1, Number: committee.Number{Register: 'B', Year: 2027, Seq: 1}, Title: "Formulare", NeedStanding: committee.NeedStanding{State: committee.NeedReported}},
		{ID: 2, Number: committee.Number{Register: 'B', Year: 2027, Seq: 2}, Title: "Register", NeedStanding: committee.NeedStanding{State: committee.NeedReported}},
	}
	p := asked(t, db, c, committee.PollDraft{Kind: committee.PriorityPoll, Question: "Was zuerst?", Needs: needs, ClosesAt: noon.Add(6 * 24 * time.Hour)})
	if p.Number.String() != "U-2027-001" {
		t.Errorf("the first poll is %s", p.Number)
	}
	p.ByName = "Office"
	byID, err := db.Poll(t.Context(), p.ID)
	if diff := cmp.Diff(p, byID); err != nil || diff != "" {
		t.Errorf("Poll = %v (-want +got):\n%s", err, diff)
	}
	byNumber, err := db.PollNumbered(t.Context(), c.ID, p.Number)
	if diff := cmp.Diff(p, byNumber); err != nil || diff != "" {
		t.Errorf("PollNumbered = %v (-want +got):\n%s", err, diff)
	}
	if _, err := db.Poll(t.Context(), p.ID+1); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a poll that is not there: %v, want ErrNotFound", err)
	}
	want := map[string]int{"card owed": 1, "day-left owed": 6, "hours-left owed": 6}
	if diff := cmp.Diff(want, kinds(t, db, p.ID)); diff != "" {
		t.Errorf("owed (-want +got):\n%s", diff)
	}
}

func TestAPollOpenedTwiceByOneFormIsOne(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	p := motion(t, db, c)
	p.Committee = c.ID
	if _, err := db.OpenPoll(t.Context(), c, p, "form"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.OpenPoll(t.Context(), c, p, "form"); !errors.Is(err, committee.ErrRepeated) {
		t.Errorf("the second time = %v, want ErrRepeated", err)
	}
	if open, err := db.OpenPolls(t.Context(), c.ID); err != nil || len(open) != 2 {
		t.Errorf("OpenPolls = %d, %v, want 2", len(open), err)
	}
}

func TestAPollClosesAtItsMinuteAndOnce(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	p := motion(t, db, chamber(t, db, 3))
	for _, row := range []struct {
		at   time.Time
		want []int64
	}{{p.ClosesAt.Add(-time.Nanosecond * 1000), nil}, {p.ClosesAt, []int64{p.ID}}} {
		if due, err := db.DuePolls(t.Context(), row.at); err != nil || !cmp.Equal(due, row.want) {
			t.Errorf("DuePolls(%v) = %v, %v, want %v", row.at, due, err, row.want)
		}
	}
	if err := db.ClosePoll(t.Context(), p.ID, p.ClosesAt.Add(-time.Minute)); err != nil {
		t.Errorf("ClosePoll too early = %v", err)
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if err := db.ClosePoll(t.Context(), p.ID, p.ClosesAt); err != nil {
				t.Errorf("ClosePoll = %v", err)
			}
		})
	}
	all.Wait()
	got, err := db.Poll(t.Context(), p.ID)
	if err != nil || got.State != committee.PollClosed || !got.ClosedAt.Equal(p.ClosesAt) || got.Version != 2 {
		t.Errorf("after closing: %s at %v, version %d, %v", got.State, got.ClosedAt, got.Version, err)
	}
	want := map[string]int{"card owed": 1, "day-left dropped": 6, "hours-left dropped": 6, "result owed": 1, "unanswered owed": 1}
	if diff := cmp.Diff(want, kinds(t, db, p.ID)); diff != "" {
		t.Errorf("owed (-want +got):\n%s", diff)
	}
	if n := events(t, db, p.ID, "close"); n != 1 {
		t.Errorf("%d closings in the history, want 1", n)
	}
}

func TestWhoClosesAPollEarlyIsKept(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	p := motion(t, db, chamber(t, db, 3))
	chair := committee.Person{User: "office", Name: "Office", Roles: []committee.Role{committee.Chair}}
	if _, err := db.EndPoll(t.Context(), p.ID, chair.User, noon, func(p committee.Poll) (committee.Poll, error) { return p.Close(chair, noon) }); err != nil {
		t.Fatal(err)
	}
	if got, err := db.Poll(t.Context(), p.ID); err != nil || !got.Early() || got.ClosedBy != "Office" {
		t.Errorf("closed early by %q, %v", got.ClosedBy, err)
	}
}

func TestTheLastReceiptIsKept(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	p := motion(t, db, chamber(t, db, 3))
	key := fmt.Sprintf("poll.%d", p.ID)
	for _, post := range []string{"", "first", "second"} {
		if post != "" {
			if err := db.KeepReceipt(t.Context(), "h0", key, post); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := db.Receipt(t.Context(), "h0", key); err != nil || got != post {
			t.Errorf("Receipt = %q, %v, want %q", got, err, post)
		}
	}
	if err := db.KeepReceipt(t.Context(), "h0", "other", "x"); err != nil {
		t.Error(err)
	}
}

func TestTwoWhoCloseGetOneResult(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	p := motion(t, db, chamber(t, db, 3))
	var refused sync.Map
	var all sync.WaitGroup
	for i := range 2 {
		all.Go(func() {
			_, err := db.EndPoll(t.Context(), p.ID, "office", noon, func(p committee.Poll) (committee.Poll, error) { return p.Expire(noon) })
			refused.Store(i, refusal(t, err))
		})
	}
	all.Wait()
	a, _ := refused.Load(0)
	b, _ := refused.Load(1)
	if diff := cmp.Diff(map[any]int{"": 1, "poll.closed": 1}, map[any]int{a: 1, b: 1}); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	if n := kinds(t, db, p.ID)["result owed"]; n != 1 {
		t.Errorf("%d results are owed, want 1", n)
	}
}

func TestAnExtendedPollRemindsAnew(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 1)
	p := motion(t, db, c)
	extend := func(to time.Time) {
		_, err := db.ExtendPoll(t.Context(), p.ID, "office", noon, func(p committee.Poll) (committee.Poll, error) {
			p.ClosesAt = to
			p.Version++
			return p, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	extend(p.ClosesAt.Add(24 * time.Hour))
	want := map[string]int{"card owed": 1, "day-left owed": 2, "day-left dropped": 2, "hours-left owed": 2, "hours-left dropped": 2, "extended owed": 1}
	if diff := cmp.Diff(want, kinds(t, db, p.ID)); diff != "" {
		t.Errorf("a day later (-want +got):\n%s", diff)
	}
	want["extended owed"] = 2 // at the same moment, and yet news of its own
	extend(p.ClosesAt)        // a reminder at a moment it was taken back for comes after all
	if diff := cmp.Diff(want, kinds(t, db, p.ID)); diff != "" {
		t.Errorf("back again (-want +got):\n%s", diff)
	}
	if due, err := db.DuePolls(t.Context(), p.ClosesAt.Add(-time.Hour)); err != nil || len(due) != 0 {
		t.Errorf("DuePolls = %v, %v", due, err)
	}
}

func events(t testing.TB, db *storage.DB, id int64, verb string) (n int) {
	t.Helper()
	err := db.SQL().GetContext(t.Context(), &n, `SELECT count(*) FROM event WHERE object_kind = 'poll' AND object_id = $1 AND verb = $2`, id, verb)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWhoEndsACirculationBringsWhatTheirSeatHasCast(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	p := motion(t, db, chamber(t, db, 3))
	for _, user := range []string{"h0", "s1"} {
		if err := vote(t, db, p.ID, user, committee.Yes, noon); err != nil {
			t.Fatal(err)
		}
	}
	for _, row := range []struct {
		user string
		want *committee.Ballot
	}{
		{"s0", &committee.Ballot{AsHolder: true}},
		{"h0", &committee.Ballot{AsHolder: true}},
		{"h1", &committee.Ballot{}},
		{"h2", nil},
		{"office", nil},
	} {
		who, err := db.Person(t.Context(), p.Committee, row.user)
		if err != nil {
			t.Fatal(err)
		}
		if row.want != nil {
			row.want.Seat = who.Seat.ID
		}
		var got *committee.Ballot
		stop := errors.New("stop")
		_, err = db.EndCirculation(t.Context(), p.ID, who, noon, func(p committee.Poll, before *committee.Ballot) (committee.Poll, error) {
			got = before
			return p, stop
		})
		if diff := cmp.Diff(row.want, got); diff != "" || !errors.Is(err, stop) {
			t.Errorf("%s brings %v (-want +got):\n%s", row.user, err, diff)
		}
	}
}
