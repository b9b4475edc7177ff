package messages

import (
	"strconv"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// RecordDialog is the form for a vote outside the bot, by the rule of the committee or
// another one. How the chair voted need be said only where that breaks a tie.
func (v Voice) RecordDialog(c committee.Committee, typed string) bot.Dialog {
	counts, question := "", typed
	if n, rest := committee.ReadCounts(typed); n != (committee.Counted{}) {
		counts, question = v.countsInWords(n), rest
	}
	d := bot.Dialog{
		Purpose: "poll.record", Object: ObjectKey(c.ID), Title: v.Say("poll.dialog.record"), Submit: v.Say("poll.dialog.record.send"),
		Intro: v.Say("poll.record.intro"),
		Fields: []bot.Field{
			{Name: "question", Label: v.Say("poll.field.question"), Kind: bot.Area, Max: committee.MaxQuestion, Default: Cut(question, committee.MaxQuestion), Placeholder: v.Say("poll.field.question.motion")},
			{Name: "counts", Label: v.Say("poll.record.counts"), Kind: bot.Line, Default: counts, Placeholder: v.Say("poll.record.counts.example"), Help: v.Say("poll.record.counts.help")},
			{Name: "way", Label: v.Say("poll.record.way"), Kind: bot.Choice, Default: string(committee.ByHands)},
			{Name: "result", Label: v.Say("poll.record.result"), Kind: bot.Choice, Default: string(committee.Mood)},
			{Name: "on", Label: v.Say("poll.record.on"), Kind: bot.Line, Optional: true, Help: v.Say("poll.record.on.help")},
		},
	}
	for _, w := range committee.OutsideWays() {
		d.Fields[2].Options = append(d.Fields[2].Options, bot.Option{Label: v.Say("poll.record.way." + string(w)), Value: string(w)})
	}
	for _, r := range committee.MotionPoll.Results() {
		d.Fields[3].Options = append(d.Fields[3].Options, bot.Option{Label: v.Say("poll.result." + string(r)), Value: string(r)})
	}
	rule := bot.Field{Name: "preset", Label: v.Say("poll.record.preset"), Kind: bot.Choice, Default: "-", Help: v.Say("poll.record.preset.help")}
	rule.Options = v.presetOptions(c)
	rule.Options = rule.Options[:len(rule.Options)-1] // a rule of one's own needs a form of its own
	d.Fields = append(d.Fields, rule, v.chairField())
	return d
}

func (v Voice) chairField() bot.Field {
	f := bot.Field{Name: "chair", Label: v.Say("poll.record.chair"), Kind: bot.Choice, Optional: true, Help: v.Say("poll.record.chair.help")}
	for _, c := range []tally.ChairVote{tally.ChairYes, tally.ChairNo, tally.ChairAbstain, tally.ChairNone} {
		f.Options = append(f.Options, bot.Option{Label: v.Say("poll.record.chair." + string(c)), Value: string(c)})
	}
	return f
}

// countsInWords is written as it is read.
func (v Voice) countsInWords(n committee.Counted) string {
	said := v.Say("poll.numbers.typed", "Yes", n.Yes, "No", n.No, "Abstain", n.Abstain)
	if n.Invalid > 0 {
		said += ", " + strconv.Itoa(n.Invalid) + " " + v.Say("poll.record.invalid")
	}
	if n.Present > n.Yes+n.No+n.Abstain+n.Invalid {
		said += ", " + strconv.Itoa(n.Present) + " " + v.Say("poll.record.present")
	}
	return said
}

// PollRecorded is the receipt.
func (v Voice) PollRecorded(p committee.Poll) bot.Message {
	return bot.Message{Text: v.Say("poll.recorded", "Number", p.Number, "Question", Plain(p.Question))}
}

// outsideLine says how a vote outside the bot was taken, and who has recorded it; of
// a quick vote it says who was present.
func (v Voice) outsideLine(p committee.Poll, o committee.Outcome) []string {
	if p.Quick {
		return []string{v.presenceCounted(p, o.Cast)}
	}
	if p.Outside == nil {
		return nil
	}
	on := ""
	if p.Outside.On.Valid() {
		on = v.Day(p.Outside.On)
	}
	said := v.Say("poll.outside."+string(p.Outside.Way), "Name", Plain(p.ByName), "On", on)
	if n := p.Outside.Invalid; n > 0 {
		said += " " + v.Say("poll.outside.invalid", "Count", n)
	}
	return []string{said}
}
