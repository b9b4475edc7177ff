package committee

import (
	"slices"
	"strconv"
	"time"
)

// Event is what happened to an object: who did it when, and what it was before
// and after. By is "" for the bot itself; Before is nil for the first event.
type Event[T any] struct {
	Verb, By, ByName string
	At               time.Time
	Before, After    *T
}

// NeedEvent and TopicEvent are events of the two registers.
type (
	NeedEvent = Event[Need]
	// TopicEvent is an event of the register of topics.
	TopicEvent = Event[Topic]
)

// Change is one thing that an event changed. Field names it; From and To are what
// it was and is, "" or nil for nothing.
type Change struct {
	Field    string
	From, To any
}

// changes collects what differs.
type changes []Change

func (cs *changes) add(field string, from, to any) {
	if from != to {
		*cs = append(*cs, Change{field, from, to})
	}
}

// Removal says that something was taken away for good.
type Removal string

// TextsRemoved says that of what is RED the bot keeps the title only, in earlier events too.
const TextsRemoved Removal = "texts"

// labels adds a change of the label, and what comes with it.
func (cs *changes) labels(b, a TLP) {
	cs.add("tlp", b, a)
	if a == Red && b != Red {
		*cs = append(*cs, Change{Field: "texts", From: "", To: TextsRemoved})
	}
}

// NeedChanges lists what an event changed, as far as p may read it: what was
// written while a label kept it from them is left out. Only what is named here is
// ever told; appraisals of single people are no part of a need.
func NeedChanges(e NeedEvent, p Person) []Change {
	if e.After == nil || e.Before == nil {
		return nil
	}
	b, a := *e.Before, *e.After
	var cs changes
	cs.add("state", b.State, a.State)
	cs.labels(b.TLP, a.TLP)
	if !p.MaySee(b.TLP) || !p.MaySee(a.TLP) {
		return cs
	}
	cs.into(b.IntoNumber, a.IntoNumber)
	cs.parts(b.Parts, a.Parts)
	cs.add("why", b.Why, a.Why)
	cs.add("resume", b.Resume, a.Resume)
	cs.needTexts(b, a)
	cs.rating(b.Rating, a.Rating)
	cs.dealings(b, a)
	cs.owners(b.For(p).Owners, a.For(p).Owners)
	return cs
}

func (cs *changes) needTexts(b, a Need) {
	cs.add("title", b.Title, a.Title)
	cs.add("problem", b.Problem, a.Problem)
	cs.add("affected", b.Affected, a.Affected)
	cs.add("reason", b.Reason, a.Reason)
	cs.add("existing", b.Existing, a.Existing)
	cs.add("benefit", b.Benefit, a.Benefit)
	cs.add("wish", b.Wish, a.Wish)
	cs.add("legal", b.Legal, a.Legal)
	cs.add("contact", b.Contact, a.Contact)
	cs.add("links", b.Links, a.Links)
}

// into is the need in which this one lives on, or lived.
func (cs *changes) into(b, a Number) {
	if a.Seq == 0 && b.Seq != 0 {
		cs.add("unbundled", "", b)
		return
	}
	cs.add("into", b, a)
}

// parts are needs that were bundled into this one, or taken out again.
func (cs *changes) parts(b, a []Part) {
	among := func(ps []Part, p Part) bool {
		return slices.ContainsFunc(ps, func(k Part) bool { return k.Number == p.Number })
	}
	for _, p := range a {
		if !among(b, p) {
			cs.add("part", "", p.Number)
		}
	}
	for _, p := range b {
		if !among(a, p) {
			cs.add("parted", "", p.Number)
		}
	}
}

// GateVerdict is what the gate came to; "" is not checked yet.
type GateVerdict string

// The two verdicts.
const (
	GatePassed GateVerdict = "passed"
	GateFailed GateVerdict = "failed"
)

func verdict(g *Gate) GateVerdict {
	switch {
	case g == nil:
		return ""
	case g.Passed():
		return GatePassed
	}
	return GateFailed
}

func (cs *changes) rating(b, a Rating) {
	score := func(r Rating) string {
		if !r.Scored {
			return ""
		}
		return r.Score.String()
	}
	cs.add("gate", verdict(b.Gate), verdict(a.Gate))
	cs.add("urgency", string(b.Urgency), string(a.Urgency))
	cs.add("effort", string(b.Effort), string(a.Effort))
	cs.add("score", score(b), score(a))
}

// dealings are questions, answers and hand-overs.
func (cs *changes) dealings(b, a Need) {
	var bq, aq Query
	if b.Query != nil {
		bq = *b.Query
	}
	if a.Query != nil {
		aq = *a.Query
	}
	if aq.Text != bq.Text {
		cs.add("query", "", aq.Text)
	}
	if aq.Answer != bq.Answer {
		cs.add("reply", "", aq.Answer)
	}
	var bh, ah Handover
	if b.Handover != nil {
		bh = *b.Handover
	}
	if a.Handover != nil {
		ah = *a.Handover
	}
	cs.add("to", bh.To, ah.To)
	cs.add("reference", bh.Reference, ah.Reference)
	if ah.Answer != bh.Answer {
		cs.add("outcome", "", ah.Answer)
	}
}

func (cs *changes) owners(b, a []Owner) {
	name := func(o Owner) string {
		if o.Group == "" {
			return o.Body
		}
		return o.Group + ": " + o.Body
	}
	named := func(os []Owner, o Owner) bool {
		return slices.ContainsFunc(os, func(k Owner) bool { return name(k) == name(o) })
	}
	for _, o := range a {
		if !named(b, o) {
			cs.add("owner", "", name(o))
		}
	}
	for _, o := range b {
		if !named(a, o) {
			cs.add("owner", name(o), "")
		}
	}
}

// TopicChanges is NeedChanges for topics.
func TopicChanges(e TopicEvent, p Person) []Change {
	if e.After == nil || e.Before == nil {
		return nil
	}
	b, a := *e.Before, *e.After
	var cs changes
	cs.add("state", b.State, a.State)
	cs.labels(b.TLP, a.TLP)
	if !p.MaySee(b.TLP) || !p.MaySee(a.TLP) {
		return cs
	}
	cs.add("kind", b.Kind, a.Kind)
	cs.add("title", b.Title, a.Title)
	cs.add("question", b.Question, a.Question)
	cs.add("addressee", b.Addressee, a.Addressee)
	cs.add("until", b.Until, a.Until)
	cs.add("answer", b.Answer, a.Answer)
	cs.add("why", b.Reason, a.Reason)
	cs.add("resume", b.Resume, a.Resume)
	cs.add("meeting", meetingName(b.Meeting), meetingName(a.Meeting))
	cs.add("need", b.Need, a.Need)
	return cs
}

func meetingName(m MeetingRef) string {
	if m.Number == 0 {
		return ""
	}
	return strconv.Itoa(m.Number)
}

// Told reports whether an event is worth telling: it changed something, or has no
// before and after because it did not mean to.
func (e Event[T]) Told(cs []Change) bool {
	return len(cs) > 0 || e.Before == nil
}
