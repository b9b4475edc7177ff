package committee

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"gremienbot/committee/tally"
)

// checkChoice refuses a choice that the poll does not ask for. An abstention is
// an answer to every poll but a date, unless the rule forbids it.
func (p Poll) checkChoice(c Choice) error {
	if c.Answer == Abstain && p.Kind != DatePoll {
		if p.Kind == MotionPoll && p.Rule.Abstention == tally.AbstentionForbidden {
			return Refuse(Invalid, "poll.abstain.forbidden")
		}
		return nil
	}
	switch p.Kind {
	case MotionPoll:
		if c.Answer != Yes && c.Answer != No {
			return Refuse(Invalid, "poll.answer.unknown")
		}
		return nil
	case PriorityPoll, RankingPoll:
		return p.checkRanking(c)
	case ChoicePoll, ApprovalPoll:
		return p.checkApproval(c)
	case ScorePoll, DotsPoll:
		return p.checkPoints(c)
	case DatePoll:
		return p.checkDays(c)
	}
	return Refuse(Invalid, "poll.kind.unknown")
}

func (p Poll) has(key string) bool {
	return slices.ContainsFunc(p.Options, func(o PollOption) bool { return o.Key == key })
}

func (p Poll) checkRanking(c Choice) error {
	if len(c.Ranking) == 0 {
		return Refuse(Invalid, "poll.ranking.empty").At("rank1")
	}
	if len(c.Ranking) > p.Top {
		return Refuse(Invalid, "poll.ranking.long", "Max", p.Top)
	}
	for i, key := range c.Ranking {
		if !p.has(key) {
			return Refuse(Invalid, "poll.option.unknown", "Option", key)
		}
		if slices.Contains(c.Ranking[:i], key) {
			return Refuse(Invalid, "poll.ranking.twice", "Option", p.Label(key)).At(fmt.Sprintf("rank%d", i+1))
		}
	}
	return nil
}

func (p Poll) checkApproval(c Choice) error {
	if len(c.Approve) == 0 {
		return Refuse(Invalid, "poll.approve.empty")
	}
	if p.Kind == ChoicePoll && len(c.Approve) > 1 {
		return Refuse(Invalid, "poll.choice.single", "Count", len(c.Approve))
	}
	for i, key := range c.Approve {
		if !p.has(key) {
			return Refuse(Invalid, "poll.option.unknown", "Option", key)
		}
		if slices.Contains(c.Approve[:i], key) {
			return Refuse(Invalid, "poll.approve.twice", "Option", p.Label(key))
		}
	}
	return nil
}

// checkPoints names the field that is out of range, and the sum of dots that are
// too many.
func (p Poll) checkPoints(c Choice) error {
	most, sum := p.Points, 0
	if p.Kind == DotsPoll && p.Cap > 0 {
		most = p.Cap
	}
	for _, key := range slices.Sorted(maps.Keys(c.Points)) {
		n := c.Points[key]
		if !p.has(key) {
			return Refuse(Invalid, "poll.option.unknown", "Option", key)
		}
		if n < 0 || n > most {
			return Refuse(Invalid, "poll.points.range", "Option", p.Label(key), "Points", n, "Max", most).At(key)
		}
		sum += n
	}
	switch {
	case p.Kind == DotsPoll && sum == 0, len(c.Points) == 0:
		return Refuse(Invalid, "poll.points.empty")
	case p.Kind == DotsPoll && sum > p.Points:
		return Refuse(Invalid, "poll.dots.sum", "Sum", sum, "Max", p.Points).At(p.lastRated(c))
	}
	return nil
}

// lastRated is the last option that has points: the field where most people went over.
func (p Poll) lastRated(c Choice) string {
	last := ""
	for _, o := range p.Options {
		if c.Points[o.Key] > 0 {
			last = o.Key
		}
	}
	return last
}

func (p Poll) checkDays(c Choice) error {
	if len(c.Days) == 0 {
		return Refuse(Invalid, "poll.days.empty", "Seq", p.Number.Seq)
	}
	for _, key := range slices.Sorted(maps.Keys(c.Days)) {
		if !p.has(key) {
			return Refuse(Invalid, "poll.day.unasked", "Day", key, "Number", p.Number, "Seq", p.Number.Seq)
		}
		if a := c.Days[key]; a != Yes && a != Maybe && a != No {
			return Refuse(Invalid, "poll.answer.unknown").At(key)
		}
	}
	return nil
}

// SpreadDots is how many dots a choice uses.
func SpreadDots(c Choice) int {
	sum := 0
	for _, n := range c.Points {
		sum += n
	}
	return sum
}

// Best lists the options of a choice with points, most points first and equal
// ones in the poll's order, for a receipt.
func (p Poll) Best(c Choice) []PollOption {
	rated := slices.DeleteFunc(slices.Clone(p.Options), func(o PollOption) bool { return c.Points[o.Key] == 0 })
	slices.SortStableFunc(rated, func(a, b PollOption) int { return cmp.Compare(c.Points[b.Key], c.Points[a.Key]) })
	return rated
}
