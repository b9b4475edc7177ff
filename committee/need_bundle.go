package committee

import (
	"slices"
	"strings"
	"time"
)

// Part is a need that was bundled into another one (Bedarfsbündelung).
type Part struct {
	ID     int64
	Number Number
	Title  string
	TLP    TLP
	By     string // the reporter
}

// MaxParts is how many needs can be bundled into another one at once.
const MaxParts = 10

// handed are the states in which a need is out of the committee's hands.
var handed = []NeedState{NeedHandedOver, NeedImplementing}

// BundleInto returns the need as it lives on in another one (Bündelung). It
// keeps its number, text, owners and history, and Before says what it was. seen
// and seenWhole are the versions the person had before them, 0 for any. It
// refuses who does not keep the register, the need itself, one of another
// committee, a circle, one that is bundled already, those that are closed or
// handed over, and one that fewer may read than the whole. In a whole that fewer
// may read the need is labelled like that until it comes out again.
func (n Need) BundleInto(whole Need, p Person, seen, seenWhole int, now time.Time) (Need, error) {
	if err := p.Demand(KeepRegister); err != nil {
		return n, err
	}
	switch {
	case n.ID == whole.ID:
		return n, Refuse(Invalid, "need.bundle.self", "Number", n.Number)
	case n.Committee != whole.Committee:
		return n, Refuse(Invalid, "need.bundle.committees", "Number", n.Number, "Into", whole.Number)
	case whole.State == NeedBundled && whole.Into == n.ID:
		return n, Refuse(Conflict, "need.bundle.circle", "Number", n.Number, "Into", whole.Number)
	case n.State == NeedBundled && n.Into == whole.ID:
		return n, Refuse(Conflict, "need.bundle.already", "Number", n.Number, "Into", whole.Number, "By", n.ChangedByName, "At", n.ChangedAt)
	}
	for _, which := range []Need{n, whole} {
		if err := which.bundleable(); err != nil {
			return n, err
		}
	}
	for _, which := range []struct {
		need Need
		seen int
	}{{n, seen}, {whole, seenWhole}} {
		if which.seen != 0 && which.seen != which.need.Version {
			return n, Refuse(Conflict, "need.bundle.meanwhile", "Number", which.need.Number, "By", which.need.ChangedByName, "At", which.need.ChangedAt)
		}
	}
	label, err := n.labelIn(whole)
	if err != nil {
		return n, err
	}
	was := n.NeedStanding
	if label != n.TLP {
		was.Label, n.TLP = n.TLP, label
	}
	n.NeedStanding = NeedStanding{State: NeedBundled, Back: was.State, Into: whole.ID, IntoNumber: whole.Number}
	n.Before = &was
	return n.changed(p, now), nil
}

// bundleable refuses a need that cannot be part or whole of a bundle.
func (n Need) bundleable() error {
	switch {
	case n.State == NeedBundled:
		return Refuse(Conflict, "need.bundle.elsewhere", "Number", n.Number, "Into", n.IntoNumber)
	case slices.Contains(handed, n.State):
		return Refuse(Conflict, "need.bundle.handed", "Number", n.Number, "State", n.State)
	case !n.Open():
		return Refuse(Conflict, "need.bundle.closed", "Number", n.Number, "State", n.State)
	}
	return nil
}

// labelIn is the label of the need in a whole. The whole shows who has the need,
// so nobody may read the whole who may not read the need. A need that becomes RED
// would lose its texts for good; so RED goes with RED only.
func (n Need) labelIn(whole Need) (TLP, error) {
	switch {
	case (n.TLP == Red) != (whole.TLP == Red):
		return "", n.refuseLabel("need.bundle.red", whole)
	case n.TLP.Guarded() && !whole.TLP.Guarded():
		return "", n.refuseLabel("need.bundle.label", whole)
	case whole.TLP.Guarded():
		return whole.TLP, nil
	}
	return n.TLP, nil
}

func (n Need) refuseLabel(key string, whole Need) error {
	return Refuse(Conflict, key, "Number", n.Number, "Label", n.TLP, "Into", whole.Number, "IntoLabel", whole.TLP)
}

// shelters refuses a label under which the need would show who has a part that
// fewer may read, and RED beside a part that is not and would lose its texts.
func (n Need) shelters(label TLP) error {
	for _, part := range n.Parts {
		if label == Red && part.TLP != Red {
			return Refuse(Conflict, "need.label.parts.red", "Number", n.Number, "Part", part.Number, "PartLabel", part.TLP).At("tlp")
		}
		if part.TLP.Guarded() && !label.Guarded() || part.TLP == Red && label != Red {
			return Refuse(Conflict, "need.label.parts", "Number", n.Number, "Label", label, "Part", part.Number, "PartLabel", part.TLP).At("tlp")
		}
	}
	return nil
}

// MayUnbundle returns nil if the person may take the need out of its bundle: who
// keeps the register, as long as the whole is open.
func (n Need) MayUnbundle(whole Need, p Person) error {
	if err := p.Demand(KeepRegister); err != nil {
		return err
	}
	switch {
	case n.State != NeedBundled || n.Into != whole.ID:
		return Refuse(Conflict, "need.unbundle.not", "Number", n.Number, "State", n.State)
	case whole.State == NeedBundled:
		return Refuse(Conflict, "need.unbundle.inner", "Number", n.Number, "Whole", whole.Number, "Into", whole.IntoNumber)
	case !whole.Open():
		return Refuse(Conflict, "need.unbundle.closed", "Number", n.Number, "Whole", whole.Number, "State", whole.State)
	}
	return nil
}

// Unbundle returns the need as it was before it was bundled, see MayUnbundle.
// Its own owners have stayed with it; what becomes of those of the whole says
// Brings. seen is the version the person had before them, 0 for any.
func (n Need) Unbundle(whole Need, p Person, seen int, now time.Time) (Need, error) {
	if err := n.MayUnbundle(whole, p); err != nil {
		return n, err
	}
	if err := n.unchanged(seen, false); err != nil {
		return n, err
	}
	was := NeedStanding{State: n.Back}
	if n.Before != nil {
		was = *n.Before
	}
	if was.Label != "" {
		n.TLP, was.Label = was.Label, ""
	}
	n.NeedStanding, n.Before = was, nil
	return n.changed(p, now), nil
}

// Brings lists the owners that the need adds to another one it is bundled into:
// those the other does not have yet. They join it now and say by Via how they
// came, so that they can leave again.
func (n Need) Brings(whole Need, now time.Time) []Owner {
	var brought []Owner
	for _, o := range n.Owners {
		if slices.ContainsFunc(whole.Owners, o.same) {
			continue
		}
		o.At, o.Via, o.First, o.Under = now, n.ID, false, ""
		brought = append(brought, o)
	}
	return brought
}

// same reports whether two owners are the same seat, or the same organisation
// without one.
func (o Owner) same(other Owner) bool {
	if o.Seat != 0 || other.Seat != 0 {
		return o.Seat == other.Seat
	}
	return strings.EqualFold(o.Body, other.Body)
}
