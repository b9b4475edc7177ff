package commands

import (
	"context"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// askMotion opens a yes-no poll: at once if the text says when it ends, else
// through the form.
func (d Desk) askMotion(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
	return d.askTyped(ctx, a, q, committee.MotionPoll, text, a.readMotion(text))
}

// askPriorities opens a priority poll: at once if the text names needs and says
// when it ends, else through the form.
func (d Desk) askPriorities(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
	return d.askTyped(ctx, a, q, committee.PriorityPoll, text, a.readPriorities(text))
}

func (d Desk) askTyped(ctx context.Context, a asking, q bot.Request, kind committee.PollKind, text string, o typedOpening) (bot.Reply, error) {
	if !o.complete {
		return d.pollForm(ctx, a, q, kind, o)
	}
	reply, err := d.openPoll(ctx, a, kind, o, "")
	if err != nil {
		return bot.Reply{}, d.giveBack(q, text, err)
	}
	return reply, nil
}

// pollForm opens the form for a new poll with what is known already. For a
// priority poll without needs it offers all that are open.
func (d Desk) pollForm(ctx context.Context, a asking, q bot.Request, kind committee.PollKind, o typedOpening) (bot.Reply, error) {
	if err := a.p.Demand(committee.HoldPolls); err != nil {
		return bot.Reply{}, err
	}
	if err := committee.CheckQuestion(o.question); err != nil {
		return bot.Reply{}, d.giveBack(q, o.question, err)
	}
	f := messages.PollForm{Kind: kind, Question: o.question, Needs: strings.Join(o.needs, "\n")}
	if kind == committee.PriorityPoll && f.Needs == "" {
		needs, err := d.Store.Needs(ctx, a.c.ID, committee.MaxOptions, 0)
		if err != nil {
			return bot.Reply{}, err
		}
		f.Needs = messages.NeedLines(needs)
	}
	form := a.v.PollDialog(a.c.ID, f)
	return bot.Reply{Dialog: &form}, nil
}

// pressedNewPoll is a button that opens the form.
func (d Desk) pressedNewPoll(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.pollForm(ctx, a, q, committee.PollKind(q.Value), typedOpening{})
}

// sentPoll takes the form for a new poll. Everything that is wrong is said at once.
func (d Desk) sentPoll(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, kind := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	o := typedOpening{question: q.Form["question"], until: q.Form["until"]}
	if committee.PollKind(kind) == committee.PriorityPoll {
		o.needs, o.unread = needLines(q.Form["needs"])
	}
	return d.openPoll(ctx, a, committee.PollKind(kind), o, q.Once)
}

// openPoll reads what was given, lets the rules decide and stores the poll. It
// refuses everything that is wrong at once and then stores nothing.
func (d Desk) openPoll(ctx context.Context, a asking, kind committee.PollKind, o typedOpening, once string) (bot.Reply, error) {
	if err := a.p.Demand(committee.HoldPolls); err != nil {
		return bot.Reply{}, err
	}
	draft, unread, err := d.pollDraft(ctx, a, kind, o)
	if err != nil {
		return bot.Reply{}, err
	}
	seats, err := d.Store.Seats(ctx, a.c.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	p, err := committee.OpenPoll(a.c, a.p, draft, seats, a.now)
	if err := allOf(err, unread); err != nil {
		return bot.Reply{}, err
	}
	if p, err = d.Store.OpenPoll(ctx, a.c, p, once); err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.PollOpened(p)}, nil
}

// pollDraft reads what was given. What cannot be read is in unread, and stands in
// the draft as something harmless, so that the rest can be checked with it.
func (d Desk) pollDraft(ctx context.Context, a asking, kind committee.PollKind, o typedOpening) (draft committee.PollDraft, unread, fault error) {
	draft = committee.PollDraft{Kind: kind, Question: o.question}
	until, err := a.pollEnd(o.until)
	if err != nil {
		until, unread = a.now.Add(time.Hour), a.sayMoment(err)
	}
	draft.ClosesAt = until
	needs, err := d.needsNamed(ctx, a, o.needs)
	if err != nil && committee.Refusals(err) == nil {
		return draft, unread, err
	}
	draft.Needs = needs
	return draft, allOf(unread, o.unread, err), nil
}

// needsNamed finds needs by the numbers that words begin with.
func (d Desk) needsNamed(ctx context.Context, a asking, words []string) ([]committee.Need, error) {
	var needs []committee.Need
	var es committee.Errors
	for _, word := range words {
		n, ok := committee.ParseNumber(word, committee.NeedRegister, a.year())
		if !ok {
			es = append(es, committee.Refuse(committee.Invalid, "poll.needs.unreadable", "Text", messages.Cut(word, 60)).At("needs"))
			continue
		}
		need, err := d.Store.NeedNumbered(ctx, a.c.ID, n)
		if err = missing(err, "poll.needs.unknown", "Number", n); err == nil {
			needs = append(needs, need)
			continue
		}
		refused := committee.Refusals(err)
		if refused == nil {
			return nil, err
		}
		es = append(es, refused[0].At("needs"))
	}
	if len(es) > 0 {
		return needs, es
	}
	return needs, nil
}

// allOf joins refusals; a fault among them is returned alone.
func allOf(errs ...error) error {
	var all committee.Errors
	for _, err := range errs {
		es := committee.Refusals(err)
		if err != nil && es == nil {
			return err
		}
		all = append(all, es...)
	}
	if len(all) == 0 {
		return nil
	}
	return all
}
