package messages

import (
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// MeetingReminder is what is owed about a meeting, as it is when it is sent.
// Direct messages name the committee first, because a person may belong to
// several.
func (v Voice) MeetingReminder(o committee.Owed, c committee.Committee, m committee.Meeting) bot.Message {
	text := v.aboutMeeting(o, c, m)
	if o.User != "" {
		text = "**" + Plain(c.Name) + "**\n" + text
	}
	return bot.Message{Text: text}
}

func (v Voice) aboutMeeting(o committee.Owed, c committee.Committee, m committee.Meeting) string {
	name, at := v.meetingName(m.Number), v.meetingAt(m)
	switch o.Kind {
	case committee.OwedCallTopics:
		return v.Say("meeting.remind.call", "Name", name, "At", at, "Until", v.closes(c, m))
	case committee.OwedTopicsClosing:
		return v.Say("meeting.remind.closing", "Name", name, "At", at, "Until", v.closes(c, m))
	case committee.OwedInviteWarning:
		return v.Say("meeting.remind.invite", "Name", name, "At", at, "Until", v.dueDay(c, m, calendar.Invitation), "Days", noticeDays(m.Kind))
	case committee.OwedInviteLast:
		return v.Say("meeting.remind.invite.last", "Name", name, "At", at, "Until", v.dueDay(c, m, calendar.Invitation), "Days", noticeDays(m.Kind))
	case committee.OwedMinutes:
		return v.Say("meeting.remind.minutes", "Name", name, "At", at, "Until", v.dueDay(c, m, calendar.MinutesDraft))
	case committee.OwedMinutesLast:
		return v.Say("meeting.remind.minutes.last", "Name", name, "At", at, "Until", v.dueDay(c, m, calendar.MinutesDraft))
	case committee.OwedAttendance:
		return lines(v.Say("meeting.remind.attendance", "Name", name, "At", at), v.meetingWhere(m), v.Say("meeting.remind.substitute"))
	case committee.OwedDayBefore:
		return lines(v.Say("meeting.remind.day", "Name", name, "At", at), v.meetingWhere(m))
	case committee.OwedQuarter:
		return lines(v.Say("meeting.remind.soon", "Name", name, "At", at), v.meetingWhere(m))
	case committee.OwedMeetingChanged:
		return v.meetingNews(o, m)
	}
	return lines(v.Say("meeting.remind.plain", "Name", name, "At", at), v.meetingWhere(m))
}

// meetingNews says that a meeting was cancelled or moved, from when to when.
func (v Voice) meetingNews(o committee.Owed, m committee.Meeting) string {
	x, err := committee.ReadMeetingChange(o.Note)
	if err != nil { // written by an older program: say what is true now
		return lines(v.Say("meeting.remind.plain", "Name", v.meetingName(m.Number), "At", v.meetingAt(m)), v.meetingWhere(m))
	}
	name, before := v.meetingName(x.Number), calendar.FormatMoment(x.Before, m.Location(), v.lang)
	why := strings.Join(v.reason(m), "")
	if x.Cancelled {
		return lines(v.Say("meeting.remind.cancelled", "Name", name, "Before", before), why)
	}
	if x.Reinstated {
		return lines(v.Say("meeting.remind.reinstated", "Name", name, "Before", before), v.meetingWhere(m))
	}
	if x.Planned {
		return lines(v.Say("meeting.remind.planned", "Name", name, "At", before, "Kind", v.meetingKind(m.Kind)), v.meetingWhere(m), v.renumbered(x.Later))
	}
	now := calendar.FormatMoment(x.Now, m.Location(), v.lang)
	return lines(v.Say("meeting.remind.moved", "Name", name, "Before", before, "At", now), why, v.meetingWhere(m))
}

// renumbered says that later meetings have another number now, "" if none has.
func (v Voice) renumbered(r committee.Renumbered) string {
	if r.Count == 0 {
		return ""
	}
	return v.Say("meeting.renumbered", "At", v.Moment(r.At), "Is", v.meetingName(r.Is), "Was", v.meetingName(r.Was), "Count", r.Count)
}

// SeriesChanged tells the channel which dates a new series has, from when on,
// and which meetings do not take place after all.
func (v Voice) SeriesChanged(x committee.SeriesChange) bot.Message {
	which := "meeting.remind.series"
	if x.First {
		which = "meeting.remind.series.first"
	}
	if x.Link == committee.LinkOnly {
		which = "meeting.remind.series.link"
	}
	if x.Longer {
		which = "meeting.remind.series.length"
	}
	said := []string{
		v.Say(which, "Kind", v.meetingKind(x.Kind), "Day", v.Day(calendar.DateOf(x.From, v.loc))),
		v.Say("meeting.series", "Kind", v.meetingKind(x.Kind), "When", v.rhythm(x.Rule), "Start", x.Start, "Length", v.length(x.Minutes)),
	}
	if x.Was > 0 {
		said = append(said, v.Say("meeting.series.length", "Before", v.length(x.Was), "After", v.length(x.Minutes)))
	}
	if x.Link == committee.LinkToo {
		said = append(said, v.Say("meeting.remind.series.link.too"))
	}
	for i, at := range x.Next {
		if i == 0 {
			said = append(said, v.Say("meeting.remind.series.next"))
		}
		said = append(said, "- "+v.Moment(at))
	}
	return bot.Message{Text: lines(append(said, v.noLonger(x)...)...) + "\n\n" + v.Say("meeting.hint")}
}

// noLonger lists the meetings that a new series has dropped.
func (v Voice) noLonger(x committee.SeriesChange) []string {
	if len(x.Dropped) == 0 {
		return nil
	}
	said := []string{v.Say("meeting.series.dropped")}
	for _, d := range x.Dropped {
		line := "- " + v.Moment(d.At)
		if d.Number > 0 {
			line = "- **" + v.meetingName(d.Number) + "**: " + v.Moment(d.At)
		}
		said = append(said, line)
	}
	if x.More > 0 {
		said = append(said, "- "+v.Say("meeting.series.more", "Count", x.More))
	}
	return said
}

// rhythm is a rule in words.
func (v Voice) rhythm(rule string) string {
	r, err := calendar.ParseRule(rule)
	if rule == "" || err != nil {
		return v.Say("meeting.series.dates")
	}
	return Plain(r.Describe(v.lang))
}

// lines puts what is not empty on a line each.
func lines(said ...string) string {
	var kept []string
	for _, s := range said {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, "\n")
}

func (v Voice) closes(c committee.Committee, m committee.Meeting) string {
	return calendar.FormatDeadline(v.due(c, m, calendar.SubmissionCloses), m.Location(), v.lang)
}

// dueDay is the last day for something; what is due at 24:00 is due that day.
func (v Voice) dueDay(c committee.Committee, m committee.Meeting, kind string) string {
	return v.Day(calendar.DateOf(v.due(c, m, kind).Add(-time.Minute), m.Location()))
}

// noticeDays is how many full days lie between the invitation and a meeting at
// least (domain, section 2.2).
func noticeDays(kind calendar.Kind) int {
	if kind == calendar.Physical {
		return 28
	}
	return 7
}
