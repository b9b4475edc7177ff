package tally

import "math/big"

// BordaResult has the points in the order of the options; together they are
// always voters * n(n-1)/2.
type BordaResult struct {
	Scores  []*big.Rat
	Levels  [][]string
	Winners []string
}

// Borda gives an option a point for every option it is ranked above. Tied
// options, the unmentioned ones too, share the average of their positions.
func Borda(options []string, ballots []RankedBallot) (BordaResult, error) {
	p, err := read(options, ballots)
	if err != nil {
		return BordaResult{}, err
	}
	twice := make([]int64, len(options))
	for _, b := range p.ballots {
		below := len(options)
		for _, level := range b.levels {
			below -= len(level)
			for _, x := range level {
				twice[x] += int64(b.count * (2*below + len(level) - 1))
			}
		}
	}
	var r BordaResult
	for _, points := range twice {
		r.Scores = append(r.Scores, big.NewRat(points, 2))
	}
	r.Levels = leveled(options, everyIndex(len(options)), func(x, y int) int { return r.Scores[y].Cmp(r.Scores[x]) })
	r.Winners = r.Levels[0]
	return r, nil
}
