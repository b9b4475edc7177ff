package messages

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// meetingName is "78. Sitzung", or without a number "Sitzung".
func (v Voice) meetingName(number int) string {
	if number == 0 {
		return v.Say("meeting.unnumbered")
	}
	return v.Say("meeting.numbered", "Number", number)
}

// meetingAt is weekday, date and time of a meeting on its own clocks.
func (v Voice) meetingAt(m committee.Meeting) string {
	return calendar.FormatMoment(m.Instant(), m.Location(), v.lang)
}

func (v Voice) meetingKind(k calendar.Kind) string { return v.Say("meeting.kind." + string(k)) }

// length says minutes as people do: "2 Stunden", "90 Minuten".
func (v Voice) length(minutes int) string {
	if minutes%60 == 0 {
		return v.Say("meeting.hours", "Count", minutes/60)
	}
	return v.Say("meeting.minutes", "Count", minutes)
}

// meetingWhere are place and link, a line each; "" without both.
func (v Voice) meetingWhere(m committee.Meeting) string {
	var lines []string
	if m.Place != "" {
		lines = append(lines, v.Say("meeting.at", "Place", Plain(m.Place)))
	}
	if link := v.meetingLink(m.Link); link != "" {
		lines = append(lines, link)
	}
	return strings.Join(lines, "\n")
}

// inLink are characters that Markdown or the chat would see in an address.
var inLink = strings.NewReplacer("(", "%28", ")", "%29", "[", "%5B", "]", "%5D", "@", "%40", "*", "%2A", "_", "%5F", "~", "%7E", "`", "%60", "'", "%27", "\\", "%5C", "|", "%7C")

// meetingLink makes an address that a rule has checked a link to click; the host
// stands beside it, so that people see where it leads.
func (v Voice) meetingLink(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return Plain(address)
	}
	return "[" + v.Say("meeting.link") + "](" + inLink.Replace(address) + ") (" + Plain(u.Hostname()) + ")"
}

// MeetingShown is one meeting with all that is known of it. Who may plan gets
// the buttons to cancel and to move it while it is still to come at now.
func (v Voice) MeetingShown(c committee.Committee, p committee.Person, m committee.Meeting, now time.Time) bot.Message {
	lines := []string{
		"#### " + v.meetingName(m.Number),
		"**" + v.meetingAt(m) + "** · " + v.meetingKind(m.Kind) + v.movedFrom(m),
		v.Say("meeting.lasts", "Length", v.length(m.Minutes)),
	}
	if m.State == committee.MeetingCancelled {
		lines[1] = v.Say("meeting.plan.cancelled", "At", v.meetingAt(m))
	}
	if where := v.meetingWhere(m); where != "" {
		lines = append(lines, where)
	}
	if closes := v.due(c, m, calendar.SubmissionCloses); closes.After(now) && m.State == committee.MeetingPlanned {
		lines = append(lines, v.Say("meeting.submit", "Until", calendar.FormatDeadline(closes, m.Location(), v.lang)))
	}
	shown := bot.Message{Text: strings.Join(append(lines, v.reason(m)...), "\n") + "\n\n" + v.Say("meeting.hint")}
	if m.MayReinstate(p, m.Version, now) == nil {
		shown.Card = v.reinstateCard(m)
	}
	if m.MayChange(p, m.Version, now) == nil {
		shown.Card = &bot.Card{Color: meetingColor, Buttons: []bot.Button{
			{ID: "move", Label: v.Say("meeting.button.move"), Style: bot.Default, Action: "meeting.move", Object: ObjectKey(m.ID)},
			{ID: "cancel", Label: v.Say("meeting.button.cancel"), Style: bot.Danger, Action: "meeting.cancel", Object: ObjectKey(m.ID)},
		}}
	}
	return shown
}

func (v Voice) movedFrom(m committee.Meeting) string {
	if m.Original.IsZero() || m.Original == m.Day {
		return ""
	}
	return " · " + v.Say("meeting.moved.from", "Day", v.Day(m.Original))
}

func (v Voice) reason(m committee.Meeting) []string {
	if m.Reason == "" {
		return nil
	}
	return []string{v.Say("meeting.reason", "Reason", Plain(m.Reason))}
}

// due is when something falls due for a meeting.
func (v Voice) due(c committee.Committee, m committee.Meeting, kind string) time.Time {
	for _, d := range calendar.MeetingDeadlines(m.Kind, m.Day, m.Start, c.OfficeCalendar(), c.MembersCalendar()) {
		if d.Kind == kind {
			return d.Due.At(d.Clock, m.Location())
		}
	}
	return time.Time{}
}

// MeetingNone says that no meeting is planned, and to who may plan what to do.
func (v Voice) MeetingNone(p committee.Person) bot.Message {
	text := v.Say("meeting.none")
	if p.May(committee.PlanMeetings) {
		text += " " + v.Say("meeting.none.plan")
	}
	return bot.Message{Text: text}
}

