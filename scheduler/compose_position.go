package scheduler

import (
	"context"
	"errors"
	"slices"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// position tells a person what they have become, also if they have left, and what
// is open for a seat they have come to.
func (w Words) position(ctx context.Context, c committee.Committee, o committee.Owed) (bot.Message, error) {
	x, err := committee.ReadPositionChange(o.Note)
	if err != nil {
		return bot.Message{}, err
	}
	v, p, err := w.voice(ctx, c, o.User)
	if err != nil {
		return bot.Message{}, err
	}
	var open messages.SeatWork
	if slices.ContainsFunc(x.Gained, committee.Position.Sits) && p.Seat != nil {
		open, err = w.seatWork(ctx, c, p)
	}
	return v.PositionChanged(c, p, x, open), err
}

// seatWork is what runs now and what the person's seat may take part in.
func (w Words) seatWork(ctx context.Context, c committee.Committee, p committee.Person) (messages.SeatWork, error) {
	var open messages.SeatWork
	polls, err := w.Records.OpenPolls(ctx, c.ID)
	if err != nil {
		return open, err
	}
	for _, poll := range polls {
		done, err := w.Records.HasVoted(ctx, poll.ID, p.User)
		switch {
		case err != nil:
			return open, err
		case !poll.Entitled(p): // the seat is younger than the poll
		case poll.IsRecused(p.Seat.ID):
			open.Recused = append(open.Recused, poll)
		case !done:
			open.Vote = append(open.Vote, poll)
		case p.HoldsSeat():
			open.Voted = append(open.Voted, poll)
		}
	}
	return w.roundOf(ctx, c, p, open)
}

// roundOf adds the open round of assessment that the person's seat has not finished.
func (w Words) roundOf(ctx context.Context, c committee.Committee, p committee.Person, open messages.SeatWork) (messages.SeatWork, error) {
	a, err := w.Records.LatestAssessment(ctx, c.ID)
	if errors.Is(err, committee.ErrMissing) {
		return open, nil
	}
	if err != nil || a.State != committee.AssessmentOpen {
		return open, err
	}
	given, err := w.Records.Appraisals(ctx, a.ID)
	if err == nil && awaits(a, given, p) {
		who := committee.Assessing{Round: a, Before: slices.DeleteFunc(given, func(g committee.Appraisal) bool { return g.Seat != p.Seat.ID })}
		open.Round = &a
		open.Done, _ = who.Done()
	}
	return open, err
}
