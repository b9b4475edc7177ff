package messages

import (
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// TopicList is a page of the topics that a filter lets through, with the ways to
// the other pages and filters.
func (v Voice) TopicList(ts []committee.Topic, l TopicListing) bot.Message {
	card := listCard(v, topics, l)
	if l.Total == 0 && l.Filter.IsZero() {
		return bot.Message{Text: v.Say("topic.list.empty"), Card: card}
	}
	lines := []string{listHead(v, topics, l)}
	for _, t := range ts {
		lines = append(lines, v.topicListed(t))
		if task := v.topicTask(t); l.Filter.Mine && task != "" {
			lines = append(lines, "  "+task)
		}
	}
	if l.Total == 0 {
		lines = append(lines, v.Say("list.nothing"))
	} else {
		lines = append(lines, v.Say("topic.list.hint"))
	}
	return bot.Message{Text: strings.Join(lines, "\n"), Card: card}
}

// topicListed says number and title, and below kind, state and who brought it in.
func (v Voice) topicListed(t committee.Topic) string {
	state := v.Say("topic.state." + string(t.State))
	if t.State == committee.TopicScheduled && !t.Meeting.Day.IsZero() {
		state += " (" + v.shortDay(t.Meeting.Day) + ")"
	}
	by := t.Group
	if by == "" {
		by = t.ByName
	}
	return listed(t.Number, t.Title, v.Say("topic.kind."+string(t.Kind)), state, Plain(Cut(by, 40)))
}

// topicTask is what is expected of who brought the topic in, "" for nothing.
func (v Voice) topicTask(t committee.Topic) string {
	switch {
	case t.Proposal != nil:
		return v.Say("topic.list.proposal")
	case t.State == committee.TopicAnswered && !t.ConfirmBy.IsZero():
		return v.Say("topic.list.confirm", "Day", v.Day(t.ConfirmBy))
	}
	return ""
}
