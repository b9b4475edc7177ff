package commands

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// handOverForm asks to whom a need goes.
func (d Desk) handOverForm(ctx context.Context, a asking, q bot.Request, n committee.Need) (bot.Reply, error) {
	return d.handOverByText(ctx, a, q, n, "")
}

// handOverByText opens the form with the addressee that was typed.
func (d Desk) handOverByText(_ context.Context, a asking, _ bot.Request, n committee.Need, to string) (bot.Reply, error) {
	if err := n.MayHandOver(a.p); err != nil {
		return bot.Reply{}, err
	}
	to = messages.Cut(strings.TrimSpace(strings.TrimPrefix(to, "an ")), committee.MaxTitle)
	form := a.v.HandOverDialog(n, to, calendar.DateOf(a.now, a.c.Location()))
	return bot.Reply{Dialog: &form}, nil
}

// sentHandOver takes the form.
func (d Desk) sentHandOver(ctx context.Context, q bot.Request) (bot.Reply, error) {
	n, a, version, err := d.needOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	draft := committee.HandoverDraft{To: q.Form["to"], Reference: q.Form["reference"]}
	draft.Of, _ = strconv.Atoi(version) // 0: any version
	var on, by error
	draft.On, on = a.dayPassed(q.Form["on"], "on")
	draft.AnswerBy, by = a.dayAhead(q.Form["by"], "by")
	if unread := allOf(on, by); unread != nil {
		_, more := n.HandOver(a.c, a.p, draft, a.now)
		return bot.Reply{}, allOf(unread, more)
	}
	n, err = d.Store.ChangeNeed(ctx, n.ID, a.p.User, "hand-over", q.Once, a.now, func(n committee.Need) (committee.Need, error) {
		return n.HandOver(a.c, a.p, draft, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.NeedHandedOver(n)}, nil
}

// dayPassed reads a day that may be over. Without a year it is the last such day.
func (a asking) dayPassed(text, field string) (calendar.Date, error) {
	if strings.TrimSpace(text) == "" {
		return calendar.Date{}, nil
	}
	zone := a.c.Location()
	day, err := calendar.ParseDate(text, a.now, zone)
	if e := (*calendar.MomentError)(nil); errors.As(err, &e) && e.Reason == calendar.Past {
		return calendar.DateOf(e.Understood[0], zone), nil
	}
	if err != nil || !day.After(calendar.DateOf(a.now, zone)) {
		return day, atField(dateRefusal(err, zone), field)
	}
	earlier, err := calendar.ParseDate(text, a.now.AddDate(-1, 0, 1), zone)
	if err == nil && earlier.AddMonths(12) == day {
		return earlier, nil
	}
	return day, nil
}

// answerForm asks what the addressee of a hand-over says.
func (d Desk) answerForm(_ context.Context, a asking, _ bot.Request, n committee.Need) (bot.Reply, error) {
	return d.handedAnswer(a, n, "")
}

// handedAnswer opens the form with the answer that was typed. The form of a RED need
// has no place for it.
func (d Desk) handedAnswer(a asking, n committee.Need, typed string) (bot.Reply, error) {
	if err := n.MayRecordAnswer(a.p); err != nil {
		return bot.Reply{}, err
	}
	if n.TLP == committee.Red && typed != "" {
		return bot.Reply{}, committee.Refuse(committee.Invalid, "need.answer.red.typed", "Number", n.Number)
	}
	form := a.v.AnswerDialog(n, typed)
	return bot.Reply{Dialog: &form}, nil
}

// sentAnswer takes the form.
func (d Desk) sentAnswer(ctx context.Context, q bot.Request) (bot.Reply, error) {
	n, a, version, err := d.needOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	draft := committee.AnswerDraft{Outcome: committee.HandoverOutcome(q.Form["outcome"]), Text: q.Form["text"]}
	draft.Of, _ = strconv.Atoi(version) // 0: any version
	n, err = d.Store.ChangeNeed(ctx, n.ID, a.p.User, "answer", q.Once, a.now, func(n committee.Need) (committee.Need, error) {
		return n.RecordAnswer(a.c, a.p, draft, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.NeedAnswered(n)}, nil
}
