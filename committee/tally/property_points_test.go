package tally_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"gremienbot/committee/tally"
)

// points counts ballots that give numbers to options.
type points func(options []string, ballots []tally.PointBallot) (tally.PointsResult, error)

var pointMethods = map[string]points{
	"score": func(o []string, b []tally.PointBallot) (tally.PointsResult, error) {
		return tally.Score(o, tally.ScoreRule{Max: 4}, b)
	},
	"mean": func(o []string, b []tally.PointBallot) (tally.PointsResult, error) {
		return tally.Score(o, tally.ScoreRule{Max: 4, Mean: true, MinGrades: 1}, b)
	},
	"dots": func(o []string, b []tally.PointBallot) (tally.PointsResult, error) {
		return tally.Dots(o, tally.DotRule{Points: 20}, b)
	},
}

func drawPoints(t *rapid.T) []tally.PointBallot {
	var ballots []tally.PointBallot
	for range rapid.IntRange(1, 9).Draw(t, "ballots") {
		b := tally.PointBallot{Count: rapid.IntRange(1, 4).Draw(t, "count"), Scores: map[string]int{}}
		for _, o := range letters(five) {
			if n := rapid.IntRange(-1, 4).Draw(t, o); n >= 0 {
				b.Scores[o] = n
			}
		}
		ballots = append(ballots, b)
	}
	return ballots
}

// apart writes each ballot as often as it counts.
func apart(ballots []tally.PointBallot) []tally.PointBallot {
	var single []tally.PointBallot
	for _, b := range ballots {
		for range b.Count {
			single = append(single, tally.PointBallot{Count: 1, Scores: b.Scores})
		}
	}
	return single
}

func TestTheOrderOfPointsAndTheNamesOfOptionsDoNotMatter(t *testing.T) {
	t.Parallel()
	for name, method := range pointMethods {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				ballots := drawPoints(t)
				one, err := method(letters(five), ballots)
				if err != nil {
					t.Fatal(err)
				}
				two, err := method(rapid.Permutation(letters(five)).Draw(t, "options"), rapid.Permutation(apart(ballots)).Draw(t, "shuffled"))
				if err != nil || signature(one.Levels) != signature(two.Levels) {
					t.Fatalf("%v and %v, %v", one.Levels, two.Levels, err)
				}
				names := rapid.Permutation(letters(five)).Draw(t, "names")
				renamed := make([]tally.PointBallot, len(ballots))
				for i, b := range ballots {
					renamed[i] = tally.PointBallot{Count: b.Count, Scores: map[string]int{}}
					for o, n := range b.Scores {
						renamed[i].Scores[names[slices.Index(letters(five), o)]] = n
					}
				}
				three, err := method(names, renamed)
				if err != nil {
					t.Fatal(err)
				}
				var levels [][]string
				for _, level := range one.Levels {
					var other []string
					for _, o := range level {
						other = append(other, names[slices.Index(letters(five), o)])
					}
					levels = append(levels, other)
				}
				if signature(levels) != signature(three.Levels) {
					t.Fatalf("%v became %v", levels, three.Levels)
				}
			})
		})
	}
}

// Whoever gives a winner more, and nobody else anything else, does not make it lose.
func TestMorePointsNeverHurtAWinner(t *testing.T) {
	t.Parallel()
	for name, method := range pointMethods {
		if name == "mean" { // a low grade more can lower a mean
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				ballots := drawPoints(t)
				before, err := method(letters(five), ballots)
				if err != nil || len(before.Winners) == 0 {
					t.Skip("nobody won")
				}
				won := rapid.SampledFrom(before.Winners).Draw(t, "won")
				b := &ballots[rapid.IntRange(0, len(ballots)-1).Draw(t, "ballot")]
				b.Scores[won] = min(b.Scores[won]+1, 4)
				after, err := method(letters(five), ballots)
				if err != nil || !slices.Contains(after.Winners, won) {
					t.Fatalf("%s had won, now %v, %v", won, after.Winners, err)
				}
			})
		})
	}
}

func drawApprovals(t *rapid.T) []tally.ApprovalBallot {
	var ballots []tally.ApprovalBallot
	for range rapid.IntRange(1, 9).Draw(t, "ballots") {
		ballots = append(ballots, tally.ApprovalBallot{
			Count:   rapid.IntRange(1, 4).Draw(t, "count"),
			Approve: rapid.Permutation(letters(five)).Draw(t, "approve")[:rapid.IntRange(0, 5).Draw(t, "length")],
		})
	}
	return ballots
}

