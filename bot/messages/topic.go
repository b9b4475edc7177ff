package messages

import (
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// The frames of cards by what they are about; the words say it too.
const (
	topicColor   = "#1f6fb2"
	needColor    = "#7a4fa3"
	pollColor    = "#1b7f5c"
	meetingColor = "#b25d1f"
	closedColor  = "#8a8f98"
)

// TopicCard is what all see of a topic in the channel. Of a guarded topic it
// shows the title and the label only.
func (v Voice) TopicCard(t committee.Topic) bot.Message {
	if t.TLP.Guarded() {
		return bot.Message{Card: v.topicFrame(t, []string{v.Say("topic.line.guarded", "Label", t.TLP)})}
	}
	lines := []string{v.topicLine(t)}
	if t.Question != "" {
		lines = append(lines, Cut(Lines(t.Question), 400))
	}
	if !t.Until.IsZero() {
		lines = append(lines, v.Say("topic.until", "Day", v.Day(t.Until)))
	}
	lines = append(lines, v.topicOutcome(t)...)
	return bot.Message{Card: v.topicFrame(t, lines)}
}

// topicFrame is a card with these lines and the button for chair and office.
func (v Voice) topicFrame(t committee.Topic, lines []string) *bot.Card {
	card := &bot.Card{Title: v.topicTitle(t), Text: strings.Join(lines, "\n"), Color: topicColor}
	if !t.Open() {
		card.Color = closedColor
	} else {
		card.Buttons = []bot.Button{v.handleButton(t)}
	}
	return card
}

func (v Voice) topicTitle(t committee.Topic) string {
	return t.Number.String() + " · " + Plain(t.Title)
}

// topicLine says kind, state, label and who brought it in, in one line.
func (v Voice) topicLine(t committee.Topic) string {
	by := Plain(t.ByName)
	if t.Group != "" {
		by += " (" + Plain(t.Group) + ")"
	}
	return v.Say("topic.line", "Kind", v.Say("topic.kind."+string(t.Kind)), "State", v.topicState(t), "Label", t.TLP, "By", by)
}

// TopicReceipt tells the submitter that the topic has arrived, and what they can do.
// It names the day of the office's answer, and the submission deadline of the
// next meeting or that it was missed. coming are the meetings to come.
func (v Voice) TopicReceipt(c committee.Committee, t committee.Topic, coming []committee.Meeting) bot.Message {
	text := v.Say("topic.received", "Number", t.Number, "Title", Plain(t.Title), "Kind", v.Say("topic.kind."+string(t.Kind)), "Day", v.Day(t.AnswerBy))
	if m, ok := committee.NextMeeting(coming, t.At); ok {
		key := "topic.received.deadline"
		if t.Late.Number > 0 {
			key = "topic.received.late"
		}
		text += "\n" + v.Say(key, "Meeting", v.meetingName(m.Number), "Day", v.Day(m.Day), "Until", calendar.FormatDeadline(m.SubmissionCloses(c), m.Location(), v.lang)+" ("+v.zoneName(m.SubmissionCloses(c).In(m.Location()))+")")
	}
	return bot.Message{Text: text}
}

// zoneName is the short name of the zone at an instant there, such as MEZ.
func (v Voice) zoneName(at time.Time) string {
	name, _ := at.Zone()
	if german, ok := map[string]string{"CET": "MEZ", "CEST": "MESZ"}[name]; ok && v.lang == "de" {
		return german
	}
	return name
}

// topicOutcome is what the card says below the text: who acts next, why, the
// answer, the proposal.
func (v Voice) topicOutcome(t committee.Topic) []string {
	lines := v.topicFacts(t, calendar.DateOf(t.ChangedAt, v.loc))
	if t.Answer != "" {
		lines = append(lines, v.Say("topic.answer", "Answer", shorten(t.Answer, 3)))
	}
	return lines
}

// TopicChanged tells who changed a topic that it is done.
func (v Voice) TopicChanged(t committee.Topic) bot.Message {
	return bot.Message{Text: v.Say("topic.changed", "Number", t.Number, "Title", Plain(t.Title))}
}

// TopicWithdrawn tells who withdrew a topic that it is done.
func (v Voice) TopicWithdrawn(t committee.Topic) bot.Message {
	return bot.Message{Text: v.Say("topic.withdrawn", "Number", t.Number, "Title", Plain(t.Title))}
}

// TopicShown is a topic with its whole text, for the person who asked. Those who
// may change it get the buttons for it.
func (v Voice) TopicShown(t committee.Topic, mayEdit bool) bot.Message {
	m := v.TopicCard(t)
	m.Text = "#### " + v.topicTitle(t) + "\n" + v.topicLine(t)
	for _, line := range v.topicFacts(t, calendar.DateOf(t.ChangedAt, v.loc)) {
		m.Text += "\n" + line
	}
	if t.Question != "" {
		m.Text += "\n\n" + Lines(t.Question)
	}
	if t.Addressee != "" {
		m.Text += "\n\n" + v.Say("topic.addressee", "Addressee", Plain(t.Addressee))
	}
	if t.Answer != "" {
		m.Text += "\n\n" + v.Say("topic.answer", "Answer", Lines(t.Answer))
	}
	for _, line := range v.topicProposal(t) {
		m.Text += "\n" + line
	}
	m.Text += "\n\n" + v.Say("topic.dates", "At", v.Moment(t.At), "Changed", v.Moment(t.ChangedAt))
	if !t.Until.IsZero() {
		m.Text += " " + v.Say("topic.until", "Day", v.Day(t.Until))
	}
	m.Card = nil
	if mayEdit {
		m.Card = &bot.Card{Buttons: []bot.Button{
			{ID: "edit", Label: v.Say("topic.button.edit"), Style: bot.Default, Action: "topic.edit", Object: ObjectKey(t.ID)},
			{ID: "withdraw", Label: v.Say("topic.button.withdraw"), Style: bot.Danger, Action: "topic.withdraw", Object: ObjectKey(t.ID)},
		}}
	}
	return m
}

// TopicDialog is the form for a new topic, or for changing one when its key is given.
func (v Voice) TopicDialog(purpose, object string, d committee.TopicDraft) bot.Dialog {
	until := Cut(d.UntilText, 60)
	if until == "" && !d.Until.IsZero() {
		until = v.shortDay(d.Until)
	}
	title, intro, submit := v.Say("topic.dialog.title"), v.Say("topic.dialog.intro"), v.Say("dialog.send")
	if purpose == "topic.change" {
		title, intro, submit = v.Say("topic.dialog.change"), "", v.Say("dialog.save")
	}
	return bot.Dialog{
		Purpose: purpose, Object: object, Title: title, Submit: submit, Intro: intro,
		Fields: []bot.Field{
			v.topicTitleField(d.Title),
			{Name: "kind", Label: v.Say("topic.field.kind"), Kind: bot.Choice, Default: string(d.Kind), Options: []bot.Option{
				{Label: v.Say("topic.kind.clarification.long"), Value: string(committee.Clarification)},
				{Label: v.Say("topic.kind.processing.long"), Value: string(committee.Processing)},
			}},
			v.questionField(d.Question),
			{Name: "addressee", Label: v.Say("topic.field.addressee"), Kind: bot.Line, Optional: true, Max: 100, Default: Cut(d.Addressee, 100), Placeholder: v.Say("topic.field.addressee.example")},
			{Name: "until", Label: v.Say("topic.field.until"), Kind: bot.Line, Optional: true, Max: 60, Default: until, Placeholder: v.Say("topic.field.until.example")},
			v.labelField(d.TLP),
		},
	}
}

// topicTitleField is one line, unless a line cannot be opened with the title.
func (v Voice) topicTitleField(title string) bot.Field {
	f := bot.Field{Name: "title", Label: v.Say("topic.field.title"), Kind: bot.Line, Max: committee.MaxTitle, Default: Cut(title, committee.MaxTitle), Placeholder: v.Say("topic.field.title.example")}
	if len(f.Default) > lineDefault {
		f.Kind = bot.Area
	}
	return f
}

// questionField leaves a text out that the form could not show whole; sent
// empty, it stays.
func (v Voice) questionField(text string) bot.Field {
	f := bot.Field{Name: "question", Label: v.Say("topic.field.question"), Kind: bot.Area, Optional: true, Max: committee.MaxText, Default: text, Help: v.Say("topic.field.question.help")}
	if !Prefilled(text) {
		f.Default, f.Help = "", v.Say("need.field.kept")
	}
	return f
}
