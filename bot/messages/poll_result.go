package messages

import (
	"slices"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// PollResult is the result of a closed poll for all in the channel: the outcome,
// the numbers and the rule that decided, in words made of the rule itself. If
// too few have taken part, the answers are not told. The table behind a ranking
// stands in the thread; see [Voice.PollPairs].
func (v Voice) PollResult(_ committee.Committee, p committee.Poll, o committee.Outcome) bot.Message {
	return v.result(p, o, v.pairsElsewhere(p, o), v.votedWording(p, o, false))
}

// result is the result of a poll with what there is to say of the table behind it, and
// the wording that was voted on.
func (v Voice) result(p committee.Poll, o committee.Outcome, pairs, wording []string) bot.Message {
	lines := []string{v.Say("poll.result.head", "Number", p.Number, "Question", Plain(p.Question)), ""}
	lines = append(lines, v.voidHead(p)...)
	lines = append(lines, v.electorate(p)...)
	switch {
	case p.Objected():
		return bot.Message{Text: strings.Join(slices.Concat(lines, []string{v.objected(p)}, wording, v.meaning(p, &o)), "\n")}
	case o.Withheld:
		lines = append(append(lines, v.outcomeInBrief(p, o)), wording...)
	case o.Motion != nil:
		lines = append(lines, v.motionResult(p, o, wording)...)
	case o.Order != nil || o.Pairs != nil:
		lines = append(lines, v.orderResult(p, o)...)
	default:
		lines = append(lines, v.optionsResult(p, o)...)
	}
	lines = append(lines, pairs...)
	lines = append(append(lines, v.outsideLine(p, o)...), v.circulatedLine(p)...)
	if o.Entered > 0 {
		lines = append(lines, v.Say("poll.entered.count", "Count", o.Entered))
	}
	if p.Early() {
		lines = append(lines, v.pollEnd(p))
	}
	if p.Extended != "" {
		lines = append(lines, v.extendedWhy(p.Extended))
	}
	lines = v.withLot(lines, p)
	if p.Voided == nil {
		lines = append(lines, v.meaning(p, &o)...)
	}
	lines = append(lines, v.entered(p)...)
	return bot.Message{Text: strings.Join(lines, "\n")}
}

// motionResult has the wording right behind the outcome: what follows explains it.
func (v Voice) motionResult(p committee.Poll, o committee.Outcome, wording []string) []string {
	lines := append([]string{v.outcomeInBrief(p, o)}, wording...)
	if o.TooFew() { // the outcome says who took part
		return append(lines, v.RuleInWords(p, *o.Motion))
	}
	lines = append(append(lines, v.turnout(p, o)), v.groupLines(p, o)...)
	return append(append(lines, v.RuleInWords(p, *o.Motion)), v.weighing(p)...)
}

// outcomeInBrief is the outcome in one or two lines, for card and result.
func (v Voice) outcomeInBrief(p committee.Poll, o committee.Outcome) string {
	if p.Objected() {
		return v.objected(p)
	}
	if o.Withheld {
		return v.withheld(p, o)
	}
	if o.Motion == nil {
		return v.optionsInBrief(p, o)
	}
	m := *o.Motion
	said := v.Say(weighedReason(p, m), "Have", m.Quorum.Have, "Seats", p.Awaited(), "Needed", m.Quorum.Needed, "Majority", m.Majority.Needed, "Weight", weightNeeded(m))
	if o.TooFew() && p.Circulation != nil {
		said += "\n" + v.Say("poll.circulation.lapsed", "Seq", p.Number.Seq)
	}
	if !p.Tells(committee.Numbers, committee.ToAll, &o) {
		return struck(p, said)
	}
	if p.Groups == committee.GroupsVote {
		yes, no := committee.Majorities(o.Groups)
		said += " " + v.Say("poll.numbers.groups", "Yes", yes, "No", no, "None", len(o.Groups)-yes-no)
	}
	said += " " + v.numbers(m)
	if o.Silent > 0 {
		said += " " + v.Say("poll.silent", "Count", o.Silent, "All", m.Abstain+o.Silent)
	}
	return struck(p, said)
}

// withheld says that there is no result because so few confidential ballots would tell
// who cast them.
func (v Voice) withheld(p committee.Poll, o committee.Outcome) string {
	said := v.Say("poll.withheld", "Count", o.Cast, "Min", committee.MinConfidential)
	if p.Circulation != nil {
		said += "\n" + v.Say("poll.circulation.lapsed", "Seq", p.Number.Seq)
	}
	return said
}

// labels names options in bold by number and title, in the poll's order.
func (v Voice) labels(p committee.Poll, keys []string) []string {
	var names []string
	for _, o := range p.Options {
		if slices.Contains(keys, o.Key) {
			names = append(names, v.named(o))
		}
	}
	return names
}

// named is an option in bold by number and title, or its day.
func (v Voice) named(o committee.PollOption) string {
	if o.Day.Valid() {
		return v.option(o)
	}
	return "**" + Unbroken(o.Key) + "** " + Plain(o.Label)
}

func (v Voice) orderResult(p committee.Poll, o committee.Outcome) []string {
	numbers := []string{v.turnout(p, o)}
	if o.Empty() {
		return append([]string{v.optionsInBrief(p, o)}, numbers...)
	}
	if o.Blank > 0 {
		numbers = append(numbers, v.Say("poll.blank", "Count", o.Blank))
	}
	levels, rule := [][]string(nil), v.Say("poll.order.rule."+string(p.Kind))
	if o.Order != nil {
		levels = o.Order.Levels
	} else {
		levels, rule = o.Pairs.Levels, v.methodRule(p)
	}
	var lines []string
	rank := 1
	for _, level := range levels {
		lines = append(lines, "- "+v.level(p, level, rank))
		rank += len(level)
	}
	lines = append(append(lines, ""), numbers...)
	return append(append(lines, rule), v.weighing(p)...)
}

// level is one line of an order: a rank, or the ranks that several share.
func (v Voice) level(p committee.Poll, level []string, rank int) string {
	names := v.labels(p, level)
	if len(level) == 1 {
		return v.Say("poll.rank.single", "Rank", rank, "Name", names[0])
	}
	return v.Say("poll.rank.shared", "From", rank, "To", rank+len(level)-1, "Names", v.and(names))
}
