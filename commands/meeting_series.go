package commands

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// seriesStore keeps series of meetings, and those that somebody looks at first.
type seriesStore interface {
	Series(ctx context.Context, committeeID int64) ([]committee.Series, error)
	MakeSeries(ctx context.Context, s committee.Series, by, once string, now time.Time, rule func(was committee.Series, planned, dropped []committee.Meeting) error) (planned, dropped []committee.Meeting, err error)
	PreviewSeries(ctx context.Context, s committee.Series, now time.Time) (planned, dropped []committee.Meeting, err error)
	KeepSeriesDraft(ctx context.Context, committeeID int64, user string, d committee.SeriesDraft, now time.Time) (int64, error)
	SeriesDraft(ctx context.Context, committeeID int64, user string, now time.Time) (int64, committee.SeriesDraft, error)
	DropSeriesDraft(ctx context.Context, id int64) error
}

// registerSeries registers the way from a rhythm to planned meetings.
func (d Desk) registerSeries(r *bot.Router) {
	r.Submission("meeting.series", d.sentSeries)
	r.Action("meeting.series.make", d.ownSeries(d.makeSeries))
	r.Action("meeting.series.drop", d.ownSeries(d.dropSeries))
}

// setSeries shows what a series as typed would plan, or opens the form for it.
func (d Desk) setSeries(ctx context.Context, a asking, _ bot.Request, rest string) (bot.Reply, error) {
	if err := a.p.Demand(committee.PlanMeetings); err != nil {
		return bot.Reply{}, err
	}
	if rest == "" {
		return d.openSeries(ctx, a, "")
	}
	kind, rest, ok := meetingKind(rest)
	switch {
	case !ok:
		return bot.Reply{}, committee.Refuse(committee.Invalid, "meeting.kind.which")
	case rest == "":
		return d.openSeries(ctx, a, kind)
	}
	now, err := d.seriesNow(ctx, a, kind)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.previewSeries(ctx, a, keepingUnsaid(typedSeries(kind, rest), now), now)
}

// seriesNow is the series of a kind that is in force, zero if there is none.
func (d Desk) seriesNow(ctx context.Context, a asking, kind calendar.Kind) (committee.Series, error) {
	series, err := d.Store.Series(ctx, a.c.ID)
	return committee.UsualSeries(series, kind), err
}

// keepingUnsaid is a typed series with length, place and link of the one in force
// where nothing was typed: who types a new rhythm means to keep them. The form
// can take them away.
func keepingUnsaid(d committee.SeriesDraft, now committee.Series) committee.SeriesDraft {
	if d.Length == "" && now.ID != 0 {
		d.Length = strconv.Itoa(now.Minutes)
	}
	if d.Place == "" {
		d.Place = now.Place
	}
	if d.Link == "" {
		d.Link = now.Link
	}
	return d
}

