package tally

import (
	"cmp"
	"slices"
)

// LockedPair is a won duel: For voters rank Winner above Loser, Against the
// other way. Always and Never say whether it was locked in every or in no way
// to break the ties between pairs; neither means it depends.
type LockedPair struct {
	Winner  string
	Loser   string
	For     int
	Against int
	Always  bool
	Never   bool
}

// RankedPairsResult is an order with shared ranks. Winners is the union over
// all ways to break ties between pairs, and the first level. Each further level are those
// that can come next in some way. Ways counts the different orders
// reached: more than one means that ties between pairs mattered. Pairs are
// in the order they were considered.
type RankedPairsResult struct {
	Levels   [][]string
	Winners  []string
	Ways     int
	Pairs    []LockedPair
	Pairwise [][]int
}

// RankedPairs locks the won duels from the clearest down, by winning votes and
// then fewest against, and skips each that would close a cycle. Equally clear
// duels are followed in every order; too many ways are a [*TooManyTiesError].
// Source: T. N. Tideman, "Independence of clones" (1987).
func RankedPairs(options []string, ballots []RankedBallot) (RankedPairsResult, error) {
	p, err := read(options, ballots)
	if err != nil {
		return RankedPairsResult{}, err
	}
	d := p.pairwise()
	pairs := duels(d)
	orders := []order{make(order, len(options)*len(options))}
	for rest := pairs; len(rest) > 0; {
		group := equallyClear(rest)
		rest = rest[len(group):]
		var ok bool
		if orders, ok = lockAll(orders, group, len(options)); !ok {
			return RankedPairsResult{}, &TooManyTiesError{Method: "ranked-pairs", Bound: maxOrders}
		}
	}
	r := RankedPairsResult{Ways: len(orders), Pairwise: d, Pairs: p.locked(pairs, orders)}
	for left := everyIndex(len(options)); len(left) > 0; {
		top := sources(left, orders, len(options))
		r.Levels, left = append(r.Levels, p.names(top)), without(left, top...)
	}
	r.Winners = r.Levels[0]
	return r, nil
}

// maxOrders bounds the positions that one group of equal duels may reach.
const maxOrders = 2_000

// duel is a pair x, y in which more rank x above y.
type duel struct{ x, y, won, lost int }

func (a duel) compare(b duel) int {
	return cmp.Or(cmp.Compare(b.won, a.won), cmp.Compare(a.lost, b.lost))
}

func duels(d [][]int) []duel {
	var won []duel
	for x := range d {
		for y := range d {
			if d[x][y] > d[y][x] {
				won = append(won, duel{x, y, d[x][y], d[y][x]})
			}
		}
	}
	slices.SortStableFunc(won, duel.compare)
	return won
}

func equallyClear(pairs []duel) []duel {
	end := slices.IndexFunc(pairs, func(d duel) bool { return d.compare(pairs[0]) != 0 })
	if end < 0 {
		end = len(pairs)
	}
	return pairs[:end]
}

// order is what is locked, transitively closed: o[x*n+y] is 1 when x stands
// above y. The bytes make a map key.
type order []byte

func (o order) above(x, y, n int) bool { return o[x*n+y] != 0 }

// lock adds x above y to a copy, with everything that follows.
func (o order) lock(x, y, n int) order {
	next := slices.Clone(o)
	for a := range n {
		if a != x && !o.above(a, x, n) {
			continue
		}
		next[a*n+y] = 1
		for b := range n {
			if o.above(y, b, n) {
				next[a*n+b] = 1
			}
		}
	}
	return next
}

// lockAll locks a group of equally clear duels in every order and returns
// the different outcomes, or false when there are too many.
func lockAll(from []order, group []duel, n int) ([]order, bool) {
	w := ways{n: n, group: group, seen: map[string]bool{}}
	for _, o := range from {
		w.follow(o)
	}
	return w.done, len(w.seen) <= maxOrders
}

// ways collects the outcomes of locking one group.
type ways struct {
	n     int
	group []duel
	seen  map[string]bool
	done  []order
}

// follow locks what is in no cycle at once, and tries each other duel first.
func (w *ways) follow(o order) {
	for again := true; again; {
		o, again = w.lockSafe(o)
	}
	if w.seen[string(o)] || len(w.seen) > maxOrders {
		return
	}
	w.seen[string(o)] = true
	open := w.open(o)
	if len(open) == 0 {
		w.done = append(w.done, o)
	}
	for _, d := range open {
		w.follow(o.lock(d.x, d.y, w.n))
	}
}

// open returns the duels that are neither implied nor contradicted.
func (w *ways) open(o order) []duel {
	var open []duel
	for _, d := range w.group {
		if !o.above(d.x, d.y, w.n) && !o.above(d.y, d.x, w.n) {
			open = append(open, d)
		}
	}
	return open
}

// lockSafe locks the open duels that no choice can contradict: there is no
// way back from y to x even when all open duels were locked.
func (w *ways) lockSafe(o order) (order, bool) {
	open := w.open(o)
	reach := o
	for _, d := range open {
		if !reach.above(d.x, d.y, w.n) {
			reach = reach.lock(d.x, d.y, w.n)
		}
	}
	locked := false
	for _, d := range open {
		if !reach.above(d.y, d.x, w.n) {
			o, locked = o.lock(d.x, d.y, w.n), true
		}
	}
	return o, locked
}

// sources returns the options that are on top of those left in some order.
func sources(left []int, orders []order, n int) []int {
	var top []int
	for _, y := range left {
		for _, o := range orders {
			if !beatenBy(left, y, func(x, y int) bool { return o.above(x, y, n) }) {
				top = append(top, y)
				break
			}
		}
	}
	return top
}

func (p profile) locked(pairs []duel, orders []order) []LockedPair {
	var locked []LockedPair
	for _, d := range pairs {
		in := 0
		for _, o := range orders {
			if o.above(d.x, d.y, len(p.options)) {
				in++
			}
		}
		locked = append(locked, LockedPair{
			Winner: p.options[d.x], Loser: p.options[d.y], For: d.won, Against: d.lost,
			Always: in == len(orders), Never: in == 0,
		})
	}
	return locked
}
