package commands

import (
	"context"
	"slices"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

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
	ids, err := d.Store.NeedIDs(ctx, a.c.ID, f, a.p)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(ids) == 0 {
		return bot.Reply{}, d.nothingToExport(ctx, a, "export.none.need", rest, committee.NeedStates())
	}
	return d.export(ctx, a, q, a.v.ExportBegun(a.v.NeedScope(f), len(ids)), d.needsExtract(a, f, ids))
}

func (d Desk) needsExtract(a asking, f committee.NeedFilter, ids []int64) extract {
	return extract{registerOf(a), func(ctx context.Context, far *progress) ([]bot.File, bot.Message, error) {
		rows, err := inParts(ctx, ids, far, d.Store.NeedsByID, func(ns []committee.Need) []messages.Row {
			ns = slices.DeleteFunc(ns, func(n committee.Need) bool { return !a.p.MaySee(n.TLP) })
			for i, n := range ns {
				ns[i] = n.For(a.p)
			}
			return a.v.NeedRows(ns)
		})
		return a.v.NeedFiles(rows, a.today()), a.v.Exported(a.v.NeedScope(f), len(rows), !f.All && len(f.States) == 0), err
	}}
}

// exportNeed sends one need's whole file.
func (d Desk) exportNeed(ctx context.Context, a asking, q bot.Request, n committee.Need) (bot.Reply, error) {
	if err := a.p.DemandSight(n.TLP); err != nil {
		return bot.Reply{}, err
	}
	return d.export(ctx, a, q, a.v.ExportBegunOne(n.Number), extract{
		committee.Object{Kind: committee.NeedObject, ID: n.ID},
		func(ctx context.Context, _ *progress) ([]bot.File, bot.Message, error) {
			events, err := d.Store.NeedHistory(ctx, n.ID)
			return a.v.NeedFile(n, events, a.p, a.today()), a.v.ExportedOne(n.Number, n.Title), err
		},
	})
}

// exportTopics sends the topics that a filter lets through, or one topic's whole
// file, to the person alone.
func (d Desk) exportTopics(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
	if err := a.p.Demand(committee.Read); err != nil {
		return bot.Reply{}, err
	}
	if n, ok := committee.ParseNumber(rest, committee.TopicRegister, a.year()); ok {
		t, err := d.Store.TopicNumbered(ctx, a.c.ID, n)
		if err != nil {
			return bot.Reply{}, missing(err, "topic.none", "Words", rest)
		}
		return d.exportTopic(ctx, a, q, t)
	}
	f, _, err := d.topicFilter(ctx, a, rest)
	if err != nil {
		return bot.Reply{}, err
	}
	f.All = f.All || rest == ""
	ids, err := d.Store.TopicIDs(ctx, a.c.ID, f, a.p)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(ids) == 0 {
		return bot.Reply{}, d.nothingToExport(ctx, a, "export.none.topic", rest, committee.TopicStates())
	}
	return d.export(ctx, a, q, a.v.ExportBegun(a.v.TopicScope(f), len(ids)), d.topicsExtract(a, f, ids))
}

func (d Desk) topicsExtract(a asking, f committee.TopicFilter, ids []int64) extract {
	return extract{registerOf(a), func(ctx context.Context, far *progress) ([]bot.File, bot.Message, error) {
		rows, err := inParts(ctx, ids, far, d.Store.TopicsByID, func(ts []committee.Topic) []messages.Row {
			return a.v.TopicRows(slices.DeleteFunc(ts, func(t committee.Topic) bool { return !a.p.MaySee(t.TLP) }))
		})
		return a.v.TopicFiles(rows, a.today()), a.v.Exported(a.v.TopicScope(f), len(rows), !f.All && len(f.States) == 0), err
	}}
}

// exportTopic sends one topic's whole file.
func (d Desk) exportTopic(ctx context.Context, a asking, q bot.Request, t committee.Topic) (bot.Reply, error) {
	if err := a.p.DemandSight(t.TLP); err != nil {
		return bot.Reply{}, err
	}
	return d.export(ctx, a, q, a.v.ExportBegunOne(t.Number), extract{
		committee.Object{Kind: committee.TopicObject, ID: t.ID},
		func(ctx context.Context, _ *progress) ([]bot.File, bot.Message, error) {
			events, err := d.Store.TopicHistory(ctx, t.ID)
			return a.v.TopicFile(t, events, a.p, a.today()), a.v.ExportedOne(t.Number, t.Title), err
		},
	})
}

// registerOf is the object of an export of many: the committee.
func registerOf(a asking) committee.Object {
	return committee.Object{Kind: committee.CommitteeObject, ID: a.c.ID}
}
