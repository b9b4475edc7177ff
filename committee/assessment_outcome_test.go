package committee_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// judged are what seats 1, 2, … say about a need, one line of grades for each.
func judged(n committee.Need, lines ...[]int) []committee.Appraisal {
	var all []committee.Appraisal
	for i, grades := range lines {
		all = append(all, committee.Appraisal{Need: n.ID, Seat: int64(i + 1), AsHolder: true, Grades: grades, At: opening})
	}
	return all
}

// concluded is a round that has ended with these appraisals.
func concluded(t *testing.T, a committee.Assessment, given ...[]committee.Appraisal) committee.Assessment {
	t.Helper()
	over, err := a.Expire(closing)
	if err != nil {
		t.Fatalf("Expire = %v", err)
	}
	if over, err = over.Conclude(slices.Concat(given...)); err != nil {
		t.Fatalf("Conclude = %v", err)
	}
	return over
}

// The example of the domain notes, section 4.3, in whatever order it was appraised.
func TestTheExampleIsDecidedByTheHeaviestCriterion(t *testing.T) {
	t.Parallel()
	a, b, c := fit(1), fit(2), fit(3)
	given := [][]committee.Appraisal{judged(c, []int{9, 4, 5, 6}), judged(b, []int{6, 9, 7, 8}), judged(a, []int{8, 6, 9, 5})}
	for range 2 {
		over := concluded(t, openRound(t, c, b, a), given...)
		for i, want := range []struct {
			rank  int
			score string
		}{{1, "725"}, {2, "725"}, {3, "650"}} {
			o := over.Needs[i].Outcome
			if o.Rank != want.rank || o.Score.String() != want.score || !o.Scored {
				t.Errorf("%s has rank %d with %s, want %d with %s", over.Needs[i].Title, o.Rank, o.Score, want.rank, want.score)
			}
		}
		slices.Reverse(given)
	}
}

func TestWhatManySeatsSayOfANeed(t *testing.T) {
	t.Parallel()
	const none = tally.CannotJudge
	for name, row := range map[string]struct {
		said     [][]int
		score    string
		scored   bool
		split    bool
		count    int // of those who could judge the first criterion
		shown    bool
		unjudged []string
	}{
		"nobody":                        {nil, "0", false, false, 0, false, []string{"Nutzen", "Verwaltung", "Reichweite", "Nachnutzung"}},
		"one seat":                      {[][]int{{8, 6, 9, 5}}, "725", true, false, 1, false, nil},
		"two seats, the median between": {[][]int{{8, 6, 9, 5}, {9, 6, 9, 5}}, "745", true, false, 2, false, nil},
		"a half of a point":             {[][]int{{8, 6, 9, 5}, {8, 6, 9, 6}}, "732.5", true, false, 2, false, nil},
		"three seats, four points":      {[][]int{{4, 5, 5, 5}, {8, 5, 5, 5}, {8, 5, 5, 5}}, "620", true, false, 3, true, nil},
		"three seats, five points":      {[][]int{{3, 5, 5, 5}, {8, 5, 5, 5}, {8, 5, 5, 5}}, "620", true, true, 3, true, nil},
		"two seats, far apart":          {[][]int{{0, 5, 5, 5}, {10, 5, 5, 5}}, "500", true, false, 2, false, nil},
		"the best":                      {[][]int{{10, 10, 10, 10}}, "1000", true, false, 1, false, nil},
		"nobody can judge one":          {[][]int{{8, none, 9, 5}, {8, none, 9, 5}}, "0", false, false, 2, false, []string{"Verwaltung"}},
		"one cannot judge":              {[][]int{{8, 6, 9, 5}, {none, none, none, none}}, "725", true, false, 1, false, nil},
	} {
		n := fit(1)
		o := concluded(t, openRound(t, n, fit(2)), judged(n, row.said...)).Needs[0].Outcome
		if o.Score.String() != row.score || o.Scored != row.scored || o.Split() != row.split || (o.Rank == 1) != row.scored {
			t.Errorf("%s: %s points, scored %t, split %t, rank %d, want %s, %t, %t", name, o.Score, o.Scored, o.Split(), o.Rank, row.score, row.scored, row.split)
		}
		if first := o.Criteria[0]; first.Count != row.count || first.Shown() != row.shown || first.Name != "Nutzen" || first.Weight != 40 {
			t.Errorf("%s: under the first criterion %+v, want %d who could judge, shown %t", name, first, row.count, row.shown)
		}
		if got := o.Unjudged(); !slices.Equal(got, row.unjudged) {
			t.Errorf("%s: nobody could judge %v, want %v", name, got, row.unjudged)
		}
	}
}

