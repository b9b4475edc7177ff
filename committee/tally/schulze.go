package tally

// SchulzeResult is an order with shared ranks and the two matrices behind
// it. Pairwise[x][y] are the voters who rank x above y, Paths[x][y] is the
// strength of the strongest path from x to y (0: no path); both in the order
// of the options. Condorcet is the option that wins every duel, or "".
type SchulzeResult struct {
	Levels    [][]string
	Winners   []string
	Condorcet string
	Pairwise  [][]int
	Paths     [][]int
}

// Schulze ranks options by the strongest paths between them, measured in
// winning votes. x stands above y when the path from x to y is stronger than
// the way back; Winners are all options nobody stands above, and Levels takes
// the unbeaten again and again. Source: M. Schulze, "A new monotonic,
// clone-independent, reversal symmetric, and Condorcet-consistent
// single-winner election method" (2011). Invalid input is an [*InputError].
func Schulze(options []string, ballots []RankedBallot) (SchulzeResult, error) {
	p, err := read(options, ballots)
	if err != nil {
		return SchulzeResult{}, err
	}
	d := p.pairwise()
	paths := strongest(d)
	r := SchulzeResult{Pairwise: d, Paths: paths, Condorcet: p.condorcet(d)}
	for _, level := range layers(len(options), func(x, y int) bool { return paths[x][y] > paths[y][x] }) {
		r.Levels = append(r.Levels, p.names(level))
	}
	r.Winners = r.Levels[0]
	return r, nil
}

// strongest returns the widest paths over the won duels (Floyd-Warshall).
func strongest(d [][]int) [][]int {
	s := square(len(d))
	for x := range d {
		for y := range d {
			if d[x][y] > d[y][x] {
				s[x][y] = d[x][y]
			}
		}
	}
	for via := range s {
		for x := range s {
			widen(s[x], s[via], s[x][via], x)
		}
	}
	return s
}

// widen improves the paths from x by going first to via with strength first.
func widen(from, onward []int, first, x int) {
	if first == 0 {
		return
	}
	for y, next := range onward {
		if y != x {
			from[y] = max(from[y], min(first, next))
		}
	}
}

// condorcet returns the option that wins every duel, or "".
func (p profile) condorcet(d [][]int) string {
	for x, o := range p.options {
		wins := 0
		for y := range d {
			if d[x][y] > d[y][x] {
				wins++
			}
		}
		if wins == len(d)-1 {
			return o
		}
	}
	return ""
}
