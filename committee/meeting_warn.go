package committee

import (
	"time"

	"gremienbot/committee/calendar"
)

// The hours in which meetings usually take place; one that begins outside them
// is warned about.
var (
	dayBegins = calendar.Clock{Hour: 7}
	dayEnds   = calendar.Clock{Hour: 20}
)

// DateWarning is why a date of a meeting is perhaps not what people want. It is
// said, and changes nothing.
type DateWarning string

// What is warned about besides public holidays, see [Holidays].
const (
	WarnWeekend DateWarning = "weekend" // a Saturday or Sunday
	WarnNight   DateWarning = "night"   // it begins before 7:00, or at 20:00 or later
	WarnNotice  DateWarning = "notice"  // the last day to send the invitation is over
)

// Warnings lists what is unusual about the date of a meeting, as seen at now.
// For WarnNotice [InvitationDay] says which day was the last.
func (m Meeting) Warnings(c Committee, now time.Time) []DateWarning {
	var all []DateWarning
	if day := m.Day.Weekday(); day == time.Saturday || day == time.Sunday {
		all = append(all, WarnWeekend)
	}
	if earlier(m.Start, dayBegins) || !earlier(m.Start, dayEnds) {
		all = append(all, WarnNight)
	}
	if InvitationDay(c, m).Before(calendar.DateOf(now, m.Location())) {
		all = append(all, WarnNotice)
	}
	return all
}

// InvitationDay is the last day on which the invitation to a meeting is in time.
func InvitationDay(c Committee, m Meeting) calendar.Date {
	for _, d := range calendar.MeetingDeadlines(m.Kind, m.Day, m.Start, c.OfficeCalendar(), c.MembersCalendar()) {
		if d.Kind == calendar.Invitation {
			return d.Due
		}
	}
	return m.Day
}
