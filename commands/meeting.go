package commands

import (
	"context"
	"strconv"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// meetingStore is what the meeting verbs need of the store.
type meetingStore interface {
	seriesStore
	Meeting(ctx context.Context, id int64) (committee.Meeting, error)
	MeetingNumbered(ctx context.Context, committeeID int64, number int) (committee.Meeting, error)
	Meetings(ctx context.Context, committeeID int64, from, to calendar.Date) ([]committee.Meeting, error)
	ComingMeetings(ctx context.Context, committeeID int64, now time.Time, limit int) ([]committee.Meeting, error)
	ChangeMeeting(ctx context.Context, id int64, by, verb, once string, now time.Time, rule func(committee.Meeting) (committee.Meeting, error)) (before, after committee.Meeting, err error)
}

// registerMeetings registers /sitzung and /meeting.
func (d Desk) registerMeetings(r *bot.Router) {
	r.Command("sitzung", d.meetingCommand().handler(d))
	r.Command("meeting", d.meetingCommand().handler(d))
	d.registerSeries(r)
	r.Action("meeting.cancel", d.pressedMeeting(messages.Voice.CancelDialog))
	r.Submission("meeting.cancel", d.sentCancel)
	r.Action("meeting.move", d.pressedMeeting(messages.Voice.MoveDialog))
	r.Submission("meeting.move", d.sentMove)
	r.Action("meeting.reinstate", d.pressedReinstate)
}

// meetingCommand is /sitzung, /meeting.
func (d Desk) meetingCommand() command {
	return command{
		bare:  d.showNextMeeting,
		other: d.showMeeting,
		verbs: []verb{
			{[]string{"plan", "jahr", "year", "liste", "list"}, d.showPlan},
			{[]string{"reihe", "series", "serie"}, d.setSeries},
			{[]string{"absagen", "cancel"}, d.cancelMeeting},
			{[]string{"verlegen", "move", "verschieben"}, d.moveMeeting},
			{[]string{"wieder", "reinstate", "doch"}, d.reinstateMeeting},
			{[]string{"nächste", "next"}, d.showNextMeeting},
			{[]string{"kalender", "calendar", "abo"}, d.calendar},
			{[]string{"hilfe", "help"}, d.helpAbout("meeting")},
		},
	}
}

// showNextMeeting shows the meeting that is under way or comes next.
func (d Desk) showNextMeeting(ctx context.Context, a asking, _ bot.Request, _ string) (bot.Reply, error) {
	if err := a.p.Demand(committee.Read); err != nil {
		return bot.Reply{}, err
	}
	coming, err := d.Store.ComingMeetings(ctx, a.c.ID, a.now, 1)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(coming) == 0 {
		return bot.Reply{Message: a.v.MeetingNone(a.p)}, nil
	}
	return bot.Reply{Message: a.v.MeetingShown(a.c, a.p, coming[0], a.now)}, nil
}

// showMeeting shows the meeting with the number that was typed.
func (d Desk) showMeeting(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
	if err := a.p.Demand(committee.Read); err != nil {
		return bot.Reply{}, err
	}
	number, rest, ok := meetingNumber(text)
	if !ok || rest != "" {
		return bot.Reply{Message: bot.Message{Text: a.v.Unknown(firstWord(text), d.meetingCommand().near(q))}}, nil
	}
	m, err := d.meetingNumbered(ctx, a, number)
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Message: a.v.MeetingShown(a.c, a.p, m, a.now)}, nil
}

func (d Desk) meetingNumbered(ctx context.Context, a asking, number int) (committee.Meeting, error) {
	m, err := d.Store.MeetingNumbered(ctx, a.c.ID, number)
	return m, missing(err, "meeting.unknown", "Number", number)
}

// showPlan shows a year: the one that was typed, else this one, or the next if
// nothing is planned for this one.
func (d Desk) showPlan(ctx context.Context, a asking, _ bot.Request, rest string) (bot.Reply, error) {
	if err := a.p.Demand(committee.Read); err != nil {
		return bot.Reply{}, err
	}
	if rest != "" {
		year, err := strconv.Atoi(rest)
		if err != nil || year < a.year()-50 || year > a.year()+5 {
			return bot.Reply{}, committee.Refuse(committee.Invalid, "meeting.plan.year", "First", a.year(), "Last", a.year()+5)
		}
		plan, series, err := d.yearPlan(ctx, a, year)
		return bot.Reply{Message: a.v.MeetingPlan(a.c, a.p, year, plan, series)}, err
	}
	year := a.year()
	plan, series, err := d.yearPlan(ctx, a, year)
	if err == nil && len(plan) == 0 {
		year++
		plan, series, err = d.yearPlan(ctx, a, year)
	}
	return bot.Reply{Message: a.v.MeetingPlan(a.c, a.p, year, plan, series)}, err
}

// yearPlan looks at the years around too: a meeting may have been moved over
// New Year.
func (d Desk) yearPlan(ctx context.Context, a asking, year int) ([]committee.Meeting, []committee.Series, error) {
	series, err := d.Store.Series(ctx, a.c.ID)
	if err != nil {
		return nil, nil, err
	}
	from, to := calendar.Date{Year: year - 1, Month: time.January, Day: 1}, calendar.Date{Year: year + 1, Month: time.December, Day: 31}
	written, err := d.Store.Meetings(ctx, a.c.ID, from, to)
	return committee.YearPlan(a.c, series, written, year, a.now), series, err
}
