package tally_test

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"gremienbot/committee/tally"
)

func approve(count int, s string) tally.ApprovalBallot {
	return tally.ApprovalBallot{Count: count, Approve: letters(s)}
}

func (v vector) approvals() []tally.ApprovalBallot {
	var ballots []tally.ApprovalBallot
	for _, a := range v.Approvals {
		ballots = append(ballots, approve(1, a))
	}
	return ballots
}

func TestEqualSharesVectors(t *testing.T) {
	t.Parallel()
	for _, v := range vectors(t, "mes") {
		alone, err := tally.EqualShares(tally.SharesRule{Seats: v.K}, letters(v.Options), v.approvals())
		if err != nil || !strings.Contains(strings.Join(v.Expect.Alone, ","), sorted(alone.Winners)) {
			t.Errorf("%s alone: %v (%v), want one of %v", v.ID, alone.Winners, err, v.Expect.Alone)
		}
		rule := tally.SharesRule{Seats: v.K, Completion: tally.CompletionAdd1}
		add1, err := tally.EqualShares(rule, letters(v.Options), v.approvals())
		if err != nil || sorted(add1.Winners) != v.Expect.Add1Lexicographic {
			t.Errorf("%s add1: %v (%v), want %s", v.ID, add1.Winners, err, v.Expect.Add1Lexicographic)
		}
		want, _ := new(big.Rat).SetString(v.Expect.Add1Endowment)
		if each := new(big.Rat).Quo(add1.Endowment, big.NewRat(int64(len(v.Approvals)), 1)); each.Cmp(want) != 0 {
			t.Errorf("%s: endowment %s, want %s", v.ID, each, want)
		}
		for i, o := range letters(v.Options) {
			if got := add1.Approvals[i].RatString(); got != strconv.Itoa(v.Expect.Approvals[o]) {
				t.Errorf("%s: %s has %s approvals, want %d", v.ID, o, got, v.Expect.Approvals[o])
			}
		}
	}
}

func TestEqualSharesNamesTheTieItBroke(t *testing.T) {
	t.Parallel()
	v := vectors(t, "mes")[1]
	rule := tally.SharesRule{Seats: v.K, Completion: tally.CompletionAdd1, TieOrder: []string{"3", "1"}}
	got, err := tally.EqualShares(rule, letters(v.Options), v.approvals())
	if err != nil || strings.Join(got.Winners, "") != "4531" || strings.Join(got.Tied, "") != "0123" {
		t.Errorf("winners %v tied %v (%v), want 4531 tied 0123", got.Winners, got.Tied, err)
	}
}

func TestEqualSharesFiftyOneToFortyNine(t *testing.T) {
	t.Parallel()
	red, blue := "abcdefghij", "ABCDEFGHIJ"
	ballots := []tally.ApprovalBallot{approve(51, red), approve(49, blue)}
	for completion, want := range map[tally.Completion]string{tally.CompletionNone: "5:4", tally.CompletionAdd1: "5:5"} {
		got, err := tally.EqualShares(tally.SharesRule{Seats: 10, Completion: completion}, letters(red+blue), ballots)
		n := 0
		for _, w := range got.Winners {
			if strings.Contains(red, w) {
				n++
			}
		}
		if seats := fmt.Sprintf("%d:%d", n, len(got.Winners)-n); seats != want || err != nil {
			t.Errorf("%s: %s (%v), want %s", completion, seats, err, want)
		}
		if completion == tally.CompletionAdd1 && got.Endowment.RatString() != "11" {
			t.Errorf("endowment %s, want 11", got.Endowment)
		}
	}
}

func TestEqualSharesWithinABudget(t *testing.T) {
	t.Parallel()
	cent := func(n int64) *big.Rat { return big.NewRat(n, 100) }
	b1 := tally.SharesRule{Budget: cent(400), Costs: map[string]*big.Rat{"0": cent(100), "1": cent(90), "2": cent(200), "3": cent(109)}}
	b2 := tally.SharesRule{Budget: cent(200), Costs: map[string]*big.Rat{"0": cent(0), "1": cent(100), "2": cent(200)}}
	of1 := []tally.ApprovalBallot{approve(1, "0"), approve(2, "123"), approve(1, "2")}
	of2 := []tally.ApprovalBallot{approve(1, "0"), approve(1, "012"), approve(1, "2")}
	tests := []struct {
		name    string
		rule    tally.SharesRule
		utility tally.Utility
		then    tally.Completion
		ballots []tally.ApprovalBallot
		want    string
	}{
		{"B1 cardinality", b1, tally.UtilityCardinality, "", of1, "013"},
		{"B1 cost", b1, tally.UtilityCost, "", of1, "02"},
		{"B1 cost, iterated", b1, tally.UtilityCost, tally.CompletionAdd1, of1, "012"},
		{"B2 cardinality", b2, tally.UtilityCardinality, "", of2, "0"},
		{"B2 cost", b2, tally.UtilityCost, "", of2, ""},
	}
	for _, tt := range tests {
		tt.rule.Utility, tt.rule.Completion = tt.utility, tt.then
		got, err := tally.EqualShares(tt.rule, letters("0123")[:len(tt.rule.Costs)], tt.ballots)
		if err != nil || sorted(got.Winners) != tt.want {
			t.Errorf("%s: %v (%v), want %s", tt.name, got.Winners, err, tt.want)
		}
	}
}

