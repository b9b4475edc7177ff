package committee

import (
	"encoding/json"
	"slices"
)

// Filter says which topics or needs of the register a list shows. The zero
// Filter is all open ones.
type Filter[S ~string] struct {
	States []S       `json:"s,omitempty"` // only these; none is the open ones
	All    bool      `json:"a,omitempty"` // where no states are named: closed ones too
	Kind   TopicKind `json:"k,omitempty"` // topics only
	Groups []string  `json:"g,omitempty"` // brought in or owned by one of these groups
	Owner  string    `json:"o,omitempty"` // needs only: an owner's body or group contains this
	Mine   bool      `json:"m,omitempty"` // brought in by the person, or owned by their seat
	Labels []TLP     `json:"l,omitempty"` // only with one of these labels
	Text   string    `json:"t,omitempty"` // every word of it stands in the title or the texts
}

// NeedFilter and TopicFilter are the filters of the two registers.
type (
	NeedFilter = Filter[NeedState]
	// TopicFilter is the filter of the register of topics.
	TopicFilter = Filter[TopicState]
)

// MaxFilter is the longest text to look for, in characters.
const MaxFilter = 100

// Check refuses a text to look for that is too long.
func (f Filter[S]) Check() error {
	if n := runes(f.Text + f.Owner); n > MaxFilter {
		return Refuse(Invalid, "list.filter.long", "Count", n, "Max", MaxFilter)
	}
	return nil
}

// IsZero reports whether the filter leaves everything that is open.
func (f Filter[S]) IsZero() bool { return f.Encode() == Filter[S]{}.Encode() }

// Plain reports whether the filter asks for nothing but open ones, or all: what it
// lets through says no more of an object than that.
func (f Filter[S]) Plain() bool {
	f.All, f.Labels = false, nil
	return f.IsZero()
}

// Only returns the filter with other states; none is the open ones.
func (f Filter[S]) Only(states ...S) Filter[S] {
	f.States, f.All = states, false
	return f
}

// Everywhere returns the filter for open and closed ones alike.
func (f Filter[S]) Everywhere() Filter[S] {
	f.States, f.All = nil, true
	return f
}

// Among lists the states the filter lets through, of those that are open; nil is
// every state.
func (f Filter[S]) Among(open []S) []S {
	switch {
	case len(f.States) > 0:
		return slices.Clone(f.States)
	case f.All:
		return nil
	}
	return open
}

// Encode writes the filter as text that [DecodeFilter] reads.
func (f Filter[S]) Encode() string {
	text, err := json.Marshal(f)
	if err != nil {
		return "{}" // strings can always be written
	}
	return string(text)
}

// DecodeFilter reads what Encode wrote; anything else is the zero Filter.
func DecodeFilter[S ~string](text string) Filter[S] {
	var f Filter[S]
	if json.Unmarshal([]byte(text), &f) != nil {
		return Filter[S]{}
	}
	return f
}
