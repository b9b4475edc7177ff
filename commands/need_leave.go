package commands

import (
	"context"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
)

// leaveStore is what taking back "we have it too" needs of the store.
type leaveStore interface {
	LeaveNeed(ctx context.Context, id int64, by string, now time.Time, rule func(whole committee.Need, parts []committee.Need) (committee.Owner, bool, error)) (committee.Need, bool, error)
}

// leaveTyped takes back for the seat that it has the need with a number too: "17",
// also "nicht 17" and "17 nicht". A title may begin with the word as well.
func (d Desk) leaveTyped(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
	words := strings.Fields(rest)
	for i, word := range words {
		if i < 2 && (fold(word) == "nicht" || fold(word) == "not") {
			rest = strings.Join(append(words[:i:i], words[i+1:]...), " ")
			break
		}
	}
	return d.ofNeed("leave", func(ctx context.Context, a asking, q bot.Request, n committee.Need, _ string) (bot.Reply, error) {
		return d.leaveNeed(ctx, a, q, n)
	})(ctx, a, q, rest)
}

// leaveNeed takes back for the person's seat: we do not have this need.
func (d Desk) leaveNeed(ctx context.Context, a asking, _ bot.Request, asked committee.Need) (bot.Reply, error) {
	return d.leave(ctx, a, asked, committee.Need.Leave)
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
