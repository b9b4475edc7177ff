package commands

import (
	"context"
	"strconv"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
)

// quickVote is "/umfrage jetzt Wird vertagt?": a vote in a meeting, at once.
func (d Desk) quickVote(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
	if err := a.p.Demand(committee.HoldPolls); err != nil {
		return bot.Reply{}, err
	}
	if text == "" || number.MatchString(text) {
		form := a.v.QuickDialog(a.c, committee.QuickDraft{})
		return bot.Reply{Dialog: &form}, nil
	}
	draft := committee.ReadQuick(text)
	if draft.Doubtful() {
		return d.unclearQuick(ctx, a, q, text, draft)
	}
	reply, err := d.openQuick(ctx, a, draft, "")
	if err != nil {
		return bot.Reply{}, d.giveBack(q, text, err)
	}
	return reply, nil
}

// unclearQuick asks about a number that stands before a question, or a secret ballot that
// it speaks of: nothing opens before somebody has looked at the form. What is refused in any case is refused at once.
func (d Desk) unclearQuick(ctx context.Context, a asking, q bot.Request, text string, draft committee.QuickDraft) (bot.Reply, error) {
	if _, err := d.drawnUpQuick(ctx, a, draft); err != nil {
		return bot.Reply{}, d.giveBack(q, text, err)
	}
	form := a.v.QuickDialog(a.c, draft)
	return bot.Reply{Dialog: &form}, nil
}

// sentQuick takes the form.
func (d Desk) sentQuick(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	draft := committee.QuickDraft{Question: q.Form["question"], Result: committee.ResultKind(q.Form["result"])}
	if seconds, err := strconv.Atoi(q.Form["length"]); err == nil {
		draft.Length = time.Duration(min(seconds, 3600)) * time.Second
	}
	var unread error
	if present := strings.TrimSpace(q.Form["present"]); present != "" {
		if draft.Present, err = strconv.Atoi(present); err != nil || draft.Present < 0 {
			draft.Present, unread = 0, committee.Refuse(committee.Invalid, "poll.quick.present.unreadable").At("present")
		} else if draft.Present == 0 { // nobody, which is not the same as nothing said
			draft.Present = -1
		}
	}
	if unread != nil {
		_, err := d.drawnUpQuick(ctx, a, draft)
		return bot.Reply{}, allOf(err, unread)
	}
	return d.openQuick(ctx, a, draft, q.Once)
}

func (d Desk) drawnUpQuick(ctx context.Context, a asking, draft committee.QuickDraft) (committee.Poll, error) {
	seats, err := d.Store.Seats(ctx, a.c.ID)
	if err != nil {
		return committee.Poll{}, err
	}
	return committee.OpenQuick(a.c, a.p, draft, seats, a.now)
}

func (d Desk) openQuick(ctx context.Context, a asking, draft committee.QuickDraft, once string) (bot.Reply, error) {
	p, err := d.drawnUpQuick(ctx, a, draft)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.openPoll(ctx, a, p, once)
}
