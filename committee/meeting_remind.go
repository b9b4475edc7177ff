package committee

import (
	"fmt"
	"slices"
	"time"

	"gremienbot/committee/calendar"
)

// How late a message about a meeting is still of use.
const (
	reminderGrace = 4 * time.Hour
	dutyGrace     = 24 * time.Hour
	quarterGrace  = 10 * time.Minute
	changeGrace   = 72 * time.Hour
)

// toldDirectly is how near a meeting must be for its change to be told to each
// person directly.
const toldDirectly = 14 * 24 * time.Hour

// meetingReminders says which deadline of a meeting is a message of which kind.
var meetingReminders = map[string]OwedKind{
	calendar.CallForTopics:      OwedCallTopics,
	calendar.SubmissionReminder: OwedTopicsClosing,
	calendar.InvitationWarning3: OwedInviteWarning,
	calendar.InvitationWarning1: OwedInviteLast,
	calendar.AttendanceCheck:    OwedAttendance,
	calendar.DayBefore:          OwedDayBefore,
	calendar.StartsSoon:         OwedQuarter,
	calendar.MinutesWarning3:    OwedMinutes,
	calendar.MinutesWarning1:    OwedMinutesLast,
}

// MeetingReminders are all messages a planned meeting owes, in order of time:
// to the channel, to the office (without one, the chair) for its duties, and to
// each member who holds a seat for the attendance. They fall on working days
// outside the quiet hours; one that would not is sent earlier, except the one
// 15 minutes before, which is exact and is left out instead. What would have
// been due before the meeting was planned or changed is not owed.
func MeetingReminders(c Committee, m Meeting, people []Person) []Owed {
	if m.State != MeetingPlanned {
		return nil
	}
	var all []Owed
	for _, d := range calendar.MeetingDeadlines(m.Kind, m.Day, m.Start, c.OfficeCalendar(), c.MembersCalendar()) {
		kind, ok := meetingReminders[d.Kind]
		if !ok {
			continue
		}
		o, ok := reminder(c, m, kind, d.Due.At(d.Clock, m.Location()))
		if ok && o.Due.After(m.ChangedAt) {
			all = append(all, addressed(c, o, people)...)
		}
	}
	return all
}

// reminder is a message at a considerate moment, to nobody yet.
func reminder(c Committee, m Meeting, kind OwedKind, at time.Time) (Owed, bool) {
	grace := reminderGrace
	switch {
	case kind.warnsOffice():
		grace = dutyGrace
	case kind == OwedQuarter:
		grace = quarterGrace
	}
	polite, sent := considerately(kind, at, m.Location(), c.OfficeCalendar(), c.MembersCalendar())
	if !sent {
		return Owed{}, false
	}
	// However late it is, it must not be sent in the evening.
	grace = min(grace, calendar.DateOf(polite, m.Location()).At(quietFrom, m.Location()).Sub(polite)-time.Minute)
	return Owed{Committee: c.ID, Object: Object{MeetingObject, m.ID}, Kind: kind, Due: polite, Grace: grace}, true
}

// warnsOffice reports whether a message warns the office of a duty of its own.
func (k OwedKind) warnsOffice() bool {
	return slices.Contains([]OwedKind{OwedInviteWarning, OwedInviteLast, OwedMinutes, OwedMinutesLast}, k)
}

// considerately is when a message about a meeting disturbs nobody; false if there is
// no such moment that is of use.
func considerately(kind OwedKind, at time.Time, loc *time.Location, office, members calendar.Calendar) (time.Time, bool) {
	days := members
	if kind.warnsOffice() {
		days = office
	}
	polite := Considerate(at, loc, days)
	return polite, kind != OwedQuarter || polite.Equal(at)
}

// MessageOf says to whom and when the bot writes for a deadline of a meeting, as it
// does for one that is planned. sent is false for what is a date for people only, and
// for what would come at night.
func MessageOf(d calendar.Deadline, loc *time.Location, office, members calendar.Calendar) (to calendar.To, at time.Time, sent bool) {
	kind, known := meetingReminders[d.Kind]
	if !known {
		return d.To, at, false
	}
	if at, sent = considerately(kind, d.Due.At(d.Clock, loc), loc, office, members); !sent {
		return d.To, time.Time{}, false
	}
	switch {
	case kind.warnsOffice():
		return calendar.Office, at, true
	case kind == OwedAttendance:
		return calendar.Members, at, true
	}
	return calendar.Channel, at, true
}

// addressed writes the recipients on a message.
func addressed(c Committee, o Owed, people []Person) []Owed {
	var users []string
	switch {
	case o.Kind.warnsOffice():
		users = organisers(people)
	case o.Kind == OwedAttendance:
		users = usersOf(people, Person.HoldsSeat)
	default:
		o.Channel = c.Channel
		return []Owed{o}
	}
	var all []Owed
	for _, user := range users {
		o.User = user
		all = append(all, o)
	}
	return all
}

