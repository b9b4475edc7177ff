package commands

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"gremienbot/bot"
	"gremienbot/committee"
)

// similarStore is what the question about similar needs takes of the store.
type similarStore interface {
	SimilarNeeds(ctx context.Context, committeeID int64, title, problem string, limit int) ([]committee.Need, error)
	begunStore
}

// mostSimilar is how many similar needs a person is asked about.
const mostSimilar = 3

// registerSimilar registers what follows the question about similar needs.
func (d Desk) registerSimilar(r *bot.Router) {
	r.Action("need.same", d.decided(d.sameNeed))
	r.Action("need.anew", d.decided(d.reportAnew))
	r.Action("need.redraft", d.decided(d.redraft))
}

// similarFirst looks for needs like a new one. If there are some, what was typed
// is kept and the person asked; a person decides, never the program.
func (d Desk) similarFirst(ctx context.Context, a asking, n committee.Need, k committee.Kept[committee.NeedDraft], once string) (bot.Reply, bool, error) {
	if n.TLP == committee.Red {
		return bot.Reply{}, false, nil
	}
	like, err := d.Store.SimilarNeeds(ctx, a.c.ID, n.Title, n.Problem, 2*mostSimilar)
	if err != nil {
		return bot.Reply{}, false, err
	}
	like = slices.DeleteFunc(like, func(n committee.Need) bool { return !n.Open() || !a.p.MaySee(n.TLP) })
	if len(like) == 0 {
		return bot.Reply{}, false, nil
	}
	like = like[:min(len(like), mostSimilar)]
	for i, n := range like {
		like[i] = n.For(a.p)
	}
	id, err := d.Store.KeepNeedDraft(ctx, k, once, once, a.now)
	return bot.Reply{Message: a.v.NeedSimilar(id, n, like)}, true, err
}

// onDraft does what a person decided about the draft they sent.
type onDraft func(ctx context.Context, a asking, q bot.Request, k committee.Kept[committee.NeedDraft]) (bot.Reply, error)

// decided finds the draft that a button is about. It is its author's alone, and
// gone when they have decided.
func (d Desk) decided(do onDraft) bot.Handler {
	return func(ctx context.Context, q bot.Request) (bot.Reply, error) {
		id, _ := splitObject(q.Object)
		k, err := d.Store.NeedDraft(ctx, id, d.Now())
		if err != nil {
			return bot.Reply{}, missing(err, "need.draft.gone")
		}
		a, err := d.inCommittee(ctx, q, k.Committee)
		if err != nil {
			return bot.Reply{}, err
		}
		if k.User != a.p.User {
			return bot.Reply{}, committee.Refuse(committee.Forbidden, "need.draft.others")
		}
		return do(ctx, a, q, k)
	}
}

// sameNeed says that the person's seat has the similar need too; nothing new is
// reported then, and what they typed comes back.
func (d Desk) sameNeed(ctx context.Context, a asking, q bot.Request, k committee.Kept[committee.NeedDraft]) (bot.Reply, error) {
	need, _ := strconv.ParseInt(q.Value, 10, 64)
	n, err := d.Store.Need(ctx, need)
	if err != nil {
		return bot.Reply{}, missing(err, "need.none", "Words", q.Value)
	}
	reply, err := d.supportNeed(ctx, a, q, n)
	if err != nil {
		return bot.Reply{}, err
	}
	reply.Message = a.v.InsteadOfDraft(reply.Message, n, k.Draft)
	d.noDraft(ctx, a, d.Store.DropNeedDraft(ctx, a.c.ID, a.p.User, k.ID, ""))
	return reply, nil
}

// reportAnew reports the draft as a need of its own; twice is once.
func (d Desk) reportAnew(ctx context.Context, a asking, _ bot.Request, k committee.Kept[committee.NeedDraft]) (bot.Reply, error) {
	n, err := committee.ReportNeed(a.c, a.p, k.Draft, a.now)
	if err != nil {
		return bot.Reply{}, err
	}
	if n, err = d.Store.AddNeed(ctx, a.c, n, fmt.Sprintf("need-draft/%d", k.ID)); err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	d.noDraft(ctx, a, d.Store.DropNeedDraft(ctx, a.c.ID, a.p.User, k.ID, ""))
	return bot.Reply{Message: a.v.NeedReceipt(n)}, nil
}

// redraft opens the form with what was typed.
func (d Desk) redraft(_ context.Context, a asking, _ bot.Request, k committee.Kept[committee.NeedDraft]) (bot.Reply, error) {
	return d.needForm(a, k)
}
