package scheduler

import (
	"cmp"
	"context"
	"slices"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// In a channel guests read too. What a label keeps from them is listed apart, by
// nothing but its title, and by no filter: that would say what the title does not.
var (
	channelReader = committee.Person{Roles: []committee.Role{committee.Guest}}
	labelReader   = committee.Person{Roles: []committee.Role{committee.Chair}}
)

// mostLabelled bounds the labelled objects that are read for a list.
const mostLabelled = 100

func labelled() []committee.TLP {
	return slices.DeleteFunc(committee.Labels(), func(l committee.TLP) bool { return !l.Guarded() })
}

// sharedList is a list for all, as the register is now.
func (w Words) sharedList(ctx context.Context, c committee.Committee, o committee.Owed) (bot.Message, error) {
	l, err := committee.ReadSharedList(o.Note)
	if err != nil {
		return bot.Message{}, err
	}
	by, err := w.Records.Person(ctx, c.ID, l.By)
	if err != nil {
		return bot.Message{}, err
	}
	v := messages.In(c.Lang, c.Location())
	if l.Register == committee.TopicObject {
		ts, page, err := pageFor(ctx, c, l, w.Records.ListedTopics)
		if err != nil {
			return bot.Message{}, err
		}
		closed, n, err := apart(ctx, page, w.Records.ListedTopics)
		slices.SortFunc(closed, func(x, y committee.Topic) int { return byNumber(x.Number, y.Number) })
		return v.TopicsForAll(by.Name, ts, page, closed, n), err
	}
	ns, page, err := pageFor(ctx, c, l, w.Records.ListedNeeds)
	if err != nil {
		return bot.Message{}, err
	}
	closed, n, err := apart(ctx, page, w.Records.ListedNeeds)
	slices.SortFunc(closed, func(x, y committee.Need) int { return byNumber(x.Number, y.Number) })
	return v.NeedsForAll(by.Name, ns, page, closed, n), err
}

func byNumber(x, y committee.Number) int {
	return cmp.Or(cmp.Compare(x.Year, y.Year), cmp.Compare(x.Seq, y.Seq))
}

// lister reads a page of one of the two registers.
type lister[S ~string, T any] func(ctx context.Context, committeeID int64, f committee.Filter[S], p committee.Person, limit, offset int) ([]T, int, error)

// pageFor is the page that was asked for, of what may stand in the channel; behind
// the last one it is the last one.
func pageFor[S ~string, T any](ctx context.Context, c committee.Committee, l committee.SharedList, list lister[S, T]) ([]T, messages.Listing[S], error) {
	page := messages.Listing[S]{Committee: c.ID, Filter: committee.DecodeFilter[S](l.Filter), Page: max(1, l.Page), Size: messages.PageSize}
	found, total, err := list(ctx, c.ID, page.Filter, channelReader, page.Size, (page.Page-1)*page.Size)
	page.Total = total
	if err == nil && page.Page > page.Pages() {
		page.Beyond, page.Page = page.Page, page.Pages()
		found, page.Total, err = list(ctx, c.ID, page.Filter, channelReader, page.Size, (page.Page-1)*page.Size)
	}
	return found, page, err
}

// apart are the labelled ones that belong below the last page of a list.
func apart[S ~string, T any](ctx context.Context, page messages.Listing[S], list lister[S, T]) ([]T, int, error) {
	if !page.Filter.Plain() || page.Page < page.Pages() {
		return nil, 0, nil
	}
	f := page.Filter
	f.Labels = labelled()
	return list(ctx, page.Committee, f, labelReader, mostLabelled, 0)
}
