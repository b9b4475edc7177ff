package tally

// DotRule lets each member spread Points (1 to MaxPoints) over the options,
// at most Cap on one (0: no cap), all of them when UseAll is set.
type DotRule struct {
	Points int
	Cap    int
	UseAll bool
}

// Dots ranks options by the sum of the points they got. A ballot over its
// budget, or below it where all must be used, is an [*InputError].
func Dots(options []string, rule DotRule, ballots []PointBallot) (PointsResult, error) {
	if rule.Points < 1 || rule.Points > MaxPoints {
		return PointsResult{}, wrong("points", "a budget of %d is not between 1 and %d", rule.Points, MaxPoints)
	}
	if rule.Cap < 0 {
		return PointsResult{}, wrong("cap", "%d is below 0", rule.Cap)
	}
	spend := func(where string, b PointBallot) error { return rule.check(where, b, options) }
	r, err := addPoints(options, ballots, spend)
	if err != nil {
		return PointsResult{}, err
	}
	return r.bySum(options), nil
}

func (rule DotRule) check(where string, b PointBallot, options []string) error {
	most := rule.Points
	if rule.Cap > 0 {
		most = min(most, rule.Cap)
	}
	spent := 0
	for _, points := range b.Scores {
		if points > 0 && points <= MaxPoints {
			spent += points
		}
	}
	switch {
	case spent > rule.Points:
		return wrong(where, "%d points are over the budget of %d", spent, rule.Points)
	case rule.UseAll && spent < rule.Points:
		return wrong(where, "%d points leave some of %d unused", spent, rule.Points)
	}
	return capped(where, b, options, most)
}

// SureOfSeat returns the points that make an option sure of one of the given
// seats when n members spread their budgets: n*Points/(seats+1), rounded
// down, plus one.
func (rule DotRule) SureOfSeat(n, seats int) int { return n*rule.Points/(seats+1) + 1 }
