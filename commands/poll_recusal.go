package commands

import (
	"context"

	"gremienbot/bot"
	"gremienbot/committee"
)

// recuse notes that the person's seat has a conflict of interest in a poll.
func (d Desk) recuse(ctx context.Context, a asking, _ bot.Request, p committee.Poll, _ string) (bot.Reply, error) {
	p, err := d.Store.RecusePoll(ctx, p.ID, a.p.User, "recuse", a.now, func(p committee.Poll) (committee.Poll, error) { return p.Recuse(a.p, a.now) })
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.PollRecused(p)}, nil
}

// unrecuse takes a conflict of interest back.
func (d Desk) unrecuse(ctx context.Context, a asking, _ bot.Request, p committee.Poll, _ string) (bot.Reply, error) {
	p, err := d.Store.RecusePoll(ctx, p.ID, a.p.User, "return", a.now, func(p committee.Poll) (committee.Poll, error) { return p.Return(a.p, a.now) })
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.PollReturned(p)}, nil
}
