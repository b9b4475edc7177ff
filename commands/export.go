package commands

import (
	"context"
	"fmt"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// exportStore is what exports take of the store.
type exportStore interface {
	RecordExport(ctx context.Context, committeeID int64, object committee.Object, by string, now time.Time) error
}

// manyRows is more than a register holds.
const manyRows = 100_000

// exportNeeds sends the needs that a filter lets through, or one need's whole
// file, to the person alone.
func (d Desk) exportNeeds(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
	if _, ok := committee.ParseNumber(rest, committee.NeedRegister, a.year()); ok {
		return d.typedNeed("show", d.exportNeed)(ctx, a, q, rest)
	}
	if err := a.p.Demand(committee.Read); err != nil {
		return bot.Reply{}, err
	}
	f, _, err := d.needFilter(ctx, a, rest)
	if err != nil {
		return bot.Reply{}, err
	}
	f.All = f.All || rest == ""
	ns, _, err := d.Store.ListedNeeds(ctx, a.c.ID, f, a.p, manyRows, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.send(ctx, a, committee.Object{Kind: committee.CommitteeObject, ID: a.c.ID}, len(ns), a.v.NeedFiles(ns, a.today()))
}

func (d Desk) exportNeed(ctx context.Context, a asking, _ bot.Request, n committee.Need) (bot.Reply, error) {
	if err := a.p.DemandSight(n.TLP); err != nil {
		return bot.Reply{}, err
	}
	events, err := d.Store.NeedHistory(ctx, n.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.send(ctx, a, committee.Object{Kind: committee.NeedObject, ID: n.ID}, 1, a.v.NeedFile(n, a.v.NeedTold(events, a.p)))
}

// exportTopics sends the topics that a filter lets through.
func (d Desk) exportTopics(ctx context.Context, a asking, _ bot.Request, rest string) (bot.Reply, error) {
	if err := a.p.Demand(committee.Read); err != nil {
		return bot.Reply{}, err
	}
	f, _, err := d.topicFilter(ctx, a, rest)
	if err != nil {
		return bot.Reply{}, err
	}
	f.All = f.All || rest == ""
	ts, _, err := d.Store.ListedTopics(ctx, a.c.ID, f, a.p, manyRows, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.send(ctx, a, committee.Object{Kind: committee.CommitteeObject, ID: a.c.ID}, len(ts), a.v.TopicFiles(ts, a.today()))
}

// send sends files to the person in the conversation with the bot, and notes it.
func (d Desk) send(ctx context.Context, a asking, object committee.Object, count int, files []bot.File) (bot.Reply, error) {
	if count == 0 {
		return bot.Reply{}, committee.Refuse(committee.Missing, "export.nothing")
	}
	return d.sendSaying(ctx, a, object, a.v.Exported(count), files)
}

func (d Desk) sendSaying(ctx context.Context, a asking, object committee.Object, m bot.Message, files []bot.File) (bot.Reply, error) {
	if err := d.Store.RecordExport(ctx, a.c.ID, object, a.p.User, a.now); err != nil {
		return bot.Reply{}, err
	}
	if err := d.Chat.SendFiles(ctx, a.p.User, m, files); err != nil {
		return bot.Reply{}, fmt.Errorf("sending an export: %w", err)
	}
	return bot.Say(a.v.Say("export.sent")), nil
}

// today is the committee's day.
func (a asking) today() calendar.Date { return calendar.DateOf(a.now, a.c.Location()) }
