package committee

import (
	"slices"
	"time"

	"gremienbot/committee/tally"
)

// SplitSpan is how far apart the lowest and the highest grade of a criterion lie,
// in points, when opinions are called split.
const SplitSpan = 5

// CriterionOutcome is what all seats together said under one criterion. It never
// says who said what.
type CriterionOutcome struct {
	Name            string
	Weight          int
	Count           int        // seats that could judge; without any the rest says nothing
	Median          HalfPoints // 0 to 10 points
	Lowest, Highest int
}

// MinShown is how many seats must have judged before median and span are shown:
// of fewer, they would tell what a single seat said.
const MinShown = 3

// Shown reports whether median and span may be shown.
func (o CriterionOutcome) Shown() bool { return o.Count >= MinShown }

// Split reports whether the opinions of enough seats lie far apart.
func (o CriterionOutcome) Split() bool { return o.Shown() && o.Highest-o.Lowest >= SplitSpan }

// NeedOutcome is the result of a round for one need.
type NeedOutcome struct {
	// LeftOut is what became of the need before the round ended, "" mostly; then
	// the rest says nothing. LeftInto is the need it was bundled in.
	LeftOut  NeedState
	LeftInto Number
	Rank     int // from 1 on, shared by equals; 0 without a score
	Scored   bool
	Score    HalfPoints
	Criteria []CriterionOutcome
}

// Split reports whether opinions lie far apart under any criterion.
func (o NeedOutcome) Split() bool { return slices.ContainsFunc(o.Criteria, CriterionOutcome.Split) }

// Unjudged lists the criteria that nobody could judge.
func (o NeedOutcome) Unjudged() []string {
	var names []string
	for _, c := range o.Criteria {
		if c.Count == 0 {
			names = append(names, c.Name)
		}
	}
	return names
}

// Conclude counts the appraisals of a round that has ended: every need gets its
// outcome. Needs that nobody works on any more are left out, seats that are no
// electors do not count. A fault means appraisals that Appraise would not have
// let in.
func (a Assessment) Conclude(given []Appraisal) (Assessment, error) {
	standing := a.Standing()
	a.Needs, a.Took = slices.Clone(a.Needs), a.took(given)
	outcomes, err := a.count(standing, given)
	if err != nil {
		return a, err
	}
	for i, n := range a.Needs {
		o, ok := outcomes[n.Need]
		if !ok {
			o = NeedOutcome{LeftOut: n.State, LeftInto: n.Into}
		}
		a.Needs[i].Outcome = &o
	}
	return a, nil
}

// took counts the entitled seats that have appraised anything.
func (a Assessment) took(given []Appraisal) int {
	seats := map[int64]bool{}
	for _, g := range given {
		seats[g.Seat] = true
	}
	n := 0
	for _, e := range a.Electors {
		if seats[e.Seat] {
			n++
		}
	}
	return n
}

func (a Assessment) count(standing []AssessedNeed, given []Appraisal) (map[int64]NeedOutcome, error) {
	outcomes := map[int64]NeedOutcome{}
	if len(standing) == 0 {
		return outcomes, nil
	}
	options, weights := make([]string, len(standing)), make([]int, len(a.Criteria))
	key := map[int64]string{}
	for i, n := range standing {
		options[i] = n.Number.String()
		key[n.Need] = options[i]
	}
	for i, c := range a.Criteria {
		weights[i] = c.Weight
	}
	result, err := tally.Criteria(options, weights, a.countable(key, given))
	if err != nil {
		return nil, err
	}
	for i, n := range standing {
		outcomes[n.Need] = a.outcome(result.Worths[i], rankOf(options[i], result.Levels))
	}
	return outcomes, nil
}

// countable are the appraisals of entitled seats about the needs that have a key.
func (a Assessment) countable(key map[int64]string, given []Appraisal) []tally.Appraisal {
	entitled := map[int64]bool{}
	for _, e := range a.Electors {
		entitled[e.Seat] = true
	}
	var all []tally.Appraisal
	for _, g := range given {
		if option, standing := key[g.Need]; standing && entitled[g.Seat] {
			all = append(all, tally.Appraisal{Option: option, Grades: g.Grades})
		}
	}
	return all
}

func (a Assessment) outcome(w tally.Worth, rank int) NeedOutcome {
	o := NeedOutcome{Rank: rank, Scored: w.Rated, Score: HalfPoints(w.Total)}
	for i, c := range a.Criteria {
		j := w.Criteria[i]
		o.Criteria = append(o.Criteria, CriterionOutcome{
			Name: c.Name, Weight: c.Weight, Count: j.Count, Median: HalfPoints(j.Median), Lowest: j.Lowest, Highest: j.Highest,
		})
	}
	return o
}

// rankOf is the rank of an option, 0 if it has none.
func rankOf(option string, levels [][]string) int {
	rank := 1
	for _, level := range levels {
		if slices.Contains(level, option) {
			return rank
		}
		rank += len(level)
	}
	return 0
}

// Assess returns the need with the outcome of a round. With a score it becomes
// assessed, if it is not further already; where a question or a delay ends, it
// returns to assessed. Without a score it stays what it was.
func (n Need) Assess(o NeedOutcome, now time.Time) Need {
	if o.LeftOut != "" || !o.Scored {
		return n
	}
	n.Scored, n.Score, n.Split, n.Judgements = true, o.Score, o.Split(), o.Criteria
	switch n.State {
	case NeedReported, NeedClarifying, NeedDescribed:
		n.NeedStanding = NeedStanding{State: NeedAssessed}
	case NeedQueried, NeedDeferred:
		if before := slices.Index(way, n.Back); before < slices.Index(way, NeedAssessed) {
			n.Back = NeedAssessed
		}
	default:
	}
	return n.changed(Person{}, now)
}
