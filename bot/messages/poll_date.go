package messages

import (
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/committee/tally"
)

// dayOf is an option of a date poll: weekday and date, and the time if it has one.
func (v Voice) dayOf(o committee.PollOption) string {
	if o.Time == (calendar.Clock{}) {
		return v.Day(o.Day)
	}
	return v.Moment(o.Begins(v.loc))
}

// DayLine is an option of a date poll as a line of its form, the way people type it
// in the language of the voice: day, time and note.
func (v Voice) DayLine(o committee.PollOption) string {
	line := v.shortDay(o.Day)
	if o.Time != (calendar.Clock{}) {
		line += " " + o.Time.String()
	}
	return strings.TrimSpace(line + " " + o.Note)
}

// dayHint is what is behind a day: where it is a holiday, and the note of who asks.
func (v Voice) dayHint(o committee.PollOption) string {
	hint := ""
	switch {
	case everywhere(o):
		hint = " (" + v.Say("poll.days.holiday.all") + ")"
	case len(o.Holidays) > 0:
		hint = " (" + v.Say("poll.days.holiday", "Lands", strings.Join(codes(o.Holidays), ", ")) + ")"
	}
	if o.Note != "" {
		hint += " – " + Plain(o.Note)
	}
	return hint
}

func codes(lands []calendar.Land) []string {
	list := make([]string, len(lands))
	for i, l := range lands {
		list[i] = string(l)
	}
	return list
}

// everywhere reports whether a day is a public holiday in all of Germany.
func everywhere(o committee.PollOption) bool {
	return len(o.Holidays) > 0 && len(calendar.Everywhere().HolidayLands(o.Day)) == len(calendar.Lands())
}

// landNames are the names of Länder in a sentence.
func (v Voice) landNames(lands []calendar.Land) string {
	names := make([]string, len(lands))
	for i, l := range lands {
		names[i] = l.Name()
	}
	return v.and(names)
}

// dayLabel is a day so short that it is the label of a field: 24 bytes.
func (v Voice) dayLabel(o committee.PollOption) string {
	letters := 2
	if v.lang == "en" {
		letters = 3
	}
	label := calendar.WeekdayName(o.Day.Weekday(), v.lang)[:letters] + " " + v.shortDay(o.Day)
	if o.Time != (calendar.Clock{}) {
		label += " " + o.Time.String()
	}
	return label
}

// dayField asks whether somebody can come on a day.
func (v Voice) dayField(o committee.PollOption, before committee.Choice) bot.Field {
	f := bot.Field{Name: o.Key, Label: v.dayLabel(o), Help: within(v.dayOf(o)+v.dayHint(o), 150), Kind: bot.Choice, Optional: true, Default: before.Days[o.Key]}
	for _, a := range []string{committee.Yes, committee.Maybe, committee.No} {
		f.Options = append(f.Options, bot.Option{Label: v.Say("poll.day." + a), Value: a})
	}
	return f
}

// within is as much of a text as fits a number of bytes.
func within(text string, bytes int) string {
	text = visible(text)
	for n := bytes; n > 0; n-- {
		if short := Cut(text, n); len(short) <= bytes {
			return short
		}
	}
	return ""
}

// dayRule says what a day of a date poll must meet to get a rank; "" if it is
// nothing, or another poll.
func (v Voice) dayRule(p committee.Poll) string {
	if p.Kind != committee.DatePoll {
		return ""
	}
	var all []string
	if n := p.DayQuorum(); n > 0 {
		all = append(all, v.Say("poll.days.rule.quorum", "Needed", n, "Seats", p.Awaited()))
	}
	if p.DayLed() {
		all = append(all, v.Say("poll.days.rule.lead"))
	}
	if p.Dates.EveryGroup {
		all = append(all, v.Say("poll.days.rule.groups"))
	}
	if len(all) == 0 {
		return ""
	}
	return v.Say("poll.days.rule.all", "Conditions", v.and(all))
}

// datesRule is a paragraph with the rule by which days were put in order, and what they
// had to meet: where none has a rank just that, and nothing where nobody can come.
func (v Voice) datesRule(p committee.Poll, o committee.Outcome) []string {
	rule := v.dayRule(p)
	if !o.NoDayFits() {
		rule = strings.TrimSpace(v.Say("method.rule.dates") + " " + rule)
	}
	if rule == "" || o.NobodyCan() {
		return nil
	}
	return []string{"", rule}
}

