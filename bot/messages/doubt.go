package messages

import (
	"strings"

	"gremienbot/bot"
)

// Doubt asks about a text that is probably no title: it names the nearest commands
// and gives the text back. title says that a button to use it as one follows.
func (v Voice) Doubt(typed string, near []string, title bool) bot.Message {
	said := []string{v.Say("unknown.doubt")}
	if len(near) > 0 {
		said[0] = v.Say("unknown.doubt.near", "Near", v.oneOf(near))
	}
	if title {
		said = append(said, v.Say("unknown.doubt.title"))
	}
	return bot.Message{Text: strings.Join(said, " ") + "\n" + v.Say("typed.kept", "Typed", Verbatim(typed).block())}
}

// WithTypedTopic adds the button to submit what was typed as a topic.
func (v Voice) WithTypedTopic(m bot.Message, committeeID int64, thread, title string) bot.Message {
	m.Card = &bot.Card{Buttons: []bot.Button{{
		ID: "typed", Label: v.Say("topic.button.typed"), Style: bot.Default, Action: "topic.typed",
		Object: strings.TrimSpace(ObjectKey(committeeID) + " " + thread), Value: title,
	}}}
	return m
}
