package messages

import (
	"gremienbot/bot"
	"gremienbot/committee"
)

// NeedNews is what one person is told about a need, as it is when it is sent, with
// the buttons for what they can do now. mine says that they reported it.
func (v Voice) NeedNews(o committee.Owed, n committee.Need, mine bool) bot.Message {
	switch o.Kind {
	case committee.OwedNeedQuery:
		return v.withButtons(v.withTitle(n, v.Say("need.news.query", v.queryArgs(n)...)), v.replyButton(n))
	case committee.OwedNeedQueryAgain, committee.OwedNeedQuerySoon:
		return v.withButtons(v.withTitle(n, v.Say("need.news.query.again", v.queryArgs(n)...)), v.replyButton(n))
	case committee.OwedNeedQueryLate:
		return v.withButtons(v.withTitle(n, v.Say("need.news.query.late", "Number", n.Number)), v.lateButtons(n)...)
	case committee.OwedNeedReply:
		return v.withButtons(v.withTitle(n, v.Say("need.news.reply", "Number", n.Number, "By", Plain(n.Query.AnsweredBy), "Text", Lines(n.Query.Answer))), v.officeButton(n))
	case committee.OwedNeedHandover:
		return bot.Message{Text: v.Say("need.news.handover", "Number", n.Number, "Title", Plain(n.Title), "Handover", v.handedOver(*n.Handover))}
	case committee.OwedNeedAnswer:
		return bot.Message{Text: v.answerNews(n)}
	case committee.OwedNeedAnswerLate:
		text := v.Say("need.news.answer.late", "Number", n.Number, "Title", Plain(n.Title), "To", Plain(n.Handover.To), "Day", v.Day(n.Handover.AnswerBy))
		return v.withButtons(text, bot.Button{ID: "answer", Label: v.Say("need.button.answer"), Style: bot.Primary, Action: "need.answer", Object: ObjectKey(n.ID)})
	case committee.OwedNeedResume:
		text := v.Say("need.news.resume", "Number", n.Number, "Title", Plain(n.Title), "Day", v.Day(n.Resume), "Why", Plain(n.Why))
		return v.withButtons(text, v.resumeButton(n), v.officeButton(n))
	default:
		return v.stateNews(n, mine)
	}
}

// withTitle adds what the need is called: nobody knows it by its number.
func (v Voice) withTitle(n committee.Need, text string) string {
	return text + "\n" + v.Say("need.news.named", "Title", Plain(n.Title))
}

func (v Voice) queryArgs(n committee.Need) []any {
	return []any{"Number", n.Number, "Text", Lines(n.Query.Text), "Day", v.Day(n.Query.Due)}
}

func (v Voice) withButtons(text string, buttons ...bot.Button) bot.Message {
	return bot.Message{Text: text, Card: &bot.Card{Buttons: buttons}}
}

// lateButtons are what the office can do about a question that nobody answers.
func (v Voice) lateButtons(n committee.Need) []bot.Button {
	return []bot.Button{
		{ID: "remind", Label: v.Say("need.button.remind"), Style: bot.Primary, Action: "need.remind", Object: ObjectKey(n.ID)},
		{ID: "defer", Label: v.Say("need.button.defer"), Style: bot.Default, Action: "need.defer", Object: ObjectKey(n.ID)},
		{ID: "goon", Label: v.Say("need.button.goon"), Style: bot.Default, Action: "need.goon", Object: ObjectKey(n.ID)},
	}
}

func (v Voice) resumeButton(n committee.Need) bot.Button {
	return bot.Button{ID: "goon", Label: v.Say("need.button.resume"), Style: bot.Primary, Action: "need.goon", Object: ObjectKey(n.ID)}
}

// answerNews is what the addressee says; of a need whose label keeps texts out it
// says only what has become of it.
func (v Voice) answerNews(n committee.Need) string {
	outcome := v.Say("need.outcome." + string(n.Handover.Outcome))
	if n.Handover.Answer == "" {
		return v.withTitle(n, v.Say("need.news.answer", "Number", n.Number, "Text", outcome))
	}
	return v.withTitle(n, v.Say("need.news.answer", "Number", n.Number, "Text", Lines(n.Handover.Answer))) +
		" " + v.Say("need.news.outcome", "To", Plain(n.Handover.To), "Outcome", outcome)
}

// stateNews says in one line where the need stands now, or again, who did it and why.
func (v Voice) stateNews(n committee.Need, mine bool) bot.Message {
	key := "need.news.state"
	switch {
	case n.WasUndone():
		key = "need.news.undone"
	case n.State == committee.NeedWithdrawn && !mine:
		key = "need.news.withdrawn"
	}
	text := v.Say(key, "Number", n.Number, "Title", Plain(n.Title), "State", v.Say("need.state."+string(n.State)), "By", Plain(n.ChangedByName))
	if n.Why != "" {
		text += " " + v.Say("need.news.why", "Why", Plain(n.Why))
	}
	if n.TLP == committee.Red && (committee.NeedStep{To: n.State}).NeedsWhy() {
		text += " " + v.Say("need.red.told")
	}
	if !n.Resume.IsZero() {
		text += " " + v.Say("need.news.until", "Day", v.Day(n.Resume))
	}
	if mine && n.Turn() == committee.TurnReporter {
		return v.withButtons(text+" "+v.Say("need.news.describe"), v.describeButton(n))
	}
	return bot.Message{Text: text}
}
