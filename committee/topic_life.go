package committee

import (
	"slices"
	"time"

	"gremienbot/committee/calendar"
)

// TopicState is where a topic stands in its life.
type TopicState string

// The states. A Klärung goes from submitted by clarifying and answered to
// clarified; a Bearbeitung from submitted by accepted to done. Both can be put
// off, put on the agenda, become a need, be rejected and be withdrawn.
const (
	TopicSubmitted  TopicState = "submitted"
	TopicClarifying TopicState = "clarifying" // in Klärung
	TopicAnswered   TopicState = "answered"   // the submitter says whether that clarifies it
	TopicClarified  TopicState = "clarified"
	TopicAccepted   TopicState = "accepted"  // aufgenommen
	TopicDeferred   TopicState = "deferred"  // zurückgestellt
	TopicScheduled  TopicState = "scheduled" // auf der Tagesordnung
	TopicNeed       TopicState = "need"      // has become a need
	TopicDone       TopicState = "done"
	TopicRejected   TopicState = "rejected"
	TopicWithdrawn  TopicState = "withdrawn"
)

// OpenTopicStates are those in which somebody still has something to do.
func OpenTopicStates() []TopicState {
	return []TopicState{TopicSubmitted, TopicClarifying, TopicAnswered, TopicAccepted, TopicDeferred, TopicScheduled}
}

// TopicStates lists all states, open ones first.
func TopicStates() []TopicState {
	return append(OpenTopicStates(), TopicClarified, TopicNeed, TopicDone, TopicRejected, TopicWithdrawn)
}

// Open reports whether somebody still has something to do.
func (t Topic) Open() bool { return slices.Contains(OpenTopicStates(), t.State) }

// MeetingRef names a meeting in another object: its identity, its number, and
// its day when it was named. The zero MeetingRef is none.
type MeetingRef struct {
	ID     int64
	Number int
	Day    calendar.Date
}

// TopicStanding is what has become of a topic. A handling replaces it whole.
type TopicStanding struct {
	State     TopicState
	Answer    string        // of a Klärung; kept once given
	Reason    string        // why it was put off or rejected; what came of it when done
	Resume    calendar.Date // until when it is put off; zero is until further notice
	Meeting   MeetingRef    // on whose agenda it is, or was before that was called off; zero for the next one, if none is planned yet
	ConfirmBy calendar.Date // after this day silence confirms the answer
	Need      Number        // the need it has become
	NeedID    int64
}

// Handling is what the office can do with a topic.
type Handling string

// The handlings.
const (
	TakeOn   Handling = "take"     // aufnehmen: into clarification or processing
	Respond  Handling = "answer"   // antworten: only a Klärung
	Schedule Handling = "schedule" // on the agenda of a meeting
	Defer    Handling = "defer"    // zurückstellen, with a reason
	MakeNeed Handling = "need"     // it becomes a need
	Finish   Handling = "finish"   // erledigt
	Reject   Handling = "reject"   // ablehnen, with a reason
)

// NeedsText reports whether a handling is refused without its answer or reason,
// unless the topic is RED: then it is given outside the bot.
func (h Handling) NeedsText() bool { return h == Respond || h == Defer || h == Reject }

// Handlings lists all handlings in the order in which people are offered them.
func Handlings() []Handling {
	return []Handling{TakeOn, Respond, Schedule, Defer, MakeNeed, Finish, Reject}
}

// from says in which states each handling makes sense: the whole life of a topic.
var from = map[Handling][]TopicState{
	TakeOn:   {TopicSubmitted, TopicDeferred},
	Respond:  {TopicSubmitted, TopicClarifying, TopicAnswered, TopicDeferred, TopicScheduled},
	Schedule: {TopicSubmitted, TopicClarifying, TopicAnswered, TopicAccepted, TopicDeferred, TopicScheduled},
	Defer:    {TopicSubmitted, TopicClarifying, TopicAccepted, TopicScheduled, TopicDeferred},
	MakeNeed: {TopicSubmitted, TopicClarifying, TopicAnswered, TopicAccepted, TopicDeferred, TopicScheduled},
	Finish:   {TopicAccepted, TopicScheduled},
	Reject:   {TopicSubmitted, TopicClarifying, TopicAccepted, TopicDeferred, TopicScheduled},
}

