package commands

import (
	"context"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// recordStore keeps results of votes outside the bot.
type recordStore interface {
	RecordPoll(ctx context.Context, c committee.Committee, p committee.Poll, name string, rule func(before []committee.Poll) error) (committee.Poll, error)
}

// recordForm opens the form for a vote that was taken in a meeting or on paper. Of
// what was typed the counts and the question are filled in.
func (d Desk) recordForm(_ context.Context, a asking, _ bot.Request, text string) (bot.Reply, error) {
	if err := a.p.Demand(committee.HoldPolls); err != nil {
		return bot.Reply{}, err
	}
	form := a.v.RecordDialog(a.c, text)
	return bot.Reply{Dialog: &form}, nil
}

// sentRecord takes the form; the result follows through the delivery.
func (d Desk) sentRecord(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	seats, err := d.Store.Seats(ctx, a.c.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	p, err := committee.RecordPoll(a.c, a.p, committee.RecordDraft{
		Question: q.Form["question"], Counts: q.Form["counts"], Way: committee.OutsideWay(q.Form["way"]),
		Result: committee.ResultKind(q.Form["result"]), Chair: tally.ChairVote(q.Form["chair"]), On: q.Form["on"],
		Preset: committee.Preset(strings.TrimPrefix(q.Form["preset"], "-")),
	}, seats, a.now)
	if err != nil {
		return bot.Reply{}, err
	}
	if p, err = d.Store.RecordPoll(ctx, a.c, p, q.Once, p.NotTwice); err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.PollRecorded(p)}, nil
}
