package tally

import (
	"cmp"
	"fmt"
	"math/big"
)

// PointBallot gives points to options; Count voters (0 or more) cast it.
type PointBallot struct {
	Count  int
	Scores map[string]int
}

// ScoreRule grades each option from 0 to Max (1 to MaxPoints). By default the
// sum decides and a missing grade is 0. With Mean the mean of the grades
// given decides, a missing grade is no opinion, and an option with fewer than
// MinGrades grades (at least 1) is not rated.
type ScoreRule struct {
	Max       int
	Mean      bool
	MinGrades int
}

// PointsResult has sums and the number of grades in the order of the
// options. Means are there only for a mean, nil for an option without grade;
// Unrated options are in no level.
type PointsResult struct {
	Sums    []int
	Grades  []int
	Means   []*big.Rat
	Levels  [][]string
	Winners []string
	Unrated []string
}

// Score ranks options by the sum or the mean of their grades.
func Score(options []string, rule ScoreRule, ballots []PointBallot) (PointsResult, error) {
	if rule.Max < 1 || rule.Max > MaxPoints {
		return PointsResult{}, wrong("points", "the highest grade %d is not between 1 and %d", rule.Max, MaxPoints)
	}
	grade := func(where string, b PointBallot) error { return capped(where, b, options, rule.Max) }
	r, err := addPoints(options, ballots, grade)
	if err != nil {
		return PointsResult{}, err
	}
	if rule.Mean {
		return r.byMean(options, max(1, rule.MinGrades)), nil
	}
	return r.bySum(options), nil
}

func (r PointsResult) bySum(options []string) PointsResult {
	r.Levels = leveled(options, everyIndex(len(options)), func(x, y int) int { return cmp.Compare(r.Sums[y], r.Sums[x]) })
	r.Winners = r.Levels[0]
	return r
}

func (r PointsResult) byMean(options []string, enough int) PointsResult {
	r.Means = make([]*big.Rat, len(options))
	var rated []int
	for x, o := range options {
		if r.Grades[x] > 0 {
			r.Means[x] = big.NewRat(int64(r.Sums[x]), int64(r.Grades[x]))
		}
		if r.Grades[x] < enough {
			r.Unrated = append(r.Unrated, o)
			continue
		}
		rated = append(rated, x)
	}
	r.Levels = leveled(options, rated, func(x, y int) int { return r.Means[y].Cmp(r.Means[x]) })
	r.Winners = first(r.Levels)
	return r
}

// addPoints sums the ballots that check accepts.
func addPoints(options []string, ballots []PointBallot, check func(where string, b PointBallot) error) (PointsResult, error) {
	number, err := index(options)
	if err != nil {
		return PointsResult{}, err
	}
	r := PointsResult{Sums: make([]int, len(options)), Grades: make([]int, len(options))}
	total := 0
	for i, b := range ballots {
		if total, err = voters(total, b.Count, i); err != nil {
			return PointsResult{}, err
		}
		where := fmt.Sprintf("ballots[%d]", i)
		if err := known(where, b, number); err != nil {
			return PointsResult{}, err
		}
		if err := check(where, b); err != nil {
			return PointsResult{}, err
		}
		for o, points := range b.Scores {
			r.Sums[number[o]] += points * b.Count
			r.Grades[number[o]] += b.Count
		}
	}
	return r, nil
}

func known(where string, b PointBallot, number map[string]int) error {
	unknown := ""
	for o := range b.Scores {
		if _, ok := number[o]; !ok && (unknown == "" || o < unknown) {
			unknown = o
		}
	}
	if _, ok := b.Scores[unknown]; ok {
		return wrong(where, "%q is not an option", unknown)
	}
	return nil
}

// capped refuses points below 0 or above most, naming the first such option.
func capped(where string, b PointBallot, options []string, most int) error {
	for _, o := range options {
		if points := b.Scores[o]; points < 0 || points > most {
			return wrong(where, "%d points for %q are not between 0 and %d", points, o, most)
		}
	}
	return nil
}
