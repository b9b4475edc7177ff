package commands

import (
	"context"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// ruleOfDraft opens the form for a draft's own rule.
func (d Desk) ruleOfDraft(_ context.Context, a asking, _ bot.Request, _ int64, s committee.PollSketch) (bot.Reply, error) {
	if s.Kind != committee.MotionPoll {
		return bot.Reply{}, committee.Refuse(committee.Conflict, "poll.draft.gone")
	}
	form := a.v.OwnRuleDialog(a.c, s)
	return bot.Reply{Dialog: &form}, nil
}

// sentRule takes a draft's own rule and shows the draft anew.
func (d Desk) sentRule(ctx context.Context, a asking, q bot.Request, _ int64, s committee.PollSketch) (bot.Reply, error) {
	if s.Kind != committee.MotionPoll {
		return bot.Reply{}, committee.Refuse(committee.Conflict, "poll.draft.gone")
	}
	r, err := ruleSent(s.RuleIn(a.c), q.Form)
	if err != nil {
		return bot.Reply{}, err
	}
	s.Own, s.Preset = &r, ""
	if _, err := d.drawnUp(ctx, a, s); about(err, q.Form) {
		return bot.Reply{}, err
	}
	return d.keepRules(ctx, a, s)
}

// ruleSent is the rule that somebody chose in a form; what the form does not have stays
// as it was before.
func ruleSent(before tally.Rule, form map[string]string) (tally.Rule, error) {
	draft := committee.DraftOfRule(before)
	for name, into := range map[string]*string{
		"share": &draft.Share, "other": &draft.Other, "base": &draft.Base, "abstention": &draft.Abstention,
		"tie": &draft.Tie, "quorum": &draft.Quorum, "least": &draft.Least,
	} {
		if value, ok := form[name]; ok {
			*into = value
		}
	}
	draft.Quorum = strings.TrimPrefix(draft.Quorum, "-")
	return draft.Rule()
}

// pressedRule opens the form for the committee's own rule.
func (d Desk) pressedRule(ctx context.Context, q bot.Request) (bot.Reply, error) {
	a, err := d.inOffice(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	form := a.v.CommitteeRuleDialog(a.c)
	return bot.Reply{Dialog: &form}, nil
}

// sentCommitteeRule makes the rule that somebody chose the committee's own.
func (d Desk) sentCommitteeRule(ctx context.Context, q bot.Request) (bot.Reply, error) {
	a, err := d.inOffice(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	r, err := ruleSent(a.c.Rule(), q.Form)
	if err != nil {
		return bot.Reply{}, err
	}
	c, err := a.c.VoteBy(r)
	if err != nil {
		return bot.Reply{}, err
	}
	if err := d.Store.Settle(ctx, c, q.User, a.now); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Message: a.v.CommitteeSettled(c, false)}, nil
}
