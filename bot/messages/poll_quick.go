package messages

import (
	"strconv"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
)

// QuickDialog is the form for a vote in a meeting.
func (v Voice) QuickDialog(c committee.Committee) bot.Dialog {
	length := bot.Field{Name: "length", Label: v.Say("poll.quick.length"), Kind: bot.Choice, Default: strconv.Itoa(int(committee.QuickTime.Seconds()))}
	for _, t := range []time.Duration{committee.MinQuickTime, committee.QuickTime, 2 * time.Minute, 5 * time.Minute, committee.MaxQuickTime} {
		seconds := int(t.Seconds())
		length.Options = append(length.Options, bot.Option{Label: v.Say("poll.quick.takes", "Minutes", seconds/60, "Seconds", seconds%60), Value: strconv.Itoa(seconds)})
	}
	result := bot.Field{Name: "result", Label: v.Say("poll.record.result"), Kind: bot.Choice, Default: string(committee.Mood)}
	for _, r := range committee.MotionPoll.Results() {
		result.Options = append(result.Options, bot.Option{Label: v.Say("poll.result." + string(r)), Value: string(r)})
	}
	return bot.Dialog{
		Purpose: "poll.quick", Object: ObjectKey(c.ID), Title: v.Say("poll.dialog.quick"), Submit: v.Say("poll.dialog.quick.send"), Intro: v.Say("poll.quick.intro"),
		Fields: []bot.Field{
			{Name: "question", Label: v.Say("poll.field.question"), Kind: bot.Area, Max: committee.MaxQuestion, Placeholder: v.Say("poll.quick.example")},
			length,
			{Name: "present", Label: v.Say("poll.quick.present"), Kind: bot.Line, Optional: true, Placeholder: strconv.Itoa(c.Seats), Help: v.Say("poll.quick.present.help")},
			result,
		},
	}
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
