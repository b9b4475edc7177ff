package commands

import (
	"context"
	"errors"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// reinstateMeeting lets the cancelled meeting take place whose number or date was
// typed.
func (d Desk) reinstateMeeting(ctx context.Context, a asking, _ bot.Request, rest string) (bot.Reply, error) {
	if err := a.p.Demand(committee.PlanMeetings); err != nil {
		return bot.Reply{}, err
	}
	m, err := d.cancelledMeeting(ctx, a, toWord.ReplaceAllString(rest, ""))
	if err != nil {
		return bot.Reply{}, err
	}
	return d.reinstate(ctx, a, m)
}

// cancelledMeeting finds a meeting by its number, or a cancelled one by its day.
func (d Desk) cancelledMeeting(ctx context.Context, a asking, text string) (committee.Meeting, error) {
	if number, rest, ok := meetingNumber(text); ok && rest == "" {
		return d.meetingNumbered(ctx, a, number)
	}
	day, err := calendar.ParseDate(text, a.now, a.c.Location())
	var unread *calendar.MomentError
	switch {
	case errors.As(err, &unread) && unread.Reason == calendar.Past:
		return committee.Meeting{}, dateRefusal(err, a.c.Location())
	case unread != nil || text == "":
		return committee.Meeting{}, committee.Refuse(committee.Invalid, "meeting.reinstate.which")
	}
	if err != nil {
		return committee.Meeting{}, err
	}
	on, err := d.Store.Meetings(ctx, a.c.ID, day, day)
	if err != nil {
		return committee.Meeting{}, err
	}
	for _, m := range on {
		if m.State == committee.MeetingCancelled || len(on) == 1 {
			return m, nil
		}
	}
	return committee.Meeting{}, committee.Refuse(committee.Missing, "meeting.reinstate.none", "Date", day)
}

// pressedReinstate is the button under a cancelled meeting.
func (d Desk) pressedReinstate(ctx context.Context, q bot.Request) (bot.Reply, error) {
	m, a, err := d.meetingOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.reinstate(ctx, a, m)
}

// reinstate lets a cancelled meeting take place; the news follows through the
// delivery.
func (d Desk) reinstate(ctx context.Context, a asking, m committee.Meeting) (bot.Reply, error) {
	_, after, err := d.Store.ChangeMeeting(ctx, m.ID, a.p.User, "reinstate", "", a.now, a.here(func(now committee.Meeting) (committee.Meeting, error) {
		return now.Reinstate(a.p, m.Version, a.now)
	}))
	if err != nil {
		return bot.Reply{}, missing(err, "meeting.nothing.ahead")
	}
	d.kick()
	return bot.Reply{Message: a.v.MeetingReinstated(a.c, a.p, after, a.now)}, nil
}
