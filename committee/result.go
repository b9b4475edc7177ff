package committee

import "gremienbot/committee/tally"

// Enters reports whether a counted poll becomes an entry of the register of
// results: a motion that was adopted as more than a straw poll, or needs or
// options that were put in order as a prioritisation.
func (p Poll) Enters(o Outcome) bool {
	switch {
	case p.Result == Mood || p.Objected() || o.Withheld:
		return false
	case o.Motion != nil:
		return o.Motion.Outcome == tally.Adopted
	}
	return o.ranks()
}

// PutsInOrder reports whether a counted poll has put the needs that it asks about into
// an order: it was one about an order or a prioritisation, and has come to one.
func (p Poll) PutsInOrder(o Outcome) bool {
	return (p.Kind.Ranks() || p.Result == Prioritisation) && !o.Withheld && o.ranks()
}

// ranks reports whether there are opinions to count, and the method could follow them.
func (o Outcome) ranks() bool { return o.Cast > o.Blank && !o.Undecided }
