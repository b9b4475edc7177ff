package commands

import (
	"context"

	"gremienbot/bot"
	"gremienbot/committee"
)

// exportPoll sends the person a closed poll to recount: anybody who may see its
// result may check it. The files name no seat and nobody.
func (d Desk) exportPoll(ctx context.Context, a asking, q bot.Request, p committee.Poll, _ string) (bot.Reply, error) {
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
	o, err := p.Count(ballots)
	if err != nil {
		return bot.Reply{}, err
	}
	files, err := a.v.PollFiles(p, o, f)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.export(ctx, a, q, a.v.ExportBegunOne(p.Number), extract{
		committee.Object{Kind: committee.PollObject, ID: p.ID},
		func(context.Context, *progress) ([]bot.File, bot.Message, error) {
			return files, a.v.PollExported(p, f), nil
		},
	})
}