// Possible lists what the office can do with the topic as it stands.
func (t Topic) Possible() []Handling {
	return slices.DeleteFunc(Handlings(), func(h Handling) bool {
		return !slices.Contains(from[h], t.State) || h == Respond && t.Kind != Clarification
	})
}

// TopicAct is a handling with what it needs.
type TopicAct struct {
	Do      Handling
	Text    string        // the answer, the reason, or what came of it
	Resume  calendar.Date // Defer: until when; zero is until further notice
	Meeting MeetingRef    // Schedule: on whose agenda
	Need    Number        // MakeNeed: the need, already numbered
	NeedID  int64
	// Of is the version of the topic that the person had before them; 0 says that
	// it does not matter.
	Of int
}

// undoFor is how long a handling can be undone.
const undoFor = 10 * time.Minute

// confirmDays is how many working days a submitter has to say whether an answer
// clarifies the matter; after that silence says yes.
const confirmDays = 10

// Handle returns the topic as the office leaves it. It refuses who does not keep
// the register, an older version, a handling the life of the topic does not
// know, a missing or overlong text, a date in the past. Of a RED topic no text is
// needed, and none is kept.
func (t Topic) Handle(c Committee, p Person, a TopicAct, now time.Time) (Topic, error) {
	if err := p.Demand(KeepRegister); err != nil {
		return t, err
	}
	if err := t.unchanged(a.Of, a.Text != ""); err != nil {
		return t, err
	}
	a, err := t.check(c, a, now)
	if err != nil {
		return t, err
	}
	return t.handled(c, p, a, now), nil
}

// check says whether the act can be done with the topic as it stands. Of a RED
// topic it takes the text out of the act.
func (t Topic) check(c Committee, a TopicAct, now time.Time) (TopicAct, error) {
	if err := t.possible(a.Do); err != nil {
		return a, err
	}
	a.Text = clean(a.Text)
	if err := unclassified(a.Text); err != nil {
		return a, err
	}
	if t.TLP == Red {
		a.Text = ""
		return a, a.ahead(c, now).orNil()
	}
	es := a.ahead(c, now)
	switch a.Do {
	case Respond:
		es = es.add(bounds("text", a.Text, "topic.answer.missing", 10, MaxText))
	case Defer:
		es = es.add(bounds("text", a.Text, "topic.reason.missing", 5, MaxReason))
	case Reject:
		es = es.add(bounds("text", a.Text, "topic.reject.missing", 5, MaxReason))
	case TakeOn, Schedule, MakeNeed, Finish:
		es = es.add(bounds("text", a.Text, "", 0, MaxReason))
	}
	return a, es.orNil()
}

// possible refuses a handling that the life of the topic does not know from here.
func (t Topic) possible(h Handling) error {
	if slices.Contains(t.Possible(), h) {
		return nil
	}
	return Refuse(Conflict, "topic.act.impossible", "Number", t.Number, "Act", h, "State", t.State, "Possible", t.Possible(), "By", t.ChangedByName, "At", t.ChangedAt)
}

// ahead refuses a day to put a topic off to that is not to come.
func (a TopicAct) ahead(c Committee, now time.Time) Errors {
	return Errors(nil).add(toCome(a.Resume, calendar.DateOf(now, c.Location())))
}

// toCome refuses a day that is over or is today, at the field "until"; the zero day is
// none.
func toCome(day, today calendar.Date) *Error {
	switch {
	case day.IsZero() || day.After(today):
		return nil
	case day == today:
		return Refuse(Invalid, "date.today", "Date", day).At("until")
	}
	return Refuse(Invalid, "date.past", "Date", day).At("until")
}

