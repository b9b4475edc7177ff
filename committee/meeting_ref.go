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

// NextMeeting is the first planned meeting of a list in order of time that begins
// after an instant, and whether there is one.
func NextMeeting(ms []Meeting, after time.Time) (Meeting, bool) {
	for _, m := range ms {
		if m.State == MeetingPlanned && m.Instant().After(after) {
			return m, true
		}
	}
	return Meeting{}, false
}

// ForAgenda names the meeting for what is put on its agenda, or refuses one that
// is cancelled or has begun.
func (m Meeting) ForAgenda(now time.Time) (MeetingRef, error) {
	if m.State != MeetingPlanned || !m.Instant().After(now) {
		return MeetingRef{}, Refuse(Conflict, "topic.meeting.over", "Meeting", m.Number)
	}
	return m.Ref(), nil
}
