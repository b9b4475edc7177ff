package committee

import "time"

// Description is the second stage of a need (Bedarfsbeschreibung), worked out
// when the office has taken it on.
type Description struct {
	Benefit string // who gains what
	Wish    string // what is expected of the committee
	Legal   string // legal basis; may be empty
	Contact string // who can say more
	Links   string // may be empty
}

// IsZero reports whether nothing is described yet.
func (d Description) IsZero() bool { return d == Description{} }

// Describe returns the need with its description. The reporter and who may edit
// any text describe it, as long as it is open and not handed over; once it is assessed
// or prioritised, the reporter does only if nothing is described yet. From reported,
// clarifying or queried it becomes described; further on only the text changes.
// seen is the version the person had before them, 0 for any.
func (n Need) Describe(p Person, d Description, seen int, now time.Time) (Need, error) {
	if err := n.MayDescribe(p); err != nil {
		return n, err
	}
	if err := n.unchanged(seen, true); err != nil {
		return n, err
	}
	d, err := d.check()
	if err != nil {
		return n, err
	}
	n.Description = d
	switch n.State {
	case NeedReported, NeedClarifying, NeedQueried:
		n.NeedStanding = NeedStanding{State: NeedDescribed}
	default:
	}
	return n.changed(p, now), nil
}

// MayDescribe returns nil if the person may describe the need, see Describe.
func (n Need) MayDescribe(p Person) error {
	if err := n.mayTouch(p); err != nil {
		return err
	}
	if n.TLP == Red {
		return Refuse(Conflict, "need.describe.red", "Number", n.Number)
	}
	switch n.State {
	case NeedReported, NeedClarifying, NeedQueried, NeedDescribed, NeedDeferred:
		return nil
	case NeedAssessed, NeedPrioritised: // a poll may have overtaken the description
		if d := n.Description; d.IsZero() {
			return nil
		}
	default:
	}
	if p.May(EditAnyText) {
		return nil
	}
	return Refuse(Conflict, "need.taken", "Number", n.Number, "State", n.State, "By", n.ChangedByName)
}

func (d Description) check() (Description, error) {
	d.Benefit, d.Wish, d.Legal = clean(d.Benefit), clean(d.Wish), clean(d.Legal)
	d.Contact, d.Links = clean(d.Contact), clean(d.Links)
	if err := unclassified(d.Benefit, d.Wish, d.Legal, d.Contact, d.Links); err != nil {
		return d, err
	}
	es := Errors(nil).
		add(example("benefit", d.Benefit, "need.benefit.missing", 10, MaxText)).
		add(example("wish", d.Wish, "need.wish.missing", 10, MaxText)).
		add(bounds("legal", d.Legal, "", 0, MaxText)).
		add(example("contact", d.Contact, "need.contact.missing", 3, MaxTitle)).
		add(bounds("links", d.Links, "", 0, MaxText))
	return d, es.orNil()
}

// example is bounds with the same words for a text that is missing and one that
// is too short to say anything: they show what it could be.
func example(field, text, missing string, minimum, maximum int) *Error {
	if runes(text) < minimum {
		return Refuse(Invalid, missing).At(field)
	}
	return bounds(field, text, missing, minimum, maximum)
}
