package committee

import (
	"slices"
	"time"
)

// OwedPairs is the table of who is preferred to whom, in the thread of a result.
const OwedPairs OwedKind = "pairs"

// resultGrace is how long the result of a poll is news.
const resultGrace = 30 * 24 * time.Hour

// pairsFollow is the note of a result whose table follows it.
const pairsFollow = "pairs"

// Compares reports whether the poll is counted by comparing each option with each
// other one.
func (p Poll) Compares() bool {
	return p.Kind.Ranks() && !slices.Contains([]Method{ByBorda, ByIRV}, p.Method)
}

// ResultOwed is the result of a closed poll, owed to the committee's channel.
func (p Poll) ResultOwed(c Committee) Owed {
	o := Owed{Committee: c.ID, Object: p.Ref(), Kind: OwedResult, Channel: c.Channel, Due: p.ClosedAt, Grace: resultGrace}
	if p.Compares() {
		o.Note = pairsFollow
	}
	return o
}

// Follows is what is owed once a message stands in a channel as a post: behind a
// result of comparisons their table, in its thread. Note is the post to answer.
func (o Owed) Follows(channel, post string) []Owed {
	if o.Kind != OwedResult || o.Note != pairsFollow {
		return nil
	}
	o.ID, o.Kind, o.Channel, o.Note = 0, OwedPairs, channel, post
	return []Owed{o}
}

// Comparisons are the options by rank, as places in the poll's list, and how many
// seats put each option before each other one; nil if the count has none.
func (p Poll) Comparisons(o Outcome) (ranked []int, before [][]int) {
	switch {
	case o.Cast == o.Blank:
		return nil, nil
	case o.Order != nil:
		before = o.Order.Pairwise
	case o.Pairs != nil:
		before = o.Pairs.Pairwise
	default:
		return nil, nil
	}
	for _, level := range o.levels() {
		for i, option := range p.Options {
			if slices.Contains(level, option.Key) {
				ranked = append(ranked, i)
			}
		}
	}
	return ranked, before
}
