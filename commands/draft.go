package commands

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// begunStore keeps needs and topics that somebody has begun and not sent.
type begunStore interface {
	KeepNeedDraft(ctx context.Context, k committee.Kept[committee.NeedDraft], form, once string, now time.Time) (int64, error)
	NeedDraft(ctx context.Context, id int64, now time.Time) (committee.Kept[committee.NeedDraft], error)
	NeedDrafts(ctx context.Context, committeeID int64, user string, now time.Time) ([]committee.Kept[committee.NeedDraft], error)
	DropNeedDraft(ctx context.Context, committeeID int64, user string, id int64, form string) error
	KeepTopicDraft(ctx context.Context, k committee.Kept[committee.TopicDraft], form, once string, now time.Time) (int64, error)
	TopicDraft(ctx context.Context, id int64, now time.Time) (committee.Kept[committee.TopicDraft], error)
	TopicDrafts(ctx context.Context, committeeID int64, user string, now time.Time) ([]committee.Kept[committee.TopicDraft], error)
	DropTopicDraft(ctx context.Context, committeeID int64, user string, id int64, form string) error
}

// registerDrafts registers the buttons below what somebody has begun.
func (d Desk) registerDrafts(r *bot.Router) {
	r.Action("need.draft.pick", d.pickedNeedDraft)
	r.Action("need.draft.drop", d.decided(d.dropNeedDraft))
	r.Action("need.draft.anew", d.freshNeed)
	r.Action("topic.draft.pick", d.pickedTopicDraft)
	r.Action("topic.draft.open", d.ownTopicDraft(d.goOnWithTopic))
	r.Action("topic.draft.drop", d.ownTopicDraft(d.dropTopicDraft))
	r.Action("topic.draft.anew", d.freshTopic)
	r.Action("topic.anew", d.ownTopicDraft(d.submitAnyway))
	r.Action("topic.same", d.ownTopicDraft(d.submitNothing))
}

// begunNeed shows the need that the person has begun and not sent: the one with the
// ID, or the newest. It reports false if there is none.
func (d Desk) begunNeed(ctx context.Context, a asking, id int64) (bot.Reply, bool, error) {
	all, err := d.Store.NeedDrafts(ctx, a.c.ID, a.p.User, a.now)
	if err != nil || len(all) == 0 {
		return bot.Reply{}, false, err
	}
	return bot.Reply{Message: a.v.NeedBegun(a.c, all, id)}, true, nil
}

// pickedNeedDraft shows another one of several.
func (d Desk) pickedNeedDraft(ctx context.Context, q bot.Request) (bot.Reply, error) {
	home, _ := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, home)
	if err != nil {
		return bot.Reply{}, err
	}
	id, _ := strconv.ParseInt(q.Value, 10, 64) // 0 is the newest
	reply, begun, err := d.begunNeed(ctx, a, id)
	if !begun && err == nil {
		err = committee.Refuse(committee.Missing, "need.draft.gone")
	}
	return reply, err
}

func (d Desk) dropNeedDraft(ctx context.Context, a asking, _ bot.Request, k committee.Kept[committee.NeedDraft]) (bot.Reply, error) {
	return bot.Reply{Message: a.v.DraftDropped("need")}, d.Store.DropNeedDraft(ctx, a.c.ID, a.p.User, k.ID, "")
}

// freshNeed opens an empty form; what was begun stays.
func (d Desk) freshNeed(ctx context.Context, q bot.Request) (bot.Reply, error) {
	home, _ := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, home)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.needForm(a, committee.Kept[committee.NeedDraft]{})
}

// needForm opens the form for a new need with what is known already.
func (d Desk) needForm(a asking, k committee.Kept[committee.NeedDraft]) (bot.Reply, error) {
	if err := a.p.Demand(committee.ReportANeed); err != nil {
		return bot.Reply{}, err
	}
	object := messages.ObjectKey(a.c.ID)
	if k.ID != 0 {
		object += " " + messages.ObjectKey(k.ID)
	}
	form := a.v.NeedDialog(object, k.Draft)
	return bot.Reply{Dialog: &form}, nil
}

