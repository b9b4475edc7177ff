package commands

import (
	"context"
	"slices"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// manyNeeds lets a verb take several numbers, "1, 2 und 3" or "1-3", and answers once
// for all; with one number, or anything else, it is the verb for one.
func (d Desk) manyNeeds(key string, one answer, do func(ctx context.Context, a asking, n committee.Need) (committee.Need, error)) answer {
	return func(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
		words := bundleNumbers(spanned(rest))
		if len(words) < 2 || slices.ContainsFunc(words, func(w string) bool { return !a.needNumber(w) }) {
			return one(ctx, a, q, rest)
		}
		if err := a.p.Demand(committee.Read); err != nil {
			return bot.Reply{}, err
		}
		if len(words) > mostAtOnce {
			return bot.Reply{}, committee.Refuse(committee.Invalid, "need.many.most", "Max", mostAtOnce)
		}
		return d.withNeeds(ctx, a, q, words, messages.ManyNeeds{Key: key}, do)
	}
}

// withNeeds does something with each of the needs that were typed, one after the other,
// and says what came of it.
func (d Desk) withNeeds(ctx context.Context, a asking, q bot.Request, words []string, said messages.ManyNeeds, do func(ctx context.Context, a asking, n committee.Need) (committee.Need, error)) (bot.Reply, error) {
	var errs []error
	var seen []int64
	for _, word := range words {
		n, err := d.needNumbered(ctx, a, word, "")
		if err == nil && slices.Contains(seen, n.ID) {
			continue
		}
		seen = append(seen, n.ID)
		if err == nil {
			n, err = do(ctx, a, n)
		}
		if err == nil {
			said.Done = append(said.Done, n)
			said.AddPolls(d.pollsAbout(ctx, a, n))
		} else {
			said.Not = append(said.Not, d.notDone(ctx, a, q, word, err))
		}
		errs = append(errs, err)
	}
	if len(said.Done) == 0 && said.SameWhy() {
		return bot.Reply{}, errs[0]
	}
	d.kick()
	return bot.Reply{Message: a.v.NeedsDone(said)}, nil
}

// withdrawOne withdraws one of several needs. One that others have too is not withdrawn:
// about each such need there is a question of its own.
func (d Desk) withdrawOne(ctx context.Context, a asking, n committee.Need) (committee.Need, error) {
	n, err := d.Store.ChangeNeed(ctx, n.ID, a.p.User, "withdraw", "", a.now, func(n committee.Need) (committee.Need, error) {
		return n.Withdraw(a.p, committee.NeedWithdrawal{}, a.now)
	})
	if es := committee.Refusals(err); len(es) == 1 && es[0].Key == "need.withdraw.unsure" {
		return n, committee.Refuse(es[0].Kind, "need.many.others", "Number", es[0].Args["Number"])
	}
	return n, err
}

// leaveOne takes back for the person's seat that it has one of several needs.
func (d Desk) leaveOne(ctx context.Context, a asking, asked committee.Need) (committee.Need, error) {
	n, gone, err := d.Store.LeaveNeed(ctx, asked.ID, a.p.User, a.now, func(n committee.Need, parts []committee.Need) (committee.Owner, bool, error) {
		return n.Leave(a.p, parts)
	})
	if err == nil && !gone {
		err = committee.Refuse(committee.Conflict, "need.left.again", "Number", n.Number, "Title", n.Title, "Seat", a.p.Seat.Group+": "+a.p.Seat.Body)
	}
	return n, err
}
