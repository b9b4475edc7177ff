package commands

import (
	"unicode/utf8"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// How much of a refused text an answer can give back, in characters. The server
// takes 16,383 in an answer, and the refusal stands above it.
const (
	mostKept  = 15000
	mostBegun = 12000 // of a text that does not fit whole
)

// giveBack returns a refused text to be copied, unless it must not be repeated.
func (d Desk) giveBack(q bot.Request, typed string, err error) error {
	if committee.Classified(typed) != "" {
		return err
	}
	return d.keepTyped(q, typed, err)
}

// keepTyped gives what was typed back to the person when a command is refused,
// so that nothing is lost; a form keeps it anyway. Of what is too long even for
// that it gives the beginning, and says how to get at the rest.
func (d Desk) keepTyped(q bot.Request, text string, err error) error {
	es := committee.Refusals(err)
	if q.Kind != bot.Command || es == nil {
		return err
	}
	key := "typed.kept"
	if utf8.RuneCountInString(text) > mostKept {
		key, text = "typed.begun", messages.Cut(text, mostBegun)
	}
	return committee.Errors(append(es, committee.Refuse(committee.Invalid, key, "Typed", messages.Verbatim(text))))
}
