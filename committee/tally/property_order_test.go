package tally_test

import (
	"slices"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"gremienbot/committee/tally"
)

// drawCircle makes rankings that go round in a circle, as often as not: one of the
// options of five, the same with its first option last, and so on, each by a few
// voters, and some more.
func drawCircle(t *rapid.T) []tally.RankedBallot {
	var ballots []tally.RankedBallot
	turning := rapid.Permutation(letters(five)).Draw(t, "order")
	for range five {
		ballots = append(ballots, strictly(rapid.IntRange(0, 5).Draw(t, "count"), turning))
		turning = append(slices.Clone(turning[1:]), turning[0])
	}
	for range rapid.IntRange(0, 3).Draw(t, "more") {
		ballots = append(ballots, strictly(rapid.IntRange(1, 3).Draw(t, "count"), rapid.Permutation(letters(five)).Draw(t, "order")))
	}
	return ballots
}

func strictly(count int, options []string) tally.RankedBallot {
	b := tally.RankedBallot{Count: count}
	for _, o := range options {
		b.Ranking = append(b.Ranking, []string{o})
	}
	return b
}

// Support is not punished in a circle either. Why ranked pairs holds with ties: what
// wins in some way to break them has no lost duel locked in that way, so that duels
// between others do not depend on it. Support moves the duels it wins before others,
// and those it loses behind them.
func TestMoreSupportNeverHurtsAWinnerOfACircle(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"schulze", "ranked pairs"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var circles atomic.Int64
			rapid.Check(t, func(t *rapid.T) {
				ballots := drawCircle(t)
				_, winners, err := methods[name](letters(five), ballots)
				if err != nil {
					t.Fatal(err)
				}
				if r, err := tally.Schulze(letters(five), ballots); err == nil && r.Condorcet == "" {
					circles.Add(1)
				}
				won := rapid.SampledFrom(winners).Draw(t, "won")
				i := rapid.IntRange(0, len(ballots)-1).Draw(t, "ballot")
				for range rapid.IntRange(1, 4).Draw(t, "levels") {
					ballots[i] = lifted(ballots[i], won)
				}
				if _, after, err := methods[name](letters(five), ballots); err != nil || !slices.Contains(after, won) {
					t.Fatalf("%s had won, now %v, %v", won, after, err)
				}
			})
			if circles.Load() == 0 {
				t.Error("somebody won every duel each time")
			}
		})
	}
}

// Whoever stands alone on every level stands the other way round when every voter
// turns round.
func TestTheReversalOfAnOrderWithoutTiesIsItsReverse(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"schulze", "ranked pairs", "borda"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var tried atomic.Int64
			rapid.Check(t, func(t *rapid.T) {
				ballots := drawBallots(t)
				levels, _, err := methods[name](letters(five), ballots)
				if err != nil {
					t.Fatal(err)
				}
				if len(levels) != len(five) {
					return
				}
				tried.Add(1)
				reversed, _, err := methods[name](letters(five), turned(ballots))
				slices.Reverse(reversed)
				if err != nil || signature(reversed) != signature(levels) {
					t.Fatalf("%v, and reversed and turned %v, %v", levels, reversed, err)
				}
			})
			if tried.Load() == 0 {
				t.Error("every order had ties")
			}
		})
	}
}

// cloned puts two options in the place of E on a ballot. Where E stood alone the
// voter may prefer one of them; where it was tied with others both are.
func cloned(t *rapid.T, b tally.RankedBallot) tally.RankedBallot {
	out := tally.RankedBallot{Count: b.Count}
	for _, level := range b.Ranking {
		switch {
		case !slices.Contains(level, "E"):
			out.Ranking = append(out.Ranking, level)
		case len(level) > 1 || rapid.Bool().Draw(t, "alike"):
			out.Ranking = append(out.Ranking, append(slices.Clone(level), "F"))
		default:
			pair := rapid.Permutation([]string{"E", "F"}).Draw(t, "preferred")
			out.Ranking = append(out.Ranking, pair[:1], pair[1:])
		}
	}
	return out
}

// A second option that is just like another takes nothing away from anybody: the
// others win if they won before, and of the two one wins if the one did. Borda is
// left out on purpose, see TestBordaRewardsClones.
func TestACloneHelpsAndHurtsNobodyElse(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ballots := drawBallots(t)
		before, err := tally.Schulze(letters(five), ballots)
		if err != nil {
			t.Fatal(err)
		}
		for i, b := range ballots {
			ballots[i] = cloned(t, b)
		}
		after, err := tally.Schulze(letters(five+"F"), ballots)
		if err != nil {
			t.Fatal(err)
		}
		var won []string // with the two as one
		for _, o := range after.Winners {
			if o == "F" {
				o = "E"
			}
			won = append(won, o)
		}
		slices.Sort(won)
		if got := sorted(slices.Compact(won)); got != sorted(before.Winners) {
			t.Fatalf("%v had won, with a clone of E %v", before.Winners, after.Winners)
		}
	})
}

// The textbook case: by points a party wins by putting up a second option that is
// just like the first.
func TestBordaRewardsClones(t *testing.T) {
	t.Parallel()
	before, err := tally.Borda(letters("AB"), []tally.RankedBallot{ranking(3, "AB"), ranking(2, "BA")})
	if err != nil || !slices.Equal(before.Winners, []string{"A"}) {
		t.Fatalf("before: %v, %v", before.Winners, err)
	}
	after, err := tally.Borda(letters("ABC"), []tally.RankedBallot{ranking(3, "ABC"), ranking(2, "BCA")})
	if err != nil || !slices.Equal(after.Winners, []string{"B"}) {
		t.Fatalf("after: %v, %v", after.Winners, err)
	}
}
