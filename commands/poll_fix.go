package commands

import (
	"context"
	"slices"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// fixStore makes meetings of date polls.
type fixStore interface {
	FixMeeting(ctx context.Context, committeeID int64, by, name string, now time.Time, rule func(ms []committee.Meeting, series []committee.Series) (committee.Meeting, error)) (before, after committee.Meeting, err error)
	FixNone(ctx context.Context, id int64, by string, now time.Time, rule func(committee.Poll, []committee.Meeting) (committee.Poll, error)) (committee.Poll, error)
}

// registerFixing registers the way from a date poll to a meeting.
func (d Desk) registerFixing(r *bot.Router) {
	r.Action("poll.fix", d.pressedPoll(d.fixForm))
	r.Submission("poll.fix", d.sentFix)
	r.Action("poll.fix.none", d.pressedPoll(d.fixNone))
	r.Action("poll.days.new", d.pressedPoll(d.newDays))
}

// meetingsSince are the meetings from the day on which a poll was opened; what was
// made of it is among them.
func (d Desk) meetingsSince(ctx context.Context, a asking, p committee.Poll) ([]committee.Meeting, error) {
	from := calendar.DateOf(p.OpensAt, a.c.Location())
	return d.Store.Meetings(ctx, a.c.ID, from, from.AddMonths(12*10))
}

// fixForm opens the form in which a meeting is made of a day of a date poll: the
// best, or the one that was typed. "None" settles that it is none of them.
func (d Desk) fixForm(ctx context.Context, a asking, q bot.Request, p committee.Poll, day string) (bot.Reply, error) {
	if saysNone(day) {
		return d.fixNone(ctx, a, q, p, "")
	}
	ms, err := d.meetingsSince(ctx, a, p)
	if err != nil {
		return bot.Reply{}, err
	}
	if err := p.MayFix(a.p, ms, a.c.Location(), a.now); err != nil {
		return bot.Reply{}, err
	}
	if day = strings.TrimSpace(toWord.ReplaceAllString(day, "")); day != "" {
		if day = a.daysNamed(p, day)[0]; !has(p, day) {
			return bot.Reply{}, committee.Refuse(committee.Invalid, "poll.day.unasked", "Day", day, "Number", p.Number, "Seq", p.Number.Seq)
		}
	}
	coming, err := d.Store.ComingMeetings(ctx, a.c.ID, a.now, manyMeetings)
	if err != nil {
		return bot.Reply{}, err
	}
	series, err := d.Store.Series(ctx, a.c.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	o, err := d.outcome(ctx, p)
	if err != nil {
		return bot.Reply{}, err
	}
	form := a.v.FixDialog(p, *o, day, coming, series, a.now)
	return bot.Reply{Dialog: &form}, nil
}

// saysNone reports whether a text says that none of the days is to be taken.
func saysNone(text string) bool {
	return slices.Contains([]string{"keinen", "keiner", "keine", "none"}, fold(firstWord(text)))
}

// fixNone takes the days of a poll out of the calendar, because none of them will do.
func (d Desk) fixNone(ctx context.Context, a asking, _ bot.Request, p committee.Poll, _ string) (bot.Reply, error) {
	p, err := d.Store.FixNone(ctx, p.ID, a.p.User, a.now, func(p committee.Poll, ms []committee.Meeting) (committee.Poll, error) {
		return p.FixNone(a.p, ms, a.c.Location(), a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.NoDayFixed(p)}, nil
}

// newDays makes a draft of a date poll of which no day fits, and opens the form to
// fill in others.
func (d Desk) newDays(ctx context.Context, a asking, _ bot.Request, p committee.Poll, _ string) (bot.Reply, error) {
	return d.draftOf(ctx, a, p, func(s *committee.PollSketch) { s.Options = "" })
}

// sentFix takes the form; the news follows through the delivery.
func (d Desk) sentFix(ctx context.Context, q bot.Request) (bot.Reply, error) {
	p, a, err := d.pollOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	draft := committee.FixDraft{Option: q.Form["day"], Kind: calendar.Kind(q.Form["kind"]), Start: q.Form["start"], Place: q.Form["place"]}
	draft.Meeting, draft.Seen, _ = messages.SeenMeeting(q.Form["meeting"]) // else a new one
	var known []committee.Meeting
	before, after, err := d.Store.FixMeeting(ctx, a.c.ID, a.p.User, q.Once, a.now, func(ms []committee.Meeting, series []committee.Series) (committee.Meeting, error) {
		known = ms
		return p.Fix(a.c, a.p, draft, ms, series, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	counted, err := d.meetingsSince(ctx, a, p)
	if err != nil { // the meeting stands; its numbers are told without it
		d.Log.WarnContext(ctx, "counting meetings after one was fixed", "poll", p.ID, "err", err)
	}
	return bot.Reply{Message: a.v.MeetingFixed(a.c, a.p, before, after, committee.Renumber(known, counted, a.now), a.now)}, nil
}

// madeOf is the meeting that was made of a poll, nil for none, and whether the
// person may make one.
func (d Desk) madeOf(ctx context.Context, a asking, p committee.Poll) (made *committee.Meeting, may bool, err error) {
	if p.Kind != committee.DatePoll || p.State != committee.PollClosed {
		return nil, false, nil
	}
	ms, err := d.meetingsSince(ctx, a, p)
	if m, ok := p.MadeOf(ms); ok {
		made = &m
	}
	return made, err == nil && p.MayFix(a.p, ms, a.c.Location(), a.now) == nil, err
}
