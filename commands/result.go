package commands

import (
	"context"

	"gremienbot/bot"
	"gremienbot/committee"
)

// resultStore is the register of results.
type resultStore interface {
	Results(ctx context.Context, committeeID int64, words string, limit, offset int) ([]committee.Poll, int, error)
	ResultNumbered(ctx context.Context, committeeID int64, n committee.Number) (committee.Poll, error)
}

// resultsAPage is how many results a page has.
const resultsAPage = 10

// results lists the register, or what of it holds some words; the number of an
// entry alone shows that entry.
func (d Desk) results(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
	if err := a.p.Demand(committee.Read); err != nil {
		return bot.Reply{}, err
	}
	if n, ok := committee.ParseNumber(text, committee.ResultRegister, a.year()); ok {
		return d.result(ctx, a, q, n)
	}
	return d.resultPage(ctx, a, text, 1)
}

func (d Desk) resultPage(ctx context.Context, a asking, words string, page int) (bot.Reply, error) {
	list, total, err := d.Store.Results(ctx, a.c.ID, words, resultsAPage, 0)
	if pages := (total + resultsAPage - 1) / resultsAPage; err == nil && page > 1 && pages > 0 {
		page = min(page, pages)
		list, total, err = d.Store.Results(ctx, a.c.ID, words, resultsAPage, (page-1)*resultsAPage)
	}
	return bot.Reply{Message: a.v.ResultList(a.c.ID, list, words, page, total, resultsAPage)}, err
}

// pressedResults turns the page; the value is the page and the words.
func (d Desk) pressedResults(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	if err := a.p.Demand(committee.Read); err != nil {
		return bot.Reply{}, err
	}
	page, words := splitObject(q.Value)
	return d.resultPage(ctx, a, words, max(1, int(page)))
}

// result shows one entry with everything that was counted.
func (d Desk) result(ctx context.Context, a asking, q bot.Request, n committee.Number) (bot.Reply, error) {
	p, err := d.Store.ResultNumbered(ctx, a.c.ID, n)
	if err != nil {
		return bot.Reply{}, missing(err, "result.none", "Words", n.String())
	}
	return d.showPoll(ctx, a, q, p, "")
}
