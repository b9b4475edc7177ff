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
	case p.Objected():
		return bot.Message{Text: strings.Join(append(lines, v.objected(p), v.meaning(p, &o)), "\n")}
	case o.Motion != nil:
		lines = append(lines, v.motionResult(p, o)...)
	case o.Order != nil:
		lines = append(lines, v.orderResult(p, o)...)
	default:
		lines = append(lines, v.optionsResult(p, o)...)
	}
	lines = append(lines, v.outsideLine(p)...)
	if o.Entered > 0 {
		lines = append(lines, v.Say("poll.entered.count", "Count", o.Entered))
	}
	if p.Early() {
		lines = append(lines, v.pollEnd(p))
	}
	lines = v.withLot(lines, p)
	lines = append(lines, v.meaning(p, &o))
	if p.Entry.Seq > 0 {
		lines = append(lines, v.Say("result.entered", "Number", p.Entry))
	}
	return bot.Message{Text: strings.Join(lines, "\n")}
}

func (v Voice) motionResult(p committee.Poll, o committee.Outcome) []string {
	if o.TooFew() { // the outcome says who took part
		return []string{v.outcomeInBrief(p, o), v.RuleInWords(p.Rule, *o.Motion)}
	}
	lines := append([]string{v.outcomeInBrief(p, o), v.pollTurnout(p, o.Cast)}, v.groupLines(p, o)...)
	return append(lines, v.RuleInWords(p.Rule, *o.Motion))
}

// outcomeInBrief is the outcome in one or two lines, for card and result.
func (v Voice) outcomeInBrief(p committee.Poll, o committee.Outcome) string {
	if p.Objected() {
		return v.objected(p)
	}
	if o.Motion == nil {
		return v.optionsInBrief(p, o)
	}
	m := *o.Motion
	said := v.Say("poll.reason."+string(m.Reason), "Have", m.Quorum.Have, "Seats", p.Awaited(), "Needed", m.Quorum.Needed, "Majority", m.Majority.Needed)
	if !p.Tells(committee.Numbers, committee.ToAll, &o) {
		return said
	}
	said += " " + v.numbers(m)
	if o.Silent > 0 {
		said += " " + v.Say("poll.silent", "Count", o.Silent)
	}
	return said
}

// labels names options in bold by number and title, in the poll's order.
func (v Voice) labels(p committee.Poll, keys []string, n int) []string {
	var names []string
	for _, o := range p.Options {
		if slices.Contains(keys, o.Key) {
			names = append(names, v.named(o, n))
		}
	}
	return names
}

// named is an option in bold by number and title, or its day.
func (v Voice) named(o committee.PollOption, n int) string {
	if o.Day.Valid() {
		return v.option(o)
	}
	return "**" + Unbroken(o.Key) + "** " + Cut(Plain(o.Label), n)
}

func (v Voice) orderResult(p committee.Poll, o committee.Outcome) []string {
	if o.Cast == o.Blank {
		return []string{v.optionsInBrief(p, o), v.pollTurnout(p, o.Cast)}
	}
	lines := []string{v.pollTurnout(p, o.Cast), ""}
	rank := 1
	for _, level := range o.Order.Levels {
		lines = append(lines, "- "+v.level(p, level, rank))
		rank += len(level)
	}
	return append(lines, "", v.Say("poll.order.rule."+string(p.Kind)), "", v.Say("poll.order.pairs."+string(p.Kind)), "", v.pairs(p, *o.Order), "")
}

// level is one line of an order: a rank, or the ranks that several share.
func (v Voice) level(p committee.Poll, level []string, rank int) string {
	names := v.labels(p, level, 90)
	if len(level) == 1 {
		return v.Say("poll.rank.single", "Rank", rank, "Name", names[0])
	}
	return v.Say("poll.rank.shared", "From", rank, "To", rank+len(level)-1, "Names", v.and(names))
}

// pairs is the table of duels in two columns, so that it can be read on a phone:
// an option, and those it beats or ties with, each with the seats for and
// against it. Every pair stands there once.
func (v Voice) pairs(p committee.Poll, r tally.SchulzeResult) string {
	order := inOrder(p, r)
	lines := []string{"| " + v.Say("poll.pairs.option."+string(p.Kind)) + " | " + v.Say("poll.pairs.beats") + " |", "|:--|:--|"}
	for i, x := range order {
		var duels []string
		for j, y := range order {
			ours, theirs := r.Pairwise[x][y], r.Pairwise[y][x]
			if ours > theirs || ours == theirs && i < j {
				duels = append(duels, fmt.Sprintf("%s (%d:%d)", shortKey(p, y), ours, theirs))
			}
		}
		if duels == nil {
			duels = []string{"–"}
		}
		lines = append(lines, "| **"+Unbroken(p.Options[x].Key)+"** | "+strings.Join(duels, ", ")+" |")
	}
	return strings.Join(lines, "\n")
}

// inOrder are the options of a poll by their rank.
func inOrder(p committee.Poll, r tally.SchulzeResult) []int {
	var order []int
	for _, level := range r.Levels {
		for i, o := range p.Options {
			if slices.Contains(level, o.Key) {
				order = append(order, i)
			}
		}
	}
	return order
}

// shortKey is the last part of an option's number where all are of one year,
// else the number.
func shortKey(p committee.Poll, i int) string {
	key := p.Options[i].Key
	cut := strings.LastIndex(key, "-") + 1
	for _, o := range p.Options {
		if !strings.HasPrefix(o.Key, key[:cut]) {
			return Unbroken(key)
		}
	}
	return key[cut:]
}
