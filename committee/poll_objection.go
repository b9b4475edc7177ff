package committee

import "time"

// OwedObjected tells the people of a seat that the office has entered an objection for
// it.
const OwedObjected OwedKind = "objection-entered"

// MayObject returns nil if the person may end a circulation by objecting to it:
// whoever may vote in it. before is the ballot their seat has cast already, nil for
// none. As with votes, a substitute has no say once the member has cast one.
func (p Poll) MayObject(who Person, before *Ballot, now time.Time) error {
	if p.Circulation == nil {
		return Refuse(Invalid, "poll.object.motion", "Number", p.Number, "Seq", p.Number.Seq)
	}
	if err := p.Admits(who, nil, now); err != nil {
		return err
	}
	if before != nil && before.AsHolder && !who.HoldsSeat() {
		return Refuse(Conflict, "poll.object.voted", "Body", who.Seat.Body)
	}
	return nil
}

// Object ends a circulation, because a seat wants the question decided in a
// meeting. One objection is enough, and there is nothing to decide then.
// before is as in MayObject.
func (p Poll) Object(who Person, before *Ballot, why string, now time.Time) (Poll, error) {
	if err := p.MayObject(who, before, now); err != nil {
		return p, err
	}
	return p.objected(Circulation{Objector: who.Name, Objected: now, Why: why})
}

// MayEnterObjection returns nil if the office may enter the objection of a seat that has
// given it by telephone, say. says is who of the seat's people has, nil if that is not
// known; before is the ballot the seat has cast already, nil for none. Once the member
// has cast one, only the member may object, and has to be named; so they have to be where
// nobody is told who has voted, since a refusal would tell it. A confidential poll is no
// hindrance otherwise: an objection says nothing of a vote.
func (p Poll) MayEnterObjection(who Person, e Elector, says *Person, before *Ballot, now time.Time) error {
	if err := who.Demand(EnterVotes); err != nil {
		return err
	}
	member := says != nil && says.HoldsSeat() && says.Seat.ID == e.Seat
	switch {
	case p.Circulation == nil:
		return Refuse(Invalid, "poll.object.motion", "Number", p.Number, "Seq", p.Number.Seq)
	case !p.OpenAt(now):
		return Refuse(Conflict, "poll.closed", "Number", p.Number, "Question", p.Question)
	case p.IsRecused(e.Seat):
		return Refuse(Conflict, "poll.enter.recused", "Body", e.Body)
	case !member && !p.Tells(WhoIsMissing, ToLead, nil):
		return Refuse(Conflict, "poll.object.enter.hidden", "Number", p.Number, "Seq", p.Number.Seq)
	case !member && before != nil && before.AsHolder:
		return Refuse(Conflict, "poll.object.enter.voted", "Body", e.Body, "Seq", p.Number.Seq)
	}
	return nil
}

// EnterObjection ends a circulation as [Poll.Object] does, for a seat that has objected
// to the office. says and before are as in MayEnterObjection. As with one's own
// objection, nothing takes it back: the circulation is over.
func (p Poll) EnterObjection(who Person, e Elector, says *Person, before *Ballot, why string, now time.Time) (Poll, error) {
	if err := p.MayEnterObjection(who, e, says, before, now); err != nil {
		return p, err
	}
	return p.objected(Circulation{Objector: who.Name, Objected: now, Why: why, EnteredFor: e.Seat})
}

// objected ends a circulation with what is known of the objection to it.
func (p Poll) objected(c Circulation) (Poll, error) {
	c.Why = oneLine(c.Why)
	if err := unclassified(c.Why); err != nil {
		return p, err
	}
	if e := bounds("why", c.Why, "", 0, MaxQuestion); e != nil {
		return p, e
	}
	c.Days = p.Circulation.Days
	p.Circulation = &c
	return p.Expire(c.Objected)
}

// ObjectedFor reports whether the office has ended a circulation by the objection of a
// seat.
func (p Poll) ObjectedFor(seat int64) bool {
	return p.ObjectionEntered() && p.Circulation.EnteredFor == seat
}

// ObjectionEntered reports whether the office has entered the objection that ended a
// circulation.
func (p Poll) ObjectionEntered() bool { return p.Objected() && p.Circulation.EnteredFor != 0 }
