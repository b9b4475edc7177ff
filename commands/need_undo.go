package commands

import (
	"context"
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// leaps reports whether nothing but a word about a leap is missing.
func leaps(err error) bool {
	es := committee.Refusals(err)
	return len(es) == 1 && es[0].Key == "need.leap.unsure"
}

// askLeap asks about a leap, of the need as it is now.
func (d Desk) askLeap(ctx context.Context, a asking, id int64, s committee.NeedStep) (bot.Reply, error) {
	n, err := d.Store.Need(ctx, id)
	if err != nil {
		return bot.Reply{}, err
	}
	leap, ok := n.Leap(s.To)
	if !ok { // somebody was quicker, and it is the next step now
		return d.step(ctx, a, n, s, "")
	}
	return bot.Reply{Message: a.v.NeedLeap(n, leap, s)}, nil
}

// leapNeed makes the leap that the person was asked about and wants.
func (d Desk) leapNeed(ctx context.Context, q bot.Request) (bot.Reply, error) {
	n, a, version, err := d.needOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	to, why, _ := strings.Cut(q.Value, " ")
	s := committee.NeedStep{To: committee.NeedState(to), Why: why, Sure: true}
	s.Of, _ = strconv.Atoi(version) // 0: any version
	return d.step(ctx, a, n, s, "")
}

// stayNeed leaves a need where it is.
func (d Desk) stayNeed(_ context.Context, a asking, _ bot.Request, n committee.Need) (bot.Reply, error) {
	return bot.Reply{Message: a.v.NeedStays(n)}, nil
}

// undoByText takes the last step of the need back that was typed.
func (d Desk) undoByText(ctx context.Context, a asking, _ bot.Request, n committee.Need, _ string) (bot.Reply, error) {
	return d.undoNeed(ctx, a, n.ID, 0)
}

// pressedUndoNeed is the button below what was just done; it carries the version.
func (d Desk) pressedUndoNeed(ctx context.Context, q bot.Request) (bot.Reply, error) {
	n, a, version, err := d.needOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	seen, _ := strconv.Atoi(version) // 0: any version
	return d.undoNeed(ctx, a, n.ID, seen)
}

func (d Desk) undoNeed(ctx context.Context, a asking, id int64, seen int) (bot.Reply, error) {
	n, err := d.Store.ChangeNeed(ctx, id, a.p.User, committee.UndoNeed, "", a.now, func(n committee.Need) (committee.Need, error) {
		return n.Undo(a.p, seen, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.NeedUndone(n)}, nil
}
