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
	return o.Cast > o.Blank && !o.Undecided
}
