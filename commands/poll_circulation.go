package commands

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// circulate opens the form for a decision outside a meeting.
func (d Desk) circulate(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
	if err := a.p.Demand(committee.HoldPolls); err != nil {
		return bot.Reply{}, err
	}
	if err := committee.CheckQuestion(text); err != nil {
		return bot.Reply{}, d.giveBack(q, text, err)
	}
	s := committee.PollSketch{
		Kind: committee.MotionPoll, Question: text,
		Terms: committee.Terms{Circulation: &committee.Circulation{Days: committee.DefaultCirculation}},
	}.Read()
	if s.Confidential {
		return d.formOf(ctx, a, s)
	}
	return d.pollForm(ctx, a, 0, s)
}

// circulationDays reads the period of a circulation.
func circulationDays(text string) (*committee.Circulation, error) {
	days, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return nil, committee.Refuse(committee.Invalid, "poll.circulation.days", "Min", committee.MinCirculation, "Max", committee.MaxCirculation).At("days")
	}
	return &committee.Circulation{Days: days}, nil
}

// sentCallOff ends a circulation without a result, for chair and office.
func (d Desk) sentCallOff(ctx context.Context, q bot.Request) (bot.Reply, error) {
	p, a, err := d.pollOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	p, err = d.Store.EndPoll(ctx, p.ID, a.p.User, a.now, func(p committee.Poll) (committee.Poll, error) { return p.CallOff(a.p, q.Form["why"], a.now) })
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.PollCalledOff(p)}, nil
}

// topicOfObjected makes a topic of a circulation without a result, once.
func (d Desk) topicOfObjected(ctx context.Context, a asking, _ bot.Request, p committee.Poll, _ string) (bot.Reply, error) {
	var counted committee.Outcome
	o, err := d.outcome(ctx, p)
	if err != nil {
		return bot.Reply{}, err
	}
	if o != nil {
		counted = *o
	}
	draft, err := p.ForMeeting(a.p, counted, messages.In(a.c.Lang, a.c.Location()).ObjectedTopic(p))
	if err != nil {
		return bot.Reply{}, err
	}
	t, _, err := d.addTopic(ctx, a, draft, "topic of poll "+messages.ObjectKey(p.ID))
	if errors.Is(err, committee.ErrRepeated) {
		return bot.Reply{}, committee.Refuse(committee.Conflict, "poll.topic.made", "Number", p.Number)
	}
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Message: a.v.ObjectedTopicMade(p, t)}, nil
}
