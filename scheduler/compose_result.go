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

// redrawn is the result of a vote outside the bot once more: its post is its card.
func (w Words) redrawn(ctx context.Context, v messages.Voice, p committee.Poll, ballots []committee.Ballot) (bot.Message, error) {
	c, err := w.Records.Committee(ctx, p.Committee)
	if err != nil {
		return bot.Message{}, err
	}
	return w.result(ctx, v, c, p, ballots)
}
