package messages

import (
	"slices"

	"gremienbot/bot"
	"gremienbot/committee"
)

// PollReminder asks one person privately to vote, with the buttons to do it.
func (v Voice) PollReminder(o committee.Owed, c committee.Committee, p committee.Poll) bot.Message {
	key := "poll.remind.day"
	if o.Kind == committee.OwedHours {
		key = "poll.remind.hours"
	}
	m := v.aboutPoll(key, p, "At", v.ends(p))
	m.Text = "**" + Plain(c.Name) + "**\n" + m.Text
	m.Card = &bot.Card{Text: v.pollTask(p), Color: pollColor, Buttons: v.voteButtons(p)}
	return m
}

// PollReminders asks one person privately to vote in several polls, those first that end
// first, with a card to vote on for each. soon says that the first one does within hours.
func (v Voice) PollReminders(c committee.Committee, polls []committee.Poll, soon bool) bot.Message {
	polls = slices.SortedStableFunc(slices.Values(polls), func(a, b committee.Poll) int { return a.ClosesAt.Compare(b.ClosesAt) })
	first, last := polls[0], polls[len(polls)-1]
	said := v.Say("poll.remind.several", "Count", len(polls), "At", v.ends(first), "Same", first.ClosesAt.Equal(last.ClosesAt), "Soon", soon)
	m := bot.Message{Text: "**" + Plain(c.Name) + "**\n" + said}
	for _, p := range polls {
		m.Cards = append(m.Cards, bot.Card{
			Title: v.pollTitle(p), Text: lines(v.Say("poll.remind.ends", "At", v.ends(p)), v.pollTask(p)), Color: pollColor, Buttons: v.voteButtons(p),
		})
	}
	return m
}
