package commands

import (
	"context"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// weightStore keeps the weights of seats.
type weightStore interface {
	WeighSeat(ctx context.Context, committeeID, seat int64, weight int, by string, now time.Time) (before int, err error)
}

// weight is "/gremium gewicht Landkreis Musterland 2"; alone it lists the weights.
func (d Desk) weight(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
	seats, err := d.Store.Seats(ctx, a.c.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	refused := d.mayOffice(ctx, a.c, q)
	if text == "" {
		if refused != nil {
			if err := a.p.Demand(committee.Read); err != nil {
				return bot.Reply{}, err
			}
		}
		return bot.Reply{Message: a.v.SeatWeights(seats, refused == nil)}, nil
	}
	if refused != nil {
		return bot.Reply{}, refused
	}
	s, rest, err := weighedSeat(seats, text)
	if err != nil {
		return bot.Reply{}, err
	}
	weight, err := committee.ReadWeight(rest)
	if err != nil {
		return bot.Reply{}, err
	}
	before, err := d.Store.WeighSeat(ctx, a.c.ID, s.ID, weight, a.p.User, a.now)
	if err != nil {
		return bot.Reply{}, missing(err, "weight.seat", "Text", messages.Cut(text, 80))
	}
	return bot.Reply{Message: a.v.SeatWeighed(s, before, weight)}, nil
}

// weighedSeat is the seat that a text begins with, by the body that delegates it or
// by one of its people, and what follows.
func weighedSeat(seats []committee.Seat, text string) (committee.Seat, string, error) {
	var found []committee.Seat
	rest := ""
	for _, s := range seats {
		left, ok := cutSeat(s, text)
		if !ok || found != nil && len(left) > len(rest) { // a longer name leaves less behind
			continue
		}
		if len(left) < len(rest) {
			found = nil
		}
		found, rest = append(found, s), left
	}
	switch {
	case len(found) == 0:
		return committee.Seat{}, "", committee.Refuse(committee.Missing, "weight.seat", "Text", messages.Cut(text, 80))
	case len(found) > 1:
		return committee.Seat{}, "", committee.Refuse(committee.Invalid, "weight.several", "Count", len(found), "Body", found[0].Body)
	}
	return found[0], rest, nil
}

// cutSeat cuts the name of a seat, or of one of its people, off a text.
func cutSeat(s committee.Seat, text string) (rest string, ok bool) {
	if !strings.HasPrefix(text, "@") {
		return cutFold(text, s.Body)
	}
	handle := strings.TrimRight(firstWord(text)[1:], ":,")
	for _, o := range []*committee.Occupant{s.Holder, s.Substitute} {
		if o != nil && strings.EqualFold(o.Handle, handle) {
			return strings.TrimSpace(text[len(firstWord(text)):]), true
		}
	}
	return "", false
}
