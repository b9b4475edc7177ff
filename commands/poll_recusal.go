package commands

import (
	"context"

	"gremienbot/bot"
	"gremienbot/committee"
)

// recuse notes that the person's seat has a conflict of interest in a poll. If it
// has voted, it asks first, for the vote is gone then.
func (d Desk) recuse(ctx context.Context, a asking, _ bot.Request, p committee.Poll, _ string) (bot.Reply, error) {
	reply, err := d.recused(ctx, a, p, false)
	if es := committee.Refusals(err); len(es) == 1 && es[0].Key == "poll.recuse.unsure" {
		return bot.Reply{Message: a.v.PollRecusing(p)}, nil
	}
	return reply, err
}

// recuseSure is the button by which somebody accepts that their vote is deleted.
func (d Desk) recuseSure(ctx context.Context, a asking, _ bot.Request, p committee.Poll, _ string) (bot.Reply, error) {
	return d.recused(ctx, a, p, true)
}

// stayUnrecused leaves the vote as it is.
func (d Desk) stayUnrecused(_ context.Context, a asking, _ bot.Request, p committee.Poll, _ string) (bot.Reply, error) {
	return bot.Reply{Message: a.v.PollUnchanged(p)}, nil
}

func (d Desk) recused(ctx context.Context, a asking, p committee.Poll, sure bool) (bot.Reply, error) {
	gone := false
	p, err := d.Store.RecusePoll(ctx, p.ID, a.p, "recuse", a.now, func(p committee.Poll, stand committee.SeatStand) (committee.Poll, error) {
		gone = stand.Ballot != nil
		return p.Recuse(a.p, stand, sure, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.PollRecused(p, gone)}, nil
}

// unrecuse takes a conflict of interest back.
func (d Desk) unrecuse(ctx context.Context, a asking, _ bot.Request, p committee.Poll, _ string) (bot.Reply, error) {
	p, err := d.Store.RecusePoll(ctx, p.ID, a.p, "return", a.now, func(p committee.Poll, stand committee.SeatStand) (committee.Poll, error) {
		return p.Return(a.p, stand, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.PollReturned(p)}, nil
}
