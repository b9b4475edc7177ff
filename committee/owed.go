package committee

import (
	"fmt"
	"time"

	"gremienbot/committee/calendar"
)

// ObjectKind names what a message is about.
type ObjectKind string

// The kinds of objects that have cards and reminders.
const (
	TopicObject     ObjectKind = "topic"
	NeedObject      ObjectKind = "need"
	PollObject      ObjectKind = "poll"
	ResultObject    ObjectKind = "result" // the post that tells the result of a poll, by the poll's ID
	MeetingObject   ObjectKind = "meeting"
	SeriesObject    ObjectKind = "series"
	CommitteeObject ObjectKind = "committee"
)

// Object names one thing.
type Object struct {
	Kind ObjectKind
	ID   int64
}

// OwedKind says what kind of message is owed.
type OwedKind string

// What can be owed.
const (
	OwedCard           OwedKind = "card"     // the first posting of an object's card
	OwedResult         OwedKind = "result"   // the result of a closed poll, in the channel
	OwedDayLeft        OwedKind = "day-left" // one day before a poll closes, to who has not voted
	OwedHours          OwedKind = "hours-left"
	OwedCallTopics     OwedKind = "call-topics"     // the call for topics before a meeting
	OwedTopicsClosing  OwedKind = "topics-closing"  // the submission deadline is near
	OwedInviteWarning  OwedKind = "invite-warning"  // to the office: three working days to send the invitation
	OwedInviteLast     OwedKind = "invite-last"     // to the office: one working day
	OwedAttendance     OwedKind = "attendance"      // who is coming
	OwedDayBefore      OwedKind = "day-before"      // tomorrow is the meeting
	OwedQuarter        OwedKind = "quarter-hour"    // the meeting starts in 15 minutes
	OwedMinutes        OwedKind = "minutes-draft"   // to the office: the draft of the minutes is due in three working days
	OwedMinutesLast    OwedKind = "minutes-last"    // to the office: in one working day
	OwedMeetingChanged OwedKind = "meeting-changed" // cancelled, moved, reinstated or planned
	OwedSeriesChanged  OwedKind = "series-changed"  // a new series changed the dates, in the channel
	OwedPosition       OwedKind = "position"        // to a person: what they have become, or are no longer
	OwedFailed         OwedKind = "failed"          // to the office: something could not be delivered
	OwedGone           OwedKind = "gone"            // to the office: somebody's account is closed
	OwedMissed         OwedKind = "missed"          // to the office: something was too late to send
)

// Owed is one message that must be sent once, written down before it is sent.
type Owed struct {
	ID        int64
	Committee int64
	Object    Object
	Kind      OwedKind
	Channel   string // the recipient: a channel …
	User      string // … or a person; exactly one of the two
	Due       time.Time
	Grace     time.Duration // later than Due+Grace it is stale and only recorded as missed
	Note      string        // what the message needs beyond the object, "" mostly
}

// Key names the message: the same object, kind, recipient and moment are the
// same message, however often it is planned.
func (o Owed) Key() string {
	return fmt.Sprintf("%s/%d/%s/%s%s/%s", o.Object.Kind, o.Object.ID, o.Kind, o.Channel, o.User, o.Due.UTC().Format("20060102T150405Z"))
}

// Stale reports whether it is too late to be of use.
func (o Owed) Stale(now time.Time) bool { return now.After(o.Due.Add(o.Grace)) }

// The hours in which nobody is disturbed (domain default: 18:00 to 08:00).
var (
	quietFrom  = calendar.Clock{Hour: 18}
	quietUntil = calendar.Clock{Hour: 8}
	lastPolite = calendar.Clock{Hour: 17, Minute: 30}
)

// Considerate moves a reminder to an earlier moment on a working day outside
// the quiet hours; a moment that disturbs nobody stays.
func Considerate(at time.Time, loc *time.Location, days calendar.Calendar) time.Time {
	d, local := calendar.DateOf(at, loc), at.In(loc)
	clock := calendar.Clock{Hour: local.Hour(), Minute: local.Minute()}
	switch {
	case days.WorkingDay(d) && !earlier(clock, quietUntil) && earlier(clock, quietFrom):
		return at
	case days.WorkingDay(d) && !earlier(clock, quietFrom):
		return d.At(lastPolite, loc)
	case days.WorkingDay(d) || earlier(clock, quietUntil) || !earlier(clock, quietFrom):
		return days.PreviousWorkingDay(d.AddDays(-1)).At(lastPolite, loc)
	}
	return days.PreviousWorkingDay(d).At(clock, loc)
}

func earlier(a, b calendar.Clock) bool {
	return a.Hour < b.Hour || a.Hour == b.Hour && a.Minute < b.Minute
}

// PollReminders are owed to one person who may vote: a day and three hours
// before the end, moved to considerate moments; what would fall before the
// opening or on the same moment is left out.
func PollReminders(c Committee, p Poll, user string) []Owed {
	var owed []Owed
	for _, r := range []struct {
		kind   OwedKind
		before time.Duration
		grace  time.Duration
	}{{OwedDayLeft, 24 * time.Hour, 12 * time.Hour}, {OwedHours, 3 * time.Hour, 2 * time.Hour}} {
		at := Considerate(p.ClosesAt.Add(-r.before), c.Location(), c.MembersCalendar())
		if !at.After(p.OpensAt) || len(owed) > 0 && !at.After(owed[0].Due) {
			continue
		}
		owed = append(owed, Owed{Committee: c.ID, Object: Object{PollObject, p.ID}, Kind: r.kind, User: user, Due: at, Grace: r.grace})
	}
	return owed
}
