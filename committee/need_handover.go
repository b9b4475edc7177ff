package committee

import (
	"time"

	"gremienbot/committee/calendar"
)

// Outcome of a hand-over: what the addressee does with the need.
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

// HandOver passes the need to another body. It refuses who does not keep the
// register, a closed need or one that waits for an answer, a date of passing in
// the future, an answer expected before it.
func (n Need) HandOver(c Committee, p Person, d HandoverDraft, now time.Time) (Need, error) {
	if err := p.Demand(KeepRegister); err != nil {
		return n, err
	}
	if err := n.unchanged(d.Of); err != nil {
		return n, err
	}
	switch n.State {
	case NeedClarifying, NeedDescribed, NeedAssessed, NeedPrioritised, NeedAdopted, NeedHandedOver:
	default:
		return n, n.impossible(NeedHandedOver)
	}
	d, err := d.check(calendar.DateOf(now, c.Location()))
	if err != nil {
		return n, err
	}
	n.Handover = &Handover{To: d.To, Reference: d.Reference, On: d.On, AnswerBy: d.AnswerBy, By: p.Name}
	n.NeedStanding = NeedStanding{State: NeedHandedOver}
	return n.changed(p, now), nil
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
		add(bounds("to", d.To, "need.handover.missing", 2, MaxTitle)).
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

// RecordAnswer notes what the addressee of a hand-over says. Accepted leads to
// implementing, rejected to rejected; noted leaves the need handed over.
func (n Need) RecordAnswer(c Committee, p Person, o HandoverOutcome, text string, now time.Time) (Need, error) {
	if err := p.Demand(KeepRegister); err != nil {
		return n, err
	}
	if n.State != NeedHandedOver || n.Handover == nil {
		return n, Refuse(Conflict, "need.answer.none", "Number", n.Number, "State", n.State)
	}
	text = clean(text)
	if err := unclassified(text); err != nil {
		return n, err
	}
	es := Errors(nil).add(bounds("text", text, "need.answer.missing", 5, MaxText))
	state := map[HandoverOutcome]NeedState{HandoverAccepted: NeedImplementing, HandoverNoted: NeedHandedOver, HandoverRejected: NeedRejected}[o]
	if state == "" {
		es = es.add(Refuse(Invalid, "need.answer.outcome").At("outcome"))
	}
	if err := es.orNil(); err != nil {
		return n, err
	}
	with := *n.Handover
	with.Outcome, with.Answer, with.AnsweredOn = o, text, calendar.DateOf(now, c.Location())
	n.Handover = &with
	n.NeedStanding = NeedStanding{State: state}
	if state == NeedRejected {
		n.Why = text
	}
	return n.changed(p, now), nil
}
