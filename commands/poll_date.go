package commands

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// days reads one day a line, with a time and a note if they stand behind it:
// "22.9.2027 10:00 Herbstferien in HE". For a line that cannot be read there is a
// day in the list that nobody will object to.
func (a asking) days(text string) ([]committee.PollOption, error) {
	var list []committee.PollOption
	var es committee.Errors
	for i, o := range committee.OptionLines(text) {
		option, err := a.lineDay(o.Label)
		if err == nil {
			list = append(list, option)
			continue
		}
		list = append(list, committee.DayOption(calendar.DateOf(a.now.Add(committee.MaxPollTime), a.c.Location()).AddDays(2), calendar.Clock{Hour: 3, Minute: i % 60}, ""))
		es = append(es, committee.Refuse(committee.Invalid, dayRefusal(o.Label, err), "Text", messages.Cut(o.Label, 60)).At("options"))
	}
	if len(es) > 0 {
		return list, es
	}
	return list, nil
}

// dayRefusal is why a line is no day to ask for.
func dayRefusal(line string, err error) string {
	var moment *calendar.MomentError
	switch {
	case errors.As(err, &moment) && moment.Reason == calendar.Past:
		return "poll.day.past"
	case errors.As(err, &moment) && moment.Reason == calendar.Ambiguous:
		return "poll.day.ambiguous"
	case noSuchDay(line):
		return "poll.day.none"
	}
	return "poll.day.unreadable"
}

// lineDay reads the longest beginning of a line that is a day, or a day with a
// time; the rest is its note. A rest that looks like a number is a mistake.
func (a asking) lineDay(line string) (committee.PollOption, error) {
	words := strings.Fields(line)
	var why error = &calendar.MomentError{Reason: calendar.Unreadable, Text: line}
	for n := len(words); n > 0; n-- {
		day, at, err := a.dayAndTime(strings.TrimRight(strings.Join(words[:n], " "), ",;:"))
		note := strings.Trim(strings.Join(words[n:], " "), " ,;:–-")
		switch {
		case err == nil && numberFirstly.MatchString(note):
			return committee.PollOption{}, why
		case err == nil:
			return committee.DayOption(day, at, note), nil
		case understood(err):
			why = err
		}
	}
	return committee.PollOption{}, why
}

var numberFirstly = regexp.MustCompile(`^(?i:(?:um|at|ab)\s+)?\d`)

// understood reports whether a text was a moment that cannot be used.
func understood(err error) bool {
	var e *calendar.MomentError
	return errors.As(err, &e) && e.Reason != calendar.Unreadable
}

// dayAndTime reads a day, alone or with a time.
func (a asking) dayAndTime(text string) (calendar.Date, calendar.Clock, error) {
	loc := a.c.Location()
	day, err := calendar.ParseDate(text, a.now, loc)
	if err == nil || understood(err) {
		return day, calendar.Clock{}, err
	}
	t, err := calendar.ParseMoment(text, a.now, loc, calendar.Clock{})
	if err != nil {
		return day, calendar.Clock{}, err
	}
	local := t.In(loc)
	return calendar.DateOf(t, loc), calendar.Clock{Hour: local.Hour(), Minute: local.Minute()}, nil
}

var (
	germanDay = regexp.MustCompile(`\b(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}))?`)
	isoDay    = regexp.MustCompile(`\b(\d{4})\p{Pd}(\d{1,2})\p{Pd}(\d{1,2})\b`)
)

// noSuchDay reports whether a line names a day that no calendar has, such as 31.2.
func noSuchDay(line string) bool {
	var day, month, year int
	if m := isoDay.FindStringSubmatch(line); m != nil {
		year, month, day = digits(m[1]), digits(m[2]), digits(m[3])
	} else if m := germanDay.FindStringSubmatch(line); m != nil {
		day, month, year = digits(m[1]), digits(m[2]), digits(m[3])
	} else {
		return false
	}
	if year == 0 {
		year = 2028 // a leap year
	}
	return !calendar.Date{Year: year, Month: time.Month(month), Day: day}.Valid()
}

func digits(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

// daysNamed are the keys of the options that were typed as a day: without a time all
// on that day. If there are none it is what was typed.
func (a asking) daysNamed(p committee.Poll, text string) []string {
	var on []string
	if day, at, err := a.dayAndTime(text); err == nil {
		for _, o := range p.Options {
			if o.Day == day && (o.Time == at || at == calendar.Clock{}) {
				on = append(on, o.Key)
			}
		}
	}
	if on == nil {
		return []string{messages.Cut(text, 60)}
	}
	return on
}

// knownOfDays completes the draft of a date poll with what the committee knows of its
// days: whether chair or deputy vote in it, and on which a meeting is planned.
func (d Desk) knownOfDays(ctx context.Context, a asking, draft committee.PollDraft) (committee.PollDraft, error) {
	people, err := d.Store.People(ctx, a.c.ID)
	if err != nil {
		return draft, err
	}
	draft = draft.LedBy(people)
	if len(draft.Options) == 0 {
		return draft, nil
	}
	byDay := func(x, y committee.PollOption) int { return strings.Compare(x.Day.String(), y.Day.String()) }
	first, last := slices.MinFunc(draft.Options, byDay), slices.MaxFunc(draft.Options, byDay)
	on, err := d.Store.Meetings(ctx, a.c.ID, first.Day, last.Day)
	return draft.Taken(on, messages.In(a.c.Lang, a.c.Location()).DayTaken), err
}
