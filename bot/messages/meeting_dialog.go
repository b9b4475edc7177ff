package messages

import (
	"fmt"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// DraftOfSeries writes a series that is in force the way a person would type it,
// so that they change it and do not begin anew.
func (v Voice) DraftOfSeries(s committee.Series) committee.SeriesDraft {
	when := s.Rule.String()
	if said := s.Rule.Describe(v.lang); when != "" && s.Rule.Start().IsZero() {
		if back, err := calendar.ParseRhythm(said); err == nil && back == s.Rule {
			when = said
		}
	}
	for _, d := range s.Dates {
		when = strings.TrimSpace(when + "\n" + v.shortDay(d))
	}
	return committee.SeriesDraft{Kind: s.Kind, When: when, Start: s.Start.String(), Length: v.length(s.Minutes), Place: s.Place, Link: s.Link}
}

// SeriesDialog is the form for a series of meetings.
func (v Voice) SeriesDialog(object string, d committee.SeriesDraft) bot.Dialog {
	return bot.Dialog{
		Purpose: "meeting.series", Object: object, Title: v.Say("meeting.dialog.series"), Submit: v.Say("meeting.dialog.save"), Intro: v.Say("meeting.dialog.series.intro"),
		Fields: []bot.Field{
			{Name: "kind", Label: v.Say("meeting.field.kind"), Kind: bot.Choice, Default: string(d.Kind), Options: []bot.Option{
				{Label: v.Say("meeting.kind.virtual.long"), Value: string(calendar.Virtual)},
				{Label: v.Say("meeting.kind.physical.long"), Value: string(calendar.Physical)},
			}},
			{Name: "when", Label: v.Say("meeting.field.when"), Kind: bot.Area, Max: 1000, Default: d.When, Help: v.Say("meeting.field.when.help"), Placeholder: v.Say("meeting.field.when.example")},
			{Name: "start", Label: v.Say("meeting.field.start"), Kind: bot.Line, Max: 20, Default: d.Start, Placeholder: v.Say("meeting.field.start.example")},
			{Name: "length", Label: v.Say("meeting.field.length"), Kind: bot.Line, Max: 20, Optional: true, Default: d.Length, Placeholder: v.Say("meeting.field.length.example")},
			{Name: "place", Label: v.Say("meeting.field.place"), Kind: bot.Line, Max: committee.MaxPlace, Optional: true, Default: d.Place, Placeholder: v.Say("meeting.field.place.example")},
			// An address may be longer than a line of a form.
			{Name: "link", Label: v.Say("meeting.field.link"), Kind: bot.Area, Max: committee.MaxLink, Optional: true, Default: d.Link, Placeholder: v.Say("meeting.field.link.example")},
		},
	}
}

// CancelDialog is the form for cancelling one of the coming meetings.
func (v Voice) CancelDialog(object string, coming []committee.Meeting, chosen committee.Meeting) bot.Dialog {
	return bot.Dialog{
		Purpose: "meeting.cancel", Object: object, Title: v.Say("meeting.dialog.cancel"), Submit: v.Say("meeting.dialog.cancel"), Intro: v.Say("meeting.dialog.cancel.intro"),
		Fields: []bot.Field{
			v.meetingField(coming, chosen),
			{Name: "reason", Label: v.Say("meeting.field.reason"), Kind: bot.Area, Max: committee.MaxReason, Placeholder: v.Say("meeting.field.reason.example")},
		},
	}
}

// MoveDialog is the form for moving one of the coming meetings.
func (v Voice) MoveDialog(object string, coming []committee.Meeting, chosen committee.Meeting) bot.Dialog {
	return bot.Dialog{
		Purpose: "meeting.move", Object: object, Title: v.Say("meeting.dialog.move"), Submit: v.Say("meeting.dialog.move"), Intro: v.Say("meeting.dialog.cancel.intro"),
		Fields: []bot.Field{
			v.meetingField(coming, chosen),
			{Name: "to", Label: v.Say("meeting.field.to"), Kind: bot.Line, Max: 60, Placeholder: v.Say("meeting.field.to.example"), Help: v.Say("meeting.field.to.help")},
			{Name: "reason", Label: v.Say("meeting.field.reason"), Kind: bot.Area, Optional: true, Max: committee.MaxReason},
		},
	}
}

// meetingField lets people choose among meetings. The value carries the version
// that they saw; [SeenMeeting] reads it.
func (v Voice) meetingField(coming []committee.Meeting, chosen committee.Meeting) bot.Field {
	f := bot.Field{Name: "meeting", Label: v.Say("meeting.field.meeting"), Kind: bot.Choice}
	if chosen.ID != 0 {
		f.Default = seen(chosen)
	}
	for _, m := range coming {
		f.Options = append(f.Options, bot.Option{Label: v.meetingName(m.Number) + ", " + v.meetingAt(m), Value: seen(m)})
	}
	return f
}

func seen(m committee.Meeting) string { return fmt.Sprintf("%d v%d", m.ID, m.Version) }

// SeenMeeting reads which meeting was chosen in a form, and the version that the
// person saw. It answers false for a text that no form has made.
func SeenMeeting(value string) (id int64, version int, ok bool) {
	n, err := fmt.Sscanf(value, "%d v%d", &id, &version)
	return id, version, err == nil && n == 2
}
