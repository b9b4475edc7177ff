package messages

import (
	"slices"
	"strconv"

	"gremienbot/bot"
	"gremienbot/committee"
)

// TopicReplied thanks the submitter for a word, and says what follows.
// typed is what was typed with it; of a RED topic it comes back.
func (v Voice) TopicReplied(t committee.Topic, verb, typed string) bot.Message {
	key, red := "topic.replied."+verb, t.TLP == committee.Red && verb == committee.CommentTopic
	if red {
		key += ".red"
	}
	text := v.Say(key, "Number", t.Number, "Title", Plain(t.Title), "State", v.topicState(t))
	if red && typed != "" {
		text += "\n" + v.givenBack(typed)
	}
	return bot.Message{Text: text}
}

// TopicAgreed thanks the submitter for agreeing to what was asked, and says what
// follows. ms are the meetings as they are now: one that was proposed may have been
// moved or cancelled since, or be over.
func (v Voice) TopicAgreed(t committee.Topic, asked committee.Proposal, ms []committee.Meeting) bot.Message {
	m := v.TopicReplied(t, committee.AgreeTopic, "")
	if asked.Meeting.ID == 0 || t.State != committee.TopicScheduled {
		return m
	}
	meant := []any{"Meeting", v.meetingName(asked.Meeting.Number), "Day", v.Day(asked.Meeting.Day)}
	switch {
	case asked.Elsewhere(t):
		off := slices.ContainsFunc(ms, func(m committee.Meeting) bool {
			return m.ID == asked.Meeting.ID && m.State == committee.MeetingCancelled
		})
		m.Text = lines(m.Text, v.Say("topic.replied.agree.elsewhere", append(meant, "Off", off)...))
	case t.Meeting.Day != asked.Meeting.Day:
		m.Text = lines(m.Text, v.Say("topic.replied.agree.moved", meant...))
	}
	return m
}

// TopicNews is what is owed about a topic: to its submitter, to chair and office,
// or in the conversation it came from.
func (v Voice) TopicNews(o committee.Owed, c committee.Committee, t committee.Topic) bot.Message {
	args := []any{"Number", t.Number, "Title", Plain(t.Title), "State", v.topicState(t), "By", Plain(t.ByName), "Committee", Plain(c.Name)}
	switch o.Kind {
	case committee.OwedTopicThread:
		return bot.Message{Thread: t.Thread, Text: v.Say("topic.owed.thread", args...)}
	case committee.OwedTopicUnhandled:
		return v.withInbox(v.Say("topic.owed.unhandled", append(args, "Day", v.Day(t.AnswerBy))...), t)
	case committee.OwedTopicResume:
		return v.withInbox(v.Say("topic.owed.resume", append(args, "Day", v.Day(t.Resume))...), t)
	case committee.OwedTopicConfirm:
		m := v.askSubmitter(t, v.Say("topic.owed.confirm", append(args, "Day", v.Day(t.ConfirmBy))...))
		return m
	case committee.OwedTopicTold:
		return v.told(o, t, args)
	}
	return v.submitterNews(o, t, args)
}

