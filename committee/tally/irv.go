package tally

import (
	"fmt"
	"math/big"
	"slices"
)

// maxBranches bounds how many different positions an IRV count may reach.
const maxBranches = 20_000

// TooManyTiesError says that a method met more ways to break its ties than it
// can follow; the committee must break some of them itself.
type TooManyTiesError struct {
	Method string
	Bound  int
}

// Error names the method and the bound.
func (e *TooManyTiesError) Error() string {
	return fmt.Sprintf("%s: more than %d ways to break the ties", e.Method, e.Bound)
}

// IRVRound is one position that some way to break the ties reaches. Votes are
// in the order of Options, the options left. Exhausted ballots no longer tell
// these apart. Winner is "" until somebody has more than half of the rest;
// then Lowest go: all together when their votes cannot save any of them,
// otherwise each one in a branch of its own.
type IRVRound struct {
	Options   []string
	Votes     []*big.Rat
	Exhausted int
	Winner    string
	Lowest    []string
	Together  bool
}

// IRVResult has the union of the winners over all ways to break elimination
// ties, and every position on the way, in the order of discovery.
type IRVResult struct {
	Winners []string
	Rounds  []IRVRound
}

// IRV eliminates the option with fewest first choices until one has more than
// half of the ballots that still tell the options apart. A ballot with
// several options on top counts for each in equal parts. Ties for the
// lowest are followed in every way: more than one winner means that the
// result hangs on a tie. Too many ways are a [*TooManyTiesError].
func IRV(options []string, ballots []RankedBallot) (IRVResult, error) {
	p, err := read(options, ballots)
	if err != nil {
		return IRVResult{}, err
	}
	r := runoff{profile: p, seen: map[string]bool{}, wins: map[int]bool{}}
	r.visit(everyIndex(len(options)))
	for len(r.todo) > 0 {
		left := r.todo[0]
		r.todo = r.todo[1:]
		r.round(left)
		if len(r.seen) > maxBranches {
			return IRVResult{}, &TooManyTiesError{Method: "irv", Bound: maxBranches}
		}
	}
	var winners []int
	for x := range r.wins {
		winners = append(winners, x)
	}
	return IRVResult{Winners: p.names(winners), Rounds: r.rounds}, nil
}

// runoff is the state of an IRV count: positions to look at, positions seen.
type runoff struct {
	profile
	todo   [][]int
	seen   map[string]bool
	wins   map[int]bool
	rounds []IRVRound
}

func (r *runoff) visit(left []int) {
	key := fmt.Sprint(left)
	if !r.seen[key] {
		r.seen[key] = true
		r.todo = append(r.todo, left)
	}
}

// round counts one position and adds the ones after it.
func (r *runoff) round(left []int) {
	votes, exhausted := r.count(left)
	round := IRVRound{Options: r.names(left), Votes: votes, Exhausted: exhausted}
	defer func() { r.rounds = append(r.rounds, round) }()
	continuing := int64(r.voters - exhausted)
	if continuing == 0 {
		round.Lowest = round.Options
		r.win(left...)
		return
	}
	if w := majorityOf(votes, continuing); w >= 0 {
		round.Winner = r.options[left[w]]
		r.win(left[w])
		return
	}
	low, together := lowest(votes)
	var out []int
	for _, i := range low {
		out = append(out, left[i])
	}
	round.Lowest, round.Together = r.names(out), together
	r.eliminate(left, out, together)
}

func (r *runoff) win(options ...int) {
	for _, x := range options {
		r.wins[x] = true
	}
}

func (r *runoff) eliminate(left, out []int, together bool) {
	if together {
		r.visit(without(left, out...))
		return
	}
	for _, x := range out {
		r.visit(without(left, x))
	}
}

func without(left []int, out ...int) []int {
	return slices.DeleteFunc(slices.Clone(left), func(x int) bool { return slices.Contains(out, x) })
}

// count returns the first choices among the options left, and the ballots
// that no longer tell them apart.
func (r *runoff) count(left []int) ([]*big.Rat, int) {
	at := make(map[int]int, len(left))
	votes := make([]*big.Rat, len(left))
	for i, x := range left {
		at[x], votes[i] = i, new(big.Rat)
	}
	whole, exhausted := make([]int64, len(left)), 0
	for _, b := range r.ballots {
		switch top := topOf(b, at); {
		case len(top) == 1:
			whole[top[0]] += int64(b.count)
		case len(top) == len(left):
			exhausted += b.count
		default:
			share(votes, top, b.count)
		}
	}
	for i, w := range whole {
		votes[i].Add(votes[i], new(big.Rat).SetInt64(w))
	}
	return votes, exhausted
}

func share(votes []*big.Rat, among []int, count int) {
	part := big.NewRat(int64(count), int64(len(among)))
	for _, i := range among {
		votes[i].Add(votes[i], part)
	}
}

// topOf returns the positions of a ballot's best options still left.
func topOf(b ranked, at map[int]int) []int {
	var top []int
	for _, level := range b.levels {
		for _, x := range level {
			if i, still := at[x]; still {
				top = append(top, i)
			}
		}
		if len(top) > 0 {
			break
		}
	}
	return top
}

// majorityOf returns who has more than half, or -1.
func majorityOf(votes []*big.Rat, of int64) int {
	half := big.NewRat(of, 2)
	return slices.IndexFunc(votes, func(v *big.Rat) bool { return v.Cmp(half) > 0 })
}

// lowest returns the positions with fewest votes, and whether all of them
// are lost in whatever order they go: together below the next one.
func lowest(votes []*big.Rat) ([]int, bool) {
	least := slices.MinFunc(votes, (*big.Rat).Cmp)
	var low []int
	var next *big.Rat
	sum := new(big.Rat)
	for i, v := range votes {
		switch {
		case v.Cmp(least) == 0:
			low = append(low, i)
			sum.Add(sum, v)
		case next == nil || v.Cmp(next) < 0:
			next = v
		}
	}
	return low, next != nil && (len(low) == 1 || sum.Cmp(next) < 0)
}
