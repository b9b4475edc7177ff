package commands

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// needEditForm opens the form with the need's text. It remembers the version, so
// that a change made in the meantime is noticed.
func (d Desk) needEditForm(_ context.Context, a asking, _ bot.Request, n committee.Need) (bot.Reply, error) {
	if err := n.MayEdit(a.p); err != nil {
		return bot.Reply{}, err
	}
	form := a.v.NeedEditDialog(messages.ObjectKey(n.ID)+" "+strconv.Itoa(n.Version), committee.NeedDraft{
		Title: n.Title, Problem: n.Problem, Affected: n.Affected, Reason: n.Reason, Existing: n.Existing, TLP: n.TLP,
	})
	return bot.Reply{Dialog: &form}, nil
}

// changedNeed takes the form with a changed text.
func (d Desk) changedNeed(ctx context.Context, q bot.Request) (bot.Reply, error) {
	n, a, version, err := d.needOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	draft := needDraft(q)
	draft.Of, _ = strconv.Atoi(version) // 0: the form does not say, and anything may be changed
	n, err = d.Store.ChangeNeed(ctx, n.ID, a.p.User, "edit", q.Once, a.now, func(n committee.Need) (committee.Need, error) {
		return n.Edit(a.p, kept(draft, n), a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.NeedChanged(n)}, nil
}

// kept leaves the texts of a need as they are that the form could not show and that
// came back empty.
func kept(d committee.NeedDraft, n committee.Need) committee.NeedDraft {
	return keptTexts(d, committee.NeedDraft{Problem: n.Problem, Affected: n.Affected, Reason: n.Reason, Existing: n.Existing})
}

func keptTexts(d, n committee.NeedDraft) committee.NeedDraft {
	if d.TLP == committee.Red { // of which nothing but the title is kept
		return d
	}
	for _, f := range []struct {
		typed *string
		was   string
	}{{&d.Problem, n.Problem}, {&d.Affected, n.Affected}, {&d.Reason, n.Reason}, {&d.Existing, n.Existing}} {
		if *f.typed == "" && !messages.Prefilled(f.was) {
			*f.typed = f.was
		}
	}
	return d
}

// supportByText says for the person's seat that it has the need or the needs that were
// typed too, each by itself.
func (d Desk) supportByText(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
	words, support := bundleNumbers(rest), d.typedNeed("also", d.supportNeed)
	if len(words) < 2 || len(words) > committee.MaxParts || slices.ContainsFunc(words, func(w string) bool { return !a.needNumber(w) }) {
		return support(ctx, a, q, rest)
	}
	var said []string
	for _, word := range words {
		reply, err := support(ctx, a, q, word)
		if es := committee.Refusals(err); es != nil {
			reply.Message.Text = a.v.AllRefusals(es)
		} else if err != nil {
			return bot.Reply{}, err
		}
		said = append(said, reply.Message.Text)
	}
	return bot.Say(strings.Join(said, "\n")), nil
}

// supportNeed says for the person's seat: we have this need too. A bundled need
// is supported where it lives on.
func (d Desk) supportNeed(ctx context.Context, a asking, _ bot.Request, asked committee.Need) (bot.Reply, error) {
	n, fresh, err := d.Store.SupportNeed(ctx, asked.ID, a.p.User, a.now, func(n committee.Need) (committee.Owner, bool, error) {
		return n.Support(a.p, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	if fresh {
		d.kick()
	}
	m := a.v.NeedSupported(n, *a.p.Seat, fresh)
	if n.ID != asked.ID {
		m = a.v.SupportedInBundle(m, asked, n)
	}
	return bot.Reply{Message: m}, nil
}
