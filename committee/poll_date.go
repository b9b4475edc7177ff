package committee

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"gremienbot/committee/calendar"
)

// MaxDayNote is how many characters a note behind a day may have.
const MaxDayNote = 80

// DateTerms are the conditions that a day of a date poll must meet to get a rank
// (domain, section 3.7). The zero value asks for the quorum of the committee, and
// for somebody to lead.
type DateTerms struct {
	AnyTurnout bool `json:"any_turnout,omitempty"` // fewer seats than the quorum may be able to come
	Unled      bool `json:"unled,omitempty"`       // neither chair nor deputy need be able to come
	EveryGroup bool `json:"every_group,omitempty"` // somebody of each group must be able to come
}

// DayOption is an option of a date poll: a day, a time on it or the zero Clock for
// the day alone, and a note of whoever asks, such as school holidays.
func DayOption(day calendar.Date, at calendar.Clock, note string) PollOption {
	key := day.String()
	if at != (calendar.Clock{}) {
		key += "T" + at.String()
	}
	return PollOption{Key: key, Label: key, Day: day, Time: at, Note: oneLine(note)}
}

// Begins is the moment of an option of a date poll; without a time it is the
// midnight at which the day begins.
func (o PollOption) Begins(loc *time.Location) time.Time { return o.Day.At(o.Time, loc) }

// over is the first moment at which an option of a date poll is of no use.
func (o PollOption) over(loc *time.Location) time.Time {
	if o.Time == (calendar.Clock{}) {
		return o.Day.AddDays(1).At(calendar.Clock{}, loc)
	}
	return o.Begins(loc)
}

// Over reports whether an option of a date poll is of no use any more: its time has
// come, or without one its day is past.
func (o PollOption) Over(loc *time.Location, now time.Time) bool { return !o.over(loc).After(now) }

// earliestFirst puts the options of a date poll in order of time; others stay.
func (d PollDraft) earliestFirst() []PollOption {
	if d.Kind != DatePoll {
		return d.Options
	}
	return slices.SortedStableFunc(slices.Values(d.Options), func(a, b PollOption) int { return cmp.Compare(a.Key, b.Key) })
}

// checkDates refuses days that are too few, too many or doubled.
func (d PollDraft) checkDates() *Error {
	switch n := len(d.Options); {
	case n < 2:
		return Refuse(Invalid, "poll.days.few").At("options")
	case n > MaxOptions:
		return Refuse(Invalid, "poll.days.many", "Given", n, "Max", MaxOptions).At("options")
	}
	for i, o := range d.Options {
		if runes(o.Note) > MaxDayNote {
			return Refuse(Invalid, "poll.days.note", "Day", o.Day, "Given", runes(o.Note), "Max", MaxDayNote).At("options")
		}
		if calendar.ValidClock(o.Time) != nil {
			return Refuse(Invalid, "meeting.clock.night").At("options")
		}
		if i > 0 && d.Options[i-1].Key == o.Key {
			return Refuse(Invalid, "poll.days.twice", "Day", o.Day).At("options")
		}
	}
	return nil
}

// dated are the options with the holidays of the seats that answer. A day that is
// over when the poll ends is refused, and one that is years ahead.
func (d PollDraft) dated(c Committee, seats []Seat) ([]PollOption, error) {
	if d.Kind != DatePoll {
		return d.Options, nil
	}
	days := calendar.Calendar{Lands: landsOf(seats)}
	if len(days.Lands) == 0 {
		days = c.MembersCalendar()
	}
	options := slices.Clone(d.Options)
	for i, o := range options {
		if o.Day.After(calendar.DateOf(d.ClosesAt, c.Location()).AddMonths(12 * yearsAhead)) {
			return nil, Refuse(Invalid, "meeting.date.far", "Date", o.Day, "Years", yearsAhead).At("options")
		}
		if o.Over(c.Location(), d.ClosesAt) {
			return nil, Refuse(Invalid, "poll.days.closing", "Day", o.Day, "At", Ending(d.ClosesAt)).At("options")
		}
		options[i].Holidays = days.HolidayLands(o.Day)
	}
	return options, nil
}

// landsOf are the Länder of some seats, each once, in the order of their names.
func landsOf(seats []Seat) []calendar.Land {
	return slices.DeleteFunc(calendar.Lands(), func(l calendar.Land) bool {
		return !slices.ContainsFunc(seats, func(s Seat) bool { return s.Land == l })
	})
}

// LedBy takes back the condition that chair or deputy can come on a day where neither of
// these people votes in the poll: nobody could say whether they can.
func (d PollDraft) LedBy(people []Person) PollDraft {
	votes := func(p Person) bool {
		return p.Has(Chair, Deputy) && p.HoldsSeat() && (d.Voters == "" || p.Seat.Group == d.Voters)
	}
	if d.Kind == DatePoll && !slices.ContainsFunc(people, votes) {
		d.Dates.Unled = true
	}
	return d
}

// Taken notes behind each day of a date poll on which a meeting is planned what said
// says of it, if there is room beside the note of whoever asks.
func (d PollDraft) Taken(ms []Meeting, said func(Meeting) string) PollDraft {
	d.Options = slices.Clone(d.Options)
	for i, o := range d.Options {
		on := slices.IndexFunc(ms, func(m Meeting) bool { return m.Day == o.Day && m.State == MeetingPlanned })
		if on < 0 || strings.Contains(o.Note, said(ms[on])) { // as in a poll that this one is a copy of
			continue
		}
		if note := strings.TrimPrefix(o.Note+"; "+said(ms[on]), "; "); runes(note) <= MaxDayNote {
			d.Options[i].Note = note
		}
	}
	return d
}
