package main

import (
	"fmt"
	"io"
	"strings"

	"gremienbot/committee/calendar"
)

// planWords are the words of the readable plan in one language.
type planWords struct {
	none, holiday, free, proposal, noProposal, allDay string
	kinds                                             map[string]string
	to                                                map[calendar.To]string
}

var germanPlan = planWords{
	none: "In diesem Zeitraum gibt es keine Sitzung.", holiday: "Achtung, Feiertag in: ", free: "Achtung, kein Arbeitstag.",
	proposal: "Vorschlag: ", noProposal: "Kein Ersatztermin in der Woche davor oder danach.", allDay: "im Lauf des Tages",
	to: map[calendar.To]string{calendar.Office: "Geschäftsstelle", calendar.Members: "Mitglieder", calendar.Channel: "Kanal"},
	kinds: map[string]string{
		calendar.CallForTopics: "Themen abfragen", calendar.SubmissionReminder: "Erinnerung: Themen anmelden",
		calendar.SubmissionCloses: "Themen angemeldet", calendar.Invitation: "Einladung spätestens verschickt",
		calendar.InvitationWarning3: "Warnung: Einladung in 3 Arbeitstagen", calendar.InvitationWarning1: "Warnung: Einladung in 1 Arbeitstag",
		calendar.AttendanceCheck: "Teilnahme abfragen", calendar.DayBefore: "Erinnerung am Arbeitstag davor",
		calendar.StartsSoon: "Erinnerung 15 Minuten vorher", calendar.MinutesDraft: "Entwurf der Niederschrift verschickt",
		calendar.MinutesWarning3: "Warnung: Niederschrift in 3 Arbeitstagen", calendar.MinutesWarning1: "Warnung: Niederschrift in 1 Arbeitstag",
		calendar.ObjectionReminder: "Erinnerung: Einwendungen", calendar.ObjectionEnds: "Einwendungen bis Ende des Tages",
	},
}

var englishPlan = planWords{
	none: "There is no meeting in this period.", holiday: "Note: public holiday in: ", free: "Note: no working day.",
	proposal: "Proposal: ", noProposal: "No other date in the week before or after.", allDay: "during the day",
	to: map[calendar.To]string{calendar.Office: "office", calendar.Members: "members", calendar.Channel: "channel"},
	kinds: map[string]string{
		calendar.CallForTopics: "call for topics", calendar.SubmissionReminder: "reminder: submit topics",
		calendar.SubmissionCloses: "topics submitted", calendar.Invitation: "invitation sent at the latest",
		calendar.InvitationWarning3: "warning: invitation in 3 working days", calendar.InvitationWarning1: "warning: invitation in 1 working day",
		calendar.AttendanceCheck: "ask who attends", calendar.DayBefore: "reminder on the working day before",
		calendar.StartsSoon: "reminder 15 minutes before", calendar.MinutesDraft: "draft of the minutes sent",
		calendar.MinutesWarning3: "warning: minutes in 3 working days", calendar.MinutesWarning1: "warning: minutes in 1 working day",
		calendar.ObjectionReminder: "reminder: objections", calendar.ObjectionEnds: "objections until the end of the day",
	},
}

// writePlan prints the meetings for people.
func writePlan(out io.Writer, meetings []plannedMeeting, s series, lang string) error {
	words := germanPlan
	if lang == "en" {
		words = englishPlan
	}
	var text strings.Builder
	if len(meetings) == 0 {
		fmt.Fprintln(&text, words.none)
	}
	for i, m := range meetings {
		if i > 0 {
			fmt.Fprintln(&text)
		}
		words.meeting(&text, m, s, lang)
	}
	if _, err := io.WriteString(out, text.String()); err != nil {
		return fmt.Errorf("writing the plan: %w", err)
	}
	return nil
}

func (w planWords) meeting(text *strings.Builder, m plannedMeeting, s series, lang string) {
	fmt.Fprintln(text, calendar.FormatMoment(m.Start, s.zone, lang))
	if !s.members.WorkingDay(m.Date) {
		fmt.Fprintf(text, "  %s\n", w.warning(m, lang))
	}
	for _, d := range m.Deadlines {
		at := d.Time.String()
		if d.Time == calendar.EndOfDay {
			at = w.allDay
		}
		day := calendar.WeekdayName(d.Due.Weekday(), lang)[:2]
		fmt.Fprintf(text, "  %s %s  %-17s  %-15s  %s\n", day, d.Due, at, w.to[d.To], w.kinds[d.Kind])
	}
}

func (w planWords) warning(m plannedMeeting, lang string) string {
	warning := w.free
	if len(m.Holiday) > 0 {
		var names []string
		for _, l := range m.Holiday {
			names = append(names, l.Name())
		}
		warning = w.holiday + strings.Join(names, ", ") + "."
	}
	if m.Proposal.IsZero() {
		return warning + " " + w.noProposal
	}
	return warning + " " + w.proposal + calendar.FormatDate(m.Proposal, lang)
}
