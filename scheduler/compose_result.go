package scheduler

import (
	"context"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// result is the result of a closed poll for all, as it is known now.
func (w Words) result(ctx context.Context, v messages.Voice, c committee.Committee, stored committee.Poll, ballots []committee.Ballot) (bot.Message, error) {
	outcome, err := stored.Count(ballots)
	if err != nil {
		return bot.Message{}, err
	}
	p, err := w.marked(ctx, v, stored)
	return v.WithSeal(v.WithChart(v.PollResult(c, p, outcome), c, p, outcome), stored), err
}

// drawResult is the post that tells a result once more, with what was decided about it
// since: a lot that was drawn, or that it does not hold.
func (w Words) drawResult(ctx context.Context, id int64) (bot.Message, error) {
	p, err := w.Records.Poll(ctx, id)
	if err != nil {
		return bot.Message{}, err
	}
	ballots, err := w.Records.Ballots(ctx, id)
	if err != nil {
		return bot.Message{}, err
	}
	c, err := w.Records.Committee(ctx, p.Committee)
	if err != nil {
		return bot.Message{}, err
	}
	return w.result(ctx, messages.In(c.Lang, c.Location()), c, p, ballots)
}
