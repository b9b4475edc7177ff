package scheduler

import (
	"context"

	"gremienbot/bot"
	"gremienbot/committee"
)

// aboutTopic makes a message about a topic, unless what it tells is over.
func (w Words) aboutTopic(ctx context.Context, c committee.Committee, o committee.Owed) (bot.Message, bool, error) {
	t, err := w.Records.Topic(ctx, o.Object.ID)
	if err != nil || !t.Still(o) {
		return bot.Message{}, false, err
	}
	v, p, err := w.voice(ctx, c, o.User)
	if err != nil || o.User != "" && !p.Belongs() || o.Relieved(p) {
		return bot.Message{}, false, err
	}
	return v.TopicNews(o, c, t), true, nil
}
