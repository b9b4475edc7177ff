package storage_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// takes gives the first seat of a chamber to somebody else, and keeps the others.
func takes(t *testing.T, db *storage.DB, c committee.Committee, user string, at time.Time) error {
	t.Helper()
	seats, err := db.Seats(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	seats[0].Holder = &committee.Occupant{User: user, Handle: user, Name: user}
	return db.FillSeats(t.Context(), c.ID, seats, "office", at)
}

// toldTo are the kinds of reminders that are owed to somebody for an object.
func toldTo(t *testing.T, db *storage.DB, o committee.Object, user string) []string {
	t.Helper()
	var kinds []string
	err := db.SQL().SelectContext(t.Context(), &kinds, `
		SELECT kind || ' ' || to_char(due_at AT TIME ZONE 'Europe/Berlin', 'DD HH24:MI')
		FROM owed
		WHERE object_kind = $1 AND object_id = $2 AND user_id = $3 AND state = 'owed'
		ORDER BY due_at`, o.Kind, o.ID, user)
	if err != nil {
		t.Fatal(err)
	}
	return kinds
}

func TestWhoTakesASeatIsOwedTheRemindersOfWhatRunsOnceAndOnlyThoseToCome(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	p, a := motion(t, db, c), begun(t, db, c, 1)
	if err := takes(t, db, c, "first", noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := takes(t, db, c, "first", noon.Add(2*time.Hour)); err != nil { // the same seats once more
		t.Fatal(err)
	}
	before := toldTo(t, db, p.Ref(), "h1")
	if got := toldTo(t, db, p.Ref(), "first"); len(got) != 2 || cmp.Diff(before, got) != "" {
		t.Errorf("of the poll %v are owed to who has taken a seat, and %v to who has one", got, before)
	}
	round := committee.Object{Kind: committee.AssessmentObject, ID: a.ID}
	if got := toldTo(t, db, round, "first"); len(got) != 1 || cmp.Diff(toldTo(t, db, round, "h1"), got) != "" {
		t.Errorf("of the round %v are owed", got)
	}
	if err := takes(t, db, c, "late", p.ClosesAt.Add(-4*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got := toldTo(t, db, p.Ref(), "late"); cmp.Diff(before[1:], got) != "" {
		t.Errorf("four hours before the end %v are owed, want %v", got, before[1:])
	}
	seats, err := db.Seats(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	seats[0].Body = "Stadt Neu" // a seat that was not there when the poll opened
	seats[0].Holder = &committee.Occupant{User: "young", Handle: "young", Name: "young"}
	if err := db.FillSeats(t.Context(), c.ID, seats, "office", noon.Add(3*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got := toldTo(t, db, p.Ref(), "young"); got != nil {
		t.Errorf("to a new seat %v are owed", got)
	}
	if err := vote(t, db, p.ID, "young", committee.Yes, noon.Add(3*time.Hour)); refusal(t, err) != "poll.seat.late" {
		t.Errorf("a new seat votes: %v", err)
	}
}

// Whoever of two comes first, the one who takes a seat is reminded of the end that is
// set at the same moment.
func TestWhoTakesASeatAsAPollIsExtendedIsRemindedOfTheNewEnd(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	for round := range 3 {
		p, newcomer := motion(t, db, c), fmt.Sprintf("new%d", round)
		extends := func(meet func()) error {
			_, err := db.ExtendPoll(t.Context(), p.ID, "office", noon, func(p committee.Poll) (committee.Poll, error) {
				meet()
				return p.Extend(organiser, p.ClosesAt.Add(48*time.Hour), "Ferien in Hessen", noon)
			})
			return err
		}
		sits := func(func()) error { return takes(t, db, c, newcomer, noon) }
		if err := errors.Join(race(t, db, round, extends, sits)...); err != nil {
			t.Fatal(err)
		}
		want := toldTo(t, db, p.Ref(), "h1")
		if got := toldTo(t, db, p.Ref(), newcomer); len(want) != 2 || cmp.Diff(want, got) != "" {
			t.Errorf("round %d: owed %v, want %v", round, got, want)
		}
	}
}

// The same for a round that begins.
func TestWhoTakesASeatAsARoundBeginsIsReminded(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	first := begun(t, db, c, 1)
	office := keeping(t, db, c)
	for round := range 3 {
		endRound(t, db, first)
		newcomer := fmt.Sprintf("new%d", round)
		seats, err := db.Seats(t.Context(), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		begins := func(meet func()) error {
			a, err := db.OpenAssessment(t.Context(), c, []int64{first.Needs[0].Need}, "", noon, func(now []committee.Need) (committee.Assessment, error) {
				meet()
				return committee.OpenAssessment(c, office, committee.AssessmentDraft{Needs: now, Criteria: twoCriteria, ClosesAt: noon.Add(240 * time.Hour)}, seats, noon)
			})
			if err == nil {
				first = a
			}
			return err
		}
		sits := func(func()) error { return takes(t, db, c, newcomer, noon) }
		if err := errors.Join(race(t, db, round, begins, sits)...); err != nil {
			t.Fatal(err)
		}
		object := committee.Object{Kind: committee.AssessmentObject, ID: first.ID}
		if got := toldTo(t, db, object, newcomer); !slices.Equal(got, toldTo(t, db, object, "h1")) || len(got) != 1 {
			t.Errorf("round %d: owed %v", round, got)
		}
	}
}