func TestApprovalReportsTheTieForTheLastSeat(t *testing.T) {
	t.Parallel()
	v := vectors(t, "mes")[0]
	got, err := tally.Approval(letters(v.Options), v.K, v.approvals())
	if err != nil || sorted(got.Winners) != "abc" || sorted(got.Tied) != "df" {
		t.Errorf("Approval() = %v tied %v (%v), want abc tied df", got.Winners, got.Tied, err)
	}
	got, err = tally.Approval(letters("012"), 1, []tally.ApprovalBallot{approve(1, "0"), approve(1, "01"), approve(1, "12")})
	if err != nil || len(got.Winners) != 0 || sorted(got.Tied) != "01" {
		t.Errorf("Approval() = %v tied %v (%v), want a tie of 0 and 1", got.Winners, got.Tied, err)
	}
	got, err = tally.Approval(letters("MNCK"), 1, []tally.ApprovalBallot{approve(42, "MN"), approve(26, "NC"), approve(15, "CK"), approve(17, "KC")})
	if err != nil || sorted(got.Winners) != "N" || fmt.Sprint(got.Approvals) != "[42/1 68/1 58/1 32/1]" {
		t.Errorf("Tennessee: %v %v (%v), want N", got.Winners, got.Approvals, err)
	}
}

func TestPointsVectors(t *testing.T) {
	t.Parallel()
	ballot := func(a, b, c int) tally.PointBallot {
		return tally.PointBallot{Count: 1, Scores: map[string]int{"0": a, "1": b, "2": c}}
	}
	score, err := tally.Score(letters("012"), tally.ScoreRule{Max: 5}, []tally.PointBallot{ballot(5, 4, 0), ballot(5, 3, 1), ballot(0, 5, 5)})
	if err != nil || fmt.Sprint(score.Sums, score.Winners) != "[10 12 6] [1]" {
		t.Errorf("Score() = %v %v (%v)", score.Sums, score.Winners, err)
	}
	empty, err := tally.Score(letters("012"), tally.ScoreRule{Max: 5}, []tally.PointBallot{{Count: 3}})
	if err != nil || joined(empty.Levels) != "012" {
		t.Errorf("empty ballots: %v (%v), want all tied", empty.Levels, err)
	}
	dots, err := tally.Dots(letters("012"), tally.DotRule{Points: 5, UseAll: true}, []tally.PointBallot{ballot(3, 2, 0), ballot(5, 0, 0), ballot(0, 2, 3)})
	if err != nil || fmt.Sprint(dots.Sums, dots.Winners) != "[8 4 3] [0]" {
		t.Errorf("Dots() = %v %v (%v)", dots.Sums, dots.Winners, err)
	}
	if sure := (tally.DotRule{Points: 3}).SureOfSeat(10_000_000, 3); sure != 7_500_001 {
		t.Errorf("SureOfSeat() = %d, want 7500001", sure)
	}
	mean, err := tally.Score(letters("012"), tally.ScoreRule{Max: 5, Mean: true, MinGrades: 2}, []tally.PointBallot{
		{Count: 3, Scores: map[string]int{"0": 3}}, {Count: 2, Scores: map[string]int{"0": 2, "1": 4}}, {Count: 1, Scores: map[string]int{"2": 5}},
	})
	if err != nil || joined(mean.Levels) != "1 0" || joined([][]string{mean.Unrated}) != "2" || mean.Means[0].RatString() != "13/5" {
		t.Errorf("mean: %+v (%v), want 1 above 0, 2 unrated", mean, err)
	}
}

