package committee

import "gremienbot/committee/tally"

// GroupCount is how the seats of one group have answered a motion.
type GroupCount struct {
	Group   string `json:"name"`
	Yes     int    `json:"yes"`
	No      int    `json:"no"`
	Abstain int    `json:"abstain,omitempty"`
}

// GroupsMissed is the reason of a motion that the groups decide, beside those of
// package tally.
const GroupsMissed tally.Reason = "groups-missed" // a majority of heads, but no more groups for than against

// countGroups counts a motion by groups, in the order of the seats, and lets them
// decide where the terms say so (domain, section 5). The quorum is one of seats
// in any case.
func (p Poll) countGroups(o Outcome, ballots []Ballot) (Outcome, error) {
	if !p.countsGroups() {
		return o, nil
	}
	o.Groups = p.heads(ballots)
	if o.Motion.Outcome == tally.NotQuorate {
		return o, nil
	}
	switch p.Groups {
	case GroupsDouble:
		MajorityOfGroups(o.Groups, o.Motion)
	case GroupsVote:
		return p.votesOfGroups(o)
	}
	return o, nil
}

// MajorityOfGroups rejects what has a majority of heads, but not more groups for it than
// against it (domain, section 5). A group without a majority of its own abstains.
func MajorityOfGroups(groups []GroupCount, m *tally.MotionResult) {
	if yes, no := Majorities(groups); m.Outcome == tally.Adopted && yes <= no {
		m.Outcome, m.Reason = tally.Rejected, GroupsMissed
	}
}

// Majorities is how many groups have a majority of their own for and against.
func Majorities(groups []GroupCount) (yes, no int) {
	for _, g := range groups {
		switch {
		case g.Yes > g.No:
			yes++
		case g.No > g.Yes:
			no++
		}
	}
	return yes, no
}

// groupMotion is a motion in which each group has one vote.
func groupMotion(rule tally.Rule, groups []GroupCount) tally.Motion {
	yes, no := Majorities(groups)
	all := len(groups)
	rule.Quorum, rule.Tie = tally.Quorum{}, tally.TieRejects
	if rule.Abstention == tally.AbstentionForbidden {
		rule.Abstention = tally.AbstentionNeutral
	}
	return tally.Motion{Yes: yes, No: no, Abstain: all - yes - no, Present: all, Seats: all, Filled: all, Rule: rule, Chair: tally.ChairNone}
}

// votesOfGroups decides the motion with one vote for each group; a group without
// a majority of its own abstains. The numbers of heads stay with the result.
func (p Poll) votesOfGroups(o Outcome) (Outcome, error) {
	m, err := groupMotion(p.Rule, o.Groups).Count()
	o.Motion.Outcome, o.Motion.Reason, o.Motion.Majority = m.Outcome, m.Reason, m.Majority
	return o, err
}

// SeatsOf is how many seats of a group are to take part in the poll.
func (p Poll) SeatsOf(group string) int {
	n := 0
	for _, e := range p.Electors {
		if e.Group == group && !p.IsRecused(e.Seat) {
			n++
		}
	}
	return n
}

// heads are the answers of each group. One whose seats all have a conflict of interest
// is no group of this motion.
func (p Poll) heads(ballots []Ballot) []GroupCount {
	group, at := map[int64]string{}, map[string]int{}
	var list []GroupCount
	for _, e := range p.Electors {
		if p.IsRecused(e.Seat) {
			continue
		}
		group[e.Seat] = e.Group
		if _, known := at[e.Group]; !known {
			at[e.Group] = len(list)
			list = append(list, GroupCount{Group: e.Group})
		}
	}
	for _, b := range ballots {
		g := &list[at[group[b.Seat]]]
		switch b.Choice.Answer {
		case Yes:
			g.Yes++
		case No:
			g.No++
		default:
			g.Abstain++
		}
	}
	return list
}
