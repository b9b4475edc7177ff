package storage_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// sent pretends that a reminder about a meeting went out.
func sent(t *testing.T, db *storage.DB, m committee.Meeting, kind committee.OwedKind) {
	t.Helper()
	r, err := db.SQL().ExecContext(t.Context(), `UPDATE owed SET state = 'sent' WHERE object_kind = 'meeting' AND object_id = $1 AND kind = $2`, m.ID, kind)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := r.RowsAffected(); n == 0 || err != nil {
		t.Fatalf("meeting %d owes no %s: %v", m.Number, kind, err)
	}
}

// numbers lists number, day and state of all meetings.
func numbers(t *testing.T, db *storage.DB, c committee.Committee) []string {
	t.Helper()
	all, err := db.Meetings(t.Context(), c.ID, calendar.Date{Year: 2026, Month: 1, Day: 1}, calendar.Date{Year: 2027, Month: 5, Day: 31})
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, m := range all {
		list = append(list, strconv.Itoa(m.Number)+" "+m.Day.String()+" "+string(m.State))
	}
	return list
}

func wantNumbers(t *testing.T, db *storage.DB, c committee.Committee, want ...string) {
	t.Helper()
	if got := numbers(t, db, c); !slices.Equal(got, want) {
		t.Errorf("meetings:\n got %q\nwant %q", got, want)
	}
}

func TestAnAnnouncedMeetingKeepsItsNumberInANewSeries(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	setSeries(t, db, c, everyMonth, meetingsSet)
	wantNumbers(t, db, c, "1 2027-01-13 planned", "2 2027-02-10 planned", "3 2027-03-10 planned", "4 2027-04-14 planned", "5 2027-05-12 planned")

	// In the middle of January the first is over, and the call for the second went out.
	now := time.Date(2027, time.January, 20, 11, 0, 0, 0, time.UTC)
	sent(t, db, numbered(t, db, c, 2), committee.OwedCallTopics)
	physical := twiceAYear
	physical.When = "27.1.2027 und 22.3.2027"
	setSeries(t, db, c, physical, now)
	wantNumbers(t, db, c, "1 2027-01-13 planned", "3 2027-01-27 planned", "2 2027-02-10 planned", "4 2027-03-10 planned", "5 2027-03-22 planned", "6 2027-04-14 planned", "7 2027-05-12 planned")

	// A new rhythm does not know the second Wednesdays any more.
	first := everyMonth
	first.When = "erster Donnerstag im Monat"
	_, dropped := setSeries(t, db, c, first, now.Add(time.Hour))
	wantNumbers(t, db, c, "1 2027-01-13 planned", "3 2027-01-27 planned", "4 2027-02-04 planned", "2 2027-02-10 cancelled", "5 2027-03-04 planned", "6 2027-03-22 planned", "7 2027-04-01 planned", "8 2027-05-06 planned")
	if len(dropped) < 4 || dropped[0].Number != 2 || dropped[0].State != committee.MeetingCancelled || dropped[1].Number != 0 {
		t.Errorf("dropped: %+v", dropped)
	}
}

func TestANewTimeLeavesTheMeetingsWhereTheyAre(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	setSeries(t, db, c, everyMonth, meetingsSet)
	now := time.Date(2027, time.January, 20, 11, 0, 0, 0, time.UTC)
	february := numbered(t, db, c, 2)
	sent(t, db, february, committee.OwedCallTopics)
	later := everyMonth
	later.Start = "14:00"
	setSeries(t, db, c, later, now)
	after := numbered(t, db, c, 2)
	if after.ID != february.ID || after.Start.Hour != 14 || after.State != committee.MeetingPlanned || after.Series == february.Series {
		t.Errorf("after: %+v", after)
	}
	got := owedNow(t, db, after)
	if !slices.Contains(got, "10.02. 13:45 quarter-hour home") || slices.Contains(got, "10.02. 09:45 quarter-hour home") || slices.ContainsFunc(got, func(s string) bool { return s[7:] == "09:00 call-topics home" }) {
		t.Errorf("owed: %q", got)
	}
}

func TestAnotherFirstNumberShiftsAllNumbers(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	setSeries(t, db, c, everyMonth, meetingsSet)
	sent(t, db, numbered(t, db, c, 1), committee.OwedCallTopics)
	if err := db.PlanMeetings(t.Context(), meetingsSet.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	c.FirstMeeting = 76
	if err := db.Settle(t.Context(), c, "office", meetingsSet); err != nil {
		t.Fatal(err)
	}
	if m := numbered(t, db, c, 76); m.Day.String() != "2027-01-13" || !m.Announced {
		t.Errorf("76: %+v", m)
	}
}

func TestTheChannelIsToldOnceOfNewDates(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	news := func() (notes []committee.SeriesChange) {
		var texts []string
		if err := db.SQL().SelectContext(t.Context(), &texts, `SELECT note FROM owed WHERE kind = 'series-changed' AND channel_id = 'home' ORDER BY id`); err != nil {
			t.Fatal(err)
		}
		for _, text := range texts {
			x, err := committee.ReadSeriesChange(text)
			if err != nil {
				t.Fatal(err)
			}
			notes = append(notes, x)
		}
		return notes
	}
	setSeries(t, db, c, everyMonth, meetingsSet)
	if got := news(); len(got) != 1 || !got[0].First || len(got[0].Next) != 3 || got[0].Dropped != nil {
		t.Fatalf("the first series: %+v", got)
	}
	link := everyMonth
	link.Link = "https://video.example.org/b"
	setSeries(t, db, c, link, meetingsSet)
	if got := news(); len(got) != 1 {
		t.Fatalf("another link changes no date: %+v", got)
	}
	summer := link
	summer.When = "zweiter Mittwoch im Monat außer August"
	setSeries(t, db, c, summer, meetingsSet)
	got := news()
	if len(got) != 2 || got[1].First || len(got[1].Dropped) != 1 || got[1].From.Format(time.DateOnly) != "2027-08-11" {
		t.Fatalf("without August: %+v", got)
	}
}
