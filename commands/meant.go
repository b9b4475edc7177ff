package commands

import (
	"context"
	"slices"

	"gremienbot/bot"
	"gremienbot/bot/messages"
)

// meant says in a conversation with the bot alone which committee an answer is
// about, to those who belong to several: there is no channel to tell it by. What
// asks them to choose one does not need it.
func (d Desk) meant(ctx context.Context, q bot.Request, reply bot.Reply) bot.Reply {
	if q.Kind != bot.Command || !q.Direct || asksWhich(reply.Message) {
		return reply
	}
	list, err := d.Store.CommitteesOf(ctx, q.User)
	if err != nil || len(list) < 2 {
		return reply // the answer is worth more than the hint
	}
	c, err := d.chosen(ctx, q, list)
	if err != nil {
		return reply
	}
	hint := d.voiceFor(ctx, q).Say("committee.meant", "Name", messages.Plain(c.Name))
	if reply.Dialog != nil {
		form := *reply.Dialog
		form.Intro = joined(hint, form.Intro)
		reply.Dialog = &form
		return reply
	}
	reply.Message.Text = joined(hint, reply.Message.Text)
	return reply
}

func joined(hint, text string) string {
	if text == "" {
		return hint
	}
	return hint + "\n" + text
}

// asksWhich reports whether a message lets a person choose a committee.
func asksWhich(m bot.Message) bool {
	return m.Card != nil && slices.ContainsFunc(m.Card.Buttons, func(b bot.Button) bool { return b.Action == "committee.choose" })
}
