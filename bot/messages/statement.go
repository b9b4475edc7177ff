package messages

import (
	"gremienbot/bot"
	"gremienbot/committee"
)

// StatementDialog is the form for a statement for the minutes.
func (v Voice) StatementDialog(p committee.Poll, words string) bot.Dialog {
	f := bot.Field{Name: "words", Label: v.Say("statement.field"), Kind: bot.Area, Max: committee.MaxText, Optional: true, Default: words, Help: v.Say("statement.field.help")}
	intro := v.Say("statement.intro", "Number", p.Number, "Question", Plain(p.Question), "At", v.deadline(p.StatementsUntil(v.loc)))
	if !Prefilled(words) {
		f.Default, intro = "", intro+"\n"+v.Say("statement.long")
	}
	return bot.Dialog{
		Purpose: "poll.statement", Object: ObjectKey(p.ID), Title: v.Say("statement.dialog"), Submit: v.Say("statement.send"), Intro: intro, Fields: []bot.Field{f},
	}
}

// Declared is the receipt of a statement, with its words.
func (v Voice) Declared(p committee.Poll, s committee.Statement) bot.Message {
	if s.Words == "" {
		return bot.Message{Text: v.Say("statement.gone", "Number", p.Number)}
	}
	return bot.Message{Text: v.Say("statement.done", "Number", p.Number, "Seq", p.Number.Seq) + "\n" + quoted(s.Words)}
}

// statements are what members have stated about a vote.
func (v Voice) statements(list []committee.Statement) (lines []string) {
	if len(list) > 0 {
		lines = append(lines, "", v.Say("statement.head"))
	}
	for _, s := range list {
		lines = append(lines, v.Say("statement.by", "Name", Plain(s.Name), "Body", Plain(s.Body)), quoted(s.Words), "")
	}
	return lines
}

// ResultReviewed is the receipt of a day of review.
func (v Voice) ResultReviewed(p committee.Poll) bot.Message {
	if p.Review.IsZero() {
		return bot.Message{Text: v.Say("result.review.off", "Entry", p.Entry)}
	}
	return bot.Message{Text: v.Say("result.review.set", "Entry", p.Entry, "Day", v.Day(p.Review), "Seq", p.Entry.Seq)}
}

// ReviewDue reminds chair and office of a result on its day.
func (v Voice) ReviewDue(p committee.Poll) bot.Message {
	return bot.Message{Text: v.Say("result.review.due", "Entry", p.Entry, "Kind", v.Say("poll.result."+string(p.Result)),
		"Question", Plain(p.Question), "At", v.ended(p), "Seq", p.Entry.Seq)}
}