// organisers are who the office's duties are told to: the office, or without
// one the chair.
func organisers(people []Person) []string {
	if office := usersOf(people, func(p Person) bool { return p.Has(Office) }); len(office) > 0 {
		return office
	}
	return usersOf(people, func(p Person) bool { return p.Has(Chair) })
}

func usersOf(people []Person, fit func(Person) bool) []string {
	var users []string
	for _, p := range people {
		if fit(p) {
			users = append(users, p.User)
		}
	}
	return users
}

// MeetingChange is what a message about a cancelled or moved meeting tells
// besides the meeting: what it was before, and when it is now.
type MeetingChange struct {
	Cancelled  bool
	Reinstated bool
	Planned    bool      // it is new; Before says no more than Now
	Number     int       // as counted before the change
	Before     time.Time // when it was to begin
	Now        time.Time // when it begins now; of no meaning if cancelled
	Later      Renumbered
}

const changeFormat = "2006-01-02T15:04Z"

// Note writes the change into a message that is owed; [ReadMeetingChange] reads it.
func (x MeetingChange) Note() string {
	verb := "moved"
	switch {
	case x.Cancelled:
		verb = "cancelled"
	case x.Reinstated:
		verb = "reinstated"
	case x.Planned:
		verb = "planned"
	}
	return fmt.Sprintf("%s %d %s %s", verb, x.Number, x.Before.UTC().Format(changeFormat), x.Now.UTC().Format(changeFormat))
}

// ReadMeetingChange reads what [MeetingChange.Note] wrote.
func ReadMeetingChange(note string) (MeetingChange, error) {
	var verb, before, now string
	var x MeetingChange
	if _, err := fmt.Sscanf(note, "%s %d %s %s", &verb, &x.Number, &before, &now); err != nil {
		return x, fmt.Errorf("reading the change of a meeting %q: %w", note, err)
	}
	x.Cancelled, x.Reinstated, x.Planned = verb == "cancelled", verb == "reinstated", verb == "planned"
	var err error
	if x.Before, err = time.Parse(changeFormat, before); err != nil {
		return x, err
	}
	if x.Now, err = time.Parse(changeFormat, now); err != nil {
		return x, err
	}
	x.Later, err = readRenumbered(note)
	return x, err
}

// MeetingChanged are the messages that a meeting was cancelled, moved, reinstated,
// or planned by itself, with no meeting before: to the
// channel at once, and if it was or is near, to everybody in the committee
// directly. The direct ones wait until the quiet hours are over if that is
// early enough. now is the moment of the change.
func MeetingChanged(c Committee, before, after Meeting, people []Person, now time.Time) []Owed {
	planned := before.ID == 0
	if planned {
		before = after
	}
	x := MeetingChange{
		Cancelled: after.State == MeetingCancelled, Reinstated: before.State == MeetingCancelled, Planned: planned, Number: before.Number, Before: before.Instant(), Now: after.Instant(),
	}
	o := Owed{Committee: c.ID, Object: Object{MeetingObject, after.ID}, Kind: OwedMeetingChanged, Due: inTurn(now, after.Version), Grace: changeGrace, Note: x.Note()}
	nearest := x.Before
	if x.Now.Before(nearest) {
		nearest = x.Now
	}
	inChannel := o
	inChannel.Channel = c.Channel
	all := []Owed{inChannel}
	if nearest.Sub(now) > toldDirectly {
		return all
	}
	if polite := afterQuiet(c, now, nearest); polite.After(now) {
		o.Due = polite.Add(time.Duration(after.Version) * time.Second)
	}
	for _, user := range usersOf(people, Person.Belongs) {
		o.User = user
		all = append(all, o)
	}
	return all
}

// inTurn is a moment at most some seconds before now: two changes within one
// second are two messages, and a message is known by the second it is due.
func inTurn(now time.Time, version int) time.Time {
	return now.Add(-time.Duration(max(0, 10-version)) * time.Second)
}

// afterQuiet is the next moment that disturbs nobody, or now if that would
// leave less than two hours.
func afterQuiet(c Committee, now, until time.Time) time.Time {
	loc, days := c.Location(), c.MembersCalendar()
	if Considerate(now, loc, days).Equal(now) {
		return now
	}
	d := calendar.DateOf(now, loc)
	if !d.At(quietUntil, loc).After(now) {
		d = d.AddDays(1)
	}
	polite := days.NextWorkingDay(d).At(quietUntil, loc)
	if until.Sub(polite) < 2*time.Hour {
		return now
	}
	return polite
}
