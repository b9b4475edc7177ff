package messages

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
)

// QuickDialog is the form for a vote in a meeting, with what was understood of what was
// typed. If that begins with a number that nobody can be sure of, it says so.
func (v Voice) QuickDialog(c committee.Committee, d committee.QuickDraft) bot.Dialog {
	takes := cmp.Or(d.Length, committee.QuickTime)
	times := []time.Duration{committee.MinQuickTime, committee.QuickTime, 2 * time.Minute, 5 * time.Minute, committee.MaxQuickTime}
	if !slices.Contains(times, takes) {
		times = append(times, takes)
		slices.Sort(times)
	}
	length := bot.Field{Name: "length", Label: v.Say("poll.quick.length"), Kind: bot.Choice, Default: strconv.Itoa(int(takes.Seconds()))}
	for _, t := range times {
		seconds := int(t.Seconds())
		length.Options = append(length.Options, bot.Option{Label: v.Say("poll.quick.takes", "Minutes", whole(seconds), "Seconds", seconds), Value: strconv.Itoa(seconds)})
	}
	result := bot.Field{Name: "result", Label: v.Say("poll.record.result"), Kind: bot.Choice, Default: string(committee.Mood)}
	for _, r := range committee.MotionPoll.Results() {
		result.Options = append(result.Options, bot.Option{Label: v.Say("poll.result." + string(r)), Value: string(r)})
	}
	intro, present := v.Say("poll.quick.intro"), ""
	if d.Unclear() {
		intro = v.Say("poll.quick.unclear", "Number", strings.Fields(d.Question)[0]) + "\n" + intro
	}
	if says, _ := committee.SecrecyOf(d.Question); says == committee.MentionsSecrecy {
		intro = v.Say("poll.secret.spoken") + "\n" + intro
	}
	if d.Present > 0 {
		present = strconv.Itoa(d.Present)
	}
	return bot.Dialog{
		Purpose: "poll.quick", Object: ObjectKey(c.ID), Title: v.Say("poll.dialog.quick"), Submit: v.Say("poll.dialog.quick.send"), Intro: intro,
		Fields: []bot.Field{
			{Name: "question", Label: v.Say("poll.field.question"), Kind: bot.Area, Max: committee.MaxQuestion, Default: d.Question, Placeholder: v.Say("poll.quick.example")},
			length,
			{Name: "present", Label: v.Say("poll.quick.present"), Kind: bot.Line, Optional: true, Default: present, Placeholder: strconv.Itoa(c.Seats), Help: v.Say("poll.quick.present.help")},
			result,
		},
	}
}

// whole is how many minutes seconds are, 0 if they are no whole minutes.
func whole(seconds int) int {
	if seconds%60 != 0 {
		return 0
	}
	return seconds / 60
}

// ends writes the end of a poll, that of a quick vote to the second.
func (v Voice) ends(p committee.Poll) string {
	if p.Quick {
		at := p.ClosesAt.In(v.loc)
		layout := time.TimeOnly
		if at.Second() == 0 {
			layout = "15:04"
		}
		return v.Say("poll.quick.at", "At", at.Format(layout))
	}
	return v.deadline(p.ClosesAt)
}

// presence says who counts as present in a quick vote.
func (v Voice) presence(p committee.Poll) string {
	if p.Present == 0 {
		return v.Say("poll.quick.voters")
	}
	return v.Say("poll.quick.counted", "Count", p.Present)
}

// MorePresent tells the chair that more have voted than were said to be there.
func (v Voice) MorePresent(c committee.Committee, p committee.Poll, voted int) bot.Message {
	m := v.aboutPoll("poll.quick.more.chair", p, "Present", p.Present, "Count", voted)
	m.Text = "**" + Plain(c.Name) + "**\n" + m.Text
	return m
}

// presenceCounted is presence after the end, when more may have voted than were said to
// be there.
func (v Voice) presenceCounted(p committee.Poll, voted int) string {
	if p.Present > 0 && voted > p.Present {
		return v.Say("poll.quick.more", "Present", p.Present, "Count", voted)
	}
	return v.presence(p)
}
