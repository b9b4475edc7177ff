package tally

import (
	"cmp"
	"fmt"
	"slices"
)

// What a grade can be, and what the weights of all criteria sum to (a value
// benefit analysis after the BMF's guide: weights of 100, grades of 0 to 10).
const (
	MaxGrade    = 10
	CannotJudge = -1
	FullWeight  = 100
)

// Appraisal is what one voter says about one option: a grade for each criterion,
// from 0 to MaxGrade, or CannotJudge. A voter has at most one for an option; the
// count cannot tell.
type Appraisal struct {
	Option string
	Grades []int
}

// Judgement is what all voters say about one option under one criterion. Without
// a Count the other numbers say nothing.
type Judgement struct {
	Count           int // voters who could judge
	Median          int // in halves of a point, 0 to 20
	Lowest, Highest int
}

// Worth is what an option is worth: the weighted sum of its medians. It is not
// Rated, and has no Total, if nobody could judge one of the criteria.
type Worth struct {
	Criteria []Judgement
	Rated    bool
	Total    int // in halves of a point, 0 to 2,000
}

// CriteriaResult has the worths in the order of the options. Equal totals are
// put in order by the median of the heaviest criterion, then of the next; only
// options that agree in all of them share a level. Unrated ones are in no level.
type CriteriaResult struct {
	Worths  []Worth
	Levels  [][]string
	Unrated []string
}

// Criteria counts appraisals of options by weighted criteria. The weights are 1
// or more and sum to FullWeight.
func Criteria(options []string, weights []int, appraisals []Appraisal) (CriteriaResult, error) {
	if err := checkWeights(weights); err != nil {
		return CriteriaResult{}, err
	}
	number, err := index(options)
	if err != nil {
		return CriteriaResult{}, err
	}
	grades := make([][][]int, len(options)) // of each option, of each criterion
	for i := range grades {
		grades[i] = make([][]int, len(weights))
	}
	for i, a := range appraisals {
		o, err := a.check(i, number, len(weights))
		if err != nil {
			return CriteriaResult{}, err
		}
		for c, g := range a.Grades {
			if g != CannotJudge {
				grades[o][c] = append(grades[o][c], g)
			}
		}
	}
	return weigh(options, weights, grades), nil
}

func checkWeights(weights []int) error {
	sum := 0
	for i, w := range weights {
		if w < 1 || w > FullWeight {
			return wrong(fmt.Sprintf("weights[%d]", i), "%d is not between 1 and %d", w, FullWeight)
		}
		sum += w
	}
	if sum != FullWeight {
		return wrong("weights", "they sum to %d, not to %d", sum, FullWeight)
	}
	return nil
}

func (a Appraisal) check(i int, number map[string]int, criteria int) (int, error) {
	where := fmt.Sprintf("appraisals[%d]", i)
	o, known := number[a.Option]
	if !known {
		return 0, wrong(where, "%q is not an option", a.Option)
	}
	if len(a.Grades) != criteria {
		return 0, wrong(where, "there are %d grades for %d criteria", len(a.Grades), criteria)
	}
	for _, g := range a.Grades {
		if g != CannotJudge && (g < 0 || g > MaxGrade) {
			return 0, wrong(where, "the grade %d is not between 0 and %d", g, MaxGrade)
		}
	}
	return o, nil
}

func weigh(options []string, weights []int, grades [][][]int) CriteriaResult {
	r := CriteriaResult{Worths: make([]Worth, len(options))}
	var rated []int
	for o := range options {
		r.Worths[o] = worth(weights, grades[o])
		if r.Worths[o].Rated {
			rated = append(rated, o)
			continue
		}
		r.Unrated = append(r.Unrated, options[o])
	}
	heaviest := byWeight(weights)
	r.Levels = leveled(options, rated, func(x, y int) int { return r.Worths[y].compare(r.Worths[x], heaviest) })
	return r
}

func worth(weights []int, grades [][]int) Worth {
	u := Worth{Criteria: make([]Judgement, len(weights)), Rated: true}
	for c, given := range grades {
		j := judge(given)
		u.Criteria[c] = j
		u.Rated = u.Rated && j.Count > 0
		u.Total += weights[c] * j.Median
	}
	if !u.Rated {
		u.Total = 0
	}
	return u
}

func judge(given []int) Judgement {
	n := len(given)
	if n == 0 {
		return Judgement{}
	}
	sorted := slices.Sorted(slices.Values(given))
	return Judgement{Count: n, Median: sorted[(n-1)/2] + sorted[n/2], Lowest: sorted[0], Highest: sorted[n-1]}
}

// byWeight lists the criteria from the heaviest on; equally heavy ones keep
// their order.
func byWeight(weights []int) []int {
	order := everyIndex(len(weights))
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(weights[b], weights[a]) })
	return order
}

// compare is positive if u is worth more than other.
func (u Worth) compare(other Worth, heaviest []int) int {
	if by := cmp.Compare(u.Total, other.Total); by != 0 {
		return by
	}
	for _, c := range heaviest {
		if by := cmp.Compare(u.Criteria[c].Median, other.Criteria[c].Median); by != 0 {
			return by
		}
	}
	return 0
}
