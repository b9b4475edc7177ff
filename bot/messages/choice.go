package messages

import (
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// NeedChoice lists needs among which a person has to choose. anew, if not "", is
// what they typed and may report as a new need instead.
func (v Voice) NeedChoice(ns []committee.Need, committeeID int64, anew string) bot.Message {
	return v.choiceAmong("need", v.Say("need.several"), needOptions(ns), committeeID, anew)
}

// NeedNear says that words find no need, and lets choose among the nearest.
func (v Voice) NeedNear(words string, ns []committee.Need, committeeID int64) bot.Message {
	return v.choiceAmong("need", v.Say("need.none", "Words", Plain(Cut(words, 80)))+"\n"+v.Say("find.near"), needOptions(ns), committeeID, "")
}

// TopicChoice and TopicNear are the same for topics.
func (v Voice) TopicChoice(ts []committee.Topic, committeeID int64) bot.Message {
	return v.choiceAmong("topic", v.Say("topic.several"), topicOptions(ts), committeeID, "")
}

// TopicNear says that words find no topic, and lets choose among the nearest.
func (v Voice) TopicNear(words string, ts []committee.Topic, committeeID int64) bot.Message {
	return v.choiceAmong("topic", v.Say("topic.none", "Words", Plain(Cut(words, 80)))+"\n"+v.Say("find.near"), topicOptions(ts), committeeID, "")
}

// choice is one of several objects.
type choice struct{ key, number, title string }

func needOptions(ns []committee.Need) []choice {
	var all []choice
	for _, n := range ns {
		all = append(all, choice{ObjectKey(n.ID), unbroken(n.Number), n.Title})
	}
	return all
}

func topicOptions(ts []committee.Topic) []choice {
	var all []choice
	for _, t := range ts {
		all = append(all, choice{ObjectKey(t.ID), unbroken(t.Number), t.Title})
	}
	return all
}

func (v Voice) choiceAmong(register, head string, all []choice, committeeID int64, anew string) bot.Message {
	lines, options := []string{head}, []bot.Option{}
	for _, c := range all {
		lines = append(lines, "- **"+c.number+"** "+Plain(Cut(visible(c.title), 90)))
		options = append(options, bot.Option{Label: Cut(c.number+" "+visible(c.title), 60), Value: c.key})
	}
	card := &bot.Card{Selects: []bot.Select{{ID: "which", Label: v.Say("find.choose"), Action: register + ".show", Object: ObjectKey(committeeID), Options: options}}}
	if anew != "" {
		card.Buttons = []bot.Button{v.anewButton(committeeID, anew)}
	}
	return bot.Message{Text: strings.Join(lines, "\n"), Card: card}
}

func (v Voice) anewButton(committeeID int64, title string) bot.Button {
	return bot.Button{ID: "anew", Label: v.Say("need.button.anew"), Style: bot.Default, Action: "need.new", Object: ObjectKey(committeeID), Value: title}
}

// WithAnew adds the button to report what was typed as a new need.
func (v Voice) WithAnew(m bot.Message, committeeID int64, title string) bot.Message {
	if m.Card == nil {
		m.Card = &bot.Card{}
	}
	m.Card.Buttons = append(m.Card.Buttons, v.anewButton(committeeID, title))
	return m
}
