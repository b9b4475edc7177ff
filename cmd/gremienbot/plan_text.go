package main

import (
	"fmt"
	"io"
	"strings"

	"gremienbot/committee/calendar"
)

// planWords are the words of the readable plan in one language: sent are those to
// whom the bot writes, and own those who have a date of their own.
type planWords struct {
	none, holiday, free, proposal, noProposal, allDay, legend string
	kinds                                                     map[string]string
	sent, own                                                 map[calendar.To]string
}

var germanPlan = planWords{
	none: "In diesem Zeitraum gibt es keine Sitzung.", holiday: "Achtung, Feiertag in: ", free: "Achtung, kein Arbeitstag.",
	proposal: "Vorschlag: ", noProposal: "Kein Ersatztermin in der Woche davor oder danach.", allDay: "im Lauf des Tages",
	legend: "„Bot an …“ schickt der Bot von selbst. Alles andere sind Aufgaben und Fristen für Menschen; daran erinnert er nur, wo es dasteht.",
	sent:   map[calendar.To]string{calendar.Office: "Bot an Geschäftsstelle", calendar.Members: "Bot an Mitglieder", calendar.Channel: "Bot an Kanal"},
	own:    map[calendar.To]string{calendar.Office: "Aufgabe: Geschäftsstelle", calendar.Members: "Frist: Mitglieder"},
	kinds: map[string]string{
		calendar.CallForTopics: "Aufruf, Themen einzureichen", calendar.SubmissionReminder: "Erinnerung an den Anmeldeschluss",
		calendar.SubmissionCloses: "Themen angemeldet", calendar.Invitation: "Einladung spätestens verschickt",
		calendar.InvitationWarning3: "noch 3 Arbeitstage für die Einladung", calendar.InvitationWarning1: "noch 1 Arbeitstag für die Einladung",
		calendar.AttendanceCheck: "Erinnerung an die Sitzung", calendar.DayBefore: "Erinnerung am Arbeitstag davor",
		calendar.StartsSoon: "Erinnerung 15 Minuten vorher", calendar.MinutesDraft: "Entwurf der Niederschrift verschickt",
		calendar.MinutesWarning3: "noch 3 Arbeitstage für die Niederschrift", calendar.MinutesWarning1: "noch 1 Arbeitstag für die Niederschrift",
		calendar.ObjectionReminder: "an Einwendungen erinnern", calendar.ObjectionEnds: "Einwendungen bis Ende des Tages",
	},
}

var englishPlan = planWords{
	none: "There is no meeting in this period.", holiday: "Note: public holiday in: ", free: "Note: no working day.",
	proposal: "Proposal: ", noProposal: "No other date in the week before or after.", allDay: "during the day",
	legend: "“bot to …” is sent by the bot. Everything else are duties and dates of people; the bot reminds of them only where it says so.",
	sent:   map[calendar.To]string{calendar.Office: "bot to office", calendar.Members: "bot to members", calendar.Channel: "bot to channel"},
	own:    map[calendar.To]string{calendar.Office: "duty: office", calendar.Members: "date: members"},
	kinds: map[string]string{
		calendar.CallForTopics: "call for topics", calendar.SubmissionReminder: "reminder: topics are closing",
		calendar.SubmissionCloses: "topics submitted", calendar.Invitation: "invitation sent at the latest",
		calendar.InvitationWarning3: "3 working days left for the invitation", calendar.InvitationWarning1: "1 working day left for the invitation",
		calendar.AttendanceCheck: "reminder of the meeting", calendar.DayBefore: "reminder on the working day before",
		calendar.StartsSoon: "reminder 15 minutes before", calendar.MinutesDraft: "draft of the minutes sent",
		calendar.MinutesWarning3: "3 working days left for the minutes", calendar.MinutesWarning1: "1 working day left for the minutes",
		calendar.ObjectionReminder: "remind of objections", calendar.ObjectionEnds: "objections until the end of the day",
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
	if len(meetings) > 0 {
		fmt.Fprintf(&text, "\n%s\n", words.legend)
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
		who, day, at := w.own[d.To], d.Due, d.Time.String()
		switch {
		case d.Kind == calendar.StartsSoon && d.Sent.IsZero():
			continue // at night and on free days there is none
		case !d.Sent.IsZero():
			who, day, at = w.sent[d.To], calendar.DateOf(d.Sent, s.zone), d.Sent.In(s.zone).Format("15:04")
		case d.Time == calendar.EndOfDay:
			at = w.allDay
		}
		fmt.Fprintf(text, "  %s %s  %-17s  %-24s  %s\n", calendar.WeekdayName(day.Weekday(), lang)[:2], day, at, who, w.kinds[d.Kind])
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
