package committee

import (
	"slices"
	"time"
)

// The verbs of changes that a meeting brings about.
const (
	OffAgenda = "off-agenda" // the meeting was called off
	OnAgenda  = "on-agenda"  // the meeting takes place after all
)

// Follow returns the topic as its meeting, as it is now, leaves it, and the verb
// of the change. Of a meeting that was called off it goes back to chair and office
// and remembers the meeting; if that takes place after all, and nobody has done
// anything else with the topic, it is on its agenda again. A meeting with another
// day changes the day only: that is no change of the topic, and has no verb. user
// is who changed the meeting, "" for the bot.
func (t Topic) Follow(m Meeting, user string, now time.Time) (after Topic, verb string) {
	scheduled := t.State == TopicScheduled
	t.Meeting = m.Ref()
	switch by := (Person{User: user}); {
	case scheduled && m.State == MeetingCancelled:
		t.TopicStanding, t.Before = t.unscheduled(), nil
		return t.changed(by, now), OffAgenda
	case !scheduled && m.State == MeetingPlanned && m.Instant().After(now):
		before := t.TopicStanding
		before.Meeting = MeetingRef{}
		t.State, t.Before = TopicScheduled, &before
		return t.changed(by, now), OnAgenda
	}
	return t, ""
}

// unscheduled is what a topic is whose meeting was called off: as before it was
// put on the agenda if chair and office had it then, else taken on.
func (t Topic) unscheduled() TopicStanding {
	s := TopicStanding{State: takenOn(t.Kind), Answer: t.Answer, Meeting: t.Meeting}
	if t.Before != nil && slices.Contains([]TopicState{TopicSubmitted, TopicClarifying, TopicAccepted}, t.Before.State) {
		s.State = t.Before.State
	}
	return s
}

// takenOn is the state of a topic that was taken on.
func takenOn(k TopicKind) TopicState {
	return map[TopicKind]TopicState{Clarification: TopicClarifying, Processing: TopicAccepted}[k]
}
