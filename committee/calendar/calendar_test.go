package calendar_test

import (
	"testing"
	"time"

	"gremienbot/committee/calendar"
)

func day(t *testing.T, text string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseISO(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var hessen = calendar.Calendar{Lands: []calendar.Land{"HE"}}

// The rows are the computed vectors of the specification: what is counted, from
// where, and the result by the office's calendar (HE) and by all sixteen.
func TestPeriods(t *testing.T) {
	t.Parallel()
	clear := func(n int) func(calendar.Calendar, calendar.Date) calendar.Date {
		return func(c calendar.Calendar, d calendar.Date) calendar.Date { return c.ClearDaysBefore(d, n) }
	}
	before := func(n int) func(calendar.Calendar, calendar.Date) calendar.Date {
		return func(c calendar.Calendar, d calendar.Date) calendar.Date { return c.WorkingDaysBefore(d, n) }
	}
	after := func(n int) func(calendar.Calendar, calendar.Date) calendar.Date {
		return func(c calendar.Calendar, d calendar.Date) calendar.Date { return c.PeriodEndWorkingDays(d, n) }
	}
	period := func(n int) func(calendar.Calendar, calendar.Date) calendar.Date {
		return func(c calendar.Calendar, d calendar.Date) calendar.Date { return c.PeriodEnd(d, n) }
	}
	for _, row := range []struct {
		name         string
		count        func(calendar.Calendar, calendar.Date) calendar.Date
		from, he, de string
	}{
		{"latest dispatch, 7 clear days", clear(7), "2027-03-10", "2027-03-02", "2027-03-02"},
		{"14 clear days", clear(14), "2027-03-10", "2027-02-23", "2027-02-23"},
		{"28 clear days", clear(28), "2027-03-10", "2027-02-09", "2027-02-09"},
		{"submission T-10", before(10), "2027-03-10", "2027-02-24", "2027-02-23"},
		{"T-2", before(2), "2027-03-10", "2027-03-08", "2027-03-05"},
		{"T-3 before the invitation", before(3), "2027-03-02", "2027-02-25", "2027-02-25"},
		{"minutes T+5", after(5), "2027-03-10", "2027-03-17", "2027-03-17"},
		{"query of 5 working days", after(5), "2027-03-01", "2027-03-08", "2027-03-09"},
		{"objection over Easter", after(10), "2027-03-17", "2027-04-02", "2027-04-02"},
		{"14 days end on Good Friday", period(14), "2027-03-12", "2027-03-30", "2027-03-30"},
		{"circulation of 10 working days", after(10), "2027-04-19", "2027-05-03", "2027-05-03"},
		{"7 clear days reach the leap day", clear(7), "2028-03-08", "2028-02-29", "2028-02-29"},
		{"dispatch on a Sunday moves to Friday", clear(7), "2027-03-15", "2027-03-05", "2027-03-05"},
		{"dispatch on Women's Day moves to Friday", clear(7), "2027-03-16", "2027-03-08", "2027-03-05"},
		{"a period that ends on Saturday", period(7), "2027-03-06", "2027-03-15", "2027-03-15"},
		{"one working day over New Year", after(1), "2026-12-31", "2027-01-04", "2027-01-04"},
		{"nothing to count, on a Sunday", after(0), "2027-03-14", "2027-03-15", "2027-03-15"},
	} {
		if got := row.count(hessen, day(t, row.from)).String(); got != row.he {
			t.Errorf("%s: HE from %s = %s, want %s", row.name, row.from, got, row.he)
		}
		if got := row.count(calendar.Everywhere(), day(t, row.from)).String(); got != row.de {
			t.Errorf("%s: all from %s = %s, want %s", row.name, row.from, got, row.de)
		}
	}
}

func TestTheSecondWednesdaysOf2027(t *testing.T) {
	t.Parallel()
	rule, err := calendar.ParseRule("FREQ=MONTHLY;BYDAY=2WE")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"2027-01-13", "2027-02-10", "2027-03-10", "2027-04-14", "2027-05-12", "2027-06-09",
		"2027-07-14", "2027-08-11", "2027-09-08", "2027-10-13", "2027-11-10", "2027-12-08",
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	got := rule.Between(day(t, "2027-01-01"), day(t, "2027-12-31"))
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i, d := range got {
		hour := 9
		if d.Month >= time.April && d.Month <= time.October {
			hour = 8
		}
		at := d.At(calendar.Clock{Hour: 10}, berlin).UTC()
		if d.String() != want[i] || at.Hour() != hour {
			t.Errorf("meeting %d = %s at %d:00 UTC, want %s at %d:00", i+1, d, at.Hour(), want[i], hour)
		}
	}
}
