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

// Topic is anything a member brings in for clarification or processing.
type Topic struct {
	ID        int64
	Committee int64
	Number    Number
	Kind      TopicKind
	Title     string
	Question  string        // what is to be clarified or done; may be empty for a quick topic
	Addressee string        // who should answer, as the submitter sees it; may be empty
	Until     calendar.Date // by when an answer is wanted; zero if open
	TLP       TLP
	By        string // user
	ByName    string
	Group     string        // of the submitter's seat, "" without one
	Thread    string        // the conversation it came from, "" for none
	Late      MeetingRef    // the meeting whose submission deadline it missed: Tischvorlage; zero if in time
	AnswerBy  calendar.Date // by when the office says what happens with it
	At        time.Time
	// What has become of it.
	TopicStanding
	Before   *TopicStanding // what it was before the last handling, while that can be undone
	Proposal *Proposal      // a handling the submitter has been asked about; nil for none
	// Who changed it last; ChangedBy is "" for the bot itself.
	ChangedBy, ChangedByName string
	ChangedAt                time.Time
	Version                  int // raised by each change
}

// TopicDraft is what a person fills in. Until is as typed; the zero Date after
// reading means no date.
type TopicDraft struct {
	Title, Question, Addressee string
	Kind                       TopicKind
	Until                      calendar.Date
	UntilText                  string // the day as typed, to be shown again in the form
	TLP                        TLP    // "" is AMBER
	Thread                     string
	// Of is the version of the topic that the person had before them when they
	// changed it; 0 says that it does not matter.
	Of int
}

// officeDays is how many working days the office has to say what happens with a
// topic that came in.
const officeDays = 10

// SubmitTopic makes a topic of a draft, or refuses: who may submit, the texts'
// lengths, a date in the past, classified information (which must not be
// stored). now is an instant; today is the day it falls on for the committee.
func SubmitTopic(c Committee, p Person, d TopicDraft, now time.Time) (Topic, error) {
	if err := p.Demand(SubmitATopic); err != nil {
		return Topic{}, err
	}
	today := calendar.DateOf(now, c.Location())
	d, err := d.check(today)
	if err != nil {
		return Topic{}, err
	}
	return Topic{
		Committee: c.ID, Kind: d.Kind, Title: d.Title, Question: d.Question, Addressee: d.Addressee, Until: d.Until, TLP: d.TLP, Thread: d.Thread,
		AnswerBy: c.OfficeCalendar().AddWorkingDays(today, officeDays), TopicStanding: TopicStanding{State: TopicSubmitted},
		By: p.User, ByName: p.Name, Group: p.group(), At: now, ChangedBy: p.User, ChangedByName: p.Name, ChangedAt: now, Version: 1,
	}, nil
}

// Against returns the topic marked late if the submission deadline of the next
// meeting was over at the moment it was submitted. ms are the meetings to come.
func (t Topic) Against(c Committee, ms []Meeting) Topic {
	if m, ok := NextMeeting(ms, t.At); ok && t.At.After(m.SubmissionCloses(c)) {
		t.Late = m.Ref()
	}
	return t
}

func (d TopicDraft) check(today calendar.Date) (TopicDraft, error) {
	d.Title, d.Question, d.Addressee = oneLine(d.Title), clean(d.Question), oneLine(d.Addressee)
	if d.TLP == "" {
		d.TLP = Amber
	}
	if err := unclassified(d.Title, d.Question, d.Addressee); err != nil {
		return d, err
	}
	var es Errors
	es = es.add(bounds("title", d.Title, "topic.title.missing", 5, MaxTitle))
	es = es.add(bounds("question", d.Question, "", 0, MaxText))
	es = es.add(bounds("addressee", d.Addressee, "", 0, MaxTitle))
	es = es.add(labelled(d.TLP, d.Question, d.Addressee))
	if d.Kind != Clarification && d.Kind != Processing {
		es = es.add(Refuse(Invalid, "topic.kind.unknown").At("kind"))
	}
	if !d.Until.IsZero() && d.Until.Before(today) {
		es = es.add(Refuse(Invalid, "date.past", "Date", d.Until).At("until"))
	}
	return d, es.orNil()
}

// MayEdit returns nil if the person may change the topic's text: its submitter
// until the office has taken it on, while they belong to those who submit
// topics; and who may edit any text, as long as it is open.
func (t Topic) MayEdit(p Person) error {
	if err := t.mayTouch(p); err != nil {
		return err
	}
	if t.State != TopicSubmitted && !p.May(EditAnyText) {
		return Refuse(Conflict, "topic.taken", "Number", t.Number, "State", t.State, "By", t.ChangedByName)
	}
	return nil
}

// mayTouch refuses who has nothing to say about the topic, and a closed one.
func (t Topic) mayTouch(p Person) error {
	if err := p.Demand(SubmitATopic); err != nil {
		return err
	}
	if t.By != p.User && !p.May(EditAnyText) {
		return Refuse(Forbidden, "topic.edit.others", "Number", t.Number, "By", t.ByName)
	}
	if !t.Open() {
		return Refuse(Conflict, "topic.closed", "Number", t.Number, "State", t.State)
	}
	return nil
}

// Edit returns the topic with a new text, see MayEdit. A draft of an older
// version is refused, so that nobody takes back unseen what somebody else wrote.
func (t Topic) Edit(c Committee, p Person, d TopicDraft, now time.Time) (Topic, error) {
	if err := t.MayEdit(p); err != nil {
		return t, err
	}
	if err := t.unchanged(d.Of, true); err != nil {
		return t, err
	}
	d, err := d.check(calendar.DateOf(now, c.Location()))
	if err != nil {
		return t, err
	}
	t.Title, t.Question, t.Addressee, t.Kind, t.Until, t.TLP = d.Title, d.Question, d.Addressee, d.Kind, d.Until, d.TLP
	t.Before = nil
	return t.redacted().changed(p, now), nil
}

// redacted takes what others said out of a topic that has become RED.
func (t Topic) redacted() Topic {
	if t.TLP == Red {
		t.Answer, t.Reason, t.Proposal = "", "", nil
	}
	return t
}

// unchanged refuses what was begun on an older version; 0 is any version. typed
// says that there is a text that must not be lost.
func (t Topic) unchanged(seen int, typed bool) error {
	if seen != 0 && seen != t.Version {
		return Refuse(Conflict, "topic.meanwhile", "Number", t.Number, "State", t.State, "By", t.ChangedByName, "At", t.ChangedAt, "Typed", typed)
	}
	return nil
}

// Withdraw takes the topic back: its submitter, or who may edit any text.
func (t Topic) Withdraw(p Person, now time.Time) (Topic, error) {
	if err := t.mayTouch(p); err != nil {
		return t, err
	}
	t.TopicStanding = TopicStanding{State: TopicWithdrawn}
	t.Before, t.Proposal = nil, nil
	return t.changed(p, now), nil
}

// changed notes who changed the topic when; the zero Person is the bot.
func (t Topic) changed(p Person, now time.Time) Topic {
	t.ChangedBy, t.ChangedByName, t.ChangedAt = p.User, p.Name, now
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
