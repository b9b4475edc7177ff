package committee

import (
	"cmp"
	"slices"

	"gremienbot/committee/calendar"
)

// Who else can have to act next on a topic; see [Turn].
const (
	TurnSubmitter Turn = "submitter" // has been asked something
	TurnMeeting   Turn = "meeting"   // the committee, in a meeting
)

// Turn says who has to act next on the topic, on the committee's day today. A
// topic that is put off is nobody's turn until its day has come.
func (t Topic) Turn(today calendar.Date) Turn {
	switch {
	case !t.Open():
		return ""
	case t.Proposal.Waits(), t.Proposal == nil && t.State == TopicAnswered:
		return TurnSubmitter
	case t.Proposal != nil:
		return TurnOffice
	case t.State == TopicScheduled:
		return TurnMeeting
	case t.State == TopicDeferred && (t.Resume.IsZero() || t.Resume.After(today)):
		return ""
	}
	return TurnOffice
}

// Deadline is the day until which the office should have acted: on a new topic
// the one the submitter was told, on one that was put off the day it comes back,
// else the day the submitter asked for; zero for none.
func (t Topic) Deadline() calendar.Date {
	switch t.State {
	case TopicSubmitted:
		return t.AnswerBy
	case TopicDeferred:
		return t.Resume
	case TopicClarifying, TopicAccepted:
		return t.Until
	}
	return calendar.Date{}
}

// Overdue reports whether the deadline is over on the day today.
func (t Topic) Overdue(today calendar.Date) bool {
	d := t.Deadline()
	return !d.IsZero() && d.Before(today)
}

// Inbox picks the topics on which chair and office have to act: those whose
// deadline is over first, by deadline, then those that came too late for the
// next meeting, then the others; the oldest first.
func Inbox(ts []Topic, today calendar.Date) []Topic {
	var in []Topic
	for _, t := range ts {
		if t.Turn(today) == TurnOffice {
			in = append(in, t)
		}
	}
	slices.SortFunc(in, func(a, b Topic) int {
		return cmp.Or(
			cmp.Compare(a.haste(today), b.haste(today)),
			a.overdueSince(today).Compare(b.overdueSince(today)),
			a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
	})
	return in
}

// haste sorts topics: the smaller, the sooner.
func (t Topic) haste(today calendar.Date) int {
	switch {
	case t.Overdue(today):
		return 0
	case t.Late != MeetingRef{}:
		return 1
	}
	return 2
}

func (t Topic) overdueSince(today calendar.Date) calendar.Date {
	if !t.Overdue(today) {
		return calendar.Date{}
	}
	return t.Deadline()
}
