package committee

import (
	"time"

	"gremienbot/committee/calendar"
)

// TopicKind says what the submitter wants.
type TopicKind string

// The two kinds: a question that needs an answer, or work that is needed.
const (
	Clarification TopicKind = "clarification" // Klärung
	Processing    TopicKind = "processing"    // Bearbeitung
)

// TopicState is where a topic stands in its life.
type TopicState string

// The states of the first cut.
const (
	TopicSubmitted TopicState = "submitted"
	TopicWithdrawn TopicState = "withdrawn"
)

// Topic is anything a member brings in for clarification or processing.
type Topic struct {
	ID        int64
	Committee int64
	Number    Number
	Kind      TopicKind
	Title     string
	Question  string        // what is to be clarified or done; may be empty for a quick topic
	Until     calendar.Date // by when an answer is wanted; zero if open
	State     TopicState
	By        string // user
	ByName    string
	Group     string // of the submitter's seat, "" without one
	Thread    string // the conversation it came from, "" for none
	At        time.Time
	ChangedAt time.Time
	Version   int // raised by each change
}

// TopicDraft is what a person fills in. Until is as typed; the zero Date after
// reading means no date.
type TopicDraft struct {
	Title, Question string
	Kind            TopicKind
	Until           calendar.Date
	Thread          string
	// Of is the version of the topic that the person had before them when they
	// changed it; 0 says that it does not matter.
	Of int
}

// SubmitTopic makes a topic of a draft, or refuses: who may submit, the texts'
// lengths, a date in the past, classified information (which must not be
// stored). now is an instant; today is the day it falls on for the committee.
func SubmitTopic(c Committee, p Person, d TopicDraft, now time.Time) (Topic, error) {
	if err := p.Demand(SubmitATopic); err != nil {
		return Topic{}, err
	}
	d, err := d.check(calendar.DateOf(now, c.Location()))
	if err != nil {
		return Topic{}, err
	}
	return Topic{
		Committee: c.ID, Kind: d.Kind, Title: d.Title, Question: d.Question, Until: d.Until, Thread: d.Thread,
		State: TopicSubmitted, By: p.User, ByName: p.Name, Group: p.group(), At: now, ChangedAt: now, Version: 1,
	}, nil
}

func (d TopicDraft) check(today calendar.Date) (TopicDraft, error) {
	d.Title, d.Question = oneLine(d.Title), clean(d.Question)
	if err := unclassified(d.Title, d.Question); err != nil {
		return d, err
	}
	var es Errors
	es = es.add(bounds("title", d.Title, "topic.title.missing", 5, MaxTitle))
	es = es.add(bounds("question", d.Question, "", 0, MaxText))
	if d.Kind != Clarification && d.Kind != Processing {
		es = es.add(Refuse(Invalid, "topic.kind.unknown").At("kind"))
	}
	if !d.Until.IsZero() && d.Until.Before(today) {
		es = es.add(Refuse(Invalid, "date.past", "Date", d.Until).At("until"))
	}
	return d, es.orNil()
}

// MayEdit returns nil if the person may change the topic's text: its submitter,
// while they belong to those who submit topics, and who may edit any text.
func (t Topic) MayEdit(p Person) error {
	if err := p.Demand(SubmitATopic); err != nil {
		return err
	}
	if t.By != p.User && !p.May(EditAnyText) {
		return Refuse(Forbidden, "topic.edit.others", "Number", t.Number, "By", t.ByName)
	}
	if t.State != TopicSubmitted {
		return Refuse(Conflict, "topic.closed", "Number", t.Number, "State", t.State)
	}
	return nil
}

// Edit returns the topic with a new text. The person must be its submitter or
// one who may edit any text, and the topic must be open.
func (t Topic) Edit(c Committee, p Person, d TopicDraft, now time.Time) (Topic, error) {
	if err := t.MayEdit(p); err != nil {
		return t, err
	}
	if d.Of != 0 && d.Of != t.Version {
		return t, Refuse(Conflict, "topic.edit.meanwhile", "Number", t.Number)
	}
	d, err := d.check(calendar.DateOf(now, c.Location()))
	if err != nil {
		return t, err
	}
	t.Title, t.Question, t.Kind, t.Until = d.Title, d.Question, d.Kind, d.Until
	return t.changed(now), nil
}

// Withdraw takes the topic back.
func (t Topic) Withdraw(p Person, now time.Time) (Topic, error) {
	if err := t.MayEdit(p); err != nil {
		return t, err
	}
	t.State = TopicWithdrawn
	return t.changed(now), nil
}

func (t Topic) changed(now time.Time) Topic {
	t.ChangedAt = now
	t.Version++
	return t
}

func (p Person) group() string {
	if p.Seat == nil {
		return ""
	}
	return p.Seat.Group
}

func (es Errors) add(e *Error) Errors {
	if e == nil {
		return es
	}
	return append(es, e)
}
