package messages

import (
	"strconv"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// Place is where a topic stands in the inbox of a committee. Total is 0 outside.
type Place struct {
	Committee int64
	At, Total int
}

// Done is what was just done with a topic. Key says in which words, "" is
// nothing; Place is where the person was in the inbox, -1 outside.
type Done struct {
	Topic committee.Topic
	Key   string
	Undo  bool
	Place int
	Do    committee.Handling // what was done; "" for undone
	Lost  string             // what was typed and is not kept, because the topic is RED
	Need  committee.Number   // the need that was withdrawn again, zero for none
}

// CareObject names a topic, a handling and a place for a form.
func CareObject(t committee.Topic, h committee.Handling, at int) string {
	return ObjectKey(t.ID) + " " + careValue(t, h, at)
}

func careValue(t committee.Topic, h committee.Handling, at int) string {
	return string(h) + " " + strconv.Itoa(t.Version) + " " + strconv.Itoa(at)
}

// InboxScreen is one topic with everything chair and office can do with it,
// below what was just done with another.
func (v Voice) InboxScreen(t committee.Topic, p Place, done Done, now time.Time) bot.Message {
	if done.Key == "topic.done" && p.Total > 0 {
		done.Key = "topic.done.next" // its title was on the screen before
	}
	m := v.TopicDone(done)
	lines := []string{}
	if m.Text != "" {
		lines = append(lines, m.Text, "")
	}
	if p.Total > 0 {
		lines = append(lines, v.Say("topic.inbox.place", "At", p.At+1, "Total", p.Total))
	}
	lines = append(lines, "#### "+v.topicTitle(t), v.topicLine(t))
	lines = append(lines, v.topicFacts(t, calendar.DateOf(now, v.loc))...)
	if t.Question != "" {
		lines = append(lines, "", shorten(t.Question, 8))
	}
	m.Text = strings.Join(append(lines, v.topicProposal(t)...), "\n")
	at := p.At
	if p.Total == 0 {
		at = -1
	}
	card := &bot.Card{Color: topicColor, Text: v.Say("topic.inbox.ask")}
	for _, h := range t.Possible() {
		card.Buttons = append(card.Buttons, bot.Button{
			ID: "do" + string(h), Label: v.Say("topic.button." + string(h)), Style: careStyle(h), Action: "topic.care", Object: ObjectKey(t.ID), Value: careValue(t, h, at),
		})
	}
	if p.Total > 1 {
		card.Buttons = append(card.Buttons, v.turn(p, "previous", (p.At+p.Total-1)%p.Total), v.turn(p, "next", (p.At+1)%p.Total))
	}
	if m.Card != nil {
		card.Buttons = append(card.Buttons, m.Card.Buttons...)
	}
	m.Card = card
	return m
}

func careStyle(h committee.Handling) bot.Style {
	switch h {
	case committee.TakeOn, committee.Respond:
		return bot.Primary
	case committee.Reject:
		return bot.Danger
	default:
		return bot.Default
	}
}

func (v Voice) turn(p Place, to string, at int) bot.Button {
	return bot.Button{ID: to, Label: v.Say("topic.inbox." + to), Style: bot.Default, Action: "topic.inbox", Object: ObjectKey(p.Committee), Value: strconv.Itoa(at)}
}

// InboxEmpty says that nothing waits any more.
func (v Voice) InboxEmpty(done Done) bot.Message {
	m := v.TopicDone(done)
	m.Text = strings.TrimSpace(m.Text + "\n\n" + v.Say("topic.inbox.empty"))
	return m
}

// TopicDone says what was done with a topic, with the button to undo it.
func (v Voice) TopicDone(d Done) bot.Message {
	if d.Key == "" {
		return bot.Message{}
	}
	m := bot.Message{Text: v.Say(d.Key, "Number", d.Topic.Number, "Title", Plain(d.Topic.Title), "State", v.topicState(d.Topic))}
	m.Text = lines(append([]string{m.Text, v.andItsNeed(d)}, v.notKept(d)...)...)
	if d.Undo {
		m.Card = &bot.Card{Color: topicColor, Buttons: []bot.Button{{
			ID: "undo", Label: v.Say("topic.button.undo", "Number", d.Topic.Number), Style: bot.Default, Action: "topic.undo",
			Object: ObjectKey(d.Topic.ID), Value: strconv.Itoa(d.Topic.Version) + " " + strconv.Itoa(d.Place),
		}}}
	}
	return m
}

// andItsNeed says how a topic that has become a need comes back, or what has become of
// the need when it did.
func (v Voice) andItsNeed(d Done) string {
	switch {
	case d.Need.Seq != 0:
		return v.Say("topic.undone.need", "Need", d.Need)
	case d.Undo && d.Topic.State == committee.TopicNeed:
		return v.Say("topic.done.need", "Number", d.Topic.Number, "Need", d.Topic.Need)
	}
	return ""
}

// WithNeedsGone adds to what was undone the needs that were withdrawn with it.
func (v Voice) WithNeedsGone(m bot.Message, needs []committee.Number) bot.Message {
	for _, n := range needs {
		m.Text = lines(m.Text, v.Say("topic.undone.need", "Need", n))
	}
	return m
}

// notKept says of a RED topic that the answer or reason is given outside the bot,
// and gives back what was typed.
func (v Voice) notKept(d Done) []string {
	if d.Topic.TLP != committee.Red || !d.Do.NeedsText() && d.Lost == "" {
		return nil
	}
	said := []string{v.Say("topic.red." + redText(d.Do))}
	if d.Lost != "" {
		said = append(said, v.givenBack(d.Lost))
	}
	return said
}

// redText names the text of a handling in the keys about RED topics.
func redText(h committee.Handling) string {
	if h == committee.Respond {
		return "answer"
	}
	return "reason"
}

// topicState is the state with what belongs to it: the meeting, the day, the need.
func (v Voice) topicState(t committee.Topic) string {
	switch {
	case t.State == committee.TopicScheduled && t.Meeting.Number > 0:
		return v.Say("topic.state.on", "Meeting", v.meetingName(t.Meeting.Number), "Day", v.Day(t.Meeting.Day))
	case t.State == committee.TopicDeferred && !t.Resume.IsZero():
		return v.Say("topic.state.until.day", "Day", v.Day(t.Resume))
	case t.State == committee.TopicNeed:
		return v.Say("topic.state.became", "Need", t.Need)
	}
	return v.Say("topic.state." + string(t.State))
}

// topicFacts are the lines below the first: who acts next, what was decided.
func (v Voice) topicFacts(t committee.Topic, today calendar.Date) []string {
	var lines []string
	if t.Late.Number > 0 {
		lines = append(lines, v.Say("topic.late", "Meeting", v.meetingName(t.Late.Number)))
	}
	if t.State != committee.TopicScheduled && t.Meeting.Number > 0 {
		lines = append(lines, v.Say("topic.agenda.was", "Meeting", v.meetingName(t.Meeting.Number), "Day", v.Day(t.Meeting.Day)))
	}
	if t.Reason != "" {
		lines = append(lines, v.Say("topic.reason", "Reason", Plain(Cut(t.Reason, 300))))
	}
	if turn := t.Turn(today); turn != "" {
		lines = append(lines, v.Say("topic.turn."+string(turn), "Name", Plain(t.ByName)))
	}
	if t.Overdue(today) {
		lines = append(lines, v.Say("topic.overdue", "Day", v.Day(t.Deadline())))
	}
	if t.Thread != "" {
		lines = append(lines, v.Say("topic.thread", "Link", "/_redirect/pl/"+t.Thread))
	}
	return lines
}

// topicProposal are the lines about a handling the submitter was asked about.
func (v Voice) topicProposal(t committee.Topic) []string {
	if t.Proposal == nil {
		return nil
	}
	lines := []string{"", v.Say("topic.proposal", "By", Plain(t.Proposal.ByName), "Act", v.act(t.Proposal.TopicAct))}
	switch {
	case t.Proposal.Waits():
	case t.Proposal.Comment == "":
		lines = append(lines, v.Say("topic.proposal.comment.red", "By", Plain(t.ByName)))
	default:
		lines = append(lines, v.Say("topic.proposal.comment.by", "By", Plain(t.ByName), "Comment", Plain(t.Proposal.Comment)))
	}
	return lines
}

// act says a handling with what belongs to it.
func (v Voice) act(a committee.TopicAct) string {
	said := v.Say("topic.act." + string(a.Do))
	if a.Meeting.Number > 0 {
		said += " (" + v.meetingName(a.Meeting.Number) + ", " + v.Day(a.Meeting.Day) + ")"
	}
	if !a.Resume.IsZero() {
		said += " " + v.Say("topic.act.until", "Day", v.Day(a.Resume))
	}
	if a.Text != "" {
		said += " – " + strings.TrimRight(Plain(a.Text), ".")
	}
	return said
}

// CareDialog asks for what a handling needs; ask says that it can be proposed to
// the submitter first. Of a RED topic it says why it asks for no text.
func (v Voice) CareDialog(object string, t committee.Topic, h committee.Handling, coming []committee.Meeting, ask bool) bot.Dialog {
	d := bot.Dialog{
		Purpose: "topic.care", Object: object, Title: v.Say("topic.care." + string(h)), Submit: v.Say("dialog.save"),
		Intro: "**" + v.topicTitle(t) + "**",
	}
	if h == committee.Schedule && len(coming) > 0 {
		f := bot.Field{Name: "meeting", Label: v.Say("topic.field.meeting"), Kind: bot.Choice, Default: strconv.Itoa(coming[0].Number)}
		for _, m := range coming {
			f.Options = append(f.Options, bot.Option{Label: v.meetingName(m.Number) + ", " + v.Day(m.Day), Value: strconv.Itoa(m.Number)})
		}
		d.Fields = append(d.Fields, f)
	}
	if h == committee.Defer {
		d.Fields = append(d.Fields, bot.Field{Name: "until", Label: v.Say("topic.field.resume"), Kind: bot.Line, Optional: true, Max: 60, Placeholder: v.Say("topic.field.until.example"), Help: v.Say("topic.field.resume.help")})
	}
	if t.TLP == committee.Red {
		d.Intro += "\n\n" + v.Say("topic.red."+redText(h))
	} else {
		d.Fields = append(d.Fields, v.careText(t, h))
	}
	if ask {
		d.Fields = append(d.Fields, bot.Field{Name: "mode", Label: v.Say("topic.field.mode"), Kind: bot.Choice, Default: "now", Options: []bot.Option{
			{Label: v.Say("topic.mode.now"), Value: "now"}, {Label: v.Say("topic.mode.propose"), Value: "propose"},
		}})
	}
	return d
}

// careText asks for the answer or the reason.
func (v Voice) careText(t committee.Topic, h committee.Handling) bot.Field {
	text := bot.Field{Name: "text", Label: v.Say("topic.field.why"), Kind: bot.Area, Optional: !h.NeedsText(), Max: committee.MaxReason, Help: v.Say("topic.field.why.help")}
	if t.TLP.Guarded() {
		text.Help = v.Say("topic.field.why.help.guarded")
	}
	if h == committee.Respond {
		text.Label, text.Max, text.Default, text.Help = v.Say("topic.field.answer"), committee.MaxText, t.Answer, v.Say("topic.field.answer.help")
	}
	return text
}

// TopicNeedDialog is the form of a need that is made of a topic.
func (v Voice) TopicNeedDialog(object string, t committee.Topic) bot.Dialog {
	d := v.NeedDialog(object, committee.NeedDraft{Title: t.Title, Problem: t.Question, TLP: t.TLP})
	d.Purpose = "topic.need"
	return d
}

// CommentDialog asks what the submitter thinks of a proposal. Of a RED topic it
// only lets them say that they do not agree.
func (v Voice) CommentDialog(object string, t committee.Topic) bot.Dialog {
	d := bot.Dialog{
		Purpose: "topic.comment", Object: object, Title: v.Say("topic.comment.title"), Submit: v.Say("dialog.send"),
		Intro:  v.Say("topic.proposal", "By", Plain(t.Proposal.ByName), "Act", v.act(t.Proposal.TopicAct)),
		Fields: []bot.Field{{Name: "text", Label: v.Say("topic.comment.field"), Kind: bot.Area, Max: committee.MaxReason}},
	}
	if t.TLP == committee.Red {
		d.Intro, d.Fields = d.Intro+"\n\n"+v.Say("topic.red.comment"), nil
	}
	return d
}
