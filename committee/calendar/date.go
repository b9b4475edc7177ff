package calendar

import (
	"cmp"
	"fmt"
	"time"
	_ "time/tzdata" // the time zones travel with the program
)

// Date is a civil date: a day in the Gregorian calendar without time or zone.
// Dates are comparable with ==. The zero Date means "no date".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

const isoDate = "2006-01-02"

// DateOf returns the date that people at loc call the day of t.
func DateOf(t time.Time, loc *time.Location) Date {
	year, month, day := t.In(loc).Date()
	return Date{Year: year, Month: month, Day: day}
}

// ParseISO reads a date written as 2027-03-10, and nothing else. A date that
// does not exist, such as 2027-02-29, is an error.
func ParseISO(text string) (Date, error) {
	t, err := time.Parse(isoDate, text)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date like 2027-03-10", text)
	}
	return DateOf(t, time.UTC), nil
}

// String returns the date as 2027-03-10.
func (d Date) String() string {
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// IsZero reports whether d is "no date".
func (d Date) IsZero() bool { return d == Date{} }

// Valid reports whether d is a day of the Gregorian calendar.
func (d Date) Valid() bool { return d == DateOf(d.midnight(), time.UTC) }

// AddDays returns the date n days later, or earlier if n is negative.
func (d Date) AddDays(n int) Date {
	return DateOf(d.midnight().AddDate(0, 0, n), time.UTC)
}

// AddMonths returns the same day n months later, or the last day of that month
// if it is shorter: 31 January plus one month is 28 or 29 February.
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{Year: first.Year(), Month: first.Month(), Day: min(d.Day, last)}
}

// DaysUntil returns how many days after d the date other is; negative if it is
// before d.
func (d Date) DaysUntil(other Date) int {
	return int(other.midnight().Unix()/86400 - d.midnight().Unix()/86400)
}

// Weekday returns the day of the week of d.
func (d Date) Weekday() time.Weekday { return d.midnight().Weekday() }

// Before reports whether d is earlier than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After reports whether d is later than other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// Compare returns -1, 0 or +1 when d is earlier than, equal to or later than
// other; it fits slices.SortFunc.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// At returns the instant at which clocks at loc show c on d. 24:00 is the
// start of the following day. A time that clocks show twice (autumn) is the
// first of the two. A time that clocks skip (spring) is read with the offset
// before the change, as RFC 5545 says: 02:30 becomes 03:30 summer time; use
// [Date.Has] to find out.
func (d Date) At(c Clock, loc *time.Location) time.Time {
	t, _ := d.resolve(c, loc)
	return t
}

// Has reports whether clocks at loc show c on d at all. It is false in the
// hour that is skipped when summer time begins.
func (d Date) Has(c Clock, loc *time.Location) bool {
	_, ok := d.resolve(c, loc)
	return ok
}

// resolve tries the offsets in force a day before and a day after. The earlier
// instant that reads back as the wall clock wins.
func (d Date) resolve(c Clock, loc *time.Location) (time.Time, bool) {
	wall := time.Date(d.Year, d.Month, d.Day, c.Hour, c.Minute, 0, 0, time.UTC)
	_, before := wall.AddDate(0, 0, -1).In(loc).Zone()
	_, after := wall.AddDate(0, 0, 1).In(loc).Zone()
	for _, offset := range []int{max(before, after), min(before, after)} {
		t := wall.Add(-time.Duration(offset) * time.Second).In(loc)
		if _, now := t.Zone(); now == offset {
			return t, true
		}
	}
	return wall.Add(-time.Duration(before) * time.Second).In(loc), false
}

// MarshalText writes the date as 2027-03-10, and no date as nothing.
func (d Date) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return nil, nil
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what MarshalText writes.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseISO(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

func (d Date) midnight() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}
