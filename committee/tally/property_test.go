package tally_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gremienbot/committee/tally"
)

// method is a ranked count seen from outside: its levels and its winners.
type method func(options []string, ballots []tally.RankedBallot) ([][]string, []string, error)

var methods = map[string]method{
	"schulze": func(o []string, b []tally.RankedBallot) ([][]string, []string, error) {
		r, err := tally.Schulze(o, b)
		return r.Levels, r.Winners, err
	},
	"ranked pairs": func(o []string, b []tally.RankedBallot) ([][]string, []string, error) {
		r, err := tally.RankedPairs(o, b)
		return r.Levels, r.Winners, err
	},
	"borda": func(o []string, b []tally.RankedBallot) ([][]string, []string, error) {
		r, err := tally.Borda(o, b)
		return r.Levels, r.Winners, err
	},
	"irv": func(o []string, b []tally.RankedBallot) ([][]string, []string, error) {
		r, err := tally.IRV(o, b)
		return [][]string{r.Winners}, r.Winners, err
	},
}

const five = "ABCDE"

// drawBallots makes weak, often incomplete rankings of the options of five.
func drawBallots(t *rapid.T) []tally.RankedBallot {
	var ballots []tally.RankedBallot
	for range rapid.IntRange(0, 9).Draw(t, "ballots") {
		b := tally.RankedBallot{Count: rapid.IntRange(0, 4).Draw(t, "count")}
		for _, o := range rapid.Permutation(letters(five)).Draw(t, "order")[:rapid.IntRange(0, 5).Draw(t, "length")] {
			if n := len(b.Ranking); n > 0 && rapid.IntRange(0, 3).Draw(t, "tied") == 0 {
				b.Ranking[n-1] = append(b.Ranking[n-1], o)
				continue
			}
			b.Ranking = append(b.Ranking, []string{o})
		}
		ballots = append(ballots, b)
	}
	return ballots
}

// signature writes levels so that the order inside a level does not matter.
func signature(levels [][]string) string {
	var parts []string
	for _, l := range levels {
		parts = append(parts, sorted(l))
	}
	return strings.Join(parts, ">")
}

func count(t *rapid.T, m method, options []string, ballots []tally.RankedBallot) string {
	levels, winners, err := m(options, ballots)
	if err != nil {
		t.Fatal(err)
	}
	return signature(levels) + " won by " + sorted(winners)
}

func eachMethod(t *testing.T, check func(t *rapid.T, m method)) {
	t.Helper()
	for name, m := range methods {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) { check(t, m) })
		})
	}
}

func TestTheOrderOfBallotsAndOptionsDoesNotMatter(t *testing.T) {
	t.Parallel()
	eachMethod(t, func(t *rapid.T, m method) {
		ballots := drawBallots(t)
		var single []tally.RankedBallot
		for _, b := range ballots {
			for range b.Count {
				single = append(single, tally.RankedBallot{Count: 1, Ranking: b.Ranking})
			}
		}
		if len(single) > 1 {
			single = rapid.Permutation(single).Draw(t, "shuffled")
		}
		options := rapid.Permutation(letters(five)).Draw(t, "options")
		if a, b := count(t, m, letters(five), ballots), count(t, m, options, single); a != b {
			t.Fatalf("%s became %s", a, b)
		}
	})
}

func TestRenamedOptionsAreTreatedAlike(t *testing.T) {
	t.Parallel()
	eachMethod(t, func(t *rapid.T, m method) {
		names := rapid.Permutation(letters(five)).Draw(t, "names")
		rename := func(o string) string { return names[strings.Index(five, o)] }
		ballots := drawBallots(t)
		levels, _, err := m(letters(five), ballots)
		if err != nil {
			t.Fatal(err)
		}
		after, _, err := m(letters(five), renamed(ballots, rename))
		if err != nil {
			t.Fatal(err)
		}
		var want [][]string
		for _, l := range levels {
			want = append(want, mapped(l, rename))
		}
		if signature(after) != signature(want) {
			t.Fatalf("%v with names %v became %v, want %v", levels, names, after, want)
		}
	})
}

func renamed(ballots []tally.RankedBallot, rename func(string) string) []tally.RankedBallot {
	var out []tally.RankedBallot
	for _, b := range ballots {
		n := tally.RankedBallot{Count: b.Count}
		for _, l := range b.Ranking {
			n.Ranking = append(n.Ranking, mapped(l, rename))
		}
		out = append(out, n)
	}
	return out
}

func mapped(names []string, rename func(string) string) []string {
	out := make([]string, len(names))
	for i, o := range names {
		out[i] = rename(o)
	}
	return out
}

