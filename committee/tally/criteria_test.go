package tally_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"gremienbot/committee/tally"
)

// TestTheExampleIsDecidedByTheHeaviestCriterion is the vector of domain, section 4.3.
func TestTheExampleIsDecidedByTheHeaviestCriterion(t *testing.T) {
	t.Parallel()
	r, err := tally.Criteria([]string{"C", "B", "A"}, []int{40, 25, 20, 15}, []tally.Appraisal{
		{Option: "A", Grades: []int{8, 6, 9, 5}}, {Option: "B", Grades: []int{6, 9, 7, 8}}, {Option: "C", Grades: []int{9, 4, 5, 6}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{2 * 650, 2 * 725, 2 * 725} {
		if got := r.Worths[i].Total; got != want {
			t.Errorf("total %d = %d, want %d", i, got, want)
		}
	}
	if d := cmp.Diff([][]string{{"A"}, {"B"}, {"C"}}, r.Levels); d != "" {
		t.Errorf("levels (-want +got):\n%s", d)
	}
}

func TestWhatManyVotersSayIsTheirMedian(t *testing.T) {
	t.Parallel()
	const not = tally.CannotJudge
	for name, row := range map[string]struct {
		given [][]int
		want  tally.Worth
	}{
		"an odd number has a middle": {
			[][]int{{0, 5}, {10, 5}, {3, 5}},
			tally.Worth{Criteria: []tally.Judgement{{Count: 3, Median: 6, Lowest: 0, Highest: 10}, {Count: 3, Median: 10, Lowest: 5, Highest: 5}}, Rated: true, Total: 60*6 + 40*10},
		},
		"an even number may fall between two points": {
			[][]int{{7, 2}, {8, 3}},
			tally.Worth{Criteria: []tally.Judgement{{Count: 2, Median: 15, Lowest: 7, Highest: 8}, {Count: 2, Median: 5, Lowest: 2, Highest: 3}}, Rated: true, Total: 60*15 + 40*5},
		},
		"who cannot judge does not count": {
			[][]int{{not, 2}, {8, not}, {4, not}},
			tally.Worth{Criteria: []tally.Judgement{{Count: 2, Median: 12, Lowest: 4, Highest: 8}, {Count: 1, Median: 4, Lowest: 2, Highest: 2}}, Rated: true, Total: 60*12 + 40*4},
		},
		"without any grade for a criterion there is no total": {
			[][]int{{9, not}, {8, not}},
			tally.Worth{Criteria: []tally.Judgement{{Count: 2, Median: 17, Lowest: 8, Highest: 9}, {}}},
		},
		"without anybody there is none either": {nil, tally.Worth{Criteria: []tally.Judgement{{}, {}}}},
	} {
		var all []tally.Appraisal
		for _, g := range row.given {
			all = append(all, tally.Appraisal{Option: "A", Grades: g})
		}
		r, err := tally.Criteria([]string{"A"}, []int{60, 40}, all)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if d := cmp.Diff(row.want, r.Worths[0]); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
		if rated := len(r.Levels) == 1 && len(r.Unrated) == 0; rated != row.want.Rated {
			t.Errorf("%s: levels %v, unrated %v", name, r.Levels, r.Unrated)
		}
	}
}

func TestTiesAreDecidedByWeightNotByOrder(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		weights []int
		a, b    []int
		want    [][]string
	}{
		"the last criterion may be the heaviest":     {[]int{25, 25, 50}, []int{10, 8, 4}, []int{4, 4, 9}, [][]string{{"B"}, {"A"}}},
		"equally heavy ones in the order they stand": {[]int{50, 50}, []int{3, 7}, []int{7, 3}, [][]string{{"B"}, {"A"}}},
		"who is equal in everything shares a level":  {[]int{50, 50}, []int{3, 7}, []int{3, 7}, [][]string{{"A", "B"}}},
	} {
		r, err := tally.Criteria([]string{"A", "B"}, row.weights, []tally.Appraisal{{Option: "A", Grades: row.a}, {Option: "B", Grades: row.b}})
		if d := cmp.Diff(row.want, r.Levels); err != nil || d != "" {
			t.Errorf("%s: %v, totals %d and %d (-want +got):\n%s", name, err, r.Worths[0].Total, r.Worths[1].Total, d)
		}
	}
}

func TestAppraisalsThatContradictTheirCriteriaAreRefused(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		weights []int
		given   tally.Appraisal
		where   string
	}{
		"weights of 90":       {[]int{50, 40}, tally.Appraisal{Option: "A", Grades: []int{1, 1}}, "weights"},
		"no weights":          {nil, tally.Appraisal{Option: "A", Grades: nil}, "weights"},
		"a weight of nothing": {[]int{100, 0}, tally.Appraisal{Option: "A", Grades: []int{1, 1}}, "weights[1]"},
		"an eleven":           {[]int{60, 40}, tally.Appraisal{Option: "A", Grades: []int{11, 1}}, "appraisals[0]"},
		"below nothing":       {[]int{60, 40}, tally.Appraisal{Option: "A", Grades: []int{1, -2}}, "appraisals[0]"},
		"a grade too few":     {[]int{60, 40}, tally.Appraisal{Option: "A", Grades: []int{1}}, "appraisals[0]"},
		"an unknown option":   {[]int{60, 40}, tally.Appraisal{Option: "X", Grades: []int{1, 1}}, "appraisals[0]"},
	} {
		_, err := tally.Criteria([]string{"A"}, row.weights, []tally.Appraisal{row.given})
		var e *tally.InputError
		if !errors.As(err, &e) || e.Where != row.where {
			t.Errorf("%s: %v, want an error at %s", name, err, row.where)
		}
	}
}

// drawCriteria makes two to six weights of 100 in all, and appraisals.
func drawCriteria(t *rapid.T) ([]int, []tally.Appraisal) {
	n := rapid.IntRange(2, 6).Draw(t, "criteria")
	weights, left := make([]int, n), tally.FullWeight
	for i := range n - 1 {
		weights[i] = rapid.IntRange(1, left-(n-1-i)).Draw(t, "weight")
		left -= weights[i]
	}
	weights[n-1] = left
	given := make([]tally.Appraisal, rapid.IntRange(0, 40).Draw(t, "appraisals"))
	for i := range given {
		given[i] = tally.Appraisal{
			Option: rapid.SampledFrom(letters(five)).Draw(t, "option"),
			Grades: rapid.SliceOfN(rapid.IntRange(tally.CannotJudge, tally.MaxGrade), n, n).Draw(t, "grades"),
		}
	}
	return weights, given
}

func TestTheOrderOfAppraisalsAndOptionsNeverMatters(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		weights, given := drawCriteria(t)
		one, err := tally.Criteria(letters(five), weights, given)
		if err != nil {
			t.Fatal(err)
		}
		options := rapid.Permutation(letters(five)).Draw(t, "options")
		two, err := tally.Criteria(options, weights, rapid.Permutation(given).Draw(t, "shuffled"))
		if err != nil {
			t.Fatal(err)
		}
		if signature(one.Levels) != signature(two.Levels) {
			t.Errorf("levels %v and %v", one.Levels, two.Levels)
		}
		for i, o := range letters(five) {
			if d := cmp.Diff(one.Worths[i], two.Worths[slices.Index(options, o)]); d != "" {
				t.Errorf("%s (-one +two):\n%s", o, d)
			}
		}
	})
}

func TestATotalLiesBetweenNothingAndAThousandPoints(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		weights, given := drawCriteria(t)
		r, err := tally.Criteria(letters(five), weights, given)
		if err != nil {
			t.Fatal(err)
		}
		ranked := len(r.Unrated)
		for _, l := range r.Levels {
			ranked += len(l)
		}
		if ranked != len(five) {
			t.Errorf("levels %v and unrated %v do not hold every option once", r.Levels, r.Unrated)
		}
		for _, u := range r.Worths {
			lowest, highest := 0, 0
			for c, j := range u.Criteria {
				lowest, highest = lowest+2*weights[c]*j.Lowest, highest+2*weights[c]*j.Highest
			}
			if u.Rated && (u.Total < lowest || u.Total > highest) || u.Total < 0 || u.Total > 2000 {
				t.Errorf("%+v: the total is not between %d and %d", u, lowest, highest)
			}
		}
	})
}
