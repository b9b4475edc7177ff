package committee

import (
	"slices"
	"strings"
)

// TLP is a label of the Traffic Light Protocol 2.0 (FIRST, 2022): how far what
// an object says may be passed on. It is for information that is not officially
// classified.
type TLP string

// The labels, from open to closed.
const (
	Clear       TLP = "CLEAR"        // free
	Green       TLP = "GREEN"        // within the community, not public
	Amber       TLP = "AMBER"        // own organisation, and partners who need it
	AmberStrict TLP = "AMBER+STRICT" // own organisation only
	Red         TLP = "RED"          // only those who are addressed; the bot keeps the title and nothing else
)

// Labels lists the labels from open to closed.
func Labels() []TLP { return []TLP{Clear, Green, Amber, AmberStrict, Red} }

// ParseTLP reads a label as people write it: "amber", "TLP:AMBER+STRICT",
// "tlp amber strict". Nothing is AMBER, the label of drafts and discussion.
func ParseTLP(text string) (TLP, bool) {
	word := strings.ToUpper(clean(text))
	word = strings.TrimLeft(strings.TrimPrefix(word, "TLP"), ": ")
	word = strings.NewReplacer(" ", "+", "-", "+").Replace(word)
	if word == "" {
		return Amber, true
	}
	return TLP(word), slices.Contains(Labels(), TLP(word))
}

// String is the label as it stands on a paper.
func (l TLP) String() string { return "TLP:" + string(l) }

// Guarded reports whether what the object says may not stand in a channel that
// guests read too: its card shows the title only.
func (l TLP) Guarded() bool { return l == AmberStrict || l == Red }

// readers says who may read objects of the guarded labels; the others are for
// all who may read at all.
var readers = map[TLP][]Role{
	AmberStrict: {Member, Substitute, Chair, Deputy, Office, Advisory},
	Red:         {Member, Substitute, Chair, Deputy, Office},
}

// MaySee reports whether the person may read what an object with the label says.
func (p Person) MaySee(l TLP) bool {
	if !p.May(Read) {
		return false
	}
	roles, guarded := readers[l]
	return !guarded || p.Has(roles...)
}

// Sees lists the labels the person may read.
func (p Person) Sees() []TLP {
	return slices.DeleteFunc(Labels(), func(l TLP) bool { return !p.MaySee(l) })
}

// DemandSight returns nil if the person may read an object with the label, else
// a refusal that says why.
func (p Person) DemandSight(l TLP) error {
	if err := p.Demand(Read); err != nil {
		return err
	}
	if !p.MaySee(l) {
		return Refuse(Forbidden, "label.hidden", "Label", l)
	}
	return nil
}

// labelled reads the label of a draft and refuses what may not be kept under it:
// of RED objects the bot keeps the title only.
func labelled(l TLP, texts ...string) *Error {
	if !slices.Contains(Labels(), l) {
		return Refuse(Invalid, "label.unknown", "Label", string(l)).At("tlp")
	}
	if l == Red && strings.Join(texts, "") != "" {
		return Refuse(Invalid, "label.red").At("tlp")
	}
	return nil
}
