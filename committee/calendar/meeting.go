package calendar

import (
	"cmp"
	"slices"
)

// Kind says how a meeting is held; it decides how early things are due.
type Kind string

// The kinds of meetings.
const (
	Virtual  Kind = "virtual"
	Physical Kind = "physical"
)

// The kinds of deadlines of a meeting, in the order in which they usually fall due.
const (
	CallForTopics      = "call-for-topics"     // the office asks for topics
	SubmissionReminder = "submission-reminder" // the call is about to end
	SubmissionCloses   = "submission-closes"   // topics after this are late
	InvitationWarning3 = "invitation-warning-3"
	InvitationWarning1 = "invitation-warning-1"
	Invitation         = "invitation" // last day to send invitation, agenda and papers
	AttendanceCheck    = "attendance-check"
	DayBefore          = "day-before"
	StartsSoon         = "starts-soon" // 15 minutes before
	MinutesWarning3    = "minutes-warning-3"
	MinutesWarning1    = "minutes-warning-1"
	MinutesDraft       = "minutes-draft"
	ObjectionReminder  = "objection-reminder"
	ObjectionEnds      = "objection-ends" // if the draft was sent on its last day
)

// To is whom a deadline concerns.
type To string

// The addressees of deadlines.
const (
	Office  To = "office"
	Members To = "members"
	Channel To = "channel" // the members, in the committee's channel
)

// Deadline is one thing that is due for a meeting, on a day and at a time of
// day where the meeting is. A Clock of 24:00 means any time on that day.
type Deadline struct {
	Kind  string
	To    To
	Due   Date
	Clock Clock
}

// plan holds the periods of one kind of meeting: working days, except
// invitation, which is clear calendar days.
type plan struct {
	call, submission, invitation, attendance, minutes int
}

var plans = map[Kind]plan{
	Virtual:  {call: 15, submission: 10, invitation: 7, attendance: 3, minutes: 5},
	Physical: {call: 45, submission: 30, invitation: 28, attendance: 10, minutes: 10},
}

const objectionDays = 10

var (
	morning = Clock{Hour: 9}
	noon    = Clock{Hour: 12}
)

// MeetingDeadlines returns what is due before and after a meeting, in order of
// time. The office's duties (call for topics, invitation, minutes, and the
// warnings 3 and 1 working days before) are counted by the office calendar;
// what members must keep (submission, attendance, objection, and the reminders)
// by the members' calendar. Any kind but Physical is planned as Virtual.
func MeetingDeadlines(kind Kind, date Date, start Clock, office, members Calendar) []Deadline {
	p, ok := plans[kind]
	if !ok {
		p = plans[Virtual]
	}
	closes := members.WorkingDaysBefore(date, p.submission)
	soonDate, soon := minutesBefore(date, start, 15)
	all := []Deadline{
		{CallForTopics, Office, office.WorkingDaysBefore(date, p.call), morning},
		{SubmissionReminder, Members, members.WorkingDaysBefore(closes, 2), morning},
		{SubmissionCloses, Members, closes, noon},
		{AttendanceCheck, Members, members.WorkingDaysBefore(date, p.attendance), morning},
		{DayBefore, Channel, members.WorkingDaysBefore(date, 1), morning},
		{StartsSoon, Channel, soonDate, soon},
	}
	invitation := office.ClearDaysBefore(date, p.invitation)
	all = append(all, duty(office, invitation, Invitation, InvitationWarning3, InvitationWarning1)...)
	minutes := office.AddWorkingDays(date, p.minutes)
	all = append(all, duty(office, minutes, MinutesDraft, MinutesWarning3, MinutesWarning1)...)
	all = append(all, objection(members, minutes)...)
	slices.SortStableFunc(all, Deadline.compare)
	return all
}

// duty is something the office must do by a day, with its two warnings.
func duty(office Calendar, due Date, kind, warning3, warning1 string) []Deadline {
	return []Deadline{
		{warning3, Office, office.WorkingDaysBefore(due, 3), morning},
		{warning1, Office, office.WorkingDaysBefore(due, 1), morning},
		{kind, Office, due, EndOfDay},
	}
}

func objection(members Calendar, sent Date) []Deadline {
	ends := members.PeriodEndWorkingDays(sent, objectionDays)
	return []Deadline{
		{ObjectionReminder, Members, members.WorkingDaysBefore(ends, 2), morning},
		{ObjectionEnds, Members, ends, EndOfDay},
	}
}

func minutesBefore(d Date, c Clock, n int) (Date, Clock) {
	total := c.Hour*60 + c.Minute - n
	if total < 0 {
		d, total = d.AddDays(-1), total+24*60
	}
	return d, Clock{Hour: total / 60, Minute: total % 60}
}

func (d Deadline) compare(other Deadline) int {
	return cmp.Or(d.Due.Compare(other.Due), cmp.Compare(d.Clock.Hour, other.Clock.Hour), cmp.Compare(d.Clock.Minute, other.Clock.Minute))
}
