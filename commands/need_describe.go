package commands

import (
	"context"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// describeForm opens the second stage of a need.
func (d Desk) describeForm(_ context.Context, a asking, _ bot.Request, n committee.Need) (bot.Reply, error) {
	if err := n.MayDescribe(a.p); err != nil {
		return bot.Reply{}, err
	}
	form := a.v.DescribeDialog(n)
	return bot.Reply{Dialog: &form}, nil
}

// sentDescription takes the form. Texts that it could not show stay.
func (d Desk) sentDescription(ctx context.Context, q bot.Request) (bot.Reply, error) {
	n, a, version, err := d.needOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	seen, _ := strconv.Atoi(version) // 0: any version
	n, err = d.Store.ChangeNeed(ctx, n.ID, a.p.User, "describe", q.Once, a.now, func(n committee.Need) (committee.Need, error) {
		return n.Describe(a.p, described(q.Form, n.Description), seen, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.NeedDone("described", n)}, nil
}

// described reads the form.
func described(form map[string]string, was committee.Description) committee.Description {
	text := func(name, before string) string {
		if form[name] == "" && !messages.Prefilled(before) {
			return before
		}
		return form[name]
	}
	return committee.Description{
		Benefit: text("benefit", was.Benefit), Wish: text("wish", was.Wish), Legal: text("legal", was.Legal),
		Contact: text("contact", was.Contact), Links: text("links", was.Links),
	}
}

// ownerByText notes an organisation without a seat that has a need, or takes it
// away again with "-" before its name.
func (d Desk) ownerByText(ctx context.Context, a asking, _ bot.Request, n committee.Need, text string) (bot.Reply, error) {
	verb, rule, name := "add-owner", committee.Need.AddOrganisation, strings.TrimPrefix(text, "+")
	if first, size := utf8.DecodeRuneInString(text); unicode.Is(unicode.Pd, first) || first == '\u2212' {
		verb, rule, name = "remove-owner", committee.Need.RemoveOrganisation, text[size:]
	}
	n, err := d.Store.ChangeNeed(ctx, n.ID, a.p.User, verb, "", a.now, func(n committee.Need) (committee.Need, error) {
		return rule(n, a.p, name, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.NeedOwnersNow(n)}, nil
}
