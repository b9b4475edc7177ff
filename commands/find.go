package commands

import (
	"context"
	"strconv"
	"unicode/utf8"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// findStore finds objects by words.
type findStore interface {
	NeedsLike(ctx context.Context, committeeID int64, words string, p committee.Person, limit int) ([]committee.Need, error)
	NeedsNear(ctx context.Context, committeeID int64, words string, p committee.Person, limit int) ([]committee.Need, error)
	TopicsLike(ctx context.Context, committeeID int64, words string, p committee.Person, limit int) ([]committee.Topic, error)
	TopicsNear(ctx context.Context, committeeID int64, words string, p committee.Person, limit int) ([]committee.Topic, error)
}

// registerFinding registers the choice among several objects that fit.
func (d Desk) registerFinding(r *bot.Router) {
	r.Action("need.show", d.choseNeed)
	r.Action("need.new", d.pressedNewNeed)
	r.Action("topic.show", d.choseTopic)
}

const (
	atMost     = 10  // objects to choose from
	nearest    = 3   // objects that somebody may have meant
	fewestSeek = 4   // letters that say enough to look for a need instead of reporting it
	mostSeek   = 150 // letters to look for
)

// needsLike shows the need that words find, or what else show tells of it, or lets
// choose among several, or among the nearest.
func (d Desk) needsLike(ctx context.Context, a asking, q bot.Request, words string, show onNeed) (bot.Reply, error) {
	words = messages.Cut(words, mostSeek)
	ns, err := d.Store.NeedsLike(ctx, a.c.ID, words, a.p, atMost)
	switch {
	case err != nil:
		return bot.Reply{}, err
	case len(ns) == 1:
		return show(ctx, a, q, ns[0])
	case len(ns) > 1:
		return bot.Reply{Message: a.v.NeedChoice(ns, a.c.ID, "")}, nil
	}
	if ns, err = d.Store.NeedsNear(ctx, a.c.ID, words, a.p, nearest); err != nil {
		return bot.Reply{}, err
	}
	if len(ns) == 0 {
		return bot.Reply{}, committee.Refuse(committee.Missing, "need.none", "Words", messages.Cut(words, 80))
	}
	return bot.Reply{Message: a.v.NeedNear(words, ns, a.c.ID)}, nil
}

// knownNeed shows what a text that could be a new need's title finds already;
// the person may report it anew nevertheless. It reports false if it finds nothing.
func (d Desk) knownNeed(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, bool, error) {
	if n := utf8.RuneCountInString(text); n < fewestSeek || n > mostSeek || !a.p.May(committee.Read) {
		return bot.Reply{}, false, nil
	}
	ns, err := d.Store.NeedsLike(ctx, a.c.ID, text, a.p, atMost)
	if err != nil || len(ns) == 0 {
		return bot.Reply{}, false, err
	}
	anew := a.p.May(committee.ReportANeed)
	if len(ns) > 1 {
		title := ""
		if anew {
			title = text
		}
		return bot.Reply{Message: a.v.NeedChoice(ns, a.c.ID, title)}, true, nil
	}
	reply, err := d.shownNeed(ctx, a, q, ns[0])
	if err == nil && anew {
		reply.Message = a.v.WithAnew(reply.Message, a.c.ID, text)
	}
	return reply, true, err
}

// pressedNewNeed is the button to report what was typed as a new need.
func (d Desk) pressedNewNeed(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.openNeedDialog(ctx, a, q, q.Value)
}

// choseNeed shows the need that was chosen from a list.
func (d Desk) choseNeed(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, a, err := d.chosenOne(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	n, err := d.Store.Need(ctx, id)
	if err != nil || n.Committee != a.c.ID {
		return bot.Reply{}, missing(orMissing(err), "need.none", "Words", q.Value)
	}
	return d.shownNeed(ctx, a, q, n)
}

// choseTopic shows the topic that was chosen from a list.
func (d Desk) choseTopic(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, a, err := d.chosenOne(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	t, err := d.Store.Topic(ctx, id)
	if err != nil || t.Committee != a.c.ID {
		return bot.Reply{}, missing(orMissing(err), "topic.none", "Words", q.Value)
	}
	return d.showFound(a, t)
}

// chosenOne is what was chosen, in the committee of the list. The value comes from
// the person and proves nothing.
func (d Desk) chosenOne(ctx context.Context, q bot.Request) (int64, asking, error) {
	of, _ := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, of)
	id, _ := strconv.ParseInt(q.Value, 10, 64) // 0 will not be found
	return id, a, err
}

func orMissing(err error) error {
	if err == nil {
		return committee.ErrMissing
	}
	return err
}

// showFound shows a topic that was found, if the person may see it.
func (d Desk) showFound(a asking, t committee.Topic) (bot.Reply, error) {
	if err := a.p.DemandSight(t.TLP); err != nil {
		return bot.Reply{}, err
	}
	shown := a.v.WithQuestion(a.v.TopicShown(t, t.MayEdit(a.p) == nil), t, a.p)
	return bot.Reply{Message: a.v.WithHistory(shown, "topic", t.ID)}, nil
}

// topicsLike lets choose among the topics that words find, or among the nearest.
func (d Desk) topicsLike(ctx context.Context, a asking, words string) (committee.Topic, *bot.Message, error) {
	words = messages.Cut(words, mostSeek)
	ts, err := d.Store.TopicsLike(ctx, a.c.ID, words, a.p, atMost)
	switch {
	case err != nil:
		return committee.Topic{}, nil, err
	case len(ts) == 1:
		return ts[0], nil, nil
	case len(ts) > 1:
		m := a.v.TopicChoice(ts, a.c.ID)
		return committee.Topic{}, &m, nil
	}
	if ts, err = d.Store.TopicsNear(ctx, a.c.ID, words, a.p, nearest); err != nil {
		return committee.Topic{}, nil, err
	}
	if len(ts) == 0 {
		return committee.Topic{}, nil, committee.Refuse(committee.Missing, "topic.none", "Words", messages.Cut(words, 80))
	}
	m := a.v.TopicNear(words, ts, a.c.ID)
	return committee.Topic{}, &m, nil
}
