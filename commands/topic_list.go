package commands

import (
	"context"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// listTopics lists topics, filtered by what was typed.
func (d Desk) listTopics(ctx context.Context, a asking, _ bot.Request, rest string) (bot.Reply, error) {
	rest, all := forAll(rest)
	f, page, err := d.topicFilter(ctx, a, rest)
	if err != nil {
		return bot.Reply{}, err
	}
	if all {
		return d.shareList(ctx, a, committee.SharedList{Register: committee.TopicObject, Filter: f.Encode(), Page: page}, f.Mine)
	}
	m, err := d.topicList(ctx, a, f, page)
	return bot.Reply{Message: m}, err
}

// topicFilter reads "zurückgestellt Klärung Landkreise 2".
func (d Desk) topicFilter(ctx context.Context, a asking, text string) (committee.TopicFilter, int, error) {
	known := common[committee.TopicState]()
	known.states("topic.state.", committee.TopicStates())
	known.kinds()
	if err := groupsOf(ctx, d, a, known); err != nil {
		return committee.TopicFilter{}, 0, err
	}
	f, page := known.read(text)
	return f, page, f.Check()
}

// topicList is a page of the list; behind the last one it is the last one.
func (d Desk) topicList(ctx context.Context, a asking, f committee.TopicFilter, page int) (bot.Message, error) {
	if err := a.p.Demand(committee.Read); err != nil {
		return bot.Message{}, err
	}
	ts, total, err := d.Store.ListedTopics(ctx, a.c.ID, f, a.p, onAPage, (page-1)*onAPage)
	l := messages.TopicListing{Committee: a.c.ID, Filter: f, Page: page, Size: onAPage, Total: total}
	if err == nil && page > l.Pages() {
		l.Beyond, l.Page = page, l.Pages()
		ts, l.Total, err = d.Store.ListedTopics(ctx, a.c.ID, f, a.p, onAPage, (l.Page-1)*onAPage)
	}
	if m := a.v.TopicList(ts, l); err != nil || !f.Mine || !a.p.May(committee.SubmitATopic) {
		return m, err
	}
	begun, err := d.Store.TopicDrafts(ctx, a.c.ID, a.p.User, a.now)
	return a.v.WithTopicsBegun(a.v.TopicList(ts, l), begun), err
}

// pressedTopicList is a button below the list.
func (d Desk) pressedTopicList(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, f := listed[committee.TopicState](q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	m, err := d.topicList(ctx, a, f, pageFrom(q.Value))
	return bot.Reply{Update: &m}, err
}

// choseTopicState is the list of states below the list.
func (d Desk) choseTopicState(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, f := listed[committee.TopicState](q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	m, err := d.topicList(ctx, a, stated(f, q.Value), 1)
	return bot.Reply{Update: &m}, err
}

// myTopics lists what the person has brought in, and what is expected of
// them.
func (d Desk) myTopics(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
	return d.listTopics(ctx, a, q, "meine "+rest)
}
