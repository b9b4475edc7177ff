package commands

import (
	"context"
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// searchStore looks through everything a committee remembers.
type searchStore interface {
	Search(ctx context.Context, committeeID int64, labels []committee.TLP, s committee.Search, limit, offset int) (committee.Findings, error)
	Nearest(ctx context.Context, committeeID int64, labels []committee.TLP, text string, limit int) ([]committee.Hit, error)
}

// registerSearch registers the buttons below what was found.
func (d Desk) registerSearch(r *bot.Router) { r.Action("search.page", d.pressedSearchPage) }

// hitsOnAPage is how many hits, of three or four lines each, fit a phone.
const hitsOnAPage = 8

// search is /gremium suche, /committee search.
func (d Desk) search(ctx context.Context, a asking, _ bot.Request, rest string) (bot.Reply, error) {
	m, err := d.searchPage(ctx, a, rest, 0)
	return bot.Reply{Message: m}, err
}

// pressedSearchPage shows another page; its button carries where it begins and
// what was looked for.
func (d Desk) pressedSearchPage(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	from, text, _ := strings.Cut(q.Value, " ")
	offset, _ := strconv.Atoi(from) // the first page, if the button is broken
	m, err := d.searchPage(ctx, a, text, max(0, offset))
	return bot.Reply{Update: &m}, err
}

// searchPage looks for words among what the person may see. If there is nothing
// at all, it names what they may have meant.
func (d Desk) searchPage(ctx context.Context, a asking, text string, offset int) (bot.Message, error) {
	if err := a.p.Demand(committee.Read); err != nil {
		return bot.Message{}, err
	}
	s, err := committee.ReadSearch(text, a.year())
	if err != nil {
		return bot.Message{}, err
	}
	found, err := d.Store.Search(ctx, a.c.ID, a.p.Sees(), s, hitsOnAPage, offset)
	if err != nil {
		return bot.Message{}, err
	}
	if found.Total == 0 {
		near, err := d.Store.Nearest(ctx, a.c.ID, a.p.Sees(), s.Text, nearest)
		return a.v.SearchNothing(s.Text, near), err
	}
	polls, err := d.pollsFound(ctx, found.Hits)
	return a.v.SearchResult(messages.SearchPage{
		Committee: a.c.ID, Text: s.Text, Findings: found, Offset: offset, Size: hitsOnAPage, Polls: polls,
	}), err
}

// pollsFound reads the polls among the hits, with their outcomes.
func (d Desk) pollsFound(ctx context.Context, hits []committee.Hit) (map[int64]messages.PollView, error) {
	polls := map[int64]messages.PollView{}
	for _, h := range hits {
		if h.Object.Kind != committee.PollObject {
			continue
		}
		p, err := d.Store.Poll(ctx, h.Object.ID)
		if err != nil {
			return nil, err
		}
		outcome, err := d.outcome(ctx, p)
		if err != nil {
			return nil, err
		}
		polls[p.ID] = messages.PollView{Poll: p, Outcome: outcome}
	}
	return polls, nil
}
