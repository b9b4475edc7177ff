package committee

import (
	"time"

	"gremienbot/committee/calendar"
)

// Ref names the meeting in another object.
func (m Meeting) Ref() MeetingRef { return MeetingRef{ID: m.ID, Number: m.Number, Day: m.Day} }

// SubmissionCloses is the moment after which a topic for the meeting is late
// (Tischvorlage).
func (m Meeting) SubmissionCloses(c Committee) time.Time {
	for _, d := range calendar.MeetingDeadlines(m.Kind, m.Day, m.Start, c.OfficeCalendar(), c.MembersCalendar()) {
		if d.Kind == calendar.SubmissionCloses {
			return d.Due.At(d.Clock, m.Location())
		}
	}
	return time.Time{}
}