func TestTheOrderOfApprovalsDoesNotMatterAndMoreNeverHurt(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ballots, seats := drawApprovals(t), rapid.IntRange(1, 4).Draw(t, "seats")
		one, err := tally.Approval(letters(five), seats, ballots)
		if err != nil {
			t.Fatal(err)
		}
		two, err := tally.Approval(rapid.Permutation(letters(five)).Draw(t, "options"), seats, rapid.Permutation(ballots).Draw(t, "shuffled"))
		if err != nil || sorted(one.Winners) != sorted(two.Winners) || sorted(one.Tied) != sorted(two.Tied) || signature(one.Levels) != signature(two.Levels) {
			t.Fatalf("%+v and %+v, %v", one, two, err)
		}
		if len(one.Winners) > seats || len(one.Tied) > 0 && len(one.Winners)+len(one.Tied) <= seats {
			t.Fatalf("%d seats: %v are sure, %v tied", seats, one.Winners, one.Tied)
		}
		if len(one.Winners) == 0 {
			return
		}
		won := rapid.SampledFrom(one.Winners).Draw(t, "won")
		more := append(slices.Clone(ballots), tally.ApprovalBallot{Count: 1, Approve: []string{won}})
		if after, err := tally.Approval(letters(five), seats, more); err != nil || !slices.Contains(after.Winners, won) {
			t.Fatalf("%s had won, now %v, %v", won, after.Winners, err)
		}
	})
}

// Nobody who approves the same is heard twice: equal shares of equal ballots in
// another order are the same.
func TestTheOrderOfBallotsDoesNotMatterForEqualShares(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ballots, rule := drawApprovals(t), tally.SharesRule{Seats: rapid.IntRange(1, 4).Draw(t, "seats")}
		one, err := tally.EqualShares(rule, letters(five), ballots)
		if err != nil {
			t.Fatal(err)
		}
		two, err := tally.EqualShares(rule, letters(five), rapid.Permutation(ballots).Draw(t, "shuffled"))
		if err != nil || fmt.Sprint(one.Winners, one.Tied) != fmt.Sprint(two.Winners, two.Tied) {
			t.Fatalf("%v and %v, %v", one.Winners, two.Winners, err)
		}
		if len(one.Winners) > rule.Seats {
			t.Fatalf("%d seats went to %v", rule.Seats, one.Winners)
		}
	})
}

// lifted is a ballot with an option one step higher, and everything else as before:
// above those it was tied with, or if it stood alone, above the level before.
func lifted(b tally.RankedBallot, option string) tally.RankedBallot {
	up := tally.RankedBallot{Count: b.Count, Ranking: slices.Clone(b.Ranking)}
	at := slices.IndexFunc(b.Ranking, func(l []string) bool { return slices.Contains(l, option) })
	switch {
	case at < 0: // not ranked: before, it shared the end with others who were not
		up.Ranking = append(up.Ranking, []string{option})
	case len(b.Ranking[at]) > 1:
		up.Ranking[at] = slices.DeleteFunc(slices.Clone(b.Ranking[at]), func(o string) bool { return o == option })
		up.Ranking = slices.Insert(up.Ranking, at, []string{option})
	case at > 0:
		up.Ranking[at-1], up.Ranking[at] = up.Ranking[at], up.Ranking[at-1]
	}
	return up
}

// Instant-runoff is left out on purpose, see TestIRVCanPunishSupport.
func TestMoreSupportNeverHurtsAWinner(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"schulze", "borda"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				ballots := drawBallots(t)
				_, winners, err := methods[name](letters(five), ballots)
				if err != nil || len(winners) == 0 || len(ballots) == 0 {
					t.Skip("nobody won")
				}
				won := rapid.SampledFrom(winners).Draw(t, "won")
				i := rapid.IntRange(0, len(ballots)-1).Draw(t, "ballot")
				ballots[i] = lifted(ballots[i], won)
				if _, after, err := methods[name](letters(five), ballots); err != nil || !slices.Contains(after, won) {
					t.Fatalf("%s had won, now %v, %v", won, after, err)
				}
			})
		})
	}
}

// The textbook case: two voters lift the winner, and it loses.
func TestIRVCanPunishSupport(t *testing.T) {
	t.Parallel()
	before := []tally.RankedBallot{ranking(6, "ABC"), ranking(2, "BAC"), ranking(4, "BCA"), ranking(5, "CAB")}
	if r, err := tally.IRV(letters("ABC"), before); err != nil || !slices.Equal(r.Winners, []string{"A"}) {
		t.Fatalf("before: %v, %v", r.Winners, err)
	}
	after := []tally.RankedBallot{ranking(8, "ABC"), ranking(4, "BCA"), ranking(5, "CAB")}
	if r, err := tally.IRV(letters("ABC"), after); err != nil || !slices.Equal(r.Winners, []string{"C"}) {
		t.Fatalf("after: %v, %v", r.Winners, err)
	}
}

func ranking(count int, order string) tally.RankedBallot {
	b := tally.RankedBallot{Count: count}
	for _, o := range letters(order) {
		b.Ranking = append(b.Ranking, []string{o})
	}
	return b
}
