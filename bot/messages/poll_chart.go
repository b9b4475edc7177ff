package messages

import (
	"math/big"
	"slices"
	"strconv"

	"gremienbot/bot"
	"gremienbot/committee"
)

// WithChart adds a picture of the numbers to a result, if the committee wants one
// and the method has numbers. The text says the same, and that the picture does.
func (v Voice) WithChart(m bot.Message, c committee.Committee, p committee.Poll, o committee.Outcome) bot.Message {
	bars := v.bars(p, o)
	if !c.Charts || !slices.ContainsFunc(bars, func(b bot.Bar) bool { return b.Amount > 0 }) {
		return m
	}
	m.Chart = &bot.Chart{Name: v.Say("poll.chart.name", "Number", p.Number) + ".png", Title: p.Number.String() + " " + visible(p.Question), Bars: bars}
	m.Text = lines(m.Text, v.Say("poll.chart"))
	return m
}

// bars are the numbers of a result: those of a motion, or of the options in the
// order of their ranks.
func (v Voice) bars(p committee.Poll, o committee.Outcome) []bot.Bar {
	if !p.Tells(committee.Numbers, committee.ToAll, &o) {
		return nil
	}
	if o.Motion != nil && p.Groups == committee.GroupsVote {
		yes, no := committee.Majorities(o.Groups)
		return []bot.Bar{v.votesBar("groups.yes", yes), v.votesBar("groups.no", no), v.votesBar("groups.none", len(o.Groups)-yes-no)}
	}
	if m := o.Motion; m != nil {
		if m.Weight != nil && p.Weights == committee.WeightDecides {
			m = m.Weight
		}
		return []bot.Bar{v.votesBar(committee.Yes, m.Yes), v.votesBar(committee.No, m.No), v.votesBar(committee.Abstain, m.Abstain)}
	}
	levels, by := v.standings(p, o)
	if by == nil || o.Cast == o.Blank {
		return nil
	}
	keys := slices.Concat(levels...)
	for _, option := range p.Options {
		if !slices.Contains(keys, option.Key) {
			keys = append(keys, option.Key)
		}
	}
	var list []bot.Bar
	for _, key := range keys {
		if amount := by[key].amount; amount != nil {
			long, _ := amount.Float64() // for a length in pixels
			list = append(list, bot.Bar{Label: v.barLabel(p, key), Amount: long, Said: v.shortly(amount)})
		}
	}
	return list
}

func (v Voice) votesBar(answer string, n int) bot.Bar {
	return bot.Bar{Label: v.Say("poll.chart." + answer), Amount: float64(n), Said: strconv.Itoa(n)}
}

// shortly is a number as it is written, a long fraction to one digit.
func (v Voice) shortly(r *big.Rat) string {
	if said := v.exactly(r); len(said) <= 6 {
		return said
	}
	return v.decimal(r.FloatString(1))
}

// barLabel names an option by letter or number and label, as the buttons do, without
// any formatting.
func (v Voice) barLabel(p committee.Poll, key string) string {
	for _, o := range p.Options {
		switch {
		case o.Key != key:
		case o.Day.Valid():
			return v.option(o)
		default:
			return o.Key + " " + o.Label
		}
	}
	return key
}
