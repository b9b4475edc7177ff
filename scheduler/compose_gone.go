package scheduler

import (
	"context"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// closedAccounts tells the office whose accounts are closed, of those who still have
// a seat or a role. The note lists them, separated by commas.
func (w Words) closedAccounts(ctx context.Context, c committee.Committee, o committee.Owed) (bot.Message, bool, error) {
	v, p, err := w.voice(ctx, c, o.User)
	if err != nil || !p.Belongs() {
		return bot.Message{}, false, err
	}
	seats, err := w.Records.Seats(ctx, c.ID)
	if err != nil {
		return bot.Message{}, false, err
	}
	var closed []committee.Person
	for user := range strings.SplitSeq(o.Note, ",") {
		who, err := w.Records.Person(ctx, c.ID, user)
		if err != nil {
			return bot.Message{}, false, err
		}
		if who.Belongs() {
			closed = append(closed, onSeat(who, seats))
		}
	}
	return v.AccountsClosed(c, closed), len(closed) > 0, nil
}

// onSeat is a person whose seat names the other one on it too.
func onSeat(p committee.Person, seats []committee.Seat) committee.Person {
	for _, s := range seats {
		if p.Seat != nil && p.Seat.ID == s.ID {
			p.Seat = &s
		}
	}
	return p
}
