package commands

import (
	"strings"

	"gremienbot/bot"
)

// keyboard makes what looks like a space or hyphen the one on the keyboard, and
// drops what has no width. People copy numbers and dates out of messages, letters
// and tables, where they are kept together with such characters. Dashes stay, as
// they may be part of a text: what reads numbers takes any.
var keyboard = strings.NewReplacer(
	"\u00a0", " ", "\u2007", " ", "\u2009", " ", "\u202f", " ", // spaces that keep words together, or are narrow
	"\u2010", "-", "\u2011", "-", // the hyphen, and the one that does not break
	"\u00ad", "", "\u200b", "", "\u2060", "", "\ufeff", "", // a place to break or not to break, and a mark of order
)

// onKeyboard is a request as if all of it had been typed.
func onKeyboard(q bot.Request) bot.Request {
	q.Text = keyboard.Replace(q.Text)
	if q.Form == nil {
		return q
	}
	form := make(map[string]string, len(q.Form))
	for name, value := range q.Form {
		form[name] = keyboard.Replace(value)
	}
	q.Form = form
	return q
}
