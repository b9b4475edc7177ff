package commands

import (
	"context"
	"fmt"

	"gremienbot/bot"
	"gremienbot/committee"
)

// alikeStore finds topics like a new one.
type alikeStore interface {
	SimilarTopics(ctx context.Context, committeeID int64, title string, p committee.Person, limit int) ([]committee.Topic, error)
}

// submitUnlessAlike submits a topic. If open topics that the person may see have nearly
// the same title, it keeps what was typed, shows them and asks instead, and reports
// true. Of a RED topic nothing may be kept, so nothing is asked.
func (d Desk) submitUnlessAlike(ctx context.Context, a asking, k committee.Kept[committee.TopicDraft], once string) (bot.Reply, bool, error) {
	t, err := committee.SubmitTopic(a.c, a.p, k.Draft, a.now)
	if err != nil {
		return bot.Reply{}, false, err
	}
	if k.Draft.MayKeep() {
		like, err := d.Store.SimilarTopics(ctx, a.c.ID, t.Title, a.p, mostSimilar)
		if err != nil {
			return bot.Reply{}, false, err
		}
		if len(like) > 0 {
			id, err := d.Store.KeepTopicDraft(ctx, k, once, once, a.now)
			return bot.Reply{Message: a.v.TopicSimilar(id, t, like)}, true, err
		}
	}
	reply, err := d.submitTopic(ctx, a, k.Draft, once)
	return reply, false, err
}

// submitAnyway submits a topic that is like another one; twice is once.
func (d Desk) submitAnyway(ctx context.Context, a asking, k committee.Kept[committee.TopicDraft]) (bot.Reply, error) {
	reply, err := d.submitTopic(ctx, a, k.Draft, fmt.Sprintf("topic-draft/%d", k.ID))
	if err != nil {
		return bot.Reply{}, err
	}
	d.noDraft(ctx, a, d.Store.DropTopicDraft(ctx, a.c.ID, a.p.User, k.ID, ""))
	return reply, nil
}

// submitNothing forgets a topic that is the same as another one; what was typed comes
// back, for it may be worth adding there.
func (d Desk) submitNothing(ctx context.Context, a asking, k committee.Kept[committee.TopicDraft]) (bot.Reply, error) {
	return bot.Reply{Message: a.v.TopicNotSubmitted(k.Draft)}, d.Store.DropTopicDraft(ctx, a.c.ID, a.p.User, k.ID, "")
}