// sentNeedDraft reads the form for a new need, and the draft it was opened with, if
// it is the person's own; that has the texts that the form could not show.
func (d Desk) sentNeedDraft(ctx context.Context, a asking, q bot.Request) (committee.Kept[committee.NeedDraft], error) {
	k := committee.Kept[committee.NeedDraft]{Committee: a.c.ID, User: a.p.User, Draft: needDraft(q)}
	_, rest := splitObject(q.Object)
	id, _ := strconv.ParseInt(rest, 10, 64)
	if id == 0 {
		return k, nil
	}
	was, err := d.Store.NeedDraft(ctx, id, a.now)
	if errors.Is(err, committee.ErrMissing) || err == nil && (was.User != a.p.User || was.Committee != a.c.ID) {
		return k, nil
	}
	k.ID, k.Draft = id, keptTexts(k.Draft, was.Draft)
	return k, err
}

// keepRefusedNeed keeps a form that was refused, so that closing it loses nothing,
// and returns the refusal. What must not be kept is forgotten, also what was kept
// of the same form before.
func (d Desk) keepRefusedNeed(ctx context.Context, a asking, q bot.Request, k committee.Kept[committee.NeedDraft], refusal error) error {
	if committee.Refusals(refusal) == nil || !a.p.May(committee.ReportANeed) {
		return refusal
	}
	var err error
	if k.Draft.MayKeep() {
		_, err = d.Store.KeepNeedDraft(ctx, k, q.Once, "", a.now)
	} else {
		err = d.Store.DropNeedDraft(ctx, a.c.ID, a.p.User, k.ID, q.Once)
	}
	d.noDraft(ctx, a, err)
	return refusal
}

// noDraft logs that a draft could not be kept or deleted; what the person is told
// does not depend on it.
func (d Desk) noDraft(ctx context.Context, a asking, err error) {
	if err != nil {
		d.Log.WarnContext(ctx, "keeping a draft", "committee", a.c.ID, "user", a.p.User, "err", err)
	}
}

// begunTopic is begunNeed for topics. thread is the conversation in which the
// person types; a new topic comes from there.
func (d Desk) begunTopic(ctx context.Context, a asking, id int64, thread string) (bot.Reply, bool, error) {
	all, err := d.Store.TopicDrafts(ctx, a.c.ID, a.p.User, a.now)
	if err != nil || len(all) == 0 {
		return bot.Reply{}, false, err
	}
	return bot.Reply{Message: a.v.TopicBegun(a.c, all, id, thread)}, true, nil
}

// pickedTopicDraft shows another one of several.
func (d Desk) pickedTopicDraft(ctx context.Context, q bot.Request) (bot.Reply, error) {
	home, thread := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, home)
	if err != nil {
		return bot.Reply{}, err
	}
	id, _ := strconv.ParseInt(q.Value, 10, 64) // 0 is the newest
	reply, begun, err := d.begunTopic(ctx, a, id, thread)
	if !begun && err == nil {
		err = committee.Refuse(committee.Missing, "topic.draft.gone")
	}
	return reply, err
}

// onTopicDraft does something with a topic that the person has begun.
type onTopicDraft func(ctx context.Context, a asking, k committee.Kept[committee.TopicDraft]) (bot.Reply, error)

// ownTopicDraft finds the draft that a button is about. It is its author's alone.
func (d Desk) ownTopicDraft(do onTopicDraft) bot.Handler {
	return func(ctx context.Context, q bot.Request) (bot.Reply, error) {
		id, _ := splitObject(q.Object)
		k, err := d.Store.TopicDraft(ctx, id, d.Now())
		if err != nil {
			return bot.Reply{}, missing(err, "topic.draft.gone")
		}
		a, err := d.inCommittee(ctx, q, k.Committee)
		if err != nil {
			return bot.Reply{}, err
		}
		if k.User != a.p.User {
			return bot.Reply{}, committee.Refuse(committee.Forbidden, "need.draft.others")
		}
		return do(ctx, a, k)
	}
}

func (d Desk) goOnWithTopic(_ context.Context, a asking, k committee.Kept[committee.TopicDraft]) (bot.Reply, error) {
	return d.topicForm(a, k)
}

