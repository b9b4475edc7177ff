package commands

import (
	"context"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
)

// statementStore keeps what members want to stand in the minutes.
type statementStore interface {
	Declare(ctx context.Context, id int64, now time.Time, rule func(committee.Poll) (committee.Statement, error)) (committee.Statement, error)
	Statements(ctx context.Context, id int64) ([]committee.Statement, error)
}

// declare stores what was typed behind the number, or opens a form for it with the
// person's earlier statement.
func (d Desk) declare(ctx context.Context, a asking, q bot.Request, p committee.Poll, words string) (bot.Reply, error) {
	if _, err := p.Declare(a.c, a.p, words, a.now); err != nil {
		if words != "" {
			err = d.giveBack(q, words, err)
		}
		return bot.Reply{}, err
	}
	if words != "" {
		return d.declared(ctx, a, p, words)
	}
	list, err := d.Store.Statements(ctx, p.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	for _, s := range list {
		if s.User == a.p.User {
			words = s.Words
		}
	}
	form := a.v.StatementDialog(p, words)
	return bot.Reply{Dialog: &form}, nil
}

// sentStatement takes the form.
func (d Desk) sentStatement(ctx context.Context, q bot.Request) (bot.Reply, error) {
	p, a, err := d.pollOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.declared(ctx, a, p, q.Form["words"])
}

func (d Desk) declared(ctx context.Context, a asking, p committee.Poll, words string) (bot.Reply, error) {
	s, err := d.Store.Declare(ctx, p.ID, a.now, func(p committee.Poll) (committee.Statement, error) { return p.Declare(a.c, a.p, words, a.now) })
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Message: a.v.Declared(p, s)}, nil
}
