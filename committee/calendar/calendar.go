package calendar

import (
	"slices"
	"time"
)

// Calendar says which days are working days: Monday to Friday, unless a public
// holiday in one of its Lands or one of its Extra days (24 December, a
// municipality's own holiday). A day counts only if it is a working day in
// every Land. Without any Land the nationwide holidays count.
type Calendar struct {
	Lands []Land
	Extra []Date
}

// Everywhere returns the calendar of all sixteen Länder together.
func Everywhere() Calendar { return Calendar{Lands: Lands()} }

// WorkingDay reports whether people in every Land of the calendar work on d.
func (c Calendar) WorkingDay(d Date) bool {
	if day := d.Weekday(); day == time.Saturday || day == time.Sunday {
		return false
	}
	return !slices.Contains(c.Extra, d) && len(c.HolidayLands(d)) == 0
}

// HolidayLands returns the Länder of the calendar in which d is a public
// holiday, in the calendar's order. A calendar without Länder answers with all
// sixteen on a nationwide holiday and with none on any other day.
func (c Calendar) HolidayLands(d Date) []Land {
	rows := observed(d)
	if slices.ContainsFunc(rows, observance.nationwide) {
		if len(c.Lands) == 0 {
			return Lands()
		}
		return slices.Clone(c.Lands)
	}
	var lands []Land
	for _, l := range c.Lands {
		if slices.ContainsFunc(rows, func(o observance) bool { return o.kept(l) }) {
			lands = append(lands, l)
		}
	}
	return lands
}

// NextWorkingDay returns d itself if it is a working day, else the first one
// after it.
func (c Calendar) NextWorkingDay(d Date) Date {
	for !c.WorkingDay(d) {
		d = d.AddDays(1)
	}
	return d
}

// PreviousWorkingDay returns d itself if it is a working day, else the last one
// before it.
func (c Calendar) PreviousWorkingDay(d Date) Date {
	for !c.WorkingDay(d) {
		d = d.AddDays(-1)
	}
	return d
}

// AddWorkingDays returns the n-th working day after d, not counting d: "T+5
// Arbeitstage". With n = 0 it returns d itself; a negative n counts backward.
func (c Calendar) AddWorkingDays(d Date, n int) Date {
	if n < 0 {
		return c.WorkingDaysBefore(d, -n)
	}
	for ; n > 0; n-- {
		d = c.NextWorkingDay(d.AddDays(1))
	}
	return d
}

// WorkingDaysBefore returns the n-th working day before d, not counting d:
// "T−10 Arbeitstage". With n = 0 it returns d itself; a negative n counts
// forward.
func (c Calendar) WorkingDaysBefore(d Date, n int) Date {
	if n < 0 {
		return c.AddWorkingDays(d, -n)
	}
	for ; n > 0; n-- {
		d = c.PreviousWorkingDay(d.AddDays(-1))
	}
	return d
}

// ClearDaysBefore returns the last day on which something may be sent so that n
// full days lie between it and the meeting: neither the day of dispatch nor the
// meeting day counts. If that is no working day it moves earlier, because § 193
// BGB does not lengthen a period that runs backward.
func (c Calendar) ClearDaysBefore(meeting Date, n int) Date {
	return c.PreviousWorkingDay(meeting.AddDays(-n - 1))
}

// PeriodEnd returns the last day of a period of calendar days. The day of
// dispatch is not counted (§ 187 BGB); an end on a Saturday, Sunday or public
// holiday moves to the next working day (§ 31 VwVfG, § 193 BGB). The period is
// over at [EndOfDay] of that day.
func (c Calendar) PeriodEnd(from Date, days int) Date {
	return c.NextWorkingDay(from.AddDays(days))
}

// PeriodEndWorkingDays returns the last day of a period of n working days. The
// day of dispatch is not counted. The period is over at [EndOfDay] of that day.
func (c Calendar) PeriodEndWorkingDays(from Date, n int) Date {
	return c.NextWorkingDay(c.AddWorkingDays(from, n))
}

// ProposeShift returns the date to propose for a meeting that falls on d: the
// same weekday of the next week, or else of the previous week. It answers false
// if d is a working day, or if neither week offers one; then the chair decides.
// Nothing is ever moved without being asked.
func (c Calendar) ProposeShift(d Date) (Date, bool) {
	if c.WorkingDay(d) {
		return Date{}, false
	}
	for _, days := range []int{7, -7} {
		if other := d.AddDays(days); c.WorkingDay(other) {
			return other, true
		}
	}
	return Date{}, false
}
