package messages

import (
	"strings"

	"gremienbot/bot"
)

// Doubt is what speaks against taking a text for a title.
type Doubt string

// What speaks against it.
const (
	DoubtedWord   Doubt = "word"   // it is a single word
	DoubtedNumber Doubt = "number" // it begins with a number
	DoubtedPair   Doubt = "pair"   // it is a word with a number behind it
	DoubtedList   Doubt = "list"   // it is a list
)

// Doubted is a text that is probably no title: why, the commands that may have been
// meant instead, and the one that was typed.
type Doubted struct {
	Why     Doubt
	Near    []string
	Command string
}

// Doubt asks about a text that is probably no title: it names the nearest commands
// and gives the text back. title says that a button to use it as one follows.
func (v Voice) Doubt(typed string, u Doubted, title bool) bot.Message {
	said := []string{v.Say("unknown.doubt."+string(u.Why), "Command", v.oneOf(Commands{u.Command}))}
	if len(u.Near) > 0 {
		said[0] = v.Say("unknown.doubt.near", "Near", v.oneOf(u.Near))
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