func TestACondorcetWinnerWins(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ballots := drawBallots(t)
		schulze, err := tally.Schulze(letters(five), ballots)
		if err != nil || schulze.Condorcet == "" {
			return
		}
		pairs, err := tally.RankedPairs(letters(five), ballots)
		want := []string{schulze.Condorcet}
		if err != nil || !slices.Equal(schulze.Winners, want) || !slices.Equal(pairs.Winners, want) {
			t.Fatalf("winners %v and %v (%v), want %v", schulze.Winners, pairs.Winners, err, want)
		}
	})
}

func TestASoleWinnerLosesTheReversal(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"schulze", "ranked pairs", "borda"} {
		rapid.Check(t, func(t *rapid.T) {
			ballots := drawBallots(t)
			_, winners, err := methods[name](letters(five), ballots)
			if err != nil || len(winners) != 1 {
				return
			}
			_, reversed, err := methods[name](letters(five), turned(ballots))
			if err != nil || slices.Contains(reversed, winners[0]) {
				t.Fatalf("%s: %v wins and wins the reversal %v (%v)", name, winners, reversed, err)
			}
		})
	}
}

// turned reverses complete rankings, what was missing comes first.
func turned(ballots []tally.RankedBallot) []tally.RankedBallot {
	var out []tally.RankedBallot
	for _, b := range ballots {
		n := tally.RankedBallot{Count: b.Count}
		ranked := slices.Concat(b.Ranking...)
		rest := slices.DeleteFunc(letters(five), func(o string) bool { return slices.Contains(ranked, o) })
		n.Ranking = append(n.Ranking, rest)
		for _, l := range slices.Backward(b.Ranking) {
			n.Ranking = append(n.Ranking, l)
		}
		out = append(out, n)
	}
	return out
}

func TestBordaGivesOutEveryPoint(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ballots, total := drawBallots(t), 0
		for _, b := range ballots {
			total += b.Count
		}
		r, err := tally.Borda(letters(five), ballots)
		if err != nil {
			t.Fatal(err)
		}
		sum := r.Scores[0]
		for _, s := range r.Scores[1:] {
			sum.Add(sum, s)
		}
		if want := strconv.Itoa(total * 10); sum.RatString() != want {
			t.Fatalf("points %s, want %s", sum.RatString(), want)
		}
	})
}

func TestRankedPairsAgreesWithEveryOrderOfTies(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ballots := drawBallots(t)
		r, err := tally.RankedPairs(letters(five), ballots)
		if err != nil {
			t.Fatal(err)
		}
		shuffled := slices.Clone(r.Pairs)
		if len(shuffled) > 1 {
			shuffled = rapid.Permutation(shuffled).Draw(t, "tie-break")
		}
		slices.SortStableFunc(shuffled, func(a, b tally.LockedPair) int {
			if a.For != b.For {
				return b.For - a.For
			}
			return a.Against - b.Against
		})
		for _, o := range topsOf(shuffled) {
			if !slices.Contains(r.Winners, o) {
				t.Fatalf("%s wins one way, but is not among %v", o, r.Winners)
			}
		}
	})
}

// topsOf locks pairs in the given order, plainly, and returns who stays on top.
func topsOf(pairs []tally.LockedPair) []string {
	below := map[string][]string{}
	var reaches func(from, to string) bool
	reaches = func(from, to string) bool {
		return from == to || slices.ContainsFunc(below[from], func(o string) bool { return reaches(o, to) })
	}
	beaten := map[string]bool{}
	for _, p := range pairs {
		if !reaches(p.Loser, p.Winner) {
			below[p.Winner] = append(below[p.Winner], p.Loser)
			beaten[p.Loser] = true
		}
	}
	return slices.DeleteFunc(letters(five), func(o string) bool { return beaten[o] })
}

func FuzzSchulzeDoesNotDependOnOrder(f *testing.F) {
	f.Add("ABC", "BCA", "CAB")
	f.Add("A(BC)", "B", "")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		ballots := []tally.RankedBallot{order(1, a), order(2, b), order(3, c)}
		one, errOne := tally.Schulze(letters("ABC"), ballots)
		slices.Reverse(ballots)
		two, errTwo := tally.Schulze(letters("ABC"), ballots)
		if (errOne == nil) != (errTwo == nil) || signature(one.Levels) != signature(two.Levels) {
			t.Fatalf("%v (%v) became %v (%v)", one.Levels, errOne, two.Levels, errTwo)
		}
	})
}

func ExampleScore() {
	r, _ := tally.Score([]string{"A", "B"}, tally.ScoreRule{Max: 5}, []tally.PointBallot{{Count: 2, Scores: map[string]int{"A": 3, "B": 5}}})
	fmt.Println(r.Winners, r.Sums)
	// Output: [B] [6 10]
}

func ExampleDots() {
	r, _ := tally.Dots([]string{"A", "B"}, tally.DotRule{Points: 5}, []tally.PointBallot{{Count: 1, Scores: map[string]int{"A": 3, "B": 2}}})
	fmt.Println(r.Levels)
	// Output: [[A] [B]]
}