func (d Desk) dropTopicDraft(ctx context.Context, a asking, k committee.Kept[committee.TopicDraft]) (bot.Reply, error) {
	return bot.Reply{Message: a.v.DraftDropped("topic")}, d.Store.DropTopicDraft(ctx, a.c.ID, a.p.User, k.ID, "")
}

// freshTopic opens an empty form; what was begun stays.
func (d Desk) freshTopic(ctx context.Context, q bot.Request) (bot.Reply, error) {
	home, thread := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, home)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.topicForm(a, newTopic("", thread))
}

// newTopic is a topic of which nothing but a title is known.
func newTopic(title, thread string) committee.Kept[committee.TopicDraft] {
	return committee.Kept[committee.TopicDraft]{Draft: committee.TopicDraft{Title: title, Kind: committee.Clarification, Thread: thread}}
}

// topicForm opens the form for a new topic with what is known already.
func (d Desk) topicForm(a asking, k committee.Kept[committee.TopicDraft]) (bot.Reply, error) {
	if err := a.p.Demand(committee.SubmitATopic); err != nil {
		return bot.Reply{}, err
	}
	object := messages.ObjectKey(a.c.ID) + " " + k.Draft.Thread
	if k.ID != 0 {
		object += " " + messages.ObjectKey(k.ID)
	}
	form := a.v.TopicDialog("topic.submit", object, k.Draft)
	return bot.Reply{Dialog: &form}, nil
}

// sentTopicDraft reads the form for a new topic and the draft it was opened with,
// see sentNeedDraft. Its error is about the day.
func (d Desk) sentTopicDraft(ctx context.Context, a asking, q bot.Request) (committee.Kept[committee.TopicDraft], error) {
	draft, unread := topicDraft(a, q)
	_, rest := splitObject(q.Object)
	thread, begun, _ := strings.Cut(rest, " ")
	draft.Thread = thread
	k := committee.Kept[committee.TopicDraft]{Committee: a.c.ID, User: a.p.User, Draft: draft}
	id, _ := strconv.ParseInt(begun, 10, 64)
	if id == 0 {
		return k, unread
	}
	was, err := d.Store.TopicDraft(ctx, id, a.now)
	if errors.Is(err, committee.ErrMissing) || err == nil && (was.User != a.p.User || was.Committee != a.c.ID) {
		return k, unread
	}
	if err != nil {
		return k, err
	}
	k.ID = id
	if draft.Question == "" && draft.TLP != committee.Red && !messages.Prefilled(was.Draft.Question) {
		k.Draft.Question = was.Draft.Question
	}
	return k, unread
}

// keepRefusedTopic is keepRefusedNeed for topics.
func (d Desk) keepRefusedTopic(ctx context.Context, a asking, q bot.Request, k committee.Kept[committee.TopicDraft], refusal error) error {
	if committee.Refusals(refusal) == nil || !a.p.May(committee.SubmitATopic) {
		return refusal
	}
	var err error
	if k.Draft.MayKeep() {
		_, err = d.Store.KeepTopicDraft(ctx, k, q.Once, "", a.now)
	} else {
		err = d.Store.DropTopicDraft(ctx, a.c.ID, a.p.User, k.ID, q.Once)
	}
	d.noDraft(ctx, a, err)
	return refusal
}

// begun gathers everything the person has begun in the committee and not sent.
func (d Desk) begun(ctx context.Context, a asking) (messages.Begun, error) {
	var b messages.Begun
	var err error
	if a.p.May(committee.HoldPolls) {
		_, s, err := d.Store.PollDraft(ctx, a.c.ID, a.p.User, a.now)
		switch {
		case err == nil:
			b.Poll = &s
		case !errors.Is(err, committee.ErrMissing):
			return b, err
		}
	}
	if a.p.May(committee.SubmitATopic) {
		if b.Topics, err = d.Store.TopicDrafts(ctx, a.c.ID, a.p.User, a.now); err != nil {
			return b, err
		}
	}
	if a.p.May(committee.ReportANeed) {
		b.Needs, err = d.Store.NeedDrafts(ctx, a.c.ID, a.p.User, a.now)
	}
	return b, err
}
