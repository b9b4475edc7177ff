package calendar_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"gremienbot/committee/calendar"
)

func TestWallClockAcrossBothChangesOf2027(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		date, clock, utc string
		shown            bool
	}{
		{"2027-03-27", "10:00", "2027-03-27 09:00", true},
		{"2027-03-28", "01:59", "2027-03-28 00:59", true},
		{"2027-03-28", "02:00", "2027-03-28 01:00", false},
		{"2027-03-28", "02:30", "2027-03-28 01:30", false},
		{"2027-03-28", "03:00", "2027-03-28 01:00", true},
		{"2027-03-28", "24:00", "2027-03-28 22:00", true},
		{"2027-10-30", "24:00", "2027-10-30 22:00", true},
		{"2027-10-31", "01:59", "2027-10-30 23:59", true},
		{"2027-10-31", "02:30", "2027-10-31 00:30", true},
		{"2027-10-31", "03:00", "2027-10-31 02:00", true},
		{"2028-02-29", "10:00", "2028-02-29 09:00", true},
	} {
		clock, err := calendar.ParseClock(row.clock)
		if err != nil {
			t.Fatal(err)
		}
		d := day(t, row.date)
		if got := d.At(clock, berlin(t)).UTC().Format(minute); got != row.utc {
			t.Errorf("%s at %s = %s UTC, want %s", row.date, row.clock, got, row.utc)
		}
		if got := d.Has(clock, berlin(t)); got != row.shown {
			t.Errorf("%s has %s: got %v, want %v", row.date, row.clock, got, row.shown)
		}
	}
}

func TestTwoDaysBeforeIsNotAlways48Hours(t *testing.T) {
	t.Parallel()
	for date, hours := range map[string]float64{"2026-03-30": 47, "2026-10-26": 49, "2027-03-10": 48} {
		ten := calendar.Clock{Hour: 10}
		meeting := day(t, date)
		got := meeting.At(ten, berlin(t)).Sub(meeting.AddDays(-2).At(ten, berlin(t))).Hours()
		if got != hours {
			t.Errorf("2 days before %s are %v hours, want %v", date, got, hours)
		}
	}
}

func TestTheDayOfAnInstantDependsOnThePlace(t *testing.T) {
	t.Parallel()
	late := time.Date(2027, time.March, 7, 23, 30, 0, 0, time.UTC)
	if got := calendar.DateOf(late, berlin(t)).String(); got != "2027-03-08" {
		t.Errorf("23:30 UTC is %s in Berlin, want 2027-03-08", got)
	}
}

func TestMonthsAreClampedToTheirEnd(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		from   string
		months int
		want   string
	}{
		{"2027-01-31", 1, "2027-02-28"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2027-12-15", 1, "2028-01-15"},
		{"2028-02-29", 12, "2029-02-28"},
		{"2027-03-31", -1, "2027-02-28"},
	} {
		if got := day(t, row.from).AddMonths(row.months).String(); got != row.want {
			t.Errorf("%s plus %d months = %s, want %s", row.from, row.months, got, row.want)
		}
	}
}

func TestWhatIsNoDateAndNoTime(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "2027-02-29", "9.3.2027", "2027-3-9", "2027-03-09T10:00"} {
		if got, err := calendar.ParseISO(text); err == nil {
			t.Errorf("ParseISO(%q) = %v, want an error", text, got)
		}
	}
	for _, text := range []string{"", "10", "24:01", "25:00", "10:60", "10:5", "-1:00"} {
		if got, err := calendar.ParseClock(text); err == nil {
			t.Errorf("ParseClock(%q) = %v, want an error", text, got)
		}
	}
	for clock, ok := range map[calendar.Clock]bool{
		{Hour: 1, Minute: 59}: true, {Hour: 2}: false, {Hour: 2, Minute: 59}: false, {Hour: 3}: true,
		{Hour: 24}: true, {Hour: 24, Minute: 1}: false, {Hour: -1}: false,
	} {
		if err := calendar.ValidClock(clock); (err == nil) != ok {
			t.Errorf("ValidClock(%v) = %v, want ok: %v", clock, err, ok)
		}
	}
}

func TestDatesAndClocksTravelAsText(t *testing.T) {
	t.Parallel()
	type box struct {
		Date  calendar.Date
		None  calendar.Date
		Clock calendar.Clock
	}
	want := box{Date: day(t, "2028-02-29"), Clock: calendar.EndOfDay}
	text, err := json.Marshal(want)
	if err != nil || string(text) != `{"Date":"2028-02-29","None":"","Clock":"24:00"}` {
		t.Fatalf("got %s, %v", text, err)
	}
	var got box
	if err := json.Unmarshal(text, &got); err != nil || got != want {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	if err := json.Unmarshal([]byte(`{"Clock":"25:00"}`), &got); err == nil {
		t.Error("25:00 was read")
	}
}

func anyDate(t *rapid.T) calendar.Date {
	start := calendar.Date{Year: 2020, Month: time.January, Day: 1}
	return start.AddDays(rapid.IntRange(0, 9000).Draw(t, "day"))
}

func TestCountingHoldsForAllDates(t *testing.T) {
	t.Parallel()
	all, he := calendar.Everywhere(), calendar.Calendar{Lands: []calendar.Land{"HE"}}
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDate(t), rapid.IntRange(1, 30).Draw(t, "n")
		due := all.AddWorkingDays(d, n)
		if !all.WorkingDay(due) || due.Before(he.AddWorkingDays(d, n)) {
			t.Errorf("%v plus %d: %v is no working day, or earlier than in one Land", d, n, due)
		}
		if all.WorkingDay(d) && all.WorkingDaysBefore(due, n) != d {
			t.Errorf("%v plus %d working days and back is %v", d, n, all.WorkingDaysBefore(due, n))
		}
		if sent := all.ClearDaysBefore(d, n); sent.DaysUntil(d) < n+1 || !all.WorkingDay(sent) {
			t.Errorf("%v leaves fewer than %d clear days before %v", sent, n, d)
		}
		if end := all.PeriodEnd(d, n); d.DaysUntil(end) < n || !all.WorkingDay(end) {
			t.Errorf("%d days from %v end on %v", n, d, end)
		}
	})
}

func TestACalendarWithoutLandKnowsTheNationwideHolidays(t *testing.T) {
	t.Parallel()
	var none calendar.Calendar
	if none.WorkingDay(day(t, "2027-03-29")) || !none.WorkingDay(day(t, "2027-03-08")) {
		t.Error("Easter Monday must count, Women's Day must not")
	}
	if got := none.HolidayLands(day(t, "2027-03-29")); len(got) != 16 {
		t.Errorf("Easter Monday is kept by %v, want all", got)
	}
}

func TestProposeShift(t *testing.T) {
	t.Parallel()
	c := calendar.Everywhere()
	c.Extra = []calendar.Date{day(t, "2027-06-02"), day(t, "2027-06-09"), day(t, "2027-09-01"), day(t, "2027-09-08"), day(t, "2027-08-25")}
	for from, want := range map[string]string{
		"2028-03-08": "2028-03-15", // next week
		"2027-06-02": "2027-05-26", // next week is free too
		"2027-09-01": "",           // both weeks are: the chair decides
		"2027-03-10": "",           // nothing to shift
	} {
		got, ok := c.ProposeShift(day(t, from))
		if ok != (want != "") || (ok && got.String() != want) {
			t.Errorf("ProposeShift(%s) = %v, %v, want %q", from, got, ok, want)
		}
	}
}
