package commands

import (
	"context"
	"strconv"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// historyStore is what telling histories needs of the store.
type historyStore interface {
	NeedHistory(ctx context.Context, id int64) ([]committee.NeedEvent, error)
	TopicHistory(ctx context.Context, id int64) ([]committee.TopicEvent, error)
}

// registerHistory registers the buttons of histories.
func (d Desk) registerHistory(r *bot.Router) {
	r.Action("need.history", d.pressedNeed(d.needHistory))
	r.Action("topic.history", d.pressedTopicHistory)
}

// needHistory tells what happened to a need.
func (d Desk) needHistory(ctx context.Context, a asking, q bot.Request, n committee.Need) (bot.Reply, error) {
	if err := a.p.DemandSight(n.TLP); err != nil {
		return bot.Reply{}, err
	}
	events, err := d.Store.NeedHistory(ctx, n.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	m := a.v.History("need", n.Number, n.Title, messages.ObjectKey(n.ID), a.v.NeedTold(events, a.p), historyPage(q))
	return bot.Reply{Message: m}, nil
}

// historyPage is the page a button leads to, 0 for the last one.
func historyPage(q bot.Request) int {
	page, _ := strconv.Atoi(q.Value) // a command has no value
	return page
}

// topicHistory is "history" typed for a topic.
func (d Desk) topicHistory(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
	t, choice, err := d.findTopic(ctx, a, rest, a.v.Say("topic.verb.history"))
	if err != nil || choice != nil {
		return orChoice(choice), err
	}
	return d.toldTopic(ctx, a, q, t)
}

func (d Desk) pressedTopicHistory(ctx context.Context, q bot.Request) (bot.Reply, error) {
	t, a, err := d.topicOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.toldTopic(ctx, a, q, t)
}

func (d Desk) toldTopic(ctx context.Context, a asking, q bot.Request, t committee.Topic) (bot.Reply, error) {
	if err := a.p.DemandSight(t.TLP); err != nil {
		return bot.Reply{}, err
	}
	events, err := d.Store.TopicHistory(ctx, t.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	m := a.v.History("topic", t.Number, t.Title, messages.ObjectKey(t.ID), a.v.TopicTold(events, a.p), historyPage(q))
	return bot.Reply{Message: m}, nil
}
