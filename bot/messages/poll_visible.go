package messages

import (
	"strings"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// visible says who sees what of an open poll.
func (v Voice) visible(p committee.Poll) string {
	missing, how := v.Say("poll.visible.missing"), v.Say("poll.visible")
	if !p.Tells(committee.WhoIsMissing, committee.ToLead, nil) {
		missing = v.Say("poll.term.missing")
	}
	switch {
	case p.Confidential:
		how = v.Say("poll.term.secrecy.confidential", "Min", committee.MinConfidential)
	case p.Groups != committee.GroupsAside:
		how = v.Say("poll.visible.groups")
	}
	return v.Say("poll.term.shown."+shown(p)) + " " + how + " " + missing
}

// interim is how an open poll stands, for one whose terms say that it is shown.
func (v Voice) interim(p committee.Poll, o committee.Outcome) []string {
	if o.Motion != nil {
		return []string{v.Say("poll.interim") + " " + v.numbers(*o.Motion)}
	}
	levels, by := v.standings(p, o)
	if o.Cast == o.Blank || levels == nil {
		return nil
	}
	return append([]string{v.Say("poll.interim")}, v.standingLines(p, levels, by)...)
}

// shown says when the numbers of a poll are told.
func shown(p committee.Poll) string {
	if p.Tells(committee.NumbersSoFar, committee.ToAll, nil) {
		return "interim"
	}
	return "end"
}

func (v Voice) numbers(m tally.MotionResult) string {
	if w := m.Weight; w != nil {
		return v.Say("poll.numbers.weighed", "Yes", m.Yes, "No", m.No, "Abstain", m.Abstain, "WeightYes", w.Yes, "WeightNo", w.No, "WeightAbstain", w.Abstain)
	}
	return v.Say("poll.numbers", "Yes", m.Yes, "No", m.No, "Abstain", m.Abstain)
}

// groupLines are the heads of each group, and what the groups had to decide.
func (v Voice) groupLines(p committee.Poll, o committee.Outcome) []string {
	if len(o.Groups) == 0 || !p.Tells(committee.NumbersOfGroups, committee.ToAll, &o) {
		return nil
	}
	heads := make([]string, len(o.Groups))
	for i, g := range o.Groups {
		heads[i] = v.Say("poll.group", "Group", Plain(g.Group), "Yes", g.Yes, "No", g.No, "Abstain", g.Abstain, "Seats", p.SeatsOf(g.Group))
	}
	lines := []string{v.Say("poll.groups", "Groups", strings.Join(heads, " · "))}
	if p.Groups == committee.GroupsShown {
		return lines
	}
	yes, no := committee.Majorities(o.Groups)
	return append(lines, v.Say("poll.groups.rule."+string(p.Groups), "Yes", yes, "No", no, "Abstain", len(heads)-yes-no, "Groups", len(heads)))
}
