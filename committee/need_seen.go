package committee

import (
	"slices"
	"time"
)

// For returns the need as the person may read it: without who came with a need that
// was bundled into it and that its own label keeps from them. Bundles from before such
// were refused can hold those.
func (n Need) For(p Person) Need { return n.without(func(l TLP) bool { return !p.MaySee(l) }) }

// InChannel returns the need as all may read it in a channel, where guests read too.
func (n Need) InChannel() Need { return n.without(TLP.Guarded) }

func (n Need) without(hidden func(TLP) bool) Need {
	n.Owners = slices.DeleteFunc(slices.Clone(n.Owners), func(o Owner) bool {
		return slices.ContainsFunc(n.labelsOf(o), hidden)
	})
	return n
}

// labelsOf are the labels of the needs by which an owner came here, if any.
func (n Need) labelsOf(o Owner) []TLP {
	var labels []TLP
	if o.Under != "" {
		labels = append(labels, o.Under)
	}
	for _, part := range n.Parts {
		if o.Via == part.ID {
			labels = append(labels, part.TLP)
		}
	}
	return labels
}

// Follow returns a part as it is when the whole has become guarded: it is labelled as
// the whole is until it comes out again, see BundleInto; and whether that changes it.
func (n Need) Follow(whole Need, p Person, now time.Time) (Need, bool) {
	if !whole.TLP.Guarded() || n.TLP.Guarded() {
		return n, false
	}
	before := NeedStanding{State: n.Back}
	if n.Before != nil {
		before = *n.Before
	}
	if before.Label == "" {
		before.Label = n.TLP
	}
	n.Before, n.TLP = &before, whole.TLP
	return n.changed(p, now), true
}
