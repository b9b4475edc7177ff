package commands

import (
	"context"
	"regexp"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// titleGoesOn are words by which a title goes on that begins with "list".
var titleGoesOn = regexp.MustCompile(`(?i)^(?:der|des|von|vom|aller|mit|für|of|for|with)\s`)

// listNeeds lists needs, filtered by what was typed. A title may begin with the
// word "list" too.
func (d Desk) listNeeds(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
	if titleGoesOn.MatchString(rest) {
		return d.openNeedDialog(ctx, a, q, q.Text)
	}
	rest, all := forAll(rest)
	f, page, err := d.needFilter(ctx, a, rest)
	if err != nil {
		return bot.Reply{}, err
	}
	if all {
		return d.shareList(ctx, a, committee.SharedList{Register: committee.NeedObject, Filter: f.Encode(), Page: page}, f.Mine)
	}
	m, err := d.needList(ctx, a, f, page)
	return bot.Reply{Message: m}, err
}

// needFilter reads "bewertet Landkreise Wohnsitz 2".
func (d Desk) needFilter(ctx context.Context, a asking, text string) (committee.NeedFilter, int, error) {
	known := common[committee.NeedState]()
	known.states("need.state.", committee.NeedStates())
	if err := groupsOf(ctx, d, a, known); err != nil {
		return committee.NeedFilter{}, 0, err
	}
	f, page := known.read(text)
	return f, page, f.Check()
}

// needList is a page of the list; behind the last one it is the last one.
func (d Desk) needList(ctx context.Context, a asking, f committee.NeedFilter, page int) (bot.Message, error) {
	if err := a.p.Demand(committee.Read); err != nil {
		return bot.Message{}, err
	}
	ns, total, err := d.Store.ListedNeeds(ctx, a.c.ID, f, a.p, onAPage, (page-1)*onAPage)
	l := messages.NeedListing{Committee: a.c.ID, Filter: f, Page: page, Size: onAPage, Total: total}
	if err == nil && page > l.Pages() {
		l.Beyond, l.Page = page, l.Pages()
		ns, l.Total, err = d.Store.ListedNeeds(ctx, a.c.ID, f, a.p, onAPage, (l.Page-1)*onAPage)
	}
	if m := a.v.NeedList(ns, l); err != nil || !f.Mine || !a.p.May(committee.ReportANeed) {
		return m, err
	}
	begun, err := d.Store.NeedDrafts(ctx, a.c.ID, a.p.User, a.now)
	return a.v.WithNeedsBegun(a.v.NeedList(ns, l), begun), err
}

// pressedNeedList is a button below the list.
func (d Desk) pressedNeedList(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, f := listed[committee.NeedState](q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	m, err := d.needList(ctx, a, f, pageFrom(q.Value))
	return bot.Reply{Update: &m}, err
}

// choseNeedState is the list of states below the list.
func (d Desk) choseNeedState(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, f := listed[committee.NeedState](q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	m, err := d.needList(ctx, a, stated(f, q.Value), 1)
	return bot.Reply{Update: &m}, err
}

// myNeeds lists what the person has brought in or their seat has too, and what is expected of
// them.
func (d Desk) myNeeds(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
	return d.listNeeds(ctx, a, q, "meine "+rest)
}
