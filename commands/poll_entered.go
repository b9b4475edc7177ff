package commands

import (
	"context"
	"strings"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// enter is "/umfrage 5 für Landkreis Musterland ja": the office enters a vote
// that a seat has given by telephone.
func (d Desk) enter(ctx context.Context, a asking, _ bot.Request, p committee.Poll, text string) (bot.Reply, error) {
	if err := a.p.Demand(committee.EnterVotes); err != nil {
		return bot.Reply{}, err
	}
	e, rest, ok := p.Elector(func(body string) (string, bool) { return cutFold(text, body) })
	if !ok {
		return bot.Reply{}, committee.Refuse(committee.Missing, "poll.enter.seat", "Text", messages.Cut(text, 80), "Seq", p.Number.Seq)
	}
	choice, understood := a.typedChoice(p, rest)
	if !understood {
		return bot.Reply{}, notUnderstood(p, rest)
	}
	b, err := d.Store.EnterBallot(ctx, p.ID, e.Seat, a.now, func(p committee.Poll, before *committee.Ballot) (committee.Ballot, error) {
		return p.Enter(a.p, e, choice, before, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.PollEntered(p, e, b)}, nil
}

// cutFold cuts words off the beginning of a text that mean the same, quoted or
// not, in any case.
func cutFold(text, words string) (string, bool) {
	text = strings.TrimLeft(text, "\"„“” ")
	if len(text) < len(words) || !strings.EqualFold(text[:len(words)], words) {
		return "", false
	}
	return strings.TrimLeft(text[len(words):], "\"„“”:, "), true
}
