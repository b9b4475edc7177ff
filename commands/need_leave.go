package commands

import (
	"context"
	"strconv"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
)

// leaveStore is what taking back "we have it too" needs of the store.
type leaveStore interface {
	LeaveNeed(ctx context.Context, id int64, by string, now time.Time, rule func(whole committee.Need, parts []committee.Need) (committee.Owner, bool, error)) (committee.Need, bool, error)
}

// leaveByText takes back for the seat that it has the need with the number that was
// typed.
func (d Desk) leaveByText(ctx context.Context, a asking, q bot.Request, n committee.Need, _ string) (bot.Reply, error) {
	return d.leaveNeed(ctx, a, q, n)
}

// leaveNeed takes back for the person's seat: we do not have this need. Who has reported
// it for their seat is asked whether it goes on for the others.
func (d Desk) leaveNeed(ctx context.Context, a asking, _ bot.Request, asked committee.Need) (bot.Reply, error) {
	reply, err := d.leave(ctx, a, asked, committee.Need.Leave)
	if es := committee.Refusals(err); len(es) != 1 || es[0].Key != "need.leave.first" {
		return reply, err
	}
	if _, leaves, no := asked.LeaveToOthers(a.p, nil); no != nil || !leaves {
		return reply, err
	}
	return d.askWithdraw(ctx, a, asked.ID)
}

// leave takes back by a rule that the person's seat has a need. A bundled one is left
// where it lives on.
func (d Desk) leave(ctx context.Context, a asking, asked committee.Need, rule func(committee.Need, committee.Person, []committee.Need) (committee.Owner, bool, error)) (bot.Reply, error) {
	n, gone, err := d.Store.LeaveNeed(ctx, asked.ID, a.p.User, a.now, func(n committee.Need, parts []committee.Need) (committee.Owner, bool, error) {
		return rule(n, a.p, parts)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	if gone {
		d.kick()
	}
	m := a.v.NeedLeft(n, *a.p.Seat, gone)
	if n.ID != asked.ID {
		m = a.v.SupportedInBundle(m, asked, n)
	}
	return bot.Reply{Message: m}, nil
}

// takeBackNeed withdraws a need that nobody else has; for one that others have too it
// asks first.
func (d Desk) takeBackNeed(ctx context.Context, a asking, _ bot.Request, n committee.Need) (bot.Reply, error) {
	return d.withdrawNeed(ctx, a, n.ID, committee.NeedWithdrawal{})
}

// pressedWithdraw withdraws a need for all who have it, after the question. The button
// carries the version and how many others were named.
func (d Desk) pressedWithdraw(ctx context.Context, q bot.Request) (bot.Reply, error) {
	n, a, version, err := d.needOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	var w committee.NeedWithdrawal
	w.Of, _ = strconv.Atoi(version) // 0: any version
	w.Others, _ = strconv.Atoi(q.Value)
	return d.withdrawNeed(ctx, a, n.ID, w)
}

func (d Desk) withdrawNeed(ctx context.Context, a asking, id int64, w committee.NeedWithdrawal) (bot.Reply, error) {
	n, err := d.Store.ChangeNeed(ctx, id, a.p.User, "withdraw", "", a.now, func(n committee.Need) (committee.Need, error) {
		return n.Withdraw(a.p, w, a.now)
	})
	if es := committee.Refusals(err); len(es) == 1 && es[0].Key == "need.withdraw.unsure" {
		return d.askWithdraw(ctx, a, id)
	}
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.NeedWithdrawn(n, a.p, d.pollsAbout(ctx, a, n))}, nil
}

// askWithdraw names who else has a need before it is withdrawn, and offers to take back
// only that the person's own seat has it.
func (d Desk) askWithdraw(ctx context.Context, a asking, id int64) (bot.Reply, error) {
	n, err := d.Store.Need(ctx, id)
	if err != nil {
		return bot.Reply{}, err
	}
	_, leaves, err := n.LeaveToOthers(a.p, nil)
	return bot.Reply{Message: a.v.NeedWithdrawAsk(n, a.p, err == nil && leaves)}, nil
}

// leaveToOthers takes back that the person's seat has a need that they have reported.
func (d Desk) leaveToOthers(ctx context.Context, a asking, _ bot.Request, n committee.Need) (bot.Reply, error) {
	return d.leave(ctx, a, n, committee.Need.LeaveToOthers)
}
