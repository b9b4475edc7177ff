package messages

import (
	"strconv"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// versioned names a need and the version that the person has before them, so that
// a change made in the meantime is noticed.
func versioned(n committee.Need) string { return ObjectKey(n.ID) + " " + strconv.Itoa(n.Version) }

// NeedOffice is the private screen of who keeps the register: where the need
// stands, and where it can go from there. It remembers the version it shows.
func (v Voice) NeedOffice(n committee.Need, p committee.Person) bot.Message {
	text := lines(append([]string{"#### " + v.needTitle(n), v.needLine(n), v.needTurn(n)}, v.needStanding(n, false)...)...)
	card := &bot.Card{Buttons: v.officeButtons(n, p)}
	object := versioned(n)
	if next := n.Next(); len(next) > 0 {
		pick := bot.Select{ID: "state", Label: v.Say("need.office.pick"), Action: "need.step", Object: object}
		for _, s := range next {
			pick.Options = append(pick.Options, bot.Option{Label: v.Say("need.state." + string(s)), Value: string(s)})
		}
		for _, s := range n.Earlier() {
			pick.Options = append(pick.Options, bot.Option{Label: v.Say("need.office.back", "State", v.Say("need.state."+string(s))), Value: string(s)})
		}
		card.Selects = []bot.Select{pick}
	}
	if card.Selects == nil && card.Buttons == nil {
		return bot.Message{Text: text + "\n\n" + v.Say("need.office.over")}
	}
	return bot.Message{Text: text, Card: card}
}

func (v Voice) officeButtons(n committee.Need, p committee.Person) []bot.Button {
	var buttons []bot.Button
	for _, b := range []struct {
		refused error
		id      string
	}{{n.MayRecordAnswer(p), "answer"}, {n.MayAsk(p), "query"}, {n.MayHandOver(p), "handover"}} {
		if b.refused == nil {
			buttons = append(buttons, bot.Button{ID: b.id, Label: v.Say("need.button." + b.id), Style: bot.Default, Action: "need." + b.id, Object: versioned(n)})
		}
	}
	return buttons
}

// NeedStepped tells who has led a need to a state that it is done, with the
// button to undo it. typed is the reason that was typed; of a RED need it is given
// outside the bot and comes back.
func (v Voice) NeedStepped(n committee.Need, typed string, polls []committee.Poll) bot.Message {
	m := v.aboutNeed("need.stepped", n, "State", v.Say("need.state."+string(n.State)))
	said := append([]string{m.Text, v.needTurn(n)}, v.asked(polls)...)
	if n.TLP == committee.Red && (typed != "" || committee.NeedStep{To: n.State}.NeedsWhy()) {
		said = append(said, v.Say("need.red.why"))
		if typed != "" {
			said = append(said, v.givenBack(typed))
		}
	}
	m.Text = lines(said...)
	return v.withUndo(m, n)
}

// asked warns that open polls still ask about a need that is closed now.
func (v Voice) asked(polls []committee.Poll) []string {
	var said []string
	for _, p := range polls {
		said = append(said, v.Say("need.polled", "Number", p.Number, "Question", Plain(Cut(p.Question, 90))))
	}
	return said
}

// StepDialog asks why a need is put off or not followed up, and for one that is
// put off until when. resume is what was typed already. Of a RED need it says why
// it does not ask for the reason.
func (v Voice) StepDialog(n committee.Need, to committee.NeedState, resume calendar.Date) bot.Dialog {
	d := bot.Dialog{
		Purpose: "need.step", Object: versioned(n) + " " + string(to), Title: v.Say("need.dialog." + string(to)), Intro: v.Say("need.dialog.about", "Need", v.needTitle(n)),
		Submit: v.Say("dialog.save"),
		Fields: []bot.Field{{Name: "why", Label: v.Say("need.field.why"), Kind: bot.Area, Max: committee.MaxReason, Help: v.Say("need.field.why.help")}},
	}
	if n.TLP == committee.Red {
		d.Intro, d.Fields = d.Intro+"\n\n"+v.Say("need.red.why"), nil
	}
	if to == committee.NeedDeferred {
		until := bot.Field{Name: "until", Label: v.Say("need.field.resume"), Kind: bot.Line, Optional: true, Max: 60, Placeholder: v.Say("need.field.resume.example")}
		if !resume.IsZero() {
			until.Default = v.shortDay(resume)
		}
		d.Fields = append(d.Fields, until)
	}
	return d
}

// QueryDialog asks for a question to those who have the need.
func (v Voice) QueryDialog(n committee.Need) bot.Dialog {
	return bot.Dialog{
		Purpose: "need.query", Object: versioned(n), Title: v.Say("need.dialog.query"), Intro: v.Say("need.dialog.about", "Need", v.needTitle(n)), Submit: v.Say("dialog.send"),
		Fields: []bot.Field{
			{Name: "text", Label: v.Say("need.field.query"), Kind: bot.Area, Max: committee.MaxText, Help: v.Say("need.field.query.help")},
			{Name: "days", Label: v.Say("need.field.days"), Kind: bot.Line, Max: 3, Default: strconv.Itoa(committee.DefaultQueryDays), Help: v.Say("need.field.days.help")},
		},
	}
}

// ReplyDialog shows the open question and takes the answer.
func (v Voice) ReplyDialog(n committee.Need) bot.Dialog {
	return bot.Dialog{
		Purpose: "need.reply", Object: versioned(n), Title: v.Say("need.dialog.reply"), Submit: v.Say("dialog.send"),
		Intro:  v.needTitle(n) + "\n\n" + Lines(n.Query.Text),
		Fields: []bot.Field{{Name: "text", Label: v.Say("need.field.reply"), Kind: bot.Area, Max: committee.MaxText}},
	}
}

// HandOverDialog asks to whom a need goes. to is what was typed already.
func (v Voice) HandOverDialog(n committee.Need, to string, today calendar.Date) bot.Dialog {
	return bot.Dialog{
		Purpose: "need.handover", Object: versioned(n), Title: v.Say("need.dialog.handover"), Intro: v.Say("need.dialog.about", "Need", v.needTitle(n)), Submit: v.Say("dialog.save"),
		Fields: []bot.Field{
			v.typedLine("to", "need.field.to", to),
			{Name: "on", Label: v.Say("need.field.on"), Kind: bot.Line, Optional: true, Max: 60, Default: v.shortDay(today)},
			{Name: "reference", Label: v.Say("need.field.reference"), Kind: bot.Line, Optional: true, Max: committee.MaxTitle},
			{Name: "by", Label: v.Say("need.field.by"), Kind: bot.Line, Optional: true, Max: 60, Placeholder: v.Say("need.field.by.example")},
		},
	}
}

// typedLine is one line with an example, unless a line cannot be opened with
// what was typed.
func (v Voice) typedLine(name, key, typed string) bot.Field {
	f := bot.Field{Name: name, Label: v.Say(key), Kind: bot.Line, Max: committee.MaxTitle, Default: typed, Placeholder: v.Say(key + ".example")}
	if len(typed) > lineDefault {
		f.Kind = bot.Area
	}
	return f
}

// AnswerDialog asks what the addressee of a hand-over says, beginning with what was
// typed already. Of a RED need it asks for the outcome only, and says why.
func (v Voice) AnswerDialog(n committee.Need, typed string) bot.Dialog {
	outcome := bot.Field{Name: "outcome", Label: v.Say("need.field.outcome"), Kind: bot.Choice}
	for _, o := range []committee.HandoverOutcome{committee.HandoverAccepted, committee.HandoverNoted, committee.HandoverRejected} {
		outcome.Options = append(outcome.Options, bot.Option{Label: v.Say("need.outcome." + string(o)), Value: string(o)})
	}
	d := bot.Dialog{
		Purpose: "need.answer", Object: versioned(n), Title: v.Say("need.dialog.answer"), Intro: v.Say("need.dialog.about", "Need", v.needTitle(n)), Submit: v.Say("dialog.send"),
		Fields: []bot.Field{outcome},
	}
	if n.TLP == committee.Red {
		d.Intro += "\n\n" + v.Say("need.red.answer")
		return d
	}
	d.Fields = append(d.Fields, bot.Field{Name: "text", Label: v.Say("need.field.answer"), Kind: bot.Area, Max: committee.MaxText, Default: Cut(typed, 1000), Help: v.Say("need.field.answer.help")})
	return d
}

// DescribeDialog is the second stage of a need.
func (v Voice) DescribeDialog(n committee.Need) bot.Dialog {
	d := bot.Dialog{
		Purpose: "need.describe", Object: versioned(n), Title: v.Say("need.dialog.describe"), Intro: v.Say("need.dialog.about", "Need", v.needTitle(n)), Submit: v.Say("dialog.send"),
	}
	for _, t := range describedTexts(n.Description) {
		f := v.needField(t)
		if t.name == "contact" && len(t.text) <= lineDefault {
			f.Kind, f.Max = bot.Line, committee.MaxTitle
		}
		d.Fields = append(d.Fields, f)
	}
	return d
}

// describedTexts are the texts of the second stage in the order of the form.
func describedTexts(d committee.Description) []needText {
	return []needText{{"benefit", d.Benefit, false}, {"wish", d.Wish, false}, {"legal", d.Legal, true}, {"contact", d.Contact, false}, {"links", d.Links, true}}
}

func (v Voice) describeButton(n committee.Need) bot.Button {
	return bot.Button{ID: "describe", Label: v.Say("need.button.describe"), Style: bot.Default, Action: "need.describe", Object: ObjectKey(n.ID)}
}

func (v Voice) replyButton(n committee.Need) bot.Button {
	return bot.Button{ID: "reply", Label: v.Say("need.button.reply"), Style: bot.Primary, Action: "need.reply", Object: ObjectKey(n.ID)}
}

// NeedDone tells who did something with a need that it is done; what is the key
// of what, below "need.done.".
func (v Voice) NeedDone(what string, n committee.Need, args ...any) bot.Message {
	return v.aboutNeed("need.done."+what, n, args...)
}

// NeedAsked tells who asked ("asked"), or asked again ("reminded"), that those who
// have the need are told, until when, and that this is final. instead names those who are told because
// nobody else has the need; nobody says that there is no one to tell.
func (v Voice) NeedAsked(what string, n committee.Need, instead []string, nobody bool) bot.Message {
	day := v.Day(n.Query.Due)
	switch {
	case nobody:
		return v.NeedDone("asked.nobody", n, "Day", day)
	case instead != nil:
		for i, name := range instead {
			instead[i] = Plain(Cut(name, 60))
		}
		return v.final(what, v.NeedDone("asked.office", n, "Day", day, "Names", v.and(instead)), n)
	}
	return v.final(what, v.NeedDone(what, n, "Day", day), n)
}

// final says of a new question that it cannot be undone, and why.
func (v Voice) final(what string, m bot.Message, n committee.Need) bot.Message {
	if what == "asked" {
		m.Text += "\n" + v.Say("need.asked.final", "Number", n.Number)
	}
	return m
}

// NeedHandedOver tells who handed a need over that it is done, with the button to
// undo it.
func (v Voice) NeedHandedOver(n committee.Need) bot.Message {
	return v.withUndo(v.NeedDone("handover", n, "Handover", v.handedOver(*n.Handover)), n)
}

// NeedAnswered tells who noted an answer that it is done, and which organisations
// the bot cannot tell, with the button to undo it.
func (v Voice) NeedAnswered(n committee.Need) bot.Message {
	m := v.NeedDone("answer", n)
	m.Text = lines(append([]string{m.Text}, v.untold(n)...)...)
	return v.withUndo(m, n)
}

// untold names the organisations that have a need and that the bot cannot tell.
func (v Voice) untold(n committee.Need) []string {
	var names []string
	for _, o := range n.Owners {
		if o.Seat == 0 {
			names = append(names, Plain(Cut(o.Body, 80)))
		}
	}
	if names == nil {
		return nil
	}
	return []string{v.Say("need.untold", "Names", v.and(names))}
}

// NeedOwnersNow shows who has a need after an organisation was added or removed.
func (v Voice) NeedOwnersNow(n committee.Need) bot.Message {
	m := v.aboutNeed("need.done.owners", n)
	if len(n.Owners) > 0 {
		m.Text = lines(m.Text, v.needOwners(n))
	}
	return m
}
