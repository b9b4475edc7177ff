package messages

import (
	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// OwnRule is what a form calls a rule that is none of the presets.
const OwnRule = "own"

// OwnRuleDialog is the form for the rule of a poll that is being written, filled in with
// the one that it has. A circulation has a quorum of its own, which is not asked for.
func (v Voice) OwnRuleDialog(c committee.Committee, s committee.PollSketch) bot.Dialog {
	d := v.ruleDialog("poll.draft.own", c, s.RuleIn(c))
	d.Intro = v.Say("rule.own.intro.poll")
	if s.Circulation != nil {
		d.Intro += " " + v.Say("rule.own.intro.circulation")
		d.Fields = d.Fields[:len(d.Fields)-2]
	}
	return d
}

// CommitteeRuleDialog is the form for the own rule of a committee.
func (v Voice) CommitteeRuleDialog(c committee.Committee) bot.Dialog {
	d := v.ruleDialog("committee.own", c, c.Rule())
	d.Intro = v.Say("rule.own.intro.committee")
	return d
}

// ruleDialog asks for the parts of a rule. The quorum stands last.
func (v Voice) ruleDialog(purpose string, c committee.Committee, r tally.Rule) bot.Dialog {
	was := committee.DraftOfRule(r)
	least := bot.Field{Name: "least", Label: v.Say("rule.own.least.label"), Kind: bot.Line, Optional: true, Max: 3, Default: was.Least, Help: v.Say("rule.own.least.help")}
	tie := v.ownChoice("tie", was.Tie, v.optionsUnder("rule.own.tie", string(tally.TieRejects), string(tally.TieChair)))
	tie.Help = v.Say("rule.own.tie.help")
	return bot.Dialog{
		Purpose: purpose, Object: ObjectKey(c.ID), Title: v.Say("rule.own.title"), Submit: v.Say("poll.dialog.rules.send"),
		Fields: []bot.Field{
			v.ownChoice("share", was.Share, v.shareOptions(r.Majority)),
			{Name: "other", Label: v.Say("rule.own.typed"), Kind: bot.Line, Optional: true, Max: 40, Help: v.Say("rule.own.typed.help")},
			v.ownChoice("base", was.Base, v.optionsUnder("rule.own.base", string(tally.YesNo), string(tally.Cast), string(tally.Present), string(tally.Seats))),
			v.ownChoice("abstention", was.Abstention, v.optionsUnder("rule.own.abstention", string(tally.AbstentionNeutral), string(tally.AbstentionNo), string(tally.AbstentionForbidden))),
			tie,
			v.ownChoice("quorum", "-"+was.Quorum, v.quorumOptions()),
			least,
		},
	}
}

func (v Voice) ownChoice(name, chosen string, options []bot.Option) bot.Field {
	f := v.ruleChoice(name, chosen, options)
	f.Label = v.Say("rule.own." + name)
	return f
}

// shareOptions are the shares that are usual, and the one that the rule has.
func (v Voice) shareOptions(m tally.Majority) []bot.Option {
	usual := []tally.Majority{
		{Fraction: tally.Fraction{Num: 1, Den: 2}, Comparator: tally.MoreThan},
		{Fraction: tally.Fraction{Num: 2, Den: 3}, Comparator: tally.AtLeast},
		{Fraction: tally.Fraction{Num: 3, Den: 4}, Comparator: tally.AtLeast},
	}
	options := []bot.Option{}
	known := m.Fraction.Num == m.Fraction.Den
	for _, u := range usual {
		known = known || u.Fraction == m.Fraction && u.Comparator == m.Comparator
		options = append(options, v.shareOption(u.Comparator, u.Fraction))
	}
	if !known {
		options = append(options, v.shareOption(m.Comparator, m.Fraction))
	}
	whole := tally.Fraction{Num: 1, Den: 1}
	return append(options, bot.Option{Label: v.Say("rule.own.share.all"), Value: committee.ShareText(tally.AtLeast, whole)})
}

func (v Voice) shareOption(c tally.Comparator, f tally.Fraction) bot.Option {
	return bot.Option{Label: v.share(f, c), Value: committee.ShareText(c, f)}
}

// quorumOptions are the quorums that are usual. Values begin with a dash, because a
// form cannot carry an empty one.
func (v Voice) quorumOptions() []bot.Option {
	options := []bot.Option{{Label: v.Say("rule.own.quorum.none"), Value: "-"}}
	for _, q := range []tally.Quorum{
		{Fraction: tally.Fraction{Num: 1, Den: 2}, Comparator: tally.MoreThan},
		{Fraction: tally.Fraction{Num: 1, Den: 2}, Comparator: tally.AtLeast},
		{Fraction: tally.Fraction{Num: 2, Den: 3}, Comparator: tally.AtLeast},
		{Fraction: tally.Fraction{Num: 3, Den: 4}, Comparator: tally.AtLeast},
	} {
		options = append(options, bot.Option{
			Label: v.share(q.Fraction, q.Comparator) + " " + v.base(tally.Seats, 0),
			Value: "-" + committee.ShareText(q.Comparator, q.Fraction) + " " + string(tally.Seats),
		})
	}
	return options
}

// motionRules are the rules that a form offers for a motion: the presets, behind them
// the way to a rule of one's own.
func (v Voice) motionRules() []bot.Option {
	var options []bot.Option
	for _, p := range committee.Presets() {
		options = append(options, bot.Option{Label: v.Say("preset." + string(p)), Value: string(p)})
	}
	return options
}

// ownOption leads to the form for a rule of one's own.
func (v Voice) ownOption() bot.Option { return bot.Option{Label: v.Say("preset.own"), Value: OwnRule} }

// ruleOfCommittee names the rule that a committee votes by.
func (v Voice) ruleOfCommittee(c committee.Committee) string {
	if c.Own != nil {
		return v.Say("preset.committee")
	}
	return v.Say("preset." + string(c.Preset))
}

// CommitteeSettled confirms changed settings, with the rule that motions are counted by
// from now on; own leads to the form for another one.
func (v Voice) CommitteeSettled(c committee.Committee, own bool) bot.Message {
	m := bot.Message{Text: v.Say("committee.settled", "Name", Plain(c.Name))}
	if r, err := (tally.Motion{Seats: c.Seats, Filled: c.Seats, Rule: c.Rule()}).Count(); err == nil && c.Seats > 0 {
		m.Text += "\n" + v.Say("committee.rule.now", "Rule", v.RuleInWords(committee.Poll{Rule: c.Rule(), Terms: committee.Terms{Own: c.Own}}, r))
	}
	if own {
		next := "committee.rule.next"
		if c.Own != nil {
			next = "committee.rule.change"
		}
		m.Text += "\n" + v.Say(next)
		m.Card = &bot.Card{Buttons: []bot.Button{{ID: "own", Label: v.Say("committee.rule.button"), Style: bot.Primary, Action: "committee.own", Object: ObjectKey(c.ID)}}}
	}
	return m
}
