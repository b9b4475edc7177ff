package committee

import (
	"time"

	"gremienbot/committee/calendar"
)

// OwedVoided tells a committee's channel that a recorded vote was declared void.
const OwedVoided OwedKind = "voided"

// Void says that a vote outside the bot was recorded wrongly and does not hold. The
// record stays, with its number and what it said.
type Void struct {
	Why     string
	By      string
	ByName  string
	At      time.Time
	Instead int64  // the poll that is right; 0 if none was named
	Right   Number // what people call that one, see [Poll.Called]; zero if none was named
}

// Called is the number by which people know a result: that of its entry in the register,
// or that of the poll if it has none.
func (p Poll) Called() Number {
	if p.Entry.Seq > 0 {
		return p.Entry
	}
	return p.Number
}

// MayDeclareVoid returns nil if the person may declare the poll void: chair and office,
// and only what was recorded. What the bot has counted is right as it was cast.
func (p Poll) MayDeclareVoid(who Person) error {
	if err := who.Demand(HoldPolls); err != nil {
		return err
	}
	if p.Outside == nil || p.Voided != nil {
		return p.Stays()
	}
	return nil
}

// Stays refuses to take a result away, which nobody can, and says what can be done
// instead.
func (p Poll) Stays() *Error {
	about := []any{"Called", p.Called(), "Number", p.Number}
	switch {
	case p.Voided != nil:
		return Refuse(Conflict, "result.stays.void", append(about, "Name", p.Voided.ByName, "At", p.Voided.At)...)
	case p.Outside != nil:
		return Refuse(Conflict, "result.stays.recorded", about...)
	}
	return Refuse(Conflict, "result.stays.counted", about...)
}

// Replaces reports whether the poll can be named as the one that holds instead of
// another: a motion of the same committee that is over and is not void itself.
func (p Poll) Replaces(other Poll) bool {
	return p.ID != other.ID && p.Committee == other.Committee && p.Kind == MotionPoll && p.State == PollClosed && p.Voided == nil
}

// DeclareVoid says of a recorded vote that it does not hold, for a reason that all can
// read, and takes its review off. instead is the vote that holds, nil for none. There is
// no way back but to record the vote again.
func (p Poll) DeclareVoid(who Person, why string, instead *Poll, now time.Time) (Poll, error) {
	if err := p.MayDeclareVoid(who); err != nil {
		return p, err
	}
	why = oneLine(why)
	es := Errors{}.add(bounds("why", why, "result.void.why", 5, MaxQuestion))
	if instead != nil && !instead.Replaces(p) {
		es = es.add(Refuse(Invalid, "result.void.instead", "Called", p.Called()).At("instead"))
	}
	if err := es.orNil(); err != nil {
		return p, err
	}
	if err := unclassified(why); err != nil {
		return p, err
	}
	v := Void{Why: why, By: who.User, ByName: who.Name, At: now}
	if instead != nil {
		v.Instead, v.Right = instead.ID, instead.Called()
	}
	p.Voided, p.Review = &v, calendar.Date{}
	p.Version++
	return p, nil
}

// VoidOwed is the message to the committee's channel that the poll is void.
func (p Poll) VoidOwed(c Committee) Owed {
	return Owed{Committee: c.ID, Object: p.Ref(), Kind: OwedVoided, Channel: c.Channel, Due: p.Voided.At, Grace: 30 * 24 * time.Hour}
}
