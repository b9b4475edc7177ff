package commands

import (
	"context"

	"gremienbot/bot"
	"gremienbot/committee"
)

// exportPoll sends the person a closed poll to recount: anybody who may see its
// result may check it. The files name no seat and nobody.
func (d Desk) exportPoll(ctx context.Context, a asking, _ bot.Request, p committee.Poll, _ string) (bot.Reply, error) {
	if err := a.p.Demand(committee.Read); err != nil {
		return bot.Reply{}, err
	}
	ballots, err := d.Store.Ballots(ctx, p.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	f, err := p.Export(ballots)
	if err != nil {
		return bot.Reply{}, err
	}
	files, err := a.v.PollFiles(p, f)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.sendSaying(ctx, a, committee.Object{Kind: committee.PollObject, ID: p.ID}, a.v.PollExported(p), files)
}
