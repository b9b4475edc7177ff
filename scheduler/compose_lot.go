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

// extended says in the thread of a poll that it ends later; nothing any more once it
// has ended.
func (w Words) extended(ctx context.Context, v messages.Voice, o committee.Owed, p committee.Poll) (bot.Message, bool, error) {
	x, err := committee.ReadExtension(o.Note)
	if err != nil || p.State != committee.PollOpen {
		return bot.Message{}, false, err
	}
	card, err := w.Records.CardPost(ctx, o.Object, o.Channel)
	m := v.PollExtendedForAll(p, x)
	m.Thread = card
	return m, true, err
}
