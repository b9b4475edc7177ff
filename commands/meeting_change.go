package commands

import (
	"context"
	"slices"
	"strconv"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// manyMeetings is how many meetings a form lets people choose from.
const manyMeetings = 30

// meetingForm makes the form for cancelling or moving one of several meetings.
type meetingForm func(v messages.Voice, object string, coming []committee.Meeting, chosen committee.Meeting) bot.Dialog

// cancelMeeting cancels the meeting that was typed; without a reason it asks for
// one in the form.
func (d Desk) cancelMeeting(ctx context.Context, a asking, _ bot.Request, rest string) (bot.Reply, error) {
	m, rest, err := d.typedMeeting(ctx, a, rest, "absagen", "cancel")
	if err != nil {
		return bot.Reply{}, err
	}
	reason := typedReason(rest)
	if m.ID == 0 || reason == "" {
		return d.openMeetingForm(ctx, a, m, messages.Voice.CancelDialog)
	}
	return d.callOff(ctx, a, m.ID, m.Version, reason, "")
}

// moveMeeting moves the meeting that was typed; without a date it asks for one
// in the form.
func (d Desk) moveMeeting(ctx context.Context, a asking, _ bot.Request, rest string) (bot.Reply, error) {
	m, rest, err := d.typedMeeting(ctx, a, rest, "verlegen", "move")
	if err != nil {
		return bot.Reply{}, err
	}
	draft := typedMove(rest)
	if m.ID == 0 || draft.To == "" {
		return d.openMeetingForm(ctx, a, m, messages.Voice.MoveDialog)
	}
	return d.moveTo(ctx, a, m.ID, m.Version, draft, "")
}

// typedMeeting is the meeting whose number stands first in a text, and the rest
// of the text; the zero Meeting if nothing was typed.
func (d Desk) typedMeeting(ctx context.Context, a asking, text, german, english string) (committee.Meeting, string, error) {
	if err := a.p.Demand(committee.PlanMeetings); err != nil || text == "" {
		return committee.Meeting{}, "", err
	}
	number, rest, ok := meetingNumber(text)
	if !ok {
		typed := german
		if a.v.Lang() == "en" {
			typed = english
		}
		return committee.Meeting{}, "", committee.Refuse(committee.Invalid, "meeting.which", "Verb", typed)
	}
	m, err := d.meetingNumbered(ctx, a, number)
	return m, rest, err
}

// openMeetingForm opens a form with the coming meetings; chosen, if there is
// one, is preselected and must still be changeable.
func (d Desk) openMeetingForm(ctx context.Context, a asking, chosen committee.Meeting, form meetingForm) (bot.Reply, error) {
	if chosen.ID != 0 {
		if err := chosen.MayChange(a.p, chosen.Version, a.now); err != nil {
			return bot.Reply{}, err
		}
	}
	coming, err := d.Store.ComingMeetings(ctx, a.c.ID, a.now, manyMeetings)
	if err != nil {
		return bot.Reply{}, err
	}
	coming = slices.DeleteFunc(coming, func(m committee.Meeting) bool { return m.ID == chosen.ID || !m.Instant().After(a.now) })
	if chosen.ID != 0 {
		coming = slices.Insert(coming, 0, chosen)
	}
	if len(coming) == 0 {
		return bot.Reply{}, committee.Refuse(committee.Missing, "meeting.nothing.ahead")
	}
	if chosen.ID == 0 {
		chosen = coming[0]
	}
	dialog := form(a.v, messages.ObjectKey(a.c.ID), coming, chosen)
	return bot.Reply{Dialog: &dialog}, nil
}

// meetingOf is the meeting that a button stands under, and who pressed it.
func (d Desk) meetingOf(ctx context.Context, q bot.Request) (committee.Meeting, asking, error) {
	id, _ := strconv.ParseInt(q.Object, 10, 64) // 0 is no meeting and will not be found
	m, err := d.Store.Meeting(ctx, id)
	if err != nil {
		return m, asking{}, missing(err, "meeting.unknown", "Number", q.Object)
	}
	a, err := d.inCommittee(ctx, q, m.Committee)
	return m, a, err
}

// pressedMeeting is a button under a meeting that opens a form.
func (d Desk) pressedMeeting(form meetingForm) bot.Handler {
	return func(ctx context.Context, q bot.Request) (bot.Reply, error) {
		m, a, err := d.meetingOf(ctx, q)
		if err != nil {
			return bot.Reply{}, err
		}
		if err := m.MayChange(a.p, m.Version, a.now); err != nil {
			return bot.Reply{}, err
		}
		return d.openMeetingForm(ctx, a, m, form)
	}
}

// sentCancel takes the form for cancelling.
func (d Desk) sentCancel(ctx context.Context, q bot.Request) (bot.Reply, error) {
	a, id, version, err := d.chosenMeeting(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.callOff(ctx, a, id, version, q.Form["reason"], q.Once)
}

// sentMove takes the form for moving.
func (d Desk) sentMove(ctx context.Context, q bot.Request) (bot.Reply, error) {
	a, id, version, err := d.chosenMeeting(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.moveTo(ctx, a, id, version, committee.MoveDraft{To: q.Form["to"], Reason: q.Form["reason"]}, q.Once)
}

// chosenMeeting is who sent a form, and the meeting and version they chose in it.
func (d Desk) chosenMeeting(ctx context.Context, q bot.Request) (a asking, id int64, version int, err error) {
	committeeID, _ := splitObject(q.Object)
	if a, err = d.inCommittee(ctx, q, committeeID); err != nil {
		return a, 0, 0, err
	}
	id, version, ok := messages.SeenMeeting(q.Form["meeting"])
	if !ok {
		return a, 0, 0, committee.Refuse(committee.Missing, "meeting.nothing.ahead").At("meeting")
	}
	return a, id, version, nil
}

// callOff cancels a meeting; the news follows through the delivery.
func (d Desk) callOff(ctx context.Context, a asking, id int64, seen int, reason, once string) (bot.Reply, error) {
	before, after, err := d.Store.ChangeMeeting(ctx, id, a.p.User, "cancel", once, a.now, a.here(func(m committee.Meeting) (committee.Meeting, error) {
		return m.Cancel(a.p, seen, reason, a.now)
	}))
	if err != nil {
		return bot.Reply{}, missing(err, "meeting.nothing.ahead")
	}
	d.kick()
	return bot.Reply{Message: a.v.MeetingCancelled(before, after)}, nil
}

// moveTo moves a meeting; the news follows through the delivery.
func (d Desk) moveTo(ctx context.Context, a asking, id int64, seen int, draft committee.MoveDraft, once string) (bot.Reply, error) {
	before, after, err := d.Store.ChangeMeeting(ctx, id, a.p.User, "move", once, a.now, a.here(func(m committee.Meeting) (committee.Meeting, error) {
		return m.Move(a.p, seen, draft, a.now)
	}))
	if err != nil {
		return bot.Reply{}, missing(err, "meeting.nothing.ahead")
	}
	d.kick()
	return bot.Reply{Message: a.v.MeetingMoved(a.c, a.p, before, after, a.now)}, nil
}

// here lets a rule change only meetings of the committee in which the person's
// rights were looked up.
func (a asking) here(rule func(committee.Meeting) (committee.Meeting, error)) func(committee.Meeting) (committee.Meeting, error) {
	return func(m committee.Meeting) (committee.Meeting, error) {
		if m.Committee != a.c.ID {
			return m, committee.Refuse(committee.Missing, "meeting.nothing.ahead")
		}
		return rule(m)
	}
}
