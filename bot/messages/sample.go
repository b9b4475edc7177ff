package messages

import (
	"strconv"

	"gremienbot/committee/calendar"
)

// sample has days for the examples in a text: most to come, and working days everywhere, so
// that whoever types one as it stands gets what they see. Without a clock it says how a
// day is written.
type sample struct{ v Voice }

// Soon is about a week ahead.
func (s sample) Soon() string { return s.day(7) }

// Later is about three weeks ahead.
func (s sample) Later() string { return s.day(21) }

// NextHalf is about half a year ahead.
func (s sample) NextHalf() string { return s.day(182) }

// Before is a few days ago.
func (s sample) Before() string { return s.day(-7) }

// NextYear is the year after this one.
func (s sample) NextYear() string {
	if s.v.now.IsZero() {
		return s.v.Say("sample.year")
	}
	return strconv.Itoa(calendar.DateOf(s.v.now, s.v.loc).Year + 1)
}

func (s sample) day(ahead int) string {
	if s.v.now.IsZero() {
		return s.v.Say("sample.day")
	}
	return s.v.shortDay(calendar.Everywhere().NextWorkingDay(calendar.DateOf(s.v.now, s.v.loc).AddDays(ahead)))
}
