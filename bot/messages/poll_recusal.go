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

// PollRecused tells a person that their seat does not take part in a poll. gone says
// that a vote was deleted with it.
func (v Voice) PollRecused(p committee.Poll, gone bool) bot.Message {
	m := v.aboutPoll("poll.recuse.done", p, "Gone", gone)
	m.Key, m.Card = "poll."+ObjectKey(p.ID), &bot.Card{Color: pollColor, Buttons: []bot.Button{v.recusalButton(p, true)}}
	return m
}

// PollReturned tells a person that their seat may vote again.
func (v Voice) PollReturned(p committee.Poll) bot.Message {
	m := v.aboutPoll("poll.return.done", p)
	m.Key, m.Card = "poll."+ObjectKey(p.ID), &bot.Card{Color: pollColor, Text: v.pollTask(p), Buttons: v.voteButtons(p)}
	return m
}

// PollRecusedFor tells somebody that the other person of their seat has declared a
// conflict of interest, and whether a vote was deleted with it.
func (v Voice) PollRecusedFor(p committee.Poll, who committee.Person, gone bool) bot.Message {
	m := v.aboutPoll("poll.recused.by."+otherOf(who), p, "Gone", gone, "At", v.ends(p))
	if p.ShowsReturn(who) {
		m.Card = &bot.Card{Color: pollColor, Buttons: []bot.Button{v.recusalButton(p, true)}}
	}
	return m
}

// PollReturnedFor tells somebody that the other person of their seat has taken a
// conflict of interest back, with the buttons to vote.
func (v Voice) PollReturnedFor(p committee.Poll, who committee.Person) bot.Message {
	m := v.aboutPoll("poll.returned.by."+otherOf(who), p, "At", v.ends(p))
	m.Card = &bot.Card{Color: pollColor, Text: v.pollTask(p), Buttons: v.voteButtons(p)}
	return m
}

// otherOf is which person of a seat the other one is.
func otherOf(who committee.Person) string {
	if who.HoldsSeat() {
		return "substitute"
	}
	return "member"
}
