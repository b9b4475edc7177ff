package committee

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"gremienbot/committee/tally"
)

// OwedLot tells a drawn lot in the thread of its poll.
const OwedLot OwedKind = "lot"

// Bounds of the words that a lot is drawn with, in characters. Fewer than the
// least could be found by trying until somebody likes the order.
const (
	MinSeed = 12
	MaxSeed = 200
)

// Lot is the order that was drawn among options that had come out equal, the last
// way to break a tie (domain, section 3.1). It stands beside the result and
// changes nothing that was counted. Everybody can draw it again: see tally.Lot.
type Lot struct {
	Seed     string     `json:"seed"`               // the words, said aloud after the end of the poll
	Tied     [][]string `json:"tied"`               // keys that came out equal, each tie in the order of the options
	Order    [][]string `json:"order"`              // the same ties as drawn, first ones first
	Selected []string   `json:"selected,omitempty"` // of a poll that selects several: which ones, with the lot
	By       string     `json:"by,omitempty"`
	ByName   string     `json:"by_name,omitempty"`
	At       time.Time  `json:"at,omitzero"`
}

// FileLot is a lot in an exported poll: what is needed to draw it again.
type FileLot struct {
	Seed     string     `json:"seed"`
	Tied     [][]string `json:"tied"`
	Order    [][]string `json:"order"`
	Selected []string   `json:"selected,omitempty"`
}

// Ties are the options that a counted poll leaves equal where it matters: for the
// first place, for the last seats, or on any rank of an order of priorities. A
// motion has none, since its rule decides; days have none, the earlier is first.
func (p Poll) Ties(o Outcome) [][]string {
	switch {
	case o.Cast == o.Blank || o.Undecided:
		return nil
	case o.Approval != nil, o.Shares != nil:
		return severally([][]string{o.TiedForSeats()})
	case o.Runoff != nil:
		return severally([][]string{o.Runoff.Winners})
	}
	levels := o.levels()
	if !p.Kind.Ranks() && p.Result != Prioritisation {
		levels = levels[:min(1, len(levels))]
	}
	return severally(levels)
}

// TiedForSeats are the options of a selection that are equal for its last places. Where
// nobody approves any of them they are not: nobody wants them selected.
func (o Outcome) TiedForSeats() []string {
	switch {
	case o.Shares != nil:
		return o.Shares.Tied
	case o.Approval == nil:
		return nil
	}
	wanted := 0
	for _, n := range o.Approval.Approvals {
		wanted += n.Sign()
	}
	if wanted <= len(o.Approval.Winners) {
		return nil
	}
	return o.Approval.Tied
}

// EmptyPlaces is how many places of a selection stay empty, because nobody approves any
// of the options that are left.
func (p Poll) EmptyPlaces(o Outcome) int {
	switch {
	case o.Cast == o.Blank || len(o.TiedForSeats()) > 0:
		return 0
	case o.Approval != nil:
		return p.Winners - len(o.Approval.Winners)
	case o.Shares != nil:
		return p.Winners - len(o.Shares.Winners)
	}
	return 0
}

// levels are the ranks of a method that has them, best first.
func (o Outcome) levels() [][]string {
	switch {
	case o.Order != nil:
		return o.Order.Levels
	case o.Pairs != nil:
		return o.Pairs.Levels
	case o.Borda != nil:
		return o.Borda.Levels
	case o.Plurality != nil:
		return o.Plurality.Levels
	case o.Points != nil:
		return o.Points.Levels
	}
	return nil
}

// severally are the levels that more than one option shares.
func severally(levels [][]string) [][]string {
	return slices.DeleteFunc(slices.Clone(levels), func(l []string) bool { return len(l) < 2 })
}

// MayDraw returns nil if the person may draw lots for the poll now, given its
// ballots; the words are another matter.
func (p Poll) MayDraw(who Person, ballots []Ballot) error {
	_, err := p.drawable(who, ballots)
	return err
}