// openSeries opens the form with what is in force, or for the kind that is not
// set yet.
func (d Desk) openSeries(ctx context.Context, a asking, kind calendar.Kind) (bot.Reply, error) {
	series, err := d.Store.Series(ctx, a.c.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	set := map[calendar.Kind]committee.SeriesDraft{}
	for _, s := range series {
		set[s.Kind] = a.v.DraftOfSeries(s)
	}
	if _, virtual := set[calendar.Virtual]; kind == "" && virtual && len(set) == 1 {
		kind = calendar.Physical
	}
	if kind == "" {
		kind = calendar.Virtual
	}
	draft, known := set[kind]
	if !known {
		draft = committee.SeriesDraft{Kind: kind}
	}
	form := a.v.SeriesDialog(messages.ObjectKey(a.c.ID), draft)
	return bot.Reply{Dialog: &form}, nil
}

// sentSeries takes the form for a series, and shows what it would plan.
func (d Desk) sentSeries(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	draft := committee.SeriesDraft{
		Kind: calendar.Kind(q.Form["kind"]), When: q.Form["when"], Start: q.Form["start"], Length: q.Form["length"], Place: q.Form["place"], Link: q.Form["link"],
	}
	now, err := d.seriesNow(ctx, a, draft.Kind)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.previewSeries(ctx, a, draft, now)
}

// previewSeries shows the meetings that a series would plan in place of the one in
// force, and keeps it until the person has decided.
func (d Desk) previewSeries(ctx context.Context, a asking, draft committee.SeriesDraft, was committee.Series) (bot.Reply, error) {
	s, err := committee.SetSeries(a.c, a.p, draft, a.now)
	if err != nil {
		return bot.Reply{}, err
	}
	planned, dropped, err := d.Store.PreviewSeries(ctx, s, a.now)
	if err != nil {
		return bot.Reply{}, err
	}
	id, err := d.Store.KeepSeriesDraft(ctx, a.c.ID, a.p.User, draft.AsShown(was, planned, dropped), a.now)
	return bot.Reply{Message: a.v.SeriesPreview(a.c, s, was, planned, dropped, id)}, err
}

// onSeries does something with the series that a person looks at.
type onSeries func(ctx context.Context, a asking, id int64, draft committee.SeriesDraft) (bot.Reply, error)

// ownSeries finds the series whose dates the person who presses was shown.
func (d Desk) ownSeries(do onSeries) bot.Handler {
	return func(ctx context.Context, q bot.Request) (bot.Reply, error) {
		home, shown := splitObject(q.Object)
		a, err := d.inCommittee(ctx, q, home)
		if err != nil {
			return bot.Reply{}, err
		}
		if err := a.p.Demand(committee.PlanMeetings); err != nil {
			return bot.Reply{}, err
		}
		id, draft, err := d.Store.SeriesDraft(ctx, home, a.p.User, a.now)
		switch {
		case err != nil:
			return bot.Reply{}, missing(err, "meeting.series.gone")
		case shown != strconv.FormatInt(id, 10):
			return bot.Reply{}, committee.Refuse(committee.Conflict, "meeting.series.gone")
		}
		return do(ctx, a, id, draft)
	}
}

// showAgain shows what the series would do now that the plan has changed.
func (d Desk) showAgain(ctx context.Context, a asking, draft committee.SeriesDraft) (bot.Reply, error) {
	now, err := d.seriesNow(ctx, a, draft.Kind)
	if err != nil {
		return bot.Reply{}, err
	}
	reply, err := d.previewSeries(ctx, a, draft, now)
	reply.Message.Text = joined(a.v.Say("meeting.series.meanwhile")+"\n", reply.Message.Text)
	return reply, err
}

// makeSeries puts the series in force that was shown, once, however often it is
// pressed, and says what is planned now. If that is not what was shown any more, it
// is shown again, and nothing is made.
func (d Desk) makeSeries(ctx context.Context, a asking, id int64, draft committee.SeriesDraft) (bot.Reply, error) {
	s, err := committee.SetSeries(a.c, a.p, draft, a.now)
	if err != nil {
		return bot.Reply{}, err
	}
	planned, dropped, err := d.Store.MakeSeries(ctx, s, a.p.User, fmt.Sprintf("series-draft/%d", id), a.now, draft.Still)
	if es := committee.Refusals(err); len(es) == 1 && es[0].Key == "meeting.series.meanwhile" {
		return d.showAgain(ctx, a, draft)
	}
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	d.noDraft(ctx, a, d.Store.DropSeriesDraft(ctx, id))
	return bot.Reply{Message: a.v.SeriesSet(a.c, a.p, s, planned, dropped)}, nil
}

// dropSeries leaves the meetings as they are, and gives back what was typed.
func (d Desk) dropSeries(ctx context.Context, a asking, id int64, draft committee.SeriesDraft) (bot.Reply, error) {
	return bot.Reply{Message: a.v.SeriesDropped(a.c.ID, draft)}, d.Store.DropSeriesDraft(ctx, id)
}