func TestSetsRefuseBadInput(t *testing.T) {
	t.Parallel()
	points := func(o string, n int) []tally.PointBallot {
		return []tally.PointBallot{{Count: 1, Scores: map[string]int{o: n}}}
	}
	ab := letters("ab")
	score := func(max int, b []tally.PointBallot) error {
		_, err := tally.Score(ab, tally.ScoreRule{Max: max}, b)
		return err
	}
	dots := func(r tally.DotRule, b []tally.PointBallot) error { _, err := tally.Dots(ab, r, b); return err }
	approval := func(seats int, b tally.ApprovalBallot) error {
		_, err := tally.Approval(ab, seats, []tally.ApprovalBallot{b})
		return err
	}
	shares := func(r tally.SharesRule) error { _, err := tally.EqualShares(r, ab, nil); return err }
	one := big.NewRat(1, 1)
	tests := map[string]error{
		"points: the highest grade 0 is not between 1 and 1000000000": score(0, nil),
		`ballots[0]: 6 points for "a" are not between 0 and 5`:        score(5, points("a", 6)),
		`ballots[0]: "x" is not an option`:                            score(5, points("x", 1)),
		"ballots[0]: 6 points are over the budget of 5":               dots(tally.DotRule{Points: 5}, points("a", 6)),
		"ballots[0]: 4 points leave some of 5 unused":                 dots(tally.DotRule{Points: 5, UseAll: true}, points("a", 4)),
		`ballots[0]: 3 points for "a" are not between 0 and 2`:        dots(tally.DotRule{Points: 5, Cap: 2}, points("a", 3)),
		`ballots[0]: -1 points for "b" are not between 0 and 5`:       dots(tally.DotRule{Points: 5}, points("b", -1)),

		"cap: -1 is below 0":                                 dots(tally.DotRule{Points: 5, Cap: -1}, nil),
		"seats: there must be at least 1, not 0":             approval(0, approve(1, "a")),
		`ballots[0]: "c" is not an option`:                   approval(1, approve(1, "c")),
		`ballots[0]: "a" is approved twice`:                  approval(1, approve(1, "aa")),
		"ballots[0]: weight 0 is not above 0":                approval(1, tally.ApprovalBallot{Count: 1, Weight: new(big.Rat)}),
		"seats: 0 is not between 1 and 500":                  shares(tally.SharesRule{}),
		`completion: "x" is not none or add1`:                shares(tally.SharesRule{Seats: 1, Completion: "x"}),
		`utility: "x" is not cardinality or cost`:            shares(tally.SharesRule{Seats: 1, Utility: "x"}),
		"seats: seats and a budget exclude each other":       shares(tally.SharesRule{Seats: 1, Budget: one}),
		`costs: "a" needs a cost of 0 or more`:               shares(tally.SharesRule{Budget: one}),
		`tie_order[0]: "x" is not an option or listed twice`: shares(tally.SharesRule{Seats: 1, TieOrder: []string{"x"}}),
	}
	for want, err := range tests {
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func ExampleEqualShares() {
	r, _ := tally.EqualShares(tally.SharesRule{Seats: 2, Completion: tally.CompletionAdd1}, []string{"a", "b", "c"}, []tally.ApprovalBallot{
		{Count: 6, Approve: []string{"a", "b"}}, {Count: 4, Approve: []string{"c"}},
	})
	fmt.Println(r.Winners, r.Endowment.RatString())
	// Output: [a c] 3
}

func ExampleApproval() {
	r, _ := tally.Approval([]string{"a", "b", "c"}, 2, []tally.ApprovalBallot{{Count: 2, Approve: []string{"a"}}, {Count: 1, Approve: []string{"b", "c"}}})
	fmt.Println(r.Winners, r.Tied)
	// Output: [a] [b c]
}

func ExampleDates() {
	r, _ := tally.Dates(tally.DateRule{Quorum: 8}, []tally.Day{
		{Name: "D1", Yes: 9, Maybe: 1, No: 4, Led: true}, {Name: "D2", Yes: 8, Maybe: 5, No: 1, Led: true}, {Name: "D3", Yes: 10, No: 4, Led: true},
	})
	fmt.Println(r.Order)
	// Output: [D2 D3 D1]
}

func ExampleLot() {
	fmt.Println(tally.Lot("4711", []string{"A", "B", "C"}))
	// Output: [A B C]
}

// Whatever seats weigh, a count comes to an end: the lightest seat's option is bought
// once nothing else is left.
func TestEqualSharesEndsHoweverMuchWeightsDiffer(t *testing.T) {
	t.Parallel()
	var ballots []tally.ApprovalBallot
	for range 13 {
		ballots = append(ballots, tally.ApprovalBallot{Count: 1, Approve: []string{"A"}, Weight: big.NewRat(5_000_000, 1)})
	}
	ballots = append(ballots, tally.ApprovalBallot{Count: 1, Approve: []string{"B"}, Weight: big.NewRat(1, 1)})
	r, err := tally.EqualShares(tally.SharesRule{Seats: 2, Completion: tally.CompletionAdd1}, letters("ABC"), ballots)
	if err != nil || sorted(r.Winners) != "AB" || len(r.Tied) != 0 {
		t.Errorf("EqualShares() = %v, tied %v, %v; want A and B", r.Winners, r.Tied, err)
	}
}
