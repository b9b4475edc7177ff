package committee_test

import (
	"testing"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// grouped is a motion of five groups of three, three, three, three and two seats.
func grouped(rule committee.GroupRule, answers ...string) (committee.Poll, []committee.Ballot) {
	p := committee.Poll{Kind: committee.MotionPoll, Rule: committee.PresetKoG.Rule(), Seats: 14, Terms: committee.Terms{Groups: rule}}
	var ballots []committee.Ballot
	for i, group := range []string{"L", "L", "L", "S", "S", "S", "G", "G", "G", "V", "V", "V", "K", "K"} {
		p.Electors = append(p.Electors, committee.Elector{Seat: int64(i + 1), Group: group})
		if i < len(answers) && answers[i] != "" {
			ballots = append(ballots, committee.Ballot{Seat: int64(i + 1), Choice: committee.Choice{Answer: answers[i]}})
		}
	}
	return p, ballots
}

func TestGroupsDecideWhereTheTermsSaySo(t *testing.T) {
	t.Parallel()
	const y, n, a = committee.Yes, committee.No, committee.Abstain
	for name, row := range map[string]struct {
		rule    committee.GroupRule
		answers []string
		want    tally.Outcome
		reason  tally.Reason
	}{
		"shown only, heads decide":          {committee.GroupsShown, []string{y, y, y, y, y, y, y, n, n, n, n, n, n, a}, tally.Adopted, tally.MajorityReached},
		"double, heads but two groups":      {committee.GroupsDouble, []string{y, y, y, y, y, y, y, n, n, n, n, n, n, a}, tally.Rejected, committee.GroupsMissed},
		"double, heads and three groups":    {committee.GroupsDouble, []string{y, y, y, y, y, y, y, y, n, n, n, n, n, n}, tally.Adopted, tally.MajorityReached},
		"double, two groups to one":         {committee.GroupsDouble, []string{y, y, y, y, y, y, n, n, n, y, a, n, y, n}, tally.Adopted, tally.MajorityReached},
		"double, two groups to two":         {committee.GroupsDouble, []string{y, y, y, y, y, y, n, n, n, y, n, n, y, n}, tally.Rejected, committee.GroupsMissed},
		"double, groups but no heads":       {committee.GroupsDouble, []string{y, y, n, y, y, n, y, y, n, n, n, n, n, n}, tally.Rejected, tally.MajorityMissed},
		"one vote each, few heads win":      {committee.GroupsVote, []string{y, y, n, y, y, n, y, y, n, n, n, n, n, n}, tally.Adopted, tally.MajorityReached},
		"one vote each, split groups":       {committee.GroupsVote, []string{y, y, y, y, n, a, y, n, a, n, n, n, y, n}, tally.Rejected, tally.TieRejected},
		"one vote each, but too few answer": {committee.GroupsVote, []string{y, y, y, y, y, y}, tally.NotQuorate, tally.QuorumMissed},
	} {
		p, ballots := grouped(row.rule, row.answers...)
		o, err := p.Count(ballots)
		if err != nil || o.Motion.Outcome != row.want || o.Motion.Reason != row.reason {
			t.Errorf("%s: %s because %s, %v; want %s because %s", name, o.Motion.Outcome, o.Motion.Reason, err, row.want, row.reason)
		}
		sum := 0
		for _, g := range o.Groups {
			sum += g.Yes + g.No + g.Abstain
		}
		if len(o.Groups) != 5 || sum != len(ballots) {
			t.Errorf("%s: groups %+v of %d ballots", name, o.Groups, len(ballots))
		}
	}
}

func TestConfidentialPollsHaveNoGroups(t *testing.T) {
	t.Parallel()
	p, ballots := grouped(committee.GroupsShown, committee.Yes, committee.No)
	p.Confidential = true
	if o, err := p.Count(ballots); err != nil || o.Groups != nil {
		t.Errorf("groups %+v, %v", o.Groups, err)
	}
}
