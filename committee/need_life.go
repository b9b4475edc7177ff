package committee

import (
	"slices"
	"time"

	"gremienbot/committee/calendar"
)

// NeedState is where a need stands in its life.
type NeedState string

// The states, in the order of the way (domain, section 4.2), and the side exits.
const (
	NeedReported     NeedState = "reported"
	NeedClarifying   NeedState = "clarifying" // in Klärung
	NeedQueried      NeedState = "queried"    // Rückfrage
	NeedDescribed    NeedState = "described"
	NeedAssessed     NeedState = "assessed"
	NeedPrioritised  NeedState = "prioritised"
	NeedAdopted      NeedState = "adopted" // beschlossen oder empfohlen
	NeedHandedOver   NeedState = "handed-over"
	NeedImplementing NeedState = "implementing"
	NeedImplemented  NeedState = "implemented"

	NeedBundled   NeedState = "bundled"  // lives on in another one
	NeedDeferred  NeedState = "deferred" // zurückgestellt
	NeedDropped   NeedState = "dropped"  // nicht weiterverfolgt
	NeedRejected  NeedState = "rejected" // by whom it was handed over to
	NeedWithdrawn NeedState = "withdrawn"
)

// way is the life of a need without side exits. The office may skip stations and
// go back, but is asked first, see [Leap].
var way = []NeedState{
	NeedReported, NeedClarifying, NeedQueried, NeedDescribed, NeedAssessed, NeedPrioritised, NeedAdopted, NeedHandedOver, NeedImplementing, NeedImplemented,
}

// OpenNeedStates are those in which somebody still has something to do.
func OpenNeedStates() []NeedState {
	return []NeedState{
		NeedReported, NeedClarifying, NeedQueried, NeedDescribed, NeedAssessed, NeedPrioritised, NeedAdopted, NeedHandedOver, NeedImplementing, NeedDeferred,
	}
}

// UndecidedNeedStates are those of needs that a committee can still put in order: alive,
// not put off, and nothing was adopted about them yet.
func UndecidedNeedStates() []NeedState {
	return []NeedState{NeedReported, NeedClarifying, NeedQueried, NeedDescribed, NeedAssessed, NeedPrioritised}
}

// Undecided reports whether a need can still be put in order with others.
func (n Need) Undecided() bool { return slices.Contains(UndecidedNeedStates(), n.State) }

// NeedStates lists all states, the way first, then the side exits.
func NeedStates() []NeedState {
	return append(slices.Clone(way), NeedBundled, NeedDeferred, NeedDropped, NeedRejected, NeedWithdrawn)
}

// Open reports whether somebody still has something to do.
func (n Need) Open() bool { return slices.Contains(OpenNeedStates(), n.State) }

// NeedStanding is what has become of a need.
type NeedStanding struct {
	State      NeedState
	Why        string        // the reason of a side exit
	By         string        // name of who has put it off or closed it
	At         time.Time     // … and when
	Resume     calendar.Date // until when it is put off; zero is until further notice
	Back       NeedState     // the state to return to from deferred, queried or bundled
	Into       int64         // bundled: the need it lives on in
	IntoNumber Number
	Label      TLP `json:",omitempty"` // Before a bundle that is more guarded: the need's own label, "" if it has kept it
}

// NeedStep is what the office does with a need.
type NeedStep struct {
	To     NeedState
	Why    string        // required for the side exits, unless the need is RED: then it is given outside the bot
	Resume calendar.Date // deferred: until when; zero is until further notice
	// Of is the version of the need that the person had before them; 0 says that
	// it does not matter.
	Of int
	// Sure says that the person was asked about a leap and wants it.
	Sure bool
}

// sidesteps are the states with an act of their own: a question has a text and a
// date, a hand-over an addressee, a bundle a second need.
var sidesteps = []NeedState{NeedQueried, NeedHandedOver, NeedBundled, NeedWithdrawn, NeedRejected}

// Next lists the states the office can lead the need to with a NeedStep. From
// deferred it leads back to where the need was.
func (n Need) Next() []NeedState {
	var next []NeedState
	switch n.State {
	case NeedBundled, NeedDropped, NeedRejected, NeedWithdrawn, NeedImplemented:
		return nil
	case NeedDeferred:
		back, _ := n.Onward()
		next = []NeedState{back}
	default:
		next = slices.Clone(way[slices.Index(way, n.State)+1:])
		next = slices.DeleteFunc(next, func(s NeedState) bool { return slices.Contains(sidesteps, s) })
		if n.State == NeedQueried {
			next = append([]NeedState{NeedClarifying}, next...)
		}
		next = append(next, NeedDeferred)
	}
	return append(next, NeedDropped)
}

// Step returns the need one step further. It refuses who does not keep the
// register, an older version, a state the life of the need does not lead to, a
// side exit without a reason, a date in the past; and a leap the person was not
// asked about. Of a RED need no reason is needed, and none is kept. A need that goes
// back is not handed over any more.
func (n Need) Step(c Committee, p Person, s NeedStep, now time.Time) (Need, error) {
	if err := p.Demand(KeepRegister); err != nil {
		return n, err
	}
	if err := n.unchanged(s.Of, s.Why != ""); err != nil {
		if s.Sure {
			err = n.notUndone("need.leap.meanwhile")
		}
		return n, err
	}
	if !slices.Contains(n.possible(), s.To) {
		return n, n.impossible(s.To)
	}
	s.Why = clean(s.Why)
	if err := unclassified(s.Why); err != nil {
		return n, err
	}
	if n.TLP == Red {
		s.Why = ""
	}
	if err := s.check(c, n.TLP != Red, now); err != nil {
		return n, err
	}
	leap, leaps := n.Leap(s.To)
	if leaps && !s.Sure {
		return n, Refuse(Conflict, "need.leap.unsure", "Number", n.Number, "State", n.State, "To", s.To)
	}
	was, back := n, NeedState("")
	if s.To == NeedDeferred {
		back = n.State
		if n.State == NeedQueried { // its answer is not waited for any more
			back, _ = n.Onward()
		}
	}
	n.NeedStanding = NeedStanding{State: s.To, Why: s.Why, Resume: s.Resume, Back: back, By: p.Name, At: now}
	if leap.Back {
		n.Handover = nil
	}
	return n.changed(p, now).undoable(was), nil
}

// possible are the states a NeedStep can lead to, those ahead first.
func (n Need) possible() []NeedState { return append(n.Next(), n.Earlier()...) }

// impossible says what the state is, who made it so, and what it can become.
func (n Need) impossible(to NeedState) error {
	return Refuse(Conflict, "need.step.impossible", "Number", n.Number, "To", to, "State", n.State, "Possible", n.possible(), "By", n.ChangedByName, "At", n.ChangedAt)
}

// NeedsWhy reports whether the step is refused without a reason.
func (s NeedStep) NeedsWhy() bool { return s.To == NeedDeferred || s.To == NeedDropped }

func (s NeedStep) check(c Committee, kept bool, now time.Time) error {
	required := ""
	if kept && s.NeedsWhy() {
		required = "need.why.missing"
	}
	es := Errors(nil).add(bounds("why", s.Why, required, 0, MaxReason))
	return es.add(toCome(s.Resume, calendar.DateOf(now, c.Location()))).orNil()
}
