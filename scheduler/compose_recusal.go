package scheduler

import (
	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// recusal is word of what the other person of a seat has declared for it, and whether
// it still is so; ours is false for any other kind of message.
func recusal(v messages.Voice, o committee.Owed, p committee.Poll, who committee.Person) (m bot.Message, current, ours bool) {
	open := p.State == committee.PollOpen && p.Entitled(who)
	switch o.Kind {
	case committee.OwedRecused:
		return v.PollRecusedFor(p, who, o.Note == committee.VoteGone), open && p.IsRecused(who.Seat.ID), true
	case committee.OwedReturned:
		return v.PollReturnedFor(p, who), open && !p.IsRecused(who.Seat.ID), true
	}
	return bot.Message{}, false, false
}
