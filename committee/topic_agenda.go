package committee

import (
	"strconv"
	"time"
)

// AgendaOf names the meeting on whose agenda something is put: of a committee's
// meetings in order of time the one with the number as it was typed, or with "" the
// next one; none if no meeting is planned. It refuses a number that no meeting has,
// and a meeting that is cancelled or has begun.
func AgendaOf(ms []Meeting, number string, now time.Time) (MeetingRef, error) {
	for _, m := range ms {
		ref, no := m.ForAgenda(now)
		switch {
		case number == "" && no == nil:
			return ref, nil
		case number != "" && strconv.Itoa(m.Number) == number:
			return ref, no
		}
	}
	if number == "" {
		return MeetingRef{}, nil
	}
	return MeetingRef{}, Refuse(Missing, "topic.meeting.none", "Number", number)
}

// orNext is the meeting as it is now, or the next one if it is cancelled or has
// begun since it was named; none if no meeting is planned.
func (r MeetingRef) orNext(ms []Meeting, now time.Time) MeetingRef {
	if m, ok := r.in(ms); ok {
		if ref, no := m.ForAgenda(now); no == nil {
			return ref
		}
	}
	next, _ := AgendaOf(ms, "", now) // the next one is never refused
	return next
}

// in finds the meeting among a committee's meetings.
func (r MeetingRef) in(ms []Meeting) (Meeting, bool) {
	for _, m := range ms {
		if m.ID == r.ID {
			return m, true
		}
	}
	return Meeting{}, false
}

// asOf is the standing on a day when the meetings are these: it names the meeting
// with the day it has now, and is on no agenda of one that was called off.
func (t Topic) asOf(ms []Meeting) TopicStanding {
	m, ok := t.Meeting.in(ms)
	if !ok {
		return t.TopicStanding
	}
	t.Meeting = m.Ref()
	if t.State == TopicScheduled && m.State == MeetingCancelled {
		return t.unscheduled()
	}
	return t.TopicStanding
}

// Elsewhere reports whether the submitter agreed to be on the agenda of one meeting
// and the topic is on that of another, because the first is cancelled or has begun.
func (p *Proposal) Elsewhere(agreed Topic) bool {
	return p != nil && p.Do == Schedule && p.Meeting.ID != 0 && agreed.State == TopicScheduled && agreed.Meeting.ID != p.Meeting.ID
}
