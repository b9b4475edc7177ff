package tally

import (
	"cmp"
	"fmt"
)

// PluralityResult has the first choices per option, in the order of the
// options. Blank are ballots without an opinion.
type PluralityResult struct {
	Votes   []int
	Blank   int
	Levels  [][]string
	Winners []string
}

// Plurality counts first choices; most votes win, equal votes share a rank.
// A ballot with several first choices is an [*InputError] unless it ties all
// options, which is blank.
func Plurality(options []string, ballots []RankedBallot) (PluralityResult, error) {
	p, err := read(options, ballots)
	if err != nil {
		return PluralityResult{}, err
	}
	r := PluralityResult{Votes: make([]int, len(options))}
	for _, b := range p.ballots {
		switch top := b.levels[0]; len(top) {
		case 1:
			r.Votes[top[0]] += b.count
		case len(options):
			r.Blank += b.count
		default:
			return PluralityResult{}, manyFirst(options, ballots)
		}
	}
	r.Levels = leveled(options, everyIndex(len(options)), func(x, y int) int { return cmp.Compare(r.Votes[y], r.Votes[x]) })
	r.Winners = r.Levels[0]
	return r, nil
}

// manyFirst names the first ballot with several first choices, but not all.
func manyFirst(options []string, ballots []RankedBallot) error {
	for i, b := range ballots {
		for _, level := range b.Ranking {
			if len(level) > 1 && len(level) < len(options) {
				return wrong(fmt.Sprintf("ballots[%d]", i), "plurality takes one first choice, not %d", len(level))
			}
			if len(level) > 0 {
				break
			}
		}
	}
	return wrong("ballots", "plurality takes one first choice")
}
