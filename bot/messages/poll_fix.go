package messages

import (
	"slices"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// newMeeting is the value of the choice to plan a meeting of its own.
const newMeeting = "new"

// fixButton makes a meeting of the result of a date poll.
func (v Voice) fixButton(p committee.Poll) bot.Button {
	return v.voteButton(p, "fix", bot.Primary, "poll.fix", "")
}

// noDayButton takes the days of a date poll out of the calendar.
func (v Voice) noDayButton(p committee.Poll) bot.Button {
	return v.voteButton(p, "nodays", bot.Default, "poll.fix.none", "")
}

// againButton asks the question of a date poll once more, about other days.
func (v Voice) againButton(p committee.Poll) bot.Button {
	return v.voteButton(p, "newdays", bot.Primary, "poll.days.new", "")
}

// dayButtons are what chair and office can do with the result of a date poll: make a
// meeting of it, or where no day fits ask about others; and take none of them, unless
// that is settled.
func (v Voice) dayButtons(p committee.Poll, o committee.Outcome) []bot.Button {
	buttons := []bot.Button{v.fixButton(p)}
	if o.NoDayFits() {
		buttons[0] = v.againButton(p)
	}
	if p.NoDay.IsZero() {
		buttons = append(buttons, v.noDayButton(p))
	}
	return buttons
}

// DayFound tells chair or office that a date poll has ended, with the button that
// makes a meeting of its result, or where no day fits asks about others.
func (v Voice) DayFound(c committee.Committee, p committee.Poll, o committee.Outcome) bot.Message {
	said, hint := v.optionsInBrief(p, o), v.Say("poll.fix.hint", "Seq", p.Number.Seq)
	if o.NoDayFits() {
		said, hint = v.noDayFits(o), v.Say("poll.fix.nodays")
		if !o.NobodyCan() {
			hint += " " + v.Say("poll.fix.anyway", "Seq", p.Number.Seq)
		}
	}
	m := v.aboutPoll("poll.fix.found", p, "Outcome", said)
	m.Text = "**" + Plain(c.Name) + "**\n" + m.Text + "\n" + hint
	m.Card = &bot.Card{Color: meetingColor, Buttons: v.dayButtons(p, o)}
	return m
}

// fixing adds to a closed date poll the meeting that was made of it, or what can be
// done with its days.
func (v Voice) fixing(w PollView, m bot.Message) bot.Message {
	if w.Made != nil {
		m.Text = v.withMeeting(m.Text, *w.Made)
	}
	if w.Made == nil && !w.Poll.NoDay.IsZero() {
		m.Text += "\n" + v.noDay(w.Poll)
	}
	if w.Fix && m.Card != nil {
		m.Card.Buttons = slices.Concat(v.dayButtons(w.Poll, *w.Outcome), m.Card.Buttons)
	}
	return m
}

// WithMeeting adds to the card of a date poll the meeting that was made of it.
func (v Voice) WithMeeting(card bot.Message, m committee.Meeting) bot.Message {
	fixed := *card.Card
	fixed.Text = v.withMeeting(fixed.Text, m)
	card.Card = &fixed
	return card
}

// withMeeting adds to what is said of a date poll the meeting that was made of it.
// Where no day met all conditions, nobody needs to ask for others any more.
func (v Voice) withMeeting(text string, m committee.Meeting) string {
	key, settled := "poll.fix.made", strings.Replace(text, " "+v.Say("poll.date.ask"), "", 1)
	if settled != text {
		key = "poll.fix.made.anyway"
	}
	return settled + "\n" + v.Say(key, "Name", v.meetingName(m.Number), "At", v.meetingAt(m))
}

// WithoutDay adds to the card of a date poll that none of its days is taken, if that
// is settled.
func (v Voice) WithoutDay(card bot.Message, p committee.Poll) bot.Message {
	if p.NoDay.IsZero() {
		return card
	}
	settled := *card.Card
	settled.Text += "\n" + v.noDay(p)
	card.Card = &settled
	return card
}

// noDay says in one line that none of the days of a poll is taken.
func (v Voice) noDay(p committee.Poll) string { return v.Say("poll.nodays", "At", v.Moment(p.NoDay)) }

// NoDayFixed tells who has settled that none of the days is taken what follows.
func (v Voice) NoDayFixed(p committee.Poll) bot.Message {
	return v.aboutPoll("poll.nodays.receipt", p, "Seq", p.Number.Seq)
}

// FixDialog is the form in which a meeting is made of a day of a date poll: the
// best day first, the key of another one chosen unless it is "", and filled in with
// what is usual in the committee.
func (v Voice) FixDialog(p committee.Poll, o committee.Outcome, day string, coming []committee.Meeting, series []committee.Series, now time.Time) bot.Dialog {
	usual := committee.UsualSeries(series, calendar.Physical)
	return bot.Dialog{
		Purpose: "poll.fix", Object: ObjectKey(p.ID), Title: v.Say("poll.dialog.fix"), Submit: v.Say("poll.dialog.fix.send"),
		Intro: v.Say("poll.fix.intro", "Number", p.Number, "Question", Plain(p.Question)),
		Fields: []bot.Field{
			v.fixDay(p, o, day, now),
			v.fixMeeting(coming),
			{Name: "kind", Label: v.Say("meeting.field.kind"), Kind: bot.Choice, Default: string(calendar.Physical), Options: []bot.Option{
				{Label: v.Say("meeting.kind.virtual.long"), Value: string(calendar.Virtual)},
				{Label: v.Say("meeting.kind.physical.long"), Value: string(calendar.Physical)},
			}},
			v.fixStart(p, usual, series),
			{Name: "place", Label: v.Say("meeting.field.place"), Kind: bot.Line, Max: committee.MaxPlace, Optional: true, Default: usual.Place, Placeholder: v.Say("meeting.field.place.example")},
		},
	}
}

// fixDay are the days that are to come, best first.
func (v Voice) fixDay(p committee.Poll, o committee.Outcome, chosen string, now time.Time) bot.Field {
	f := bot.Field{Name: "day", Label: v.Say("poll.fix.field.day"), Kind: bot.Choice}
	for _, key := range slices.Concat(o.Days.Order, o.Days.RuledOut) {
		option, d := optionOf(p, key), o.Days.Day(key)
		if option.Over(v.loc, now) {
			continue
		}
		said := v.Say("poll.fix.option", "Day", v.dayOf(option), "Yes", d.Yes, "Maybe", d.Maybe)
		if v.dayOut(p, d) != "" {
			said += " " + v.Say("poll.fix.option.out")
		}
		f.Options = append(f.Options, bot.Option{Label: said, Value: key})
	}
	for i, option := range f.Options {
		if i == 0 || option.Value == chosen {
			f.Default = option.Value
		}
	}
	return f
}

// fixMeeting lets people choose between a new meeting and moving a planned one.
func (v Voice) fixMeeting(coming []committee.Meeting) bot.Field {
	f := bot.Field{Name: "meeting", Label: v.Say("meeting.field.meeting"), Kind: bot.Choice, Default: newMeeting}
	f.Options = append(f.Options, bot.Option{Label: v.Say("poll.fix.new"), Value: newMeeting})
	for _, m := range coming {
		f.Options = append(f.Options, bot.Option{Label: v.Say("poll.fix.move", "Name", v.meetingName(m.Number), "At", v.meetingAt(m)), Value: seen(m)})
	}
	return f
}

// fixStart asks for the time. Where days have one, that one holds if nobody says.
func (v Voice) fixStart(p committee.Poll, usual committee.Series, series []committee.Series) bot.Field {
	f := bot.Field{Name: "start", Label: v.Say("meeting.field.start"), Kind: bot.Line, Max: 20, Placeholder: v.Say("meeting.field.start.example")}
	timed := func(o committee.PollOption) bool { return o.Time != (calendar.Clock{}) }
	switch {
	case slices.ContainsFunc(p.Options, timed):
		f.Help, f.Optional = v.Say("poll.fix.start.help"), true
	case usual.ID != 0:
		f.Default = usual.Start.String()
	case len(series) > 0:
		f.Default = series[0].Start.String()
	}
	return f
}

// MeetingFixed tells who has made a meeting of a date poll that it is done, and what
// is unusual about its date, and that later ones are counted anew. before is the
// meeting that was moved, zero for a new one.
func (v Voice) MeetingFixed(c committee.Committee, p committee.Person, before, after committee.Meeting, later committee.Renumbered, now time.Time) bot.Message {
	if before.ID != 0 {
		return v.MeetingMoved(c, p, before, after, now)
	}
	said := []string{v.Say("poll.fix.planned", "Name", v.meetingName(after.Number), "At", v.meetingAt(after), "Kind", v.meetingKind(after.Kind))}
	if where := v.meetingWhere(after); where != "" {
		said = append(said, where)
	}
	if told := v.renumbered(later); told != "" {
		said = append(said, told)
	}
	said = append(said, v.dateWarnings(c, after, now)...)
	return bot.Message{Text: strings.Join(append(said, v.holidays(c, p, []committee.Meeting{after})...), "\n")}
}
