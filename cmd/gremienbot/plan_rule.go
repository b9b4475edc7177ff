package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// planYears is the longest period that is planned at once.
const planYears = 20

// planInput holds the flags of "gremienbot plan" that need no database.
type planInput struct {
	Rule   string `help:"The series, in words or by RFC 5545: '2. Mittwoch im Monat', 'FREQ=MONTHLY;BYDAY=2WE'."`
	Time   string `default:"10:00" help:"When the meetings start, as 10:00."`
	From   string `help:"First day of the period, as 2028-01-01."`
	To     string `help:"Last day of the period, as 2028-12-31."`
	Lands  string `default:"all" help:"German Länder of the members, as HE,BE,MV; all for all sixteen."`
	Office string `default:"HE" help:"German Länder of the office; its duties are counted by their holidays."`
	Free   string `help:"Further days on which nobody works, as 2028-12-24,2028-12-31."`
	Kind   string `default:"virtual" help:"How the committee meets: virtual or physical."`
	Zone   string `default:"Europe/Berlin" help:"Time zone of the meetings."`
	Lang   string `default:"de" help:"Language of the text: de or en."`
	JSON   bool   `name:"json" help:"Print JSON."`
}

// plannedMeeting is one meeting of "gremienbot plan --json".
type plannedMeeting struct {
	Date      calendar.Date     `json:"date"`
	Start     time.Time         `json:"start"`
	Holiday   []calendar.Land   `json:"holiday"`
	Proposal  calendar.Date     `json:"proposal,omitzero"`
	Deadlines []plannedDeadline `json:"deadlines"`
}

// plannedDeadline is one deadline of a plannedMeeting. Time is local; 24:00
// means any time on that day. Sent is when the bot writes to To; without it nobody
// does, and To are the people whose date it is.
type plannedDeadline struct {
	Kind string         `json:"kind"`
	To   calendar.To    `json:"to"`
	Due  calendar.Date  `json:"due"`
	Time calendar.Clock `json:"time"`
	Sent time.Time      `json:"sent,omitzero"`
}

// series is planInput, read.
type series struct {
	rule            calendar.Rule
	clock           calendar.Clock
	from, to        calendar.Date
	members, office calendar.Calendar
	kind            calendar.Kind
	zone            *time.Location
}

// planRule prints the meetings of a series in a period with all that is due for
// them and warnings about holidays, without a database. An error is one line
// about the flag that is wrong.
func planRule(out io.Writer, in planInput) error {
	s, err := in.read()
	if err != nil {
		return err
	}
	meetings := s.meetings()
	if in.JSON {
		return writeJSON(out, meetings)
	}
	return writePlan(out, meetings, s, in.Lang)
}

func (in planInput) read() (s series, err error) {
	if s.rule, err = readRhythm(in.Rule); err != nil {
		return s, err
	}
	if s.clock, err = calendar.ParseClock(in.Time); err == nil {
		err = calendar.ValidClock(s.clock)
	}
	if err != nil {
		return s, fmt.Errorf("--time: %w", err)
	}
	if s.from, s.to, err = readPeriod(in.From, in.To); err != nil {
		return s, err
	}
	if s.rule.Start().IsZero() {
		s.rule = s.rule.Starting(s.from)
	}
	if s.members, err = readCalendar("--lands", in.Lands, in.Free); err != nil {
		return s, err
	}
	if s.office, err = readCalendar("--office", in.Office, in.Free); err != nil {
		return s, err
	}
	return s, in.readChoices(&s)
}

func (in planInput) readChoices(s *series) error {
	s.kind = calendar.Kind(in.Kind)
	if s.kind != calendar.Virtual && s.kind != calendar.Physical {
		return fmt.Errorf("--kind: %q is neither virtual nor physical", in.Kind)
	}
	if in.Lang != "de" && in.Lang != "en" {
		return fmt.Errorf("--lang: %q is neither de nor en", in.Lang)
	}
	zone, err := time.LoadLocation(in.Zone)
	if err != nil {
		return fmt.Errorf("--zone: %q is not a time zone like Europe/Berlin", in.Zone)
	}
	s.zone = zone
	return nil
}

func readRhythm(text string) (calendar.Rule, error) {
	rule, err := calendar.ParseRhythm(text)
	var refusal *calendar.RhythmError
	switch {
	case errors.As(err, &refusal) && len(refusal.Understood) > 1:
		return rule, fmt.Errorf("--rule: %q can mean %s or %s; write one of them",
			text, refusal.Understood[0].Describe("de"), refusal.Understood[1].Describe("de"))
	case errors.As(err, &refusal):
		return rule, fmt.Errorf("--rule: %q is not a series; write for example '2. Mittwoch im Monat' or 'FREQ=MONTHLY;BYDAY=2WE'", text)
	case err != nil:
		return rule, fmt.Errorf("--rule: %w", err)
	}
	return rule, nil
}

func readPeriod(first, last string) (from, to calendar.Date, err error) {
	if from, err = calendar.ParseISO(first); err != nil {
		return from, to, fmt.Errorf("--from: %w", err)
	}
	if to, err = calendar.ParseISO(last); err != nil {
		return from, to, fmt.Errorf("--to: %w", err)
	}
	if to.Before(from) {
		return from, to, fmt.Errorf("--to: %s is before --from %s", to, from)
	}
	if to.After(from.AddMonths(12 * planYears)) {
		return from, to, fmt.Errorf("--to: at most %d years are planned at once", planYears)
	}
	return from, to, nil
}

// readCalendar reads the Länder of a flag and the free days.
func readCalendar(flag, lands, free string) (c calendar.Calendar, err error) {
	if c.Lands, err = calendar.ParseLands(lands); err != nil {
		return c, fmt.Errorf("%s: %w", flag, err)
	}
	if free == "" {
		return c, nil
	}
	for part := range strings.SplitSeq(free, ",") {
		day, err := calendar.ParseISO(strings.TrimSpace(part))
		if err != nil {
			return c, fmt.Errorf("--free: %w", err)
		}
		c.Extra = append(c.Extra, day)
	}
	return c, nil
}

func (s series) meetings() []plannedMeeting {
	all := []plannedMeeting{}
	for _, date := range s.rule.Between(s.from, s.to) {
		all = append(all, s.meeting(date))
	}
	return all
}

func (s series) meeting(date calendar.Date) plannedMeeting {
	m := plannedMeeting{Date: date, Start: date.At(s.clock, s.zone), Holiday: []calendar.Land{}}
	m.Holiday = append(m.Holiday, s.members.HolidayLands(date)...)
	m.Proposal, _ = s.members.ProposeShift(date)
	for _, d := range calendar.MeetingDeadlines(s.kind, date, s.clock, s.office, s.members) {
		m.Deadlines = append(m.Deadlines, s.deadline(d))
	}
	return m
}

// deadline is a deadline with what the bot sends for it.
func (s series) deadline(d calendar.Deadline) plannedDeadline {
	planned := plannedDeadline{Kind: d.Kind, Due: d.Due, Time: d.Clock}
	planned.To, planned.Sent, _ = committee.MessageOf(d, s.zone, s.office, s.members)
	if d.Kind == calendar.ObjectionReminder {
		planned.To = calendar.Office // the bot does not remind members of it, so that somebody must
	}
	return planned
}

func writeJSON(out io.Writer, value any) error {
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}
