package storage_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// concluded is an opinion that the seats have agreed on an hour after noon.
func concluded(t *testing.T, db *storage.DB, c committee.Committee) committee.Poll {
	t.Helper()
	p := asked(t, db, c, committee.PollDraft{Kind: committee.MotionPoll, Question: "Nehmen wir teil?", ClosesAt: noon.Add(time.Hour), Terms: committee.Terms{Result: committee.Opinion}})
	for _, user := range []string{"m1", "m2", "m3"} {
		if err := vote(t, db, p.ID, user, committee.Yes, noon); err != nil {
			t.Fatalf("voting: %v", err)
		}
	}
	if err := db.ClosePoll(t.Context(), p.ID, p.ClosesAt); err != nil {
		t.Fatalf("closing: %v", err)
	}
	return p
}

// reviews sets the first of June as the day on which a result comes up again.
func reviews(t *testing.T, db *storage.DB, c committee.Committee, who committee.Person, p committee.Poll) side {
	t.Helper()
	at := p.ClosesAt.Add(time.Hour)
	return func(meet func()) error {
		_, err := db.ReviewResult(t.Context(), p.ID, who.User, at, func(p committee.Poll) (committee.Poll, error) {
			meet()
			return p.ReviewOn(c, who, calendar.Date{Year: 2027, Month: time.June, Day: 1}, at)
		})
		return err
	}
}

// Who comes to an office after a reminder of it was planned is owed it like those who
// had the office then, once, and be it the last of all.
func TestWhoComesToAnOfficeIsOwedItsReminders(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, _ := presided(t, db, 3)
	p := concluded(t, db, c)
	if err := reviews(t, db, c, office, p)(func() {}); err != nil {
		t.Fatal(err)
	}
	later := noon.Add(24 * time.Hour)
	for user, role := range map[string]committee.Role{"deputy": committee.Deputy, "second": committee.Office, "guest": committee.Guest} {
		for range 2 {
			if err := db.GiveRole(t.Context(), c.ID, committee.Person{User: user, Handle: user, Name: user}, role, "office", later); err != nil {
				t.Fatal(err)
			}
		}
	}
	for user, role := range map[string]committee.Role{"office": committee.Office, "chair": committee.Chair} {
		if err := db.TakeRole(t.Context(), c.ID, user, role, "office", later); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.GiveRole(t.Context(), c.ID, committee.Person{User: "new", Handle: "new", Name: "new"}, committee.Chair, "second", later); err != nil {
		t.Fatal(err)
	}
	want := []string{"result  ", "review chair ", "review deputy ", "review new ", "review office ", "review second "}
	if d := cmp.Diff(want, owedAbout(t, db, p.Ref())); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	afterwards := time.Date(2027, 6, 2, 12, 0, 0, 0, time.UTC)
	if err := db.GiveRole(t.Context(), c.ID, committee.Person{User: "late", Handle: "late", Name: "late"}, committee.Chair, "second", afterwards); err != nil {
		t.Fatal(err)
	}
	if got := owedAbout(t, db, p.Ref()); slices.Contains(got, "review late ") {
		t.Errorf("a reminder that was due before is owed to %v", got)
	}
}

// Whoever of two comes first, the one who becomes chair is reminded of the day that
// is set at the same moment.
func TestWhoBecomesChairAsTheDayIsSetIsReminded(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, _ := presided(t, db, 3)
	for round := range 3 {
		p, newcomer := concluded(t, db, c), fmt.Sprintf("new%d", round)
		becomes := func(func()) error {
			return db.GiveRole(t.Context(), c.ID, committee.Person{User: newcomer, Handle: newcomer, Name: newcomer}, committee.Chair, "office", noon)
		}
		if err := errors.Join(race(t, db, round, reviews(t, db, c, office, p), becomes)...); err != nil {
			t.Fatal(err)
		}
		if got := owedAbout(t, db, p.Ref()); !slices.Contains(got, "review "+newcomer+" ") {
			t.Errorf("round %d: owed to %v", round, got)
		}
	}
}

// What is owed for an office about needs and topics comes to who has it by then.
func TestTheDailyPlanOwesDutiesToWhoHasTheOfficeNow(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, _, _ := presided(t, db, 3)
	due := noon.Add(72 * time.Hour)
	object := committee.Object{Kind: committee.NeedObject, ID: 77}
	for _, o := range []committee.Owed{
		{Kind: committee.OwedNeedResume, User: "office"},
		{Kind: committee.OwedTopicResume, User: "office", Note: "2027-03-01"},
		{Kind: committee.OwedNeedQueryLate, User: "m1"},
		{Kind: committee.OwedNeedState, User: "m1"},
	} {
		o.Committee, o.Object, o.Due, o.Grace = c.ID, object, due, time.Hour
		if err := db.Owe(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if err := db.PlanMeetings(t.Context(), noon.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{
		"need-query-late m1 ", "need-query-late office ", "need-resume chair ", "need-resume office ", "need-state m1 ",
		"topic-resume chair 2027-03-01", "topic-resume office 2027-03-01",
	}
	if d := cmp.Diff(want, owedAbout(t, db, object)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
