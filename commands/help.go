package commands

import (
	"context"

	"gremienbot/bot"
)

// helpAbout shows what this person may do here with a command, or first of all ("").
// A word behind it names another command.
func (d Desk) helpAbout(page string) answer {
	return func(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
		about := page
		if named := helpPage(text); named != "" {
			about = named
		}
		return bot.Reply{Message: a.v.Help(a.c, a.p, d.mayOffice(ctx, a.c, q) == nil, about)}, nil
	}
}

// helpPage is the page of the help that a word asks for, "" for none.
func helpPage(word string) string {
	switch fold(firstWord(word)) {
	case "thema", "themen", "topic", "topics", "/thema", "/topic":
		return "topic"
	case "bedarf", "bedarfe", "need", "needs", "/bedarf", "/need":
		return "need"
	case "umfrage", "umfragen", "poll", "polls", "/umfrage", "/poll":
		return "poll"
	case "sitzung", "sitzungen", "meeting", "meetings", "/sitzung", "/meeting":
		return "meeting"
	case "gremium", "committee", "/gremium", "/committee":
		return "committee"
	}
	return ""
}
