package tally_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee/tally"
)

func TestRankedVectors(t *testing.T) {
	t.Parallel()
	for _, v := range vectors(t, "ranked") {
		t.Run(v.ID, func(t *testing.T) {
			t.Parallel()
			options := letters(v.Options)
			plurality, err := tally.Plurality(options, v.ranked())
			if diff := cmp.Diff(v.Expect.PluralityMax, plurality.Winners); diff != "" || err != nil {
				t.Errorf("plurality (%v):\n%s", err, diff)
			}
			irv, err := tally.IRV(options, v.ranked())
			if diff := cmp.Diff(v.Expect.IRVWinnersAllTieBreak, irv.Winners); diff != "" || err != nil {
				t.Errorf("irv (%v):\n%s", err, diff)
			}
			pairs, err := tally.RankedPairs(options, v.ranked())
			if want := strings.Join(v.Expect.RankedPairs, " "); joined(pairs.Levels) != want || err != nil {
				t.Errorf("ranked pairs %s (%v), want %s", joined(pairs.Levels), err, want)
			}
			borda, err := tally.Borda(options, v.ranked())
			got := map[string]string{}
			for i, points := range borda.Scores {
				got[options[i]] = points.RatString()
			}
			if diff := cmp.Diff(v.Expect.Borda, got); diff != "" || err != nil {
				t.Errorf("borda (%v):\n%s", err, diff)
			}
		})
	}
}

func TestBordaCanMissTheMajority(t *testing.T) {
	t.Parallel()
	ballots := []tally.RankedBallot{order(3, "ABC"), order(2, "BCA")}
	borda, err := tally.Borda(letters("ABC"), ballots)
	if err != nil || joined(borda.Levels) != "B A C" || fmt.Sprint(borda.Scores) != "[6/1 7/1 2/1]" {
		t.Errorf("Borda() = %v %v (%v), want B A C with 6, 7, 2", borda.Levels, borda.Scores, err)
	}
}

func TestIRVFollowsEveryTie(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, options, winners string
		ballots                []tally.RankedBallot
	}{
		{"a last tie", "AB", "AB", []tally.RankedBallot{order(1, "AB"), order(1, "BA")}},
		{"no opinions at all", "ABC", "ABC", []tally.RankedBallot{order(2, "")}},
		{"no ballots", "AB", "AB", nil},
		{"one option", "A", "A", []tally.RankedBallot{order(1, "A")}},
		{"a shared first place counts in parts", "ABC", "A", []tally.RankedBallot{order(2, "(AB)C"), order(1, "AC")}},
		{"without first choices all go at once", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "A", []tally.RankedBallot{order(2, "A"), order(1, "B"), order(1, "C")}},
	}
	for _, tt := range tests {
		got, err := tally.IRV(letters(tt.options), tt.ballots)
		if err != nil || strings.Join(got.Winners, "") != tt.winners {
			t.Errorf("%s: winners %v (%v), want %s", tt.name, got.Winners, err, tt.winners)
		}
	}
}

func TestIRVShowsExhaustedBallots(t *testing.T) {
	t.Parallel()
	v := vectors(t, "ranked")[4]
	got, err := tally.IRV(letters(v.Options), v.ranked())
	if err != nil {
		t.Fatal(err)
	}
	last := got.Rounds[len(got.Rounds)-1]
	if fmt.Sprintf("%v %v %d %s", last.Options, last.Votes, last.Exhausted, last.Winner) != "[K W] [4314/1 4064/1] 455 K" {
		t.Errorf("last round of %s: %+v", v.ID, last)
	}
}

func TestTooManyTiesAreAnError(t *testing.T) {
	t.Parallel()
	options := letters("ABCDEFGHIJKLMNOPQRST")
	var ballots []tally.RankedBallot
	for i := range options {
		b := tally.RankedBallot{Count: 1}
		for j := range options {
			b.Ranking = append(b.Ranking, []string{options[(i+j*7)%len(options)]})
		}
		ballots = append(ballots, b)
	}
	_, irv := tally.IRV(options, ballots)
	_, pairs := tally.RankedPairs(options, ballots)
	for _, err := range []error{irv, pairs} {
		if _, ok := errors.AsType[*tally.TooManyTiesError](err); !ok {
			t.Errorf("%v, want too many ties", err)
		}
	}
}