func TestOnlyEqualNeedsShareARank(t *testing.T) {
	t.Parallel()
	a, b, c, d := fit(1), fit(2), fit(3), fit(4)
	over := concluded(t, openRound(t, a, b, c, d), judged(a, []int{5, 5, 5, 5}), judged(b, []int{8, 8, 8, 8}), judged(c, []int{5, 5, 5, 5}), judged(d, []int{1, 1, 1, 1}))
	var ranks []int
	for _, n := range over.Needs {
		ranks = append(ranks, n.Outcome.Rank)
	}
	if want := []int{2, 1, 2, 4}; !slices.Equal(ranks, want) {
		t.Errorf("ranks = %v, want %v", ranks, want)
	}
}

func TestWhoAndWhatIsLeftOutOfARound(t *testing.T) {
	t.Parallel()
	a, b, c := fit(1), fit(2), fit(3)
	open := openRound(t, a, b, c)
	open.Needs[1].State = committee.NeedWithdrawn
	open.Needs[2].State, open.Needs[2].Into = committee.NeedBundled, a.Number
	stranger := judged(a, []int{0, 0, 0, 0})
	stranger[0].Seat = 99
	over := concluded(t, open, judged(a, []int{8, 6, 9, 5}), stranger, judged(b, []int{9, 9, 9, 9}, []int{9, 9, 9, 9}))
	if o := over.Needs[0].Outcome; o.Score.String() != "725" || o.Criteria[0].Count != 1 {
		t.Errorf("with a seat that is no elector the first has %s of %d", o.Score, o.Criteria[0].Count)
	}
	want := []committee.NeedOutcome{{LeftOut: committee.NeedWithdrawn}, {LeftOut: committee.NeedBundled, LeftInto: a.Number}}
	if d := cmp.Diff(want, []committee.NeedOutcome{*over.Needs[1].Outcome, *over.Needs[2].Outcome}); d != "" {
		t.Errorf("left out (-want +got):\n%s", d)
	}
	if over.Took != 2 || open.Needs[0].Outcome != nil {
		t.Errorf("%d took part, want 2; the round before has %+v", over.Took, open.Needs[0].Outcome)
	}
	open.Needs[0].State = committee.NeedDropped
	if over := concluded(t, open, judged(a, []int{8, 6, 9, 5})); over.Needs[0].Outcome.LeftOut != committee.NeedDropped {
		t.Errorf("with nothing left the first is %+v", over.Needs[0].Outcome)
	}
}

func TestAppraisalsThatNobodyLetInAreAFault(t *testing.T) {
	t.Parallel()
	a := fit(1)
	for name, grades := range map[string][]int{"too few grades": {5, 5, 5}, "a grade of eleven": {11, 5, 5, 5}, "a grade below nothing": {5, 5, 5, -2}} {
		_, err := openRound(t, a).Conclude(judged(a, grades))
		if _, bad := errors.AsType[*tally.InputError](err); !bad || committee.Refusals(err) != nil {
			t.Errorf("%s: %v, want a fault of the count", name, err)
		}
	}
}

func TestWhatARoundMakesOfANeed(t *testing.T) {
	t.Parallel()
	scored := committee.NeedOutcome{Rank: 1, Scored: true, Score: 1450, Criteria: []committee.CriterionOutcome{{Name: "Nutzen", Weight: 100, Count: 3, Median: 10, Lowest: 0, Highest: 10}}}
	for state, want := range map[committee.NeedState]committee.NeedState{
		committee.NeedReported: committee.NeedAssessed, committee.NeedClarifying: committee.NeedAssessed, committee.NeedDescribed: committee.NeedAssessed,
		committee.NeedAssessed: committee.NeedAssessed, committee.NeedPrioritised: committee.NeedPrioritised, committee.NeedAdopted: committee.NeedAdopted,
		committee.NeedQueried: committee.NeedQueried, committee.NeedDeferred: committee.NeedDeferred,
	} {
		n := in(t, state).Assess(scored, monday)
		if n.State != want || n.Score.String() != "725" || !n.Scored || !n.Split || len(n.Judgements) != 1 || n.Version != 8 || n.ChangedBy != "" {
			t.Errorf("from %s it is %s with %s, version %d, want %s", state, n.State, n.Score, n.Version, want)
		}
		if asked := state == committee.NeedQueried || state == committee.NeedDeferred; asked && n.Back != committee.NeedAssessed {
			t.Errorf("from %s it returns to %s, want assessed", state, n.Back)
		}
		for name, o := range map[string]committee.NeedOutcome{"without a score": {Criteria: scored.Criteria}, "left out": {LeftOut: state, Scored: true, Score: 2}} {
			was := in(t, state)
			if d := cmp.Diff(was, was.Assess(o, monday)); d != "" {
				t.Errorf("%s, %s (-before +after):\n%s", state, name, d)
			}
		}
	}
	further := in(t, committee.NeedDeferred)
	further.Back = committee.NeedAdopted
	if n := further.Assess(scored, monday); n.Back != committee.NeedAdopted {
		t.Errorf("what was put off after it was adopted returns to %s", n.Back)
	}
}
