package commands

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// queryForm asks for a question to those who have a need.
func (d Desk) queryForm(_ context.Context, a asking, _ bot.Request, n committee.Need) (bot.Reply, error) {
	if err := n.MayAsk(a.p); err != nil {
		return bot.Reply{}, err
	}
	form := a.v.QueryDialog(n)
	return bot.Reply{Dialog: &form}, nil
}

// queryByText asks "5 Welche Fachverfahren?": the working days may be left out.
func (d Desk) queryByText(ctx context.Context, a asking, q bot.Request, n committee.Need, text string) (bot.Reply, error) {
	if text == "" {
		return d.queryForm(ctx, a, q, n)
	}
	draft := committee.QueryDraft{Text: text, Days: committee.DefaultQueryDays}
	if days, err := strconv.Atoi(firstWord(text)); err == nil {
		draft.Days, draft.Text = days, strings.TrimSpace(text[len(firstWord(text)):])
	}
	return d.ask(ctx, a, n, draft, "")
}

// sentQuery takes the form with a question.
func (d Desk) sentQuery(ctx context.Context, q bot.Request) (bot.Reply, error) {
	n, a, version, err := d.needOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	draft := committee.QueryDraft{Text: q.Form["text"]}
	draft.Of, _ = strconv.Atoi(version) // 0: any version
	draft.Days, _ = strconv.Atoi(strings.TrimSpace(q.Form["days"]))
	return d.ask(ctx, a, n, draft, q.Once)
}

func (d Desk) ask(ctx context.Context, a asking, n committee.Need, draft committee.QueryDraft, once string) (bot.Reply, error) {
	n, err := d.Store.ChangeNeed(ctx, n.ID, a.p.User, "query", once, a.now, func(n committee.Need) (committee.Need, error) {
		return n.Ask(a.c, a.p, draft, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return d.asked(ctx, a, n, "asked")
}

// asked says who gets the question, which may be nobody.
func (d Desk) asked(ctx context.Context, a asking, n committee.Need, what string) (bot.Reply, error) {
	people, err := d.Store.People(ctx, a.c.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	users, instead := n.Answerers(people, a.p.User)
	var names []string
	for _, p := range people {
		if instead && slices.Contains(users, p.User) {
			names = append(names, p.Name)
		}
	}
	return bot.Reply{Message: a.v.NeedAsked(what, n, names, len(users) == 0)}, nil
}

// remindOwners asks the open question again.
func (d Desk) remindOwners(ctx context.Context, a asking, _ bot.Request, n committee.Need) (bot.Reply, error) {
	n, err := d.Store.ChangeNeed(ctx, n.ID, a.p.User, "remind", "", a.now, func(n committee.Need) (committee.Need, error) {
		return n.Remind(a.c, a.p, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return d.asked(ctx, a, n, "reminded")
}

// replyForm shows the open question and takes the answer.
func (d Desk) replyForm(_ context.Context, a asking, _ bot.Request, n committee.Need) (bot.Reply, error) {
	if err := n.MayAnswer(a.p); err != nil {
		return bot.Reply{}, err
	}
	form := a.v.ReplyDialog(n)
	return bot.Reply{Dialog: &form}, nil
}

// sentReply takes the form with the answer.
func (d Desk) sentReply(ctx context.Context, q bot.Request) (bot.Reply, error) {
	n, a, _, err := d.needOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.reply(ctx, a, n, q.Form["text"], q.Once)
}

func (d Desk) reply(ctx context.Context, a asking, n committee.Need, text, once string) (bot.Reply, error) {
	n, err := d.Store.ChangeNeed(ctx, n.ID, a.p.User, "reply", once, a.now, func(n committee.Need) (committee.Need, error) {
		return n.Reply(a.p, text, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.NeedDone("reply", n)}, nil
}

// answerByText answers the open question of a need, or notes what the addressee
// of its hand-over says.
func (d Desk) answerByText(ctx context.Context, a asking, q bot.Request, n committee.Need, text string) (bot.Reply, error) {
	handed := n.State == committee.NeedHandedOver
	switch {
	case handed:
		return d.handedAnswer(a, n, text)
	case text != "":
		return d.reply(ctx, a, n, text, "")
	}
	return d.replyForm(ctx, a, q, n)
}
