package committee

import (
	"regexp"
	"slices"
)

// Bounds of a search.
const (
	MaxSearch      = 200 // characters
	MaxSearchWords = 8   // what is typed behind them is not looked for
)

// Search is what somebody looks for in the committee's memory.
type Search struct {
	Text    string   // as typed, in one line
	Words   []string // letters and digits only, at most MaxSearchWords
	Numbers []Number // the objects meant if the text is a number, else none
}

var searchWord = regexp.MustCompile(`[\pL\pM\pN]+`)

// ReadSearch makes a search of what was typed. It refuses an empty text, one that
// is too long, and one that is neither a number nor has a word of two letters. year is
// the one that a number without a year means.
func ReadSearch(text string, year int) (Search, error) {
	s := Search{Text: oneLine(text)}
	if s.Text == "" {
		return s, Refuse(Invalid, "search.empty")
	}
	if n := runes(s.Text); n > MaxSearch {
		return s, Refuse(Invalid, "search.long", "Count", n, "Max", MaxSearch)
	}
	s.Words = searchWord.FindAllString(s.Text, -1)
	s.Words = s.Words[:min(len(s.Words), MaxSearchWords)]
	for _, r := range []Register{TopicRegister, NeedRegister, PollRegister} {
		if n, ok := ParseNumber(s.Text, r, year); ok {
			s.Numbers = append(s.Numbers, n)
		}
	}
	if len(s.Numbers) == 0 && !slices.ContainsFunc(s.Words, func(w string) bool { return runes(w) > 1 }) {
		return s, Refuse(Invalid, "search.short", "Text", s.Text)
	}
	return s, nil
}

// Hit is an object that a search has found. Who looks must be allowed to see it:
// the store is told the labels that a person sees, see [Person.Sees].
type Hit struct {
	Object  Object
	Number  Number // zero for a meeting
	Title   string // a poll's question, a meeting's place
	State   string // of the object's own kind
	TLP     TLP    // of polls and meetings CLEAR: all who may read see them
	Excerpt []Piece
	Meeting Meeting // of a meeting
}

// Piece is a part of a text around what was found; Found are the words themselves.
type Piece struct {
	Text  string
	Found bool
}

// Findings are a page of what a search has found, the best first, and how much
// there is in all.
type Findings struct {
	Hits  []Hit
	Total int
}