// dayOut says why a day got no rank; "" for one that did.
func (v Voice) dayOut(p committee.Poll, d tally.Day) string {
	if d.Yes+d.Maybe == 0 {
		return "; " + v.Say("poll.days.out", "Why", v.Say("poll.days.out.nobody"))
	}
	var why []string
	if d.Yes+d.Maybe < p.DayQuorum() {
		why = append(why, v.Say("poll.days.out.quorum"))
	}
	if !d.Led {
		why = append(why, v.Say("poll.days.out.lead"))
	}
	if p.Dates.EveryGroup && d.Groups > 0 {
		why = append(why, v.Say("poll.days.out.groups"))
	}
	if len(why) == 0 {
		return ""
	}
	return "; " + v.Say("poll.days.out", "Why", v.and(why))
}

// noDayFits says that no day of a date poll is possible, and why.
func (v Voice) noDayFits(o committee.Outcome) string {
	if o.NobodyCan() {
		return v.Say("poll.date.nobody")
	}
	return v.Say("poll.date.none")
}

// dateInBrief is the best day with its numbers, the groups and the holidays; or that
// there is none, and how to go on.
func (v Voice) dateInBrief(p committee.Poll, o committee.Outcome) string {
	if o.NoDayFits() {
		return v.noDayFits(o) + " " + v.Say("poll.date.ask")
	}
	r := *o.Days
	d, best := r.Day(r.Order[0]), optionOf(p, r.Order[0])
	said := []string{v.Say("poll.date.best", "Day", v.option(best), "Yes", d.Yes, "Maybe", d.Maybe, "No", d.No)}
	switch {
	case !p.Tells(committee.NumbersOfGroups, committee.ToAll, &o) || groupsOf(p) < 2: // nothing to say
	case d.Groups == 0:
		said = append(said, v.Say("poll.date.groups"))
	default:
		said = append(said, v.Say("poll.date.groups.missing"))
	}
	switch {
	case everywhere(best):
		said = append(said, v.Say("poll.date.holiday.all"))
	case len(best.Holidays) > 0:
		said = append(said, v.Say("poll.date.holiday", "Lands", v.landNames(best.Holidays)))
	default:
		said = append(said, v.Say("poll.date.holiday.none"))
	}
	return strings.Join(said, " ")
}

func optionOf(p committee.Poll, key string) committee.PollOption {
	for _, o := range p.Options {
		if o.Key == key {
			return o
		}
	}
	return committee.PollOption{Key: key}
}

func groupsOf(p committee.Poll) int {
	groups := map[string]bool{}
	for _, e := range p.Electors {
		groups[e.Group] = true
	}
	return len(groups)
}

// WithDayWarnings adds to a message what the chair should know about the days of a
// date poll; other polls have none.
func (v Voice) WithDayWarnings(m bot.Message, p committee.Poll) bot.Message {
	if said := v.dayWarnings(p); len(said) > 0 {
		m.Text += "\n\n" + strings.TrimSpace(strings.Join(said, "\n"))
	}
	return m
}

// DayTaken says behind a day of a date poll that a meeting is planned on it.
func (v Voice) DayTaken(m committee.Meeting) string {
	return v.Say("poll.day.taken", "Meeting", m.Number)
}

// dayWarnings are what the chair should know about the days before asking.
func (v Voice) dayWarnings(p committee.Poll) []string {
	var said []string
	for _, o := range p.Options {
		switch day := o.Day.Weekday(); {
		case !o.Day.Valid():
		case everywhere(o):
			said = append(said, v.Say("meeting.holiday.all", "Day", v.Day(o.Day)))
		case len(o.Holidays) > 0:
			said = append(said, v.Say("meeting.holiday", "Day", v.Day(o.Day), "Lands", v.landNames(o.Holidays)))
		case day == time.Saturday || day == time.Sunday:
			said = append(said, v.Say("meeting.warn.weekend", "Day", v.Day(o.Day)))
		}
	}
	if len(said) > 0 {
		said = append(said, "")
	}
	return said
}
