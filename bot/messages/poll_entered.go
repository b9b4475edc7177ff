package messages

import (
	"gremienbot/bot"
	"gremienbot/committee"
)

// PollEntered tells the office what it has entered for a seat.
func (v Voice) PollEntered(p committee.Poll, e committee.Elector, b committee.Ballot) bot.Message {
	m := v.aboutPoll("poll.entered", p, "Body", Plain(e.Body))
	if p.Tells(committee.EnteredChoice, committee.ToLead, nil) {
		m.Text = lines(m.Text, v.choice(p, b.Choice))
	}
	return m
}

// PollEnteredFor tells somebody that the office has entered a vote for their
// seat, with the buttons to cast their own. b is what is stored now.
func (v Voice) PollEnteredFor(p committee.Poll, b committee.Ballot) bot.Message {
	m := v.aboutPoll("poll.entered.you", p, "At", v.ends(p))
	if p.Tells(committee.EnteredChoice, committee.ToVoter, nil) {
		m.Text = lines(m.Text, v.choice(p, b.Choice))
	}
	m.Card = &bot.Card{Text: v.pollTask(p), Color: pollColor, Buttons: v.voteButtons(p)}
	return m
}
