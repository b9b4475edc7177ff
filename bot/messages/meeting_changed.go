package messages

import (
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
)

// MeetingCancelled tells who cancelled a meeting that it is done, with a button
// to take it back.
func (v Voice) MeetingCancelled(before, after committee.Meeting) bot.Message {
	said := v.Say("meeting.cancelled", "Name", v.meetingName(before.Number), "At", v.meetingAt(before))
	return bot.Message{Text: said + v.agenda("cancelled", before), Card: v.reinstateCard(after)}
}

// agenda is a sentence to append, on what becomes of the topics on the agenda of a
// meeting that changes; nothing if there are none.
func (v Voice) agenda(change string, m committee.Meeting) string {
	if m.Topics == 0 {
		return ""
	}
	return " " + v.Say("meeting.topics."+change, "Count", m.Topics)
}

func (v Voice) reinstateCard(m committee.Meeting) *bot.Card {
	return &bot.Card{Color: meetingColor, Buttons: []bot.Button{
		{ID: "reinstate", Label: v.Say("meeting.button.reinstate"), Style: bot.Default, Action: "meeting.reinstate", Object: ObjectKey(m.ID)},
	}}
}

// MeetingReinstated tells who reinstated a meeting that it is done, and what is
// unusual about its date.
func (v Voice) MeetingReinstated(c committee.Committee, p committee.Person, m committee.Meeting, now time.Time) bot.Message {
	said := []string{v.Say("meeting.reinstated", "Name", v.meetingName(m.Number), "At", v.meetingAt(m)) + v.agenda("reinstated", m)}
	said = append(said, v.dateWarnings(c, m, now)...)
	return bot.Message{Text: strings.Join(append(said, v.holidays(c, p, []committee.Meeting{m})...), "\n")}
}

// MeetingMoved tells who moved a meeting that it is done, warns of what is
// unusual about its new date, and says then how to move it back.
func (v Voice) MeetingMoved(c committee.Committee, p committee.Person, before, after committee.Meeting, now time.Time) bot.Message {
	said := []string{v.Say("meeting.moved", "Name", v.meetingName(before.Number), "Before", v.meetingAt(before), "At", v.meetingAt(after)) + v.agenda("moved", after)}
	warned := append(v.dateWarnings(c, after, now), v.holidays(c, p, []committee.Meeting{after})...)
	if len(warned) > 0 && before.Instant().After(now) {
		warned = append(warned, "", v.Say("meeting.moved.back", "Number", after.Number, "To", v.shortDay(before.Day)+" "+before.Start.String()))
	}
	return bot.Message{Text: strings.Join(append(said, warned...), "\n")}
}

// dateWarnings say what is unusual about a date besides holidays, a paragraph each.
func (v Voice) dateWarnings(c committee.Committee, m committee.Meeting, now time.Time) []string {
	var said []string
	for _, w := range m.Warnings(c, now) {
		said = append(said, "", v.Say("meeting.warn."+string(w), "Day", v.Day(m.Day), "Start", m.Start.String(), "Last", v.Day(committee.InvitationDay(c, m)), "Days", noticeDays(m.Kind)))
	}
	return said
}
