package storage_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// askedDays is a date poll of noon about the 22nd and 29th of September, which ends
// after six days. If it is answered, one can come on both, and any day will do.
func askedDays(t *testing.T, db *storage.DB, c committee.Committee, answered bool) committee.Poll {
	t.Helper()
	d := committee.PollDraft{Kind: committee.DatePoll, Question: "Wann tagen wir?", ClosesAt: noon.Add(6 * 24 * time.Hour)}
	d.Dates.AnyTurnout = answered
	for _, day := range []int{22, 29} {
		d.Options = append(d.Options, committee.DayOption(calendar.Date{Year: 2027, Month: time.September, Day: day}, calendar.Clock{Hour: 10}, ""))
	}
	p := asked(t, db, c, d)
	if answered {
		canCome(t, db, p)
	}
	return p
}

// canCome is the answer of the first seat that it can come on all days.
func canCome(t *testing.T, db *storage.DB, p committee.Poll) {
	t.Helper()
	days := map[string]string{}
	for _, o := range p.Options {
		days[o.Key] = committee.Yes
	}
	_, _, err := db.CastBallot(t.Context(), p.ID, "h0", func(v committee.Voting) (committee.Ballot, error) {
		return v.Poll.Cast(v.Who, committee.Choice{Days: days}, v.Before, noon)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// shown is the calendar in words: day, status, SEQUENCE.
func shown(t *testing.T, db *storage.DB, c committee.Committee, now time.Time) string {
	t.Helper()
	events, err := db.FeedEvents(t.Context(), c, now)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, e := range events {
		said = append(said, fmt.Sprintf("%d %s %d", e.Day.Day, e.Status, e.Sequence))
	}
	slices.Sort(said)
	return strings.Join(said, ", ")
}

func closeDays(t *testing.T, db *storage.DB, p committee.Poll) committee.Poll {
	t.Helper()
	if err := db.ClosePoll(t.Context(), p.ID, p.ClosesAt); err != nil {
		t.Fatal(err)
	}
	p, err := db.Poll(t.Context(), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTheDayThatIsFixedKeepsItsUID(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	p := askedDays(t, db, c, true)
	if got := shown(t, db, c, noon); got != "22 TENTATIVE 0, 29 TENTATIVE 0" {
		t.Fatalf("asked: %s", got)
	}
	before := feedOf(t, db, c, noon)["2027-09-22"]
	p = closeDays(t, db, p)
	if got := shown(t, db, c, afterNoon); got != "22 TENTATIVE 0, 29 TENTATIVE 0" {
		t.Errorf("closed: %s", got)
	}
	_, m, err := fix(t, db, c, p, committee.FixDraft{Option: "2027-09-22T10:00", Kind: calendar.Physical, Place: "Fulda"}, "")
	if err != nil {
		t.Fatal(err)
	}
	after := feedOf(t, db, c, afterNoon)["2027-09-22"]
	if got := shown(t, db, c, afterNoon); got != "22 CONFIRMED 1, 29 CANCELLED 1" || after.UID != before.UID || after.Meeting != m.ID || after.Place != "Fulda" || !after.ChangedAt.Equal(afterNoon) {
		t.Errorf("fixed: %s, %+v, was %+v", got, after, before)
	}
	if err := db.PlanMeetings(t.Context(), afterNoon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if again := feedOf(t, db, c, afterNoon)["2027-09-22"]; again != after {
		t.Errorf("planning has changed it: %+v", again)
	}
}

func TestDaysWithoutAResultAreOffWithTheEndOfThePoll(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	p := closeDays(t, db, askedDays(t, db, c, false))
	if got := shown(t, db, c, afterNoon); got != "22 CANCELLED 1, 29 CANCELLED 1" {
		t.Errorf("nobody has answered: %s", got)
	}
	if got := kinds(t, db, p.ID); got["unanswered owed"] != 1 || got["day-found owed"] != 0 {
		t.Errorf("owed are %v, want one message to the office that nobody has answered", got)
	}
	if e := feedOf(t, db, c, afterNoon)["2027-09-22"]; !e.ChangedAt.Equal(p.ClosedAt) {
		t.Errorf("changed at %v, want the end %v", e.ChangedAt, p.ClosedAt)
	}
}

func TestDaysAreOffWhenTheyAreOver(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	closeDays(t, db, askedDays(t, db, c, true))
	over := time.Date(2027, time.September, 23, 6, 0, 0, 0, time.UTC)
	if err := db.PlanMeetings(t.Context(), over); err != nil {
		t.Fatal(err)
	}
	if got := shown(t, db, c, over); got != "22 CANCELLED 1, 29 TENTATIVE 0" {
		t.Errorf("the day after: %s", got)
	}
}

// A poll that ends while somebody changes a meeting waits with the calendar, so
// that neither writes over what the other one has written.
func TestAPollThatEndsWhileAMeetingIsCancelledWaitsForTheCalendar(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	planned, _ := setSeries(t, db, c, committee.SeriesDraft{Kind: calendar.Physical, When: "20.9.2027", Start: "10:30", Place: "Fulda"}, noon)
	p := askedDays(t, db, c, false)
	cancels := func(meet func()) error {
		_, _, err := db.ChangeMeeting(t.Context(), planned[0].ID, "office", "cancel", "", noon, func(m committee.Meeting) (committee.Meeting, error) {
			meet()
			return m.Cancel(organiser, m.Version, "Wahl", noon)
		})
		return err
	}
	ends := func(func()) error { return db.ClosePoll(t.Context(), p.ID, p.ClosesAt) }
	if err := errors.Join(race(t, db, 0, cancels, ends)...); err != nil {
		t.Fatal(err)
	}
	if got := shown(t, db, c, afterNoon); got != "20 CANCELLED 1, 22 CANCELLED 1, 29 CANCELLED 1" {
		t.Errorf("got %s", got)
	}
}

// Chair and office press at the same moment: one settles it, whichever that is, and
// the calendar says what was settled.
func TestADayIsTakenWhileAnotherTakesNone(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	p := closeDays(t, db, askedDays(t, db, c, true))
	none := func(meet func()) error {
		_, err := db.FixNone(t.Context(), p.ID, "chair", afterNoon, func(p committee.Poll, ms []committee.Meeting) (committee.Poll, error) {
			meet()
			return p.FixNone(organiser, ms, c.Location(), afterNoon)
		})
		return err
	}
	takes := func(func()) error {
		_, _, err := fix(t, db, c, p, committee.FixDraft{Option: "2027-09-22T10:00", Kind: calendar.Physical, Place: "Fulda"}, "")
		return err
	}
	if err := errors.Join(race(t, db, 0, none, takes)...); err != nil {
		t.Fatal(err) // the second takes one after all
	}
	if got := shown(t, db, c, afterNoon); got != "22 CONFIRMED 2, 29 CANCELLED 1" {
		t.Errorf("none, then one after all: %s", got)
	}
	if again := none(func() {}); refusal(t, again) != "poll.fix.done" {
		t.Errorf("none of a day that was taken: %v", again)
	}
	var owed int
	if err := db.SQL().GetContext(t.Context(), &owed, `SELECT count(*) FROM owed WHERE kind = 'day-found' AND state = 'owed'`); err != nil || owed != 0 {
		t.Errorf("%d messages still ask for a day, %v", owed, err)
	}
}