// drawable is the outcome that the person may draw lots for.
func (p Poll) drawable(who Person, ballots []Ballot) (Outcome, error) {
	if err := who.Demand(HoldPolls); err != nil {
		return Outcome{}, err
	}
	about := []any{"Number", p.Number, "Seq", p.Number.Seq, "At", Ending(p.ClosesAt)}
	switch {
	case p.Kind == MotionPoll:
		return Outcome{}, Refuse(Conflict, "lot.motion", about...)
	case p.Kind == DatePoll:
		return Outcome{}, Refuse(Conflict, "lot.dates", about...)
	case p.State != PollClosed:
		return Outcome{}, Refuse(Conflict, "lot.open", about...)
	case p.Lot != nil:
		return Outcome{}, Refuse(Conflict, "lot.drawn", about...)
	}
	o, err := p.Count(ballots)
	switch {
	case err != nil:
		return Outcome{}, err
	case o.Withheld:
		return Outcome{}, p.withheld()
	case o.Undecided:
		return Outcome{}, Refuse(Conflict, "lot.undecided", about...)
	case len(p.Ties(o)) == 0:
		return Outcome{}, Refuse(Conflict, "lot.none", about...)
	}
	return o, nil
}

// Draw draws lots among the options that came out equal, with words that were said
// aloud after the poll had ended. What was counted stays as it is.
func (p Poll) Draw(who Person, words string, ballots []Ballot, now time.Time) (Poll, error) {
	o, err := p.drawable(who, ballots)
	if err != nil {
		return p, err
	}
	seed := seedOf(words)
	if err := p.checkSeed(seed); err != nil {
		return p, err
	}
	lot := Lot{Seed: seed, By: who.User, ByName: who.Name, At: now}
	for _, tie := range p.Ties(o) {
		tie = p.inOrder(tie)
		lot.Tied, lot.Order = append(lot.Tied, tie), append(lot.Order, tally.Lot(seed, tie))
	}
	if lot.Selected, err = p.selected(o, lot, ballots); err != nil {
		return p, err
	}
	p.Lot = &lot
	p.Version++
	return p, nil
}

// inOrder are keys in the order of the options.
func (p Poll) inOrder(keys []string) []string {
	return slices.DeleteFunc(p.keys(), func(k string) bool { return !slices.Contains(keys, k) })
}

// selected is what a poll that selects several has selected with a lot. Equal
// shares go on after a tie, so they are counted again with the lot as the order
// of ties.
func (p Poll) selected(o Outcome, lot Lot, ballots []Ballot) ([]string, error) {
	if o.Shares != nil {
		again, err := p.countShares(opinions(p.valid(ballots)), tally.Lot(lot.Seed, p.keys()))
		return again.Winners, err
	}
	if o.Approval == nil {
		return nil, nil
	}
	open := p.Winners - len(o.Approval.Winners)
	return slices.Concat(o.Approval.Winners, lot.Order[0][:open]), nil
}

// seedOf are words as a seed: in one line, without the quotation marks around
// them, and an umlaut is one letter however it was typed.
func seedOf(words string) string {
	return composed.Replace(strings.TrimSpace(strings.Trim(oneLine(words), "„“”‚‘’»«\"'`")))
}

var composed = strings.NewReplacer(
	"a\u0308", "ä", "o\u0308", "ö", "u\u0308", "ü", "A\u0308", "Ä", "O\u0308", "Ö", "U\u0308", "Ü",
)

// checkSeed refuses words that can be guessed or that not everybody could type
// again exactly.
func (p Poll) checkSeed(seed string) error {
	n := runes(seed)
	switch {
	case n == 0:
		return Refuse(Invalid, "lot.words", "Number", p.Number, "Seq", p.Number.Seq).At("words")
	case strings.ContainsFunc(seed, unspeakable):
		return Refuse(Invalid, "lot.letters", "Seq", p.Number.Seq).At("words")
	case n < MinSeed:
		return Refuse(Invalid, "lot.short", "Count", n, "Min", MinSeed, "Seq", p.Number.Seq).At("words")
	case n > MaxSeed:
		return Refuse(Invalid, "text.long", "Count", n, "Max", MaxSeed).At("words")
	}
	return unclassified(seed)
}

// unspeakable reports a character that is no letter, digit, space or mark of a
// sentence.
func unspeakable(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" ,.-!?", r)
}
