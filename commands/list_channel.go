package commands

import (
	"context"
	"regexp"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// listStore is what showing a list to all needs of the store.
type listStore interface {
	Owe(ctx context.Context, owed ...committee.Owed) error
}

// inChannel is the word that asks for a list for all, in front of a filter or behind
// it; a page may follow it. In quotation marks it is a word to look for.
var inChannel = regexp.MustCompile(`(?i)^(?:im |in den |in the |to the )?(?:kanal|channel)(?:\s|$)|\s(?:im |in den |in the |to the )?(?:kanal|channel)(?:(\s+(?:(?:seite|page)\s+)?\d{1,3}))?$`)

// forAll takes the word out of a filter and reports whether it was there.
func forAll(text string) (string, bool) {
	m := inChannel.FindStringSubmatchIndex(text)
	if m == nil {
		return text, false
	}
	page := ""
	if m[2] >= 0 {
		page = text[m[2]:m[3]]
	}
	rest := text[m[1]:]
	if m[0] > 0 {
		rest = text[:m[0]] + page
	}
	return strings.TrimSpace(rest), true
}

// shareList has a list posted in the channel.
func (d Desk) shareList(ctx context.Context, a asking, l committee.SharedList, mine bool) (bot.Reply, error) {
	owed, err := committee.ShareList(a.c, a.p, l, mine, a.now)
	if err != nil {
		return bot.Reply{}, err
	}
	if err := d.Store.Owe(ctx, owed); err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Say(a.v.Say("list.channel.done")), nil
}