// MeetingPlan is the plan of a year, with the series it comes from and a warning
// for each meeting on a public holiday.
func (v Voice) MeetingPlan(c committee.Committee, p committee.Person, year int, plan []committee.Meeting, series []committee.Series) bot.Message {
	if len(plan) == 0 {
		text := v.Say("meeting.plan.empty", "Year", strconv.Itoa(year))
		if len(series) == 0 {
			text += " " + v.MeetingNone(p).Text
		}
		return bot.Message{Text: text}
	}
	lines := append([]string{"#### " + v.Say("meeting.plan.head", "Year", strconv.Itoa(year))}, v.meetingLines(plan)...)
	if len(series) > 0 {
		lines = append(lines, "")
	}
	for _, s := range series {
		lines = append(lines, v.Say("meeting.series", "Kind", v.meetingKind(s.Kind), "When", v.seriesWhen(s), "Start", s.Start.String(), "Length", v.length(s.Minutes)))
	}
	for _, m := range plan {
		if m.State == committee.MeetingProposed {
			lines = append(lines, v.Say("meeting.plan.proposed.hint"))
			break
		}
	}
	return bot.Message{Text: strings.Join(append(lines, v.holidays(c, p, plan)...), "\n")}
}

func (v Voice) meetingLines(ms []committee.Meeting) []string {
	lines := make([]string, len(ms))
	for i, m := range ms {
		lines[i] = "- " + v.MeetingLine(m)
	}
	return lines
}

// MeetingLine is one meeting in a list.
func (v Voice) MeetingLine(m committee.Meeting) string {
	line := v.meetingAt(m)
	switch m.State {
	case committee.MeetingCancelled:
		line = v.Say("meeting.plan.cancelled", "At", line)
		if m.Number > 0 {
			line = v.meetingName(m.Number) + " " + line
		}
		return strings.Join(append([]string{line}, v.reason(m)...), " · ")
	case committee.MeetingProposed:
		line = v.Say("meeting.plan.proposed", "At", line)
	case committee.MeetingPlanned:
		line = "**" + v.meetingName(m.Number) + "**: " + line
	}
	line += " · " + v.meetingKind(m.Kind)
	if m.Place != "" {
		line += " · " + Plain(m.Place)
	}
	return line + v.movedFrom(m)
}

// seriesWhen is the rhythm of a series in words.
func (v Voice) seriesWhen(s committee.Series) string {
	if s.Rule.IsZero() {
		return v.Say("meeting.series.dates")
	}
	return Plain(s.Rule.Describe(v.lang))
}

// SeriesSet tells who set a series which meetings are planned now, which are
// not any more, and which fall on a holiday.
func (v Voice) SeriesSet(c committee.Committee, p committee.Person, s committee.Series, planned, dropped []committee.Meeting) bot.Message {
	lines := []string{
		v.Say("meeting.series.set", "Kind", v.meetingKind(s.Kind), "When", v.seriesWhen(s), "Start", s.Start.String(), "Length", v.length(s.Minutes)), "",
		v.Say("meeting.series.count", "Count", len(planned)),
	}
	lines = append(lines, v.meetingLines(planned)...)
	if len(dropped) > 0 {
		lines = append(lines, "", v.Say("meeting.series.dropped"))
		for _, m := range dropped {
			lines = append(lines, "- "+v.droppedLine(m))
		}
	}
	return bot.Message{Text: strings.Join(append(lines, v.holidays(c, p, planned)...), "\n"), Key: seriesKey(c.ID)}
}

// droppedLine is a meeting that a new series does not know. One that people were
// told of is cancelled and keeps its number.
func (v Voice) droppedLine(m committee.Meeting) string {
	if m.State != committee.MeetingCancelled {
		return v.meetingAt(m)
	}
	return v.Say("meeting.series.cancelled", "Name", v.meetingName(m.Number), "At", v.meetingAt(m)) + v.agenda("dropped", m)
}

// holidays warns of meetings on a public holiday, a paragraph each.
func (v Voice) holidays(c committee.Committee, p committee.Person, ms []committee.Meeting) []string {
	var lines []string
	for _, w := range committee.Holidays(c, ms) {
		lines = append(lines, "", v.holiday(w, p.May(committee.PlanMeetings)))
	}
	return lines
}

func (v Voice) holiday(w committee.HolidayWarning, mayMove bool) string {
	said := []string{v.Say("meeting.holiday.all", "Day", v.Day(w.Meeting.Day))}
	if !w.All {
		names := make([]string, len(w.Lands))
		for i, l := range w.Lands {
			names[i] = l.Name()
		}
		said[0] = v.Say("meeting.holiday", "Day", v.Day(w.Meeting.Day), "Lands", v.and(names))
	}
	if w.Proposal.IsZero() {
		return said[0] + " " + v.Say("meeting.holiday.none")
	}
	said = append(said, v.Say("meeting.holiday.proposal", "Day", v.Day(w.Proposal)))
	if mayMove && w.Meeting.Number > 0 {
		said = append(said, v.Say("meeting.holiday.how", "Number", w.Meeting.Number, "To", v.shortDay(w.Proposal)+" "+w.Meeting.Start.String()))
	}
	return strings.Join(said, " ")
}
