package committee

import (
	"time"

	"gremienbot/committee/calendar"
)

// HandoverOutcome is the outcome of a hand-over: what the addressee does with the need.
type HandoverOutcome string

// The outcomes.
const (
	HandoverAccepted HandoverOutcome = "accepted" // it is put into practice
	HandoverNoted    HandoverOutcome = "noted"    // taken note of; nothing follows for now
	HandoverRejected HandoverOutcome = "rejected"
)

// Handover is a need passed to another body (Übergabe).
type Handover struct {
	To         string // the addressee, such as "IT-Planungsrat"
	Reference  string // their reference (Aktenzeichen); may be empty
	On         calendar.Date
	AnswerBy   calendar.Date   // by when an answer is expected; zero for none
	By         string          // name of who recorded it
	Outcome    HandoverOutcome // "" while there is no answer
	Answer     string
	AnsweredOn calendar.Date
}

// HandoverDraft is what the office fills in.
type HandoverDraft struct {
	To, Reference string
	On, AnswerBy  calendar.Date // On zero is today
	Of            int           // the version the person had before them, 0 for any
}

// MayHandOver returns nil if the person may pass the need on: who keeps the
// register, when the office has taken it on, while no question is open and it is
// neither deferred nor closed. What was handed over can be handed over anew.
func (n Need) MayHandOver(p Person) error {
	if err := p.Demand(KeepRegister); err != nil {
		return err
	}
	switch n.State {
	case NeedClarifying, NeedDescribed, NeedAssessed, NeedPrioritised, NeedAdopted, NeedHandedOver:
		return nil
	default:
		return n.impossible(NeedHandedOver)
	}
}

// HandOver passes the need to another body. It refuses what MayHandOver refuses,
// an older version, a date of passing in the future, an answer expected before it.
func (n Need) HandOver(c Committee, p Person, d HandoverDraft, now time.Time) (Need, error) {
	if err := n.MayHandOver(p); err != nil {
		return n, err
	}
	if err := n.unchanged(d.Of, true); err != nil {
		return n, err
	}
	d, err := d.check(calendar.DateOf(now, c.Location()))
	if err != nil {
		return n, err
	}
	was := n
	n.Handover = &Handover{To: d.To, Reference: d.Reference, On: d.On, AnswerBy: d.AnswerBy, By: p.Name}
	n.NeedStanding = NeedStanding{State: NeedHandedOver}
	return n.changed(p, now).undoable(was), nil
}

func (d HandoverDraft) check(today calendar.Date) (HandoverDraft, error) {
	d.To, d.Reference = oneLine(d.To), oneLine(d.Reference)
	if err := unclassified(d.To, d.Reference); err != nil {
		return d, err
	}
	if d.On.IsZero() {
		d.On = today
	}
	es := Errors(nil).
		add(example("to", d.To, "need.handover.missing", 2, MaxTitle)).
		add(bounds("reference", d.Reference, "", 0, MaxTitle))
	if d.On.After(today) {
		es = es.add(Refuse(Invalid, "date.future", "Date", d.On).At("on"))
	}
	if !d.AnswerBy.IsZero() && d.AnswerBy.Before(d.On) {
		es = es.add(Refuse(Invalid, "need.handover.order", "Date", d.AnswerBy).At("by"))
	}
	return d, es.orNil()
}

// Overdue reports whether the expected answer to a hand-over is late.
func (n Need) Overdue(today calendar.Date) bool {
	h := n.Handover
	return n.State == NeedHandedOver && h != nil && h.Outcome == "" && !h.AnswerBy.IsZero() && today.After(h.AnswerBy)
}

// AnswerDraft is what the addressee of a hand-over says.
type AnswerDraft struct {
	Outcome HandoverOutcome
	Text    string // as those who have the need will read it; empty for RED
	Of      int    // the version the person had before them, 0 for any
}

// MayRecordAnswer returns nil if the person may note what the addressee says.
func (n Need) MayRecordAnswer(p Person) error {
	if err := p.Demand(KeepRegister); err != nil {
		return err
	}
	if n.State == NeedHandedOver && n.Handover != nil {
		return nil
	}
	if n.Handover != nil && n.Handover.Outcome != "" {
		return Refuse(Conflict, "need.answer.known", "Number", n.Number, "State", n.State, "Day", n.Handover.AnsweredOn)
	}
	return Refuse(Conflict, "need.answer.none", "Number", n.Number, "State", n.State)
}

// answered is the state an outcome leads to: accepted to implementing, rejected
// to rejected; noted leaves the need handed over.
var answered = map[HandoverOutcome]NeedState{HandoverAccepted: NeedImplementing, HandoverNoted: NeedHandedOver, HandoverRejected: NeedRejected}

// RecordAnswer notes what the addressee of a hand-over says.
func (n Need) RecordAnswer(c Committee, p Person, d AnswerDraft, now time.Time) (Need, error) {
	if err := n.MayRecordAnswer(p); err != nil {
		return n, err
	}
	if err := n.unchanged(d.Of, true); err != nil {
		return n, err
	}
	d.Text = clean(d.Text)
	if err := n.checkAnswer(d); err != nil {
		return n, err
	}
	was, with, state := n, *n.Handover, answered[d.Outcome]
	with.Outcome, with.Answer, with.AnsweredOn = d.Outcome, d.Text, calendar.DateOf(now, c.Location())
	n.Handover, n.NeedStanding = &with, NeedStanding{State: state}
	if state == NeedRejected {
		n.Why = d.Text
	}
	return n.changed(p, now).undoable(was), nil
}

func (n Need) checkAnswer(d AnswerDraft) error {
	if err := unclassified(d.Text); err != nil {
		return err
	}
	var es Errors
	if answered[d.Outcome] == "" {
		es = es.add(Refuse(Invalid, "need.answer.outcome").At("outcome"))
	}
	if n.TLP == Red {
		if d.Text != "" {
			es = es.add(Refuse(Invalid, "need.answer.red").At("text"))
		}
		return es.orNil()
	}
	return es.add(example("text", d.Text, "need.answer.missing", 5, MaxText)).orNil()
}