// handled does what check has let pass.
func (t Topic) handled(c Committee, p Person, a TopicAct, now time.Time) Topic {
	before := t.TopicStanding
	s := TopicStanding{Answer: before.Answer}
	switch a.Do {
	case TakeOn:
		s.State = takenOn(t.Kind)
	case Respond:
		s.State, s.Answer = TopicAnswered, a.Text
		s.ConfirmBy = c.MembersCalendar().AddWorkingDays(calendar.DateOf(now, c.Location()), confirmDays)
	case Schedule:
		s.State, s.Meeting, s.Reason = TopicScheduled, a.Meeting, a.Text
	case Defer:
		s.State, s.Reason, s.Resume = TopicDeferred, a.Text, a.Resume
	case MakeNeed:
		s.State, s.Need, s.NeedID = TopicNeed, a.Need, a.NeedID
	case Finish:
		s.State, s.Reason = finished(t), a.Text
	case Reject:
		s.State, s.Reason = TopicRejected, a.Text
	}
	t.TopicStanding, t.Before, t.Proposal = s, &before, nil
	return t.changed(p, now)
}

// finished is what a topic is when nothing is left to do: a Klärung with an
// answer is clarified, everything else is done.
func finished(t Topic) TopicState {
	if t.Kind == Clarification && t.Answer != "" {
		return TopicClarified
	}
	return TopicDone
}

// MayUndo returns nil if the person may undo the last handling: who keeps the
// register, within ten minutes, if nothing has happened since. Of a topic that has
// become a need this says nothing about the need, see UndoNeed.
func (t Topic) MayUndo(p Person, now time.Time) error {
	if err := p.Demand(KeepRegister); err != nil {
		return err
	}
	switch {
	case t.Before == nil && !t.justProposed():
		return Refuse(Conflict, "topic.undo.nothing", "Number", t.Number, "State", t.State, "By", t.ChangedByName, "At", t.ChangedAt)
	case now.Sub(t.ChangedAt) > undoFor && t.State == TopicNeed:
		return Refuse(Conflict, "topic.undo.need.late", "Number", t.Number, "Need", t.Need)
	case now.Sub(t.ChangedAt) > undoFor:
		return Refuse(Conflict, "topic.undo.late", "Number", t.Number, "State", t.State, "By", t.ChangedByName, "At", t.ChangedAt)
	}
	return nil
}

// Undo returns the topic as it stood before the last handling, or takes the last
// proposal back, see MayUndo. ms are the committee's meetings: on the agenda of one that
// was called off in between it does not come again. seen is the version the person had
// before them, 0 for any. That it has become a need is undone by UndoNeed.
func (t Topic) Undo(p Person, ms []Meeting, seen int, now time.Time) (Topic, error) {
	if err := t.MayUndo(p, now); err != nil {
		return t, err
	}
	if err := t.unchanged(seen, false); err != nil {
		return t, err
	}
	if t.justProposed() {
		t.Proposal = nil
		return t.changed(p, now), nil
	}
	if t.State == TopicNeed {
		return t, Refuse(Conflict, UndoneWithNeed, "Number", t.Number, "Need", t.Need)
	}
	return t.handledBack(p, ms, now), nil
}

// UndoneWithNeed is the key of the refusal to undo without its need that a topic has
// become one.
const UndoneWithNeed = "topic.undo.need"

func (t Topic) handledBack(p Person, ms []Meeting, now time.Time) Topic {
	t.TopicStanding, t.Before = *t.Before, nil
	t.TopicStanding = t.asOf(ms)
	return t.changed(p, now)
}

// justProposed reports whether the last thing that happened to the topic is a
// proposal that nobody has said anything about.
func (t Topic) justProposed() bool {
	return t.Proposal.Waits() && t.Proposal.At.Equal(t.ChangedAt)
}