func TestRankedPairsFollowsEveryTie(t *testing.T) {
	t.Parallel()
	cycle := []tally.RankedBallot{order(1, "ABC"), order(1, "BCA"), order(1, "CAB")}
	got, err := tally.RankedPairs(letters("ABC"), cycle)
	if err != nil || joined(got.Levels) != "ABC" || got.Ways != 3 {
		t.Errorf("a cycle: %s in %d ways (%v), want ABC in 3", joined(got.Levels), got.Ways, err)
	}
	for _, p := range got.Pairs {
		if p.Always || p.Never {
			t.Errorf("%+v should depend on the tie", p)
		}
	}
}

func TestRankedPairsLocksAndSkips(t *testing.T) {
	t.Parallel()
	got, err := tally.RankedPairs(letters("ABCDE"), vectors(t, "ranked")[1].ranked())
	if err != nil {
		t.Fatal(err)
	}
	var steps []string
	for _, p := range got.Pairs {
		steps = append(steps, fmt.Sprintf("%s%s%d %v", p.Winner, p.Loser, p.For, p.Always))
	}
	want := "BD33 true, ED31 true, AD30 true, CB29 true, DC28 false, AC26 true, EB27 true, BA25 false, CE24 true, EA23 false"
	wantSet := map[string]bool{}
	for s := range strings.SplitSeq(want, ", ") {
		wantSet[s] = true
	}
	for _, s := range steps {
		if !wantSet[s] {
			t.Errorf("step %s is not among %s", s, want)
		}
	}
	if len(steps) != len(wantSet) || steps[4] != "DC28 false" || steps[9] != "EA23 false" {
		t.Errorf("steps %v, want %s", steps, want)
	}
}

func TestPluralityTakesOneFirstChoice(t *testing.T) {
	t.Parallel()
	got, err := tally.Plurality(letters("ABC"), []tally.RankedBallot{order(2, "B"), order(1, ""), order(1, "A(BC)")})
	if err != nil || got.Blank != 1 || joined(got.Levels) != "B A C" {
		t.Errorf("Plurality() = %+v (%v), want B A C and one blank", got, err)
	}
	_, err = tally.Plurality(letters("ABC"), []tally.RankedBallot{order(1, "A"), order(1, "(BC)A")})
	if err == nil || err.Error() != "ballots[1]: plurality takes one first choice, not 2" {
		t.Errorf("two first choices: %v", err)
	}
}

func ExampleIRV() {
	r, _ := tally.IRV([]string{"A", "B", "C"}, []tally.RankedBallot{
		{Count: 26, Ranking: tally.Ranking{{"A"}, {"B"}, {"C"}}},
		{Count: 20, Ranking: tally.Ranking{{"B"}, {"C"}, {"A"}}},
		{Count: 20, Ranking: tally.Ranking{{"C"}, {"A"}, {"B"}}},
	})
	fmt.Println(r.Winners, "after dropping", r.Rounds[0].Lowest)
	// Output: [A C] after dropping [B C]
}

func ExampleRankedPairs() {
	r, _ := tally.RankedPairs([]string{"A", "B", "C"}, []tally.RankedBallot{{Count: 1, Ranking: tally.Ranking{{"C"}, {"A"}}}})
	fmt.Println(r.Levels, r.Ways)
	// Output: [[C] [A] [B]] 1
}

func ExampleBorda() {
	r, _ := tally.Borda([]string{"A", "B", "C"}, []tally.RankedBallot{{Count: 1, Ranking: tally.Ranking{{"A"}}}})
	fmt.Println(r.Scores[0].RatString(), r.Scores[1].RatString(), r.Scores[2].RatString())
	// Output: 2 1/2 1/2
}

func ExamplePlurality() {
	r, _ := tally.Plurality([]string{"A", "B"}, []tally.RankedBallot{{Count: 2, Ranking: tally.Ranking{{"B"}}}})
	fmt.Println(r.Winners, r.Votes)
	// Output: [B] [0 2]
}
