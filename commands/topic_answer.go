package commands

import (
	"context"
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// typedUndo undoes the last handling of the topic that was typed.
func (d Desk) typedUndo(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
	if n := readNamed(text).spread(); len(n.topics) > 1 && n.rest == "" {
		var gone []committee.Number
		reply, err := d.withAll(ctx, a, q, n, messages.Many{Key: "topic.many.undone"}, func(t committee.Topic) (committee.Topic, error) {
			t, need, err := d.takeBack(ctx, a, t.ID, 0)
			if need.Number.Seq != 0 {
				gone = append(gone, need.Number)
			}
			return t, err
		})
		reply.Message = a.v.WithNeedsGone(reply.Message, gone)
		return reply, err
	}
	t, several, err := d.findTopic(ctx, a, strings.TrimSpace(text), "rückgängig")
	if err != nil || several != nil {
		return orChoice(several), err
	}
	return d.undo(ctx, a, t.ID, 0, -1)
}

// pressedUndo is the button below what was just done; it carries the version and
// the place in the inbox.
func (d Desk) pressedUndo(ctx context.Context, q bot.Request) (bot.Reply, error) {
	t, a, err := d.topicOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	c := readCare("undo " + q.Value)
	return d.undo(ctx, a, t.ID, c.act.Of, c.at)
}

// takeBack undoes the last handling of a topic. If the topic had become a need, that
// is withdrawn and returned too.
func (d Desk) takeBack(ctx context.Context, a asking, id int64, seen int) (committee.Topic, committee.Need, error) {
	t, err := d.Store.PlaceTopic(ctx, id, a.p.User, committee.UndoTopic, "", a.now, func(t committee.Topic, ms []committee.Meeting) (committee.Topic, error) {
		return t.Undo(a.p, ms, seen, a.now)
	})
	if es := committee.Refusals(err); len(es) == 1 && es[0].Key == committee.UndoneWithNeed {
		return d.Store.UnmakeNeed(ctx, id, a.p.User, a.now, func(t committee.Topic, ms []committee.Meeting, n committee.Need) (committee.Topic, committee.Need, error) {
			return t.UndoNeed(n, a.p, ms, seen, a.now)
		})
	}
	return t, committee.Need{}, err
}

func (d Desk) undo(ctx context.Context, a asking, id int64, seen, at int) (bot.Reply, error) {
	t, n, err := d.takeBack(ctx, a, id, seen)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.caredFor(ctx, a, messages.Done{Topic: t, Key: "topic.undone", Place: at, Need: n.Number})
}

// onTopic does something with a topic as of the version the person has seen.
type onTopic func(ctx context.Context, a asking, t committee.Topic, seen int) (bot.Reply, error)

// pressedReply is a button by which the submitter answers.
func (d Desk) pressedReply(do onTopic) bot.Handler {
	return func(ctx context.Context, q bot.Request) (bot.Reply, error) {
		t, a, err := d.topicOf(ctx, q)
		if err != nil {
			return bot.Reply{}, err
		}
		seen, _ := strconv.Atoi(q.Value)
		return do(ctx, a, t, seen)
	}
}

// replied lets a rule change the topic and thanks the submitter; typed is what they
// typed with it.
func (d Desk) replied(ctx context.Context, a asking, id int64, verb, typed, once string, rule func(committee.Topic) (committee.Topic, error)) (bot.Reply, error) {
	t, err := d.Store.ChangeTopic(ctx, id, a.p.User, verb, once, a.now, rule)
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.TopicReplied(t, verb, typed)}, nil
}

// agreeTopic carries out what was proposed, and says if that is not quite what the
// submitter read, because the meeting was cancelled or moved since.
func (d Desk) agreeTopic(ctx context.Context, a asking, t committee.Topic, seen int) (bot.Reply, error) {
	var asked committee.Proposal
	var meetings []committee.Meeting
	t, err := d.Store.PlaceTopic(ctx, t.ID, a.p.User, committee.AgreeTopic, "", a.now, func(t committee.Topic, ms []committee.Meeting) (committee.Topic, error) {
		if t.Proposal != nil {
			asked, meetings = *t.Proposal, ms
		}
		return t.Agree(a.c, a.p, ms, seen, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.TopicAgreed(t, asked, meetings)}, nil
}

func (d Desk) confirmTopic(ctx context.Context, a asking, t committee.Topic, seen int) (bot.Reply, error) {
	return d.replied(ctx, a, t.ID, committee.ConfirmTopic, "", "", func(t committee.Topic) (committee.Topic, error) {
		return t.Confirm(a.p, seen, a.now)
	})
}

// disputeTopic puts an answer that does not do on the next agenda.
func (d Desk) disputeTopic(ctx context.Context, a asking, t committee.Topic, seen int) (bot.Reply, error) {
	t, err := d.Store.PlaceTopic(ctx, t.ID, a.p.User, committee.DisputeTopic, "", a.now, func(t committee.Topic, ms []committee.Meeting) (committee.Topic, error) {
		next, err := committee.AgendaOf(ms, "", a.now)
		if err != nil {
			return t, err
		}
		return t.Dispute(a.p, next, seen, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.TopicReplied(t, committee.DisputeTopic, "")}, nil
}

// commentForm opens the form for a comment on a proposal; it says at once if
// nobody waits for one.
func (d Desk) commentForm(_ context.Context, a asking, t committee.Topic, seen int) (bot.Reply, error) {
	if _, err := t.Comment(a.p, "…", seen, a.now); err != nil {
		if es := committee.Refusals(err); len(es) == 0 || es[0].Field == "" {
			return bot.Reply{}, err
		}
	}
	form := a.v.CommentDialog(messages.ObjectKey(t.ID)+" "+strconv.Itoa(seen), t)
	return bot.Reply{Dialog: &form}, nil
}

func (d Desk) sentComment(ctx context.Context, q bot.Request) (bot.Reply, error) {
	t, a, err := d.topicOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	_, rest := splitObject(q.Object)
	seen, _ := strconv.Atoi(rest)
	return d.replied(ctx, a, t.ID, committee.CommentTopic, "", q.Once, func(t committee.Topic) (committee.Topic, error) {
		return t.Comment(a.p, q.Form["text"], seen, a.now)
	})
}
