package messages

import (
	"gremienbot/bot"
	"gremienbot/committee"
)

// recusalButton declares a conflict of interest, or takes it back.
func (v Voice) recusalButton(p committee.Poll, recused bool) bot.Button {
	if recused {
		return v.voteButton(p, "return", bot.Default, "poll.return", "")
	}
	return v.voteButton(p, "recuse", bot.Default, "poll.recuse", "")
}

// PollRecusing asks a person whose seat has voted whether the vote is to be deleted.
func (v Voice) PollRecusing(p committee.Poll) bot.Message {
	m := v.aboutPoll("poll.recuse.ask", p)
	m.Key, m.Card = PollKey(p), &bot.Card{Color: pollColor, Buttons: []bot.Button{
		v.voteButton(p, "recusesure", bot.Danger, "poll.recuse.sure", ""), v.voteButton(p, "recusestay", bot.Default, "poll.recuse.stay", ""),
	}}
	return m
}

// PollUnchanged tells a person that the vote of their seat stays as it is.
func (v Voice) PollUnchanged(p committee.Poll) bot.Message {
	m := v.aboutPoll("poll.recuse.stay", p)
	m.Key = PollKey(p)
	return m
}

// PollRecused tells a person that their seat does not take part in a poll.
func (v Voice) PollRecused(p committee.Poll) bot.Message {
	m := v.aboutPoll("poll.recuse.done", p, "Seq", p.Number.Seq)
	m.Key, m.Card = "poll."+ObjectKey(p.ID), &bot.Card{Color: pollColor, Buttons: []bot.Button{v.recusalButton(p, true)}}
	return m
}

// PollReturned tells a person that their seat may vote again.
func (v Voice) PollReturned(p committee.Poll) bot.Message {
	m := v.aboutPoll("poll.return.done", p)
	m.Key, m.Card = "poll."+ObjectKey(p.ID), &bot.Card{Color: pollColor, Text: v.pollTask(p), Buttons: v.voteButtons(p)}
	return m
}
