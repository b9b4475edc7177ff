package committee

import (
	"slices"
	"time"
)

// Turn says whose turn it is with a need or a topic.
type Turn string

// Whose turn it can be; "" is nobody's.
const (
	TurnOffice    Turn = "office"    // takes it on, describes it with the reporter, hands it over, looks at it again
	TurnReporter  Turn = "reporter"  // works out the description
	TurnOwners    Turn = "owners"    // who has the need answers a question
	TurnChair     Turn = "chair"     // puts it to the committee
	TurnAddressee Turn = "addressee" // of a hand-over, who is to answer or to put it into practice
)

// turns are those that follow from the state alone.
var turns = map[NeedState]Turn{
	NeedReported: TurnOffice, NeedQueried: TurnOwners, NeedDescribed: TurnOffice, NeedAssessed: TurnChair,
	NeedPrioritised: TurnChair, NeedAdopted: TurnOffice, NeedDeferred: TurnOffice,
}

// Turn says whose turn it is.
func (n Need) Turn() Turn {
	switch n.State {
	case NeedClarifying:
		if n.IsZero() && n.TLP != Red {
			return TurnReporter
		}
		return TurnOffice
	case NeedHandedOver:
		if n.Handover != nil && n.Handover.Outcome == "" {
			return TurnAddressee
		}
		return TurnOffice
	case NeedImplementing:
		if n.Handover != nil {
			return TurnAddressee
		}
		return TurnOffice
	default:
		return turns[n.State]
	}
}

// Awaits reports whether the next step is the person's as chair (or deputy) or office. A need
// that is put off waits for its day.
func (n Need) Awaits(p Person) bool {
	switch {
	case n.State == NeedDeferred:
		return false
	case n.Turn() == TurnOffice:
		return p.Has(Office)
	case n.Turn() == TurnChair:
		return p.Has(Chair, Deputy)
	}
	return false
}

// Prioritised returns the need as a poll that has put it into an order leaves it,
// and whether that changes anything. What is further on, closed or bundled stays;
// what is put off or asked about will return to prioritised.
func (n Need) Prioritised(now time.Time) (Need, bool) {
	switch n.State {
	case NeedReported, NeedClarifying, NeedDescribed, NeedAssessed:
		n.NeedStanding = NeedStanding{State: NeedPrioritised}
		return n.changed(Person{}, now), true
	case NeedQueried, NeedDeferred:
		if n.Back == NeedPrioritised || n.Back == NeedAdopted {
			return n, false
		}
		n.Back = NeedPrioritised
		return n.changed(Person{}, now), true
	default:
		return n, false
	}
}

// Onward is the state to which a need returns that was put off or asked about, and
// whether it is either.
func (n Need) Onward() (NeedState, bool) {
	switch {
	case n.State == NeedDeferred && n.Back != "" && n.Back != NeedQueried:
		return n.Back, true
	case n.State == NeedQueried && n.Back != NeedDeferred && slices.Contains(n.Next(), n.Back):
		return n.Back, true
	default:
		return NeedClarifying, n.State == NeedQueried || n.State == NeedDeferred
	}
}

// Asks reports whether the poll is about a need.
func (p Poll) Asks(need int64) bool {
	return slices.ContainsFunc(p.Options, func(o PollOption) bool { return o.Need == need })
}
