package messages

import (
	"gremienbot/bot"
	"gremienbot/committee"
)

// PollUnanswered tells chair or office that a poll has ended in which nobody voted, and
// how they ask once more.
func (v Voice) PollUnanswered(c committee.Committee, p committee.Poll, o committee.Outcome) bot.Message {
	m := v.aboutPoll("poll.unanswered", p)
	m.Text = "**" + Plain(c.Name) + "**\n" + m.Text + "\n" + v.Say("poll.unanswered.again")
	m.Card = &bot.Card{Color: closedColor, Buttons: v.askAgain(p, o)}
	switch {
	case p.Kind == committee.DatePoll:
		m.Text += " " + v.Say("poll.unanswered.days")
		m.Card.Buttons = append(m.Card.Buttons, v.againButton(p))
	case p.NeedsMeeting(o):
		m.Text += " " + v.Say("poll.unanswered.topic")
	}
	return m
}

// askAgain are the ways on from a closed poll: its question for a meeting, where it was
// left without a result, and a new poll like it.
func (v Voice) askAgain(p committee.Poll, o committee.Outcome) []bot.Button {
	again := []bot.Button{{ID: "template", Label: v.Say("poll.button.template"), Style: bot.Default, Action: "poll.template", Object: ObjectKey(p.ID)}}
	if !p.NeedsMeeting(o) {
		return again
	}
	return append([]bot.Button{{ID: "topic", Label: v.Say("poll.button.topic"), Style: bot.Primary, Action: "poll.topic", Object: ObjectKey(p.ID)}}, again...)
}
