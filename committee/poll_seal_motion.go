package committee

import (
	"bytes"
	"fmt"
	"slices"

	"gremienbot/committee/tally"
)

// motionDiffers is Differs for a motion.
func (f PollFile) motionDiffers(p Poll, version int) string {
	if f.Rule == nil || !slices.ContainsFunc(p.countedBy(), func(r tally.Rule) bool { return sameRule(r, f.Rule.Rule) }) {
		return "rule: sealed says " + string(asText(p.Rule))
	}
	if p.Groups == GroupsVote && sameRule(f.Rule.Rule, groupMotion(p.Rule, nil).Rule) && !f.unvoted(p) {
		return f.groupVotesDiffer(p, version)
	}
	if why := f.seatsDiffer(p, version); why != "" {
		return why
	}
	if o := p.Outside; o != nil && !f.Withheld {
		if got := (Counted{Yes: f.Yes, No: f.No, Abstain: f.Abstain, Invalid: f.Invalid, Present: f.present()}); got != o.Counted {
			return "yes, no, abstain, invalid, present: sealed says " + string(asText(o.Counted))
		}
	}
	for _, why := range []string{f.quorumDiffers(p, version), f.groupsDiffer(p, version), f.weightsDiffer(p)} {
		if why != "" {
			return why
		}
	}
	return ""
}

// unvoted: nobody has voted on a motion of groups, so that these have no vote to give
// and its file is one of seats, by a rule that may be the same for both.
func (f PollFile) unvoted(p Poll) bool {
	return sameRule(p.Rule, f.Rule.Rule) && f.GroupHeads == nil && f.Yes+f.No+f.Abstain+f.Invalid == 0
}

// countedBy are the rules that a file of the motion may be counted by: its own, or
// what is left of it where the silent of a circulation are among the abstentions or
// groups vote.
func (p Poll) countedBy() []tally.Rule {
	switch {
	case p.Groups == GroupsVote:
		return []tally.Rule{p.Rule, groupMotion(p.Rule, nil).Rule}
	case p.Circulation != nil:
		return []tally.Rule{p.Rule, silenced(tally.Motion{Rule: p.Rule}, 0).Rule}
	}
	return []tally.Rule{p.Rule}
}

// present is how many the file says took part.
func (f PollFile) present() int {
	if f.Present == nil {
		return f.Yes + f.No + f.Abstain + f.Invalid
	}
	return *f.Present
}

// seatsDiffer compares how many seats there are. Files of the first version do not say
// how many of them have a conflict of interest.
func (f PollFile) seatsDiffer(p Poll, version int) string {
	recused := f.Recused
	if version == firstSeal && recused == 0 {
		recused = max(0, p.Seats-f.Seats)
	}
	if p.Seats-f.Seats != recused || len(p.Electors)-f.Filled != recused {
		return fmt.Sprintf("seats: sealed says %d, and %d of them filled", p.Seats, len(p.Electors))
	}
	return ""
}

// reached reports whether as many answered as must by the rule of the poll.
func (f PollFile) reached(p Poll, answered int) bool {
	r, err := tally.Motion{Present: answered, Seats: f.Seats, Filled: f.Filled, Rule: p.Rule}.Count()
	return err == nil && r.Quorum.Met
}

// quorumDiffers finds a circulation that is decided though too few have answered, and
// votes that are withheld though enough have.
func (f PollFile) quorumDiffers(p Poll, version int) string {
	cast := f.Yes + f.No + f.Abstain + f.Invalid - f.Silent
	there := max(cast, min(p.Present, f.Filled)) // see Poll.present
	switch enough := f.reached(p, f.present()-f.Silent); {
	case f.Withheld && enough:
		return "withheld: by sealed enough have taken part"
	case !f.Withheld && p.Outside == nil && f.present()-f.Silent != there:
		return fmt.Sprintf("present: sealed says that these are the %d who have taken part", there)
	case sameRule(f.Rule.Rule, p.Rule):
		return ""
	case f.present() != f.Filled, version > firstSeal && f.Silent == 0, !enough:
		return "silent: sealed says that the quorum is one of those who answered"
	}
	return ""
}

