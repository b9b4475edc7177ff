package commands

import (
	"context"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
)

// lotStore keeps lots.
type lotStore interface {
	DrawLot(ctx context.Context, id int64, by string, now time.Time, rule func(committee.Poll, []committee.Ballot) (committee.Poll, error)) (committee.Poll, error)
}

// draw draws lots for a poll with the words behind its number. A lot that was
// drawn already is shown to everybody who could draw.
func (d Desk) draw(ctx context.Context, a asking, _ bot.Request, p committee.Poll, words string) (bot.Reply, error) {
	if p.Lot != nil && a.p.May(committee.HoldPolls) {
		return bot.Reply{Message: a.v.LotAgain(p)}, nil
	}
	p, err := d.Store.DrawLot(ctx, p.ID, a.p.User, a.now, func(p committee.Poll, ballots []committee.Ballot) (committee.Poll, error) {
		return p.Draw(a.p, words, ballots, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.LotReceipt(p)}, nil
}

// drawForm is the button below a result with a tie: it asks for the words.
func (d Desk) drawForm(ctx context.Context, a asking, q bot.Request, p committee.Poll, _ string) (bot.Reply, error) {
	if p.Lot != nil {
		return d.draw(ctx, a, q, p, "")
	}
	ballots, err := d.Store.Ballots(ctx, p.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	if err := p.MayDraw(a.p, ballots); err != nil {
		return bot.Reply{}, err
	}
	o, err := p.Count(ballots)
	if err != nil {
		return bot.Reply{}, err
	}
	form := a.v.LotDialog(p, o)
	return bot.Reply{Dialog: &form}, nil
}

// sentDraw takes the form.
func (d Desk) sentDraw(ctx context.Context, q bot.Request) (bot.Reply, error) {
	p, a, err := d.pollOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.draw(ctx, a, q, p, q.Form["words"])
}
