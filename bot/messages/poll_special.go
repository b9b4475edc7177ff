package messages

import (
	"strings"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// special is one line on the card about what is out of the ordinary in how a poll is
// decided, nothing for an ordinary one: voters look there, and have no time.
func (v Voice) special(p committee.Poll) []string {
	said := v.electorate(p)
	if p.Kind == committee.MotionPoll {
		said = append(said, v.unusualMajority(p)...)
		said = append(said, v.chairTold(p)...)
	}
	if len(said) == 0 {
		return nil
	}
	return []string{strings.Join(said, " ")}
}

// unusualMajority says what a motion needs beside more yes than no.
func (v Voice) unusualMajority(p committee.Poll) []string {
	var said []string
	m := p.Rule.Majority
	half := m.Fraction.Den > 0 && 2*m.Fraction.Num == m.Fraction.Den
	if !half || m.Comparator != tally.MoreThan || m.Base != tally.YesNo {
		said = append(said, v.Say("poll.card.majority", "Majority", v.majority(m, len(p.Recused))))
	}
	if p.Rule.Abstention == tally.AbstentionNo {
		said = append(said, v.Say("poll.card.abstention"))
	}
	if p.Groups == committee.GroupsDouble || p.Groups == committee.GroupsVote {
		said = append(said, v.Say("poll.card.groups."+string(p.Groups)))
	}
	return said
}

// chairTold says that the chair's vote is told where it decides a tie, nothing where it
// never does.
func (v Voice) chairTold(p committee.Poll) []string {
	decides := p.Kind == committee.MotionPoll && p.Rule.Tie == tally.TieChair && p.Rule.Majority.KnowsTies()
	if !decides || p.Confidential || p.Groups == committee.GroupsVote || p.Outside != nil {
		return nil
	}
	return []string{v.Say("poll.chair.told")}
}

// electorate says whose seats a poll asks, where these are not all.
func (v Voice) electorate(p committee.Poll) []string {
	if p.Voters == "" {
		return nil
	}
	return []string{v.Say("poll.electorate", "Group", Plain(p.Voters), "Seats", p.Seats)}
}

// ofGroup is whose seats an entry of the register is about, "" where that is the whole
// committee.
func (v Voice) ofGroup(p committee.Poll) string {
	if p.Voters == "" {
		return ""
	}
	return " " + v.Say("result.group", "Group", Plain(p.Voters))
}
