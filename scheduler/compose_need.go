package scheduler

import (
	"context"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// aboutNeed makes a message about a need. One about a question that is answered, a
// hand-over that is answered or a need that is no longer put off is not needed any
// more, nor is any to somebody who has left, or an office that it belongs to. A
// question does not reach whose seat has left the need.
func (w Words) aboutNeed(ctx context.Context, c committee.Committee, o committee.Owed) (bot.Message, bool, error) {
	n, err := w.Records.Need(ctx, o.Object.ID)
	if err != nil {
		return bot.Message{}, false, err
	}
	v, p, err := w.voice(ctx, c, o.User)
	if err != nil || !p.Belongs() || o.Relieved(p) || !committee.StillOwed(o, n) || !n.StillAsks(o.Kind, p) {
		return bot.Message{}, false, err
	}
	return v.NeedNews(o, n, p.User == n.By), true, nil
}

// marked is a poll whose options say which of its needs are over meanwhile.
func (w Words) marked(ctx context.Context, v messages.Voice, p committee.Poll) (committee.Poll, error) {
	var ids []int64
	for _, o := range p.Options {
		if o.Need != 0 {
			ids = append(ids, o.Need)
		}
	}
	if ids == nil {
		return p, nil
	}
	closed, err := w.Records.ClosedNeeds(ctx, ids)
	return v.WithClosed(p, closed), err
}
