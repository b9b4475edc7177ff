package commands

import (
	"context"
	"strings"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// leaveStanding answers who wants to withdraw or change a poll: what people vote
// on stays as it is, and there are other ways. A question that happens to begin
// with such a word is taken as one.
func (d Desk) leaveStanding(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
	if err := a.p.Demand(committee.Read); err != nil {
		return bot.Reply{}, err
	}
	word := firstWord(text)
	if _, ok := committee.ParseNumber(word, committee.PollRegister, a.year()); !ok {
		if strings.HasSuffix(firstWord(q.Text), "?") || strings.Contains(text, "?") {
			return d.askInForm(ctx, a, q, q.Text)
		}
		return bot.Reply{}, d.giveBack(q, q.Text, committee.Refuse(committee.Conflict, "poll.stands"))
	}
	p, err := d.numberedPoll(ctx, a, word)
	if err != nil {
		return bot.Reply{}, d.giveBack(q, q.Text, err)
	}
	if p.MayCallOff(a.p, a.now) == nil {
		return d.askClosing(ctx, a, q, p, "")
	}
	key := "poll.stands.ended"
	switch {
	case p.Voided != nil:
		return bot.Reply{}, d.giveBack(q, q.Text, p.Stays())
	case p.Outside != nil:
		key = "poll.stands.recorded"
	case p.OpenAt(a.now):
		key = "poll.stands.open"
	}
	return bot.Reply{}, d.giveBack(q, q.Text, committee.Refuse(committee.Conflict, key, "Number", p.Number, "Question", p.Question, "Seq", p.Number.Seq, "Later", messages.TypedMoment(p.LaterEnd(a.c))))
}