// groupsDiffer finds a motion that is decided without the groups that must have their
// say, or with groups that have none.
func (f PollFile) groupsDiffer(p Poll, version int) string {
	decided := f.Yes+f.No+f.Abstain+f.Invalid > 0 && f.reached(p, f.present()-f.Silent)
	switch {
	case p.Groups == GroupsVote && decided:
		return "rule: sealed says that each group has one vote"
	case p.Groups != GroupsDouble && len(f.Groups) > 0:
		return "groups: sealed says nothing of a majority of groups"
	case p.Groups != GroupsDouble || !decided:
		return ""
	}
	yes, no, _ := sumOf(f.Groups)
	if yes != f.Yes || no != f.No {
		return "groups: sealed says that a majority of them is needed, and they do not sum to yes and no"
	}
	return f.namesDiffer(p, f.Groups, version)
}

// groupVotesDiffer is motionDiffers for a motion in which each group has one vote.
func (f PollFile) groupVotesDiffer(p Poll, version int) string {
	if len(f.Groups) > 0 || f.Weights != nil || f.Withheld {
		return "groups: sealed says that each of them has one vote"
	}
	if version == firstSeal && f.GroupHeads == nil { // such files do not say how the seats have voted
		return ""
	}
	m := groupMotion(p.Rule, f.GroupHeads)
	if f.Yes != m.Yes || f.No != m.No || f.Abstain != m.Abstain || f.Seats != m.Seats || f.Filled != m.Filled || f.present() != m.Present {
		return fmt.Sprintf("yes, no, abstain: the heads of the groups give %d, %d and %d", m.Yes, m.No, m.Abstain)
	}
	yes, no, abstain := sumOf(f.GroupHeads)
	left := f
	left.Seats, left.Filled = p.Seats-f.Recused, len(p.Electors)-f.Recused
	if !left.reached(p, p.present(yes+no+abstain)) {
		return "group_heads: by sealed too few have taken part"
	}
	return f.namesDiffer(p, f.GroupHeads, version)
}

// namesDiffer compares groups with those of the seats. One is left out if all its seats
// have a conflict of interest.
func (f PollFile) namesDiffer(p Poll, groups []GroupCount, version int) string {
	if version == firstSeal {
		return ""
	}
	seats := map[string]int{}
	for _, e := range p.Electors {
		seats[e.Group]++
	}
	for _, g := range groups {
		if n, known := seats[g.Group]; !known || g.Yes+g.No+g.Abstain > n {
			return fmt.Sprintf("groups: sealed says %d seats of %q", n, g.Group)
		}
		delete(seats, g.Group)
	}
	missing := 0
	for _, n := range seats {
		missing += n
	}
	if missing > f.Recused {
		return fmt.Sprintf("groups: sealed says %d seats of others", missing)
	}
	return ""
}

func sumOf(groups []GroupCount) (yes, no, abstain int) {
	for _, g := range groups {
		yes, no, abstain = yes+g.Yes, no+g.No, abstain+g.Abstain
	}
	return yes, no, abstain
}

// weightsDiffer finds weights where seats have none, or none where they have.
func (f PollFile) weightsDiffer(p Poll) string {
	w := f.Weights
	switch {
	case !p.Weighs() && w != nil:
		return "weights: sealed says that each seat counts once"
	case !p.Weighs() || w == nil && f.Withheld:
		return ""
	case w == nil || w.Both != (p.Weights == WeightDouble) || w.Majority != nil:
		return "weights: sealed says " + string(p.Weights)
	case w.Seats > p.fullWeight() || f.Recused == 0 && f.Seats == p.Seats && w.Seats != p.fullWeight():
		return fmt.Sprintf("weights: sealed says %d", p.fullWeight())
	}
	return ""
}

func sameRule(a, b tally.Rule) bool { return bytes.Equal(asText(a), asText(b)) }