// submitterNews tells the submitter in one line what has become of the topic, and
// asks what they are asked.
func (v Voice) submitterNews(o committee.Owed, t committee.Topic, args []any) bot.Message {
	switch note, _ := committee.ReadTopicNote(o.Note); note.Verb {
	case committee.EditTopic:
		return bot.Message{Text: v.Say("topic.news.edited", append(args, "Editor", Plain(t.ChangedByName))...)}
	case committee.UndoTopic:
		return bot.Message{Text: v.Say("topic.news.undone", args...)}
	case committee.OffAgenda, committee.OnAgenda:
		return bot.Message{Text: v.Say("topic.news."+note.Verb, append(args, "Meeting", v.meetingName(t.Meeting.Number), "Day", v.Day(t.Meeting.Day))...)}
	}
	if t.Proposal != nil {
		text := v.Say("topic.news.proposal", append(args, "Proposer", Plain(t.Proposal.ByName), "Act", v.act(t.Proposal.TopicAct))...)
		if h := t.Proposal.Do; t.TLP == committee.Red && h.NeedsText() {
			text = lines(text, v.Say("topic.red.told."+redText(h)))
		}
		m := bot.Message{Text: text}
		m.Card = &bot.Card{Color: topicColor, Buttons: []bot.Button{v.answerButton(t, "agree", bot.Good), v.answerButton(t, "comment", bot.Default)}}
		return m
	}
	if t.State == committee.TopicAnswered {
		if t.TLP == committee.Red {
			return v.askSubmitter(t, v.Say("topic.news.answered.red", append(args, "Day", v.Day(t.ConfirmBy))...))
		}
		return v.askSubmitter(t, v.Say("topic.news.answered", append(args, "Answer", Lines(t.Answer), "Day", v.Day(t.ConfirmBy))...))
	}
	text := v.Say("topic.news.state", args...)
	if t.Reason != "" {
		text += " " + v.Say("topic.reason", "Reason", Plain(t.Reason))
	}
	if t.TLP == committee.Red && (t.State == committee.TopicDeferred || t.State == committee.TopicRejected) {
		text += " " + v.Say("topic.red.told.reason")
	}
	return bot.Message{Text: text}
}

// askSubmitter asks whether an answer clarifies the matter.
func (v Voice) askSubmitter(t committee.Topic, text string) bot.Message {
	return bot.Message{Text: text, Card: &bot.Card{Color: topicColor, Text: v.Say("topic.asked"), Buttons: []bot.Button{
		v.answerButton(t, "confirm", bot.Good), v.answerButton(t, "dispute", bot.Default),
	}}}
}

// WithQuestion adds to a topic what its submitter is asked, if anything.
func (v Voice) WithQuestion(m bot.Message, t committee.Topic, p committee.Person) bot.Message {
	var asked []bot.Button
	switch {
	case t.By != p.User || !t.Open():
	case t.Proposal != nil:
		asked = []bot.Button{v.answerButton(t, "agree", bot.Good), v.answerButton(t, "comment", bot.Default)}
	case t.State == committee.TopicAnswered:
		asked = []bot.Button{v.answerButton(t, "confirm", bot.Good), v.answerButton(t, "dispute", bot.Default)}
	}
	if len(asked) == 0 {
		return m
	}
	if m.Card == nil {
		m.Card = &bot.Card{Color: topicColor}
	}
	m.Card.Buttons = append(asked, m.Card.Buttons...)
	return m
}

func (v Voice) answerButton(t committee.Topic, act string, s bot.Style) bot.Button {
	return bot.Button{ID: act, Label: v.Say("topic.button." + act), Style: s, Action: "topic." + act, Object: ObjectKey(t.ID), Value: strconv.Itoa(t.Version)}
}

// told tells who proposed or answered what the submitter says.
func (v Voice) told(o committee.Owed, t committee.Topic, args []any) bot.Message {
	note, err := committee.ReadTopicNote(o.Note)
	if err != nil {
		note.Verb = committee.AgreeTopic
	}
	if note.Verb == committee.CommentTopic && t.Proposal != nil {
		if t.Proposal.Comment == "" {
			note.Verb += ".red"
		}
		args = append(args, "Comment", Plain(t.Proposal.Comment))
	}
	return v.withInbox(v.Say("topic.told."+note.Verb, args...), t)
}

// withInbox adds the button that opens the topic in the inbox.
func (v Voice) withInbox(text string, t committee.Topic) bot.Message {
	m := bot.Message{Text: text}
	if t.Open() {
		m.Card = &bot.Card{Color: topicColor, Buttons: []bot.Button{v.handleButton(t)}}
	}
	return m
}

func (v Voice) handleButton(t committee.Topic) bot.Button {
	return bot.Button{ID: "handle", Label: v.Say("topic.button.handle"), Style: bot.Default, Action: "topic.inbox", Object: ObjectKey(t.Committee) + " " + ObjectKey(t.ID)}
}
