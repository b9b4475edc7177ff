package scheduler

import (
	"context"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// lot tells a lot in the thread of the poll's card. If the card is not in that
// channel, it stands on its own.
func (w Words) lot(ctx context.Context, v messages.Voice, o committee.Owed, p committee.Poll) (bot.Message, bool, error) {
	if p.Lot == nil {
		return bot.Message{}, false, nil
	}
	card, err := w.Records.CardPost(ctx, o.Object, o.Channel)
	m := v.LotDrawn(p)
	m.Thread = card
	return m, true, err
}
