package storage_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// meetingsSet is in December 2026, before the first meeting of 2027.
var meetingsSet = time.Date(2026, time.December, 10, 11, 0, 0, 0, time.UTC)

var organiser = committee.Person{User: "office", Name: "Office", Roles: []committee.Role{committee.Office}}

var (
	everyMonth = committee.SeriesDraft{Kind: calendar.Virtual, When: "zweiter Mittwoch im Monat", Start: "10:00", Link: "https://video.example.org/a"}
	twiceAYear = committee.SeriesDraft{Kind: calendar.Physical, When: "22.3.2027 und 20.9.2027", Start: "10:30", Length: "240", Place: "Frankfurt am Main"}
)

// inSession is a founded committee with two seats, one of them with a substitute.
func inSession(t *testing.T, db *storage.DB) committee.Committee {
	t.Helper()
	c := founded(t, db)
	for _, user := range []string{"l1", "l1s", "s1"} {
		if err := db.Know(t.Context(), committee.Person{User: user, Handle: user, Name: user}, meetingsSet); err != nil {
			t.Fatal(err)
		}
	}
	err := db.FillSeats(t.Context(), c.ID, []committee.Seat{
		{Group: "Landkreise", Body: "A", Land: "HE", Holder: &committee.Occupant{User: "l1"}, Substitute: &committee.Occupant{User: "l1s"}},
		{Group: "Städte", Body: "B", Land: "BE", Holder: &committee.Occupant{User: "s1"}},
	}, "office", meetingsSet)
	if err != nil {
		t.Fatal(err)
	}
	if c, err = db.Committee(t.Context(), c.ID); err != nil {
		t.Fatal(err)
	}
	return c
}

func setSeries(t *testing.T, db *storage.DB, c committee.Committee, d committee.SeriesDraft, now time.Time) (planned, dropped []committee.Meeting) {
	t.Helper()
	s, err := committee.SetSeries(c, organiser, d, now)
	if err != nil {
		t.Fatal(err)
	}
	planned, dropped, err = db.SetSeries(t.Context(), s, "office", "", now)
	if err != nil {
		t.Fatal(err)
	}
	return planned, dropped
}

// owedNow lists what a meeting owes, by local time.
func owedNow(t *testing.T, db *storage.DB, m committee.Meeting) []string {
	t.Helper()
	var rows []struct {
		Due  time.Time `db:"due_at"`
		Kind string    `db:"kind"`
		To   string    `db:"recipient"`
	}
	err := db.SQL().SelectContext(t.Context(), &rows, `
		SELECT due_at, kind, channel_id || user_id AS recipient
		FROM owed
		WHERE object_kind = 'meeting' AND object_id = $1 AND state = 'owed'
		ORDER BY due_at, kind, recipient`, m.ID)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, r := range rows {
		list = append(list, fmt.Sprintf("%s %s %s", r.Due.In(m.Location()).Round(time.Minute).Format("02.01. 15:04"), r.Kind, r.To))
	}
	return list
}

func numbered(t *testing.T, db *storage.DB, c committee.Committee, number int) committee.Meeting {
	t.Helper()
	m, err := db.MeetingNumbered(t.Context(), c.ID, number)
	if err != nil {
		t.Fatalf("meeting %d: %v", number, err)
	}
	return m
}

func move(t *testing.T, db *storage.DB, m committee.Meeting, to string, now time.Time) (committee.Meeting, error) {
	t.Helper()
	_, after, err := db.ChangeMeeting(t.Context(), m.ID, "office", "move", "", now, func(current committee.Meeting) (committee.Meeting, error) {
		return current.Move(organiser, m.Version, committee.MoveDraft{To: to}, now)
	})
	return after, err
}

