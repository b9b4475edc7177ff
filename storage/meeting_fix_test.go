package storage_test

import (
	"sync"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

var afterNoon = noon.Add(7 * 24 * time.Hour)

// closedDates is a date poll of noon about two days in September, a week later.
func closedDates(t *testing.T, db *storage.DB, c committee.Committee) committee.Poll {
	t.Helper()
	d := committee.PollDraft{Kind: committee.DatePoll, Question: "Wann tagen wir?", ClosesAt: noon.Add(6 * 24 * time.Hour)}
	for _, day := range []int{22, 29} {
		d.Options = append(d.Options, committee.DayOption(calendar.Date{Year: 2027, Month: time.September, Day: day}, calendar.Clock{Hour: 10}, ""))
	}
	p := asked(t, db, c, d)
	canCome(t, db, p)
	if err := db.ClosePoll(t.Context(), p.ID, d.ClosesAt); err != nil {
		t.Fatal(err)
	}
	p, err := db.Poll(t.Context(), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func fix(t *testing.T, db *storage.DB, c committee.Committee, p committee.Poll, d committee.FixDraft, name string) (before, after committee.Meeting, err error) {
	t.Helper()
	return db.FixMeeting(t.Context(), c.ID, "office", name, afterNoon, func(ms []committee.Meeting, series []committee.Series) (committee.Meeting, error) {
		return p.Fix(c, organiser, d, ms, series, afterNoon)
	})
}

func TestADatePollBecomesOneMeetingHoweverManyPress(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	p := closedDates(t, db, c)
	if got := kinds(t, db, p.ID)["day-found owed"]; got != 1 {
		t.Errorf("%d messages are owed to the office, want 1", got)
	}
	d := committee.FixDraft{Option: "2027-09-22T10:00", Kind: calendar.Physical, Place: "Fulda"}
	errs := make([]error, 8)
	var wait sync.WaitGroup
	for i := range errs {
		wait.Go(func() { _, _, errs[i] = fix(t, db, c, p, d, "") })
	}
	wait.Wait()
	made := 0
	for _, err := range errs {
		switch refusal(t, err) {
		case "":
			made++
		case "poll.fix.done":
		default:
			t.Errorf("refused with %v", err)
		}
	}
	ms, err := db.ComingMeetings(t.Context(), c.ID, afterNoon, 10)
	if err != nil || made != 1 || len(ms) != 1 {
		t.Fatalf("made %d times, %d meetings, %v", made, len(ms), err)
	}
	if m := ms[0]; m.Poll != p.ID || m.Place != "Fulda" || !m.Announced || m.Start.Hour != 10 || m.Kind != calendar.Physical {
		t.Errorf("the meeting is %+v", m)
	}
	var owed int
	if err := db.SQL().GetContext(t.Context(), &owed, `SELECT count(*) FROM owed WHERE object_kind = 'meeting' AND object_id = $1 AND kind <> 'meeting-changed'`, ms[0].ID); err != nil || owed == 0 {
		t.Errorf("the meeting owes %d reminders, %v", owed, err)
	}
}

func TestADatePollMovesAPlannedMeeting(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	p := closedDates(t, db, c)
	setSeries(t, db, c, committee.SeriesDraft{Kind: calendar.Physical, When: "20.9.2027", Start: "10:30", Place: "Frankfurt am Main"}, afterNoon)
	ms, err := db.ComingMeetings(t.Context(), c.ID, afterNoon, 10)
	if err != nil || len(ms) == 0 {
		t.Fatal(ms, err)
	}
	autumn := ms[len(ms)-1]
	d := committee.FixDraft{Option: "2027-09-22T10:00", Meeting: autumn.ID, Seen: autumn.Version + 1, Kind: calendar.Physical, Start: "11:00", Place: "Kassel"}
	if _, _, err := fix(t, db, c, p, d, "f1"); refusal(t, err) != "meeting.meanwhile" {
		t.Errorf("a meeting that was changed meanwhile: %v", err)
	}
	d.Seen = autumn.Version
	before, after, err := fix(t, db, c, p, d, "f1")
	if err != nil || before.ID != autumn.ID || after.ID != autumn.ID || after.Day.Day != 22 || after.Start.Hour != 11 || after.Place != "Kassel" || after.Number != autumn.Number {
		t.Errorf("moved from %+v to %+v, %v", before, after, err)
	}
	if _, _, err = fix(t, db, c, p, d, "f1"); err == nil {
		t.Error("the same form has effect twice")
	}
}
