package messages

import (
	"fmt"
	"slices"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// PollResult is the result of a closed poll for all in the channel: the outcome,
// the numbers and the rule that decided, in words made of the rule itself. If
// too few have taken part, the answers are not told.
func (v Voice) PollResult(_ committee.Committee, p committee.Poll, o committee.Outcome) bot.Message {
	lines := []string{v.Say("poll.result.head", "Number", p.Number, "Question", Plain(p.Question)), ""}
	switch {
	case o.Motion != nil:
		lines = append(lines, v.motionResult(p, o)...)
	case o.Order != nil:
		lines = append(lines, v.orderResult(p, o)...)
	}
	return bot.Message{Text: strings.Join(append(lines, v.Say("poll.nodecision")), "\n")}
}

func (v Voice) motionResult(p committee.Poll, o committee.Outcome) []string {
	return []string{v.outcomeInBrief(p, o), v.pollTurnout(p, o.Cast), v.RuleInWords(p.Rule, *o.Motion)}
}

// outcomeInBrief is the outcome in one or two lines, for card and result.
func (v Voice) outcomeInBrief(p committee.Poll, o committee.Outcome) string {
	switch {
	case o.Order != nil && o.Cast == 0:
		return v.Say("poll.order.none")
	case o.Order != nil:
		return v.Say("poll.order.first", "First", v.and(v.labels(p, o.Order.Winners, 70)))
	case o.Motion == nil:
		return ""
	}
	m := *o.Motion
	said := v.Say("poll.reason."+string(m.Reason), "Have", m.Quorum.Have, "Seats", o.Seats, "Needed", m.Quorum.Needed, "Majority", m.Majority.Needed)
	if m.Outcome == tally.NotQuorate {
		return said
	}
	return said + " " + v.Say("poll.numbers", "Yes", m.Yes, "No", m.No, "Abstain", m.Abstain)
}

// labels names options in bold by number and title, in the poll's order.
func (v Voice) labels(p committee.Poll, keys []string, n int) []string {
	var names []string
	for _, o := range p.Options {
		if slices.Contains(keys, o.Key) {
			names = append(names, "**"+o.Key+"** "+Cut(Plain(o.Label), n))
		}
	}
	return names
}

func (v Voice) orderResult(p committee.Poll, o committee.Outcome) []string {
	if o.Cast == 0 {
		return []string{v.Say("poll.order.none"), v.pollTurnout(p, 0)}
	}
	lines := []string{v.pollTurnout(p, o.Cast), ""}
	rank := 1
	for _, level := range o.Order.Levels {
		lines = append(lines, "- "+v.level(p, level, rank))
		rank += len(level)
	}
	return append(lines, "", v.Say("poll.order.rule"), "", v.Say("poll.order.pairs"), "", v.pairs(p, *o.Order), "")
}

// level is one line of an order: a rank, or the ranks that several share.
func (v Voice) level(p committee.Poll, level []string, rank int) string {
	names := v.labels(p, level, 90)
	if len(level) == 1 {
		return v.Say("poll.rank.single", "Rank", rank, "Name", names[0])
	}
	return v.Say("poll.rank.shared", "From", rank, "To", rank+len(level)-1, "Names", v.and(names))
}

// pairs is the table of duels: how many rank the row above the column.
func (v Voice) pairs(p committee.Poll, r tally.SchulzeResult) string {
	var order []int
	for _, level := range r.Levels {
		for i, o := range p.Options {
			if slices.Contains(level, o.Key) {
				order = append(order, i)
			}
		}
	}
	head, rule := "| |", "|:--|"
	for _, y := range order {
		head, rule = head+" "+p.Options[y].Key+" |", rule+"--:|"
	}
	lines := []string{head, rule}
	for _, x := range order {
		line := "| **" + p.Options[x].Key + "** |"
		var lineSb99 strings.Builder
		for _, y := range order {
			lineSb99.WriteString(duel(r, x, y))
		}
		line += lineSb99.String()
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// duel is one cell: bold for the winner, nothing for an option and itself.
func duel(r tally.SchulzeResult, x, y int) string {
	switch {
	case x == y:
		return " – |"
	case r.Pairwise[x][y] > r.Pairwise[y][x]:
		return fmt.Sprintf(" **%d** |", r.Pairwise[x][y])
	}
	return fmt.Sprintf(" %d |", r.Pairwise[x][y])
}