// dump is everything that planning writes, to compare it before and after.
func dump(t *testing.T, db *storage.DB) []string {
	t.Helper()
	var rows []string
	err := db.SQL().SelectContext(t.Context(), &rows, `
		SELECT to_jsonb(m)::text FROM meeting m
		UNION ALL SELECT to_jsonb(o)::text FROM owed o
		UNION ALL SELECT to_jsonb(s)::text FROM series s
		ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestBothSeriesAreWrittenDownAndCountedThrough(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	if _, err := db.SQL().ExecContext(t.Context(), `UPDATE committee SET first_meeting = 76`); err != nil {
		t.Fatal(err)
	}
	virtual, _ := setSeries(t, db, c, everyMonth, meetingsSet)
	physical, _ := setSeries(t, db, c, twiceAYear, meetingsSet)
	if len(virtual) != 12 && len(virtual) != 13 || len(physical) != 2 {
		t.Fatalf("%d virtual and %d physical meetings", len(virtual), len(physical))
	}
	all, err := db.Meetings(t.Context(), c.ID, calendar.Date{Year: 2027, Month: 1, Day: 1}, calendar.Date{Year: 2027, Month: 12, Day: 31})
	if err != nil || len(all) != 14 {
		t.Fatalf("2027 has %d meetings, %v", len(all), err)
	}
	march, frankfurt := numbered(t, db, c, 78), numbered(t, db, c, 79)
	if march.Day.String() != "2027-03-10" || march.Kind != calendar.Virtual || march.Start.Hour != 10 || march.Link != everyMonth.Link || march.Minutes != 120 {
		t.Errorf("78: %+v", march)
	}
	if frankfurt.Day.String() != "2027-03-22" || frankfurt.Kind != calendar.Physical || frankfurt.Place != "Frankfurt am Main" || frankfurt.Minutes != 240 {
		t.Errorf("79: %+v", frankfurt)
	}
	if _, err := db.MeetingNumbered(t.Context(), c.ID, 75); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("75: %v", err)
	}
	series, err := db.Series(t.Context(), c.ID)
	if err != nil || len(series) != 2 || series[0].Rule.String() != "FREQ=MONTHLY;BYDAY=2WE" || len(series[1].Dates) != 2 {
		t.Errorf("series: %+v, %v", series, err)
	}
}

func TestWhatTheMarchMeetingOwes(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	setSeries(t, db, c, everyMonth, meetingsSet)
	want := []string{
		"17.02. 09:00 call-topics home", "19.02. 09:00 topics-closing home", "25.02. 09:00 invite-warning office", "01.03. 09:00 invite-last office",
		"04.03. 09:00 attendance l1", "04.03. 09:00 attendance s1", "09.03. 09:00 day-before home", "10.03. 09:45 quarter-hour home",
		"12.03. 09:00 minutes-draft office", "16.03. 09:00 minutes-last office",
	}
	if diff := cmp.Diff(want, owedNow(t, db, numbered(t, db, c, 3))); diff != "" {
		t.Error(diff)
	}
}

func TestPlanningTwiceWritesNothingTwice(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	setSeries(t, db, c, everyMonth, meetingsSet)
	setSeries(t, db, c, twiceAYear, meetingsSet)
	if _, err := move(t, db, numbered(t, db, c, 3), "17.3.2027", meetingsSet.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	now := meetingsSet.Add(2 * time.Hour)
	before := dump(t, db)
	for range 2 {
		if err := db.PlanMeetings(t.Context(), now); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(before, dump(t, db)); diff != "" {
		t.Error(diff)
	}
	if err := db.PlanMeetings(t.Context(), now.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
	all, err := db.Meetings(t.Context(), c.ID, calendar.Date{Year: 2028, Month: 2, Day: 1}, calendar.Date{Year: 2028, Month: 2, Day: 29})
	if err != nil || len(all) != 1 || all[0].Day.String() != "2028-02-09" {
		t.Errorf("a month later February 2028 has %v, %v", all, err)
	}
}

func TestAReplacedSeriesLeavesWhatPeopleHaveTouched(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	setSeries(t, db, c, everyMonth, meetingsSet)
	april := numbered(t, db, c, 4)
	if _, err := move(t, db, numbered(t, db, c, 3), "17.3.2027", meetingsSet); err != nil {
		t.Fatal(err)
	}
	_, _, err := db.ChangeMeeting(t.Context(), april.ID, "office", "cancel", "", meetingsSet, func(m committee.Meeting) (committee.Meeting, error) {
		return m.Cancel(organiser, m.Version, "Ferien", meetingsSet)
	})
	if err != nil {
		t.Fatal(err)
	}
	newer := everyMonth
	newer.Start, newer.When = "14:00", "zweiter Mittwoch im Monat außer August"
	planned, dropped := setSeries(t, db, c, newer, meetingsSet.Add(time.Hour))
	if len(dropped) != 1 || dropped[0].Day.String() != "2027-08-11" {
		t.Errorf("dropped: %v", dropped)
	}
	if got := owedNow(t, db, dropped[0]); got != nil {
		t.Errorf("a dropped meeting owes %v", got)
	}
	var days []string
	for _, m := range planned {
		days = append(days, m.Day.String()+" "+m.Start.String())
	}
	if !slices.Contains(days, "2027-03-17 10:00") || slices.Contains(days, "2027-03-10 14:00") || slices.Contains(days, "2027-04-14 14:00") || !slices.Contains(days, "2027-05-12 14:00") {
		t.Errorf("planned: %v", days)
	}
}

func TestASeriesSentTwiceIsSetOnce(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	s, err := committee.SetSeries(c, organiser, everyMonth, meetingsSet)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := db.SetSeries(t.Context(), s, "office", "dialog-1", meetingsSet); err != nil {
		t.Fatal(err)
	}
	if _, _, err := db.SetSeries(t.Context(), s, "office", "dialog-1", meetingsSet); !errors.Is(err, committee.ErrRepeated) {
		t.Errorf("sent twice: %v", err)
	}
}

func TestACancelledMeetingOwesOnlyTheNews(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	setSeries(t, db, c, everyMonth, meetingsSet)
	m, now := numbered(t, db, c, 3), time.Date(2027, time.March, 1, 10, 0, 0, 0, time.UTC)
	before, after, err := db.ChangeMeeting(t.Context(), m.ID, "office", "cancel", "", now, func(m committee.Meeting) (committee.Meeting, error) {
		return m.Cancel(organiser, m.Version, "Erkrankung", now)
	})
	if err != nil || before.Number != 3 || after.Number != 3 || after.State != committee.MeetingCancelled || after.Reason != "Erkrankung" {
		t.Fatalf("before %+v, after %+v, %v", before, after, err)
	}
	want := []string{"01.03. 11:00 meeting-changed home", "01.03. 11:00 meeting-changed l1", "01.03. 11:00 meeting-changed l1s", "01.03. 11:00 meeting-changed office", "01.03. 11:00 meeting-changed s1"}
	if diff := cmp.Diff(want, owedNow(t, db, m)); diff != "" {
		t.Error(diff)
	}
	if next := numbered(t, db, c, 4); next.Day.String() != "2027-04-14" {
		t.Errorf("the next meeting took another number: %v", next)
	}
	if err := db.PlanMeetings(t.Context(), now.Add(24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if again, err := db.Meeting(t.Context(), m.ID); err != nil || again.State != committee.MeetingCancelled {
		t.Errorf("planning brought it back: %+v, %v", again, err)
	}
	if diff := cmp.Diff(want, owedNow(t, db, m)); diff != "" {
		t.Error(diff)
	}
}

func TestAMeetingMovedAwayAndBackOwesItsRemindersAgain(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	setSeries(t, db, c, everyMonth, meetingsSet)
	before := owedNow(t, db, numbered(t, db, c, 3))
	away, err := move(t, db, numbered(t, db, c, 3), "17.3.2027 14:00", meetingsSet.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	got := owedNow(t, db, away)
	if !slices.Contains(got, "17.03. 13:45 quarter-hour home") || slices.Contains(got, "10.03. 09:45 quarter-hour home") {
		t.Errorf("moved away it owes %v", got)
	}
	back, err := move(t, db, away, "10.3.2027 10:00", meetingsSet.Add(2*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	got = slices.DeleteFunc(owedNow(t, db, back), func(o string) bool { return strings.Contains(o, "meeting-changed") })
	if diff := cmp.Diff(before, got); diff != "" {
		t.Error(diff)
	}
}

func TestOfTwoPeopleMovingAtOnceOneIsTold(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	setSeries(t, db, c, everyMonth, meetingsSet)
	m := numbered(t, db, c, 3)
	var wg sync.WaitGroup
	errs := make([]error, 6)
	for i := range errs {
		wg.Go(func() { _, errs[i] = move(t, db, m, fmt.Sprintf("%d.3.2027", 15+i), meetingsSet) })
	}
	wg.Wait()
	moved := 0
	for _, err := range errs {
		refusals := committee.Refusals(err)
		switch {
		case err == nil:
			moved++
		case len(refusals) != 1 || refusals[0].Key != "meeting.meanwhile":
			t.Errorf("refused with %v", err)
		}
	}
	if after, err := db.Meeting(t.Context(), m.ID); moved != 1 || err != nil || after.Version != 2 {
		t.Errorf("%d moves succeeded; the meeting is %+v, %v", moved, after, err)
	}
}

func TestWhoComesAndGoesIsPlannedFor(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	setSeries(t, db, c, everyMonth, meetingsSet)
	now := time.Date(2027, time.March, 1, 12, 0, 0, 0, time.UTC)
	err := db.FillSeats(t.Context(), c.ID, []committee.Seat{{Group: "Landkreise", Body: "A", Land: "HE", Holder: &committee.Occupant{User: "l1s"}}}, "office", now)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.PlanMeetings(t.Context(), now); err != nil {
		t.Fatal(err)
	}
	want := []string{ // only Hessen counts now, where 8 March is a working day
		"05.03. 09:00 attendance l1s", "09.03. 09:00 day-before home", "10.03. 09:45 quarter-hour home",
		"12.03. 09:00 minutes-draft office", "16.03. 09:00 minutes-last office",
	}
	got := slices.DeleteFunc(owedNow(t, db, numbered(t, db, c, 3)), func(o string) bool { return o < "02.03." || strings.Contains(o, ".02.") })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheComingMeetingsAreThoseThatAreNotOver(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	setSeries(t, db, c, everyMonth, meetingsSet)
	for at, want := range map[time.Time]string{
		meetingsSet: "2027-01-13",
		time.Date(2027, time.March, 10, 10, 59, 0, 0, time.UTC): "2027-03-10", // it lasts until 12:00 in Berlin
		time.Date(2027, time.March, 10, 11, 0, 0, 0, time.UTC):  "2027-04-14",
	} {
		got, err := db.ComingMeetings(t.Context(), c.ID, at, 2)
		if err != nil || len(got) != 2 || got[0].Day.String() != want {
			t.Errorf("at %s: %v, %v, want %s first", at, got, err, want)
		}
	}
}
