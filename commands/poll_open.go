package commands

import (
	"context"
	"errors"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// askKind opens a poll of a kind: at once if the text says when it ends and, where
// there is something to choose, among what; else through the form. A confidential poll,
// and one that speaks of a secret ballot, is looked at before.
func (d Desk) askKind(kind committee.PollKind) answer {
	return func(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
		if err := a.p.Demand(committee.HoldPolls); err != nil {
			return bot.Reply{}, err
		}
		s, complete := a.readPoll(kind, text)
		if !complete {
			return d.readInForm(ctx, a, q, text, s)
		}
		if says, _ := committee.SecrecyOf(s.Question); says == committee.MentionsSecrecy || s.Confidential {
			return d.readInPreview(ctx, a, q, text, s)
		}
		p, err := d.drawnUp(ctx, a, s)
		if err != nil {
			return bot.Reply{}, d.giveBack(q, text, err)
		}
		reply, err := d.openPoll(ctx, a, p, "")
		reply.Message = a.v.WithDayWarnings(reply.Message, p) // there was no preview
		return reply, err
	}
}

// askInForm makes a text the question of a poll in a form. It never opens one at
// once: without the word for its kind nobody can tell that a poll was meant.
func (d Desk) askInForm(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
	if err := a.p.Demand(committee.HoldPolls); err != nil {
		return bot.Reply{}, err
	}
	s, _ := a.readPoll(committee.MotionPoll, text)
	return d.readInForm(ctx, a, q, text, s)
}

// readInForm opens the form with what was typed, unless the form cannot hold it.
func (d Desk) readInForm(ctx context.Context, a asking, q bot.Request, text string, s committee.PollSketch) (bot.Reply, error) {
	if err := committee.CheckQuestion(s.Question); err != nil {
		return bot.Reply{}, d.giveBack(q, text, err)
	}
	if s.Confidential {
		return d.formOf(ctx, a, s)
	}
	return d.pollForm(ctx, a, 0, s)
}

// readInPreview keeps what was typed as a draft and shows it as it would be opened.
func (d Desk) readInPreview(ctx context.Context, a asking, q bot.Request, text string, s committee.PollSketch) (bot.Reply, error) {
	if _, err := d.drawnUp(ctx, a, s); err != nil {
		return bot.Reply{}, d.giveBack(q, text, err)
	}
	s, err := d.inPlace(ctx, a, s)
	if err != nil {
		return bot.Reply{}, err
	}
	s.Form = "typed"
	return d.keepSketch(ctx, a, s)
}

// inPlace is a sketch in place of what the person has begun before.
func (d Desk) inPlace(ctx context.Context, a asking, s committee.PollSketch) (committee.PollSketch, error) {
	_, begun, err := d.Store.PollDraft(ctx, a.c.ID, a.p.User, a.now)
	if err != nil && !errors.Is(err, committee.ErrMissing) {
		return s, err
	}
	return s.InPlaceOf(begun), nil
}

// formOf keeps a draft, so that its terms stay, and opens the form with it. What it takes
// the place of is given back with the preview.
func (d Desk) formOf(ctx context.Context, a asking, s committee.PollSketch) (bot.Reply, error) {
	s, err := d.inPlace(ctx, a, s)
	if err != nil {
		return bot.Reply{}, err
	}
	id, err := d.Store.KeepPollDraft(ctx, a.c.ID, a.p.User, s, a.now)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.pollForm(ctx, a, id, s)
}

// pollDraft reads a sketch. What cannot be read is in unread, and stands in the
// draft as something harmless, so that the rest can be checked with it.
func (d Desk) pollDraft(ctx context.Context, a asking, s committee.PollSketch) (draft committee.PollDraft, unread, fault error) {
	draft = committee.PollDraft{Kind: s.Kind, Question: s.Question, Terms: s.Terms}
	if s.Circulation != nil {
		return draft, nil, nil // its end follows from its working days
	}
	until, err := a.pollEnd(s.Until)
	if err != nil {
		until, unread = a.now.Add(time.Hour), sayMoment(err)
	}
	draft.ClosesAt = until
	if s.Kind == committee.MotionPoll {
		return draft, unread, nil
	}
	err = d.readOptions(ctx, a, s, &draft)
	if err != nil && committee.Refusals(err) == nil {
		return draft, unread, err
	}
	return draft, allOf(unread, err), nil
}

// needsNamed finds needs by the numbers that words begin with.
func (d Desk) needsNamed(ctx context.Context, a asking, words []string) ([]committee.Need, error) {
	var needs []committee.Need
	var es committee.Errors
	for _, word := range words {
		n, ok := committee.ParseNumber(word, committee.NeedRegister, a.year())
		if !ok {
			es = append(es, committee.Refuse(committee.Invalid, "poll.needs.unreadable", "Text", messages.Cut(word, 60)).At("needs"))
			continue
		}
		need, err := d.Store.NeedNumbered(ctx, a.c.ID, n)
		if err = missing(err, "poll.needs.unknown", "Number", n); err == nil {
			needs = append(needs, need)
			continue
		}
		refused := committee.Refusals(err)
		if refused == nil {
			return nil, err
		}
		es = append(es, refused[0].At("needs"))
	}
	if len(es) > 0 {
		return needs, es
	}
	return needs, nil
}

// allOf joins refusals; a fault among them is returned alone.
func allOf(errs ...error) error {
	var all committee.Errors
	for _, err := range errs {
		es := committee.Refusals(err)
		if err != nil && es == nil {
			return err
		}
		all = append(all, es...)
	}
	if len(all) == 0 {
		return nil
	}
	return all
}
