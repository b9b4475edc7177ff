package commands

import (
	"context"
	"regexp"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// resultStore is the register of results.
type resultStore interface {
	voidStore
	Results(ctx context.Context, committeeID int64, f committee.ResultFilter, limit, offset int) (committee.FoundResults, error)
	ReviewResult(ctx context.Context, id int64, by string, now time.Time, rule func(committee.Poll) (committee.Poll, error)) (committee.Poll, error)
	ResultNumbered(ctx context.Context, committeeID int64, n committee.Number) (committee.Poll, error)
}

// resultsAPage is how many results a page has.
const resultsAPage = 10

// results lists the register, or what somebody searches for; the number of an entry
// alone shows that entry.
func (d Desk) results(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
	if err := a.p.Demand(committee.Read); err != nil {
		return bot.Reply{}, err
	}
	f, page := readResults(text)
	if f.Year != 0 && f.Words == "" { // no entry: nobody adopts two thousand things a year
		return d.resultPage(ctx, a, text, page)
	}
	if n, ok := committee.ParseNumber(text, committee.ResultRegister, a.year()); ok {
		return d.result(ctx, a, q, n)
	}
	if m := reviewing.FindStringSubmatch(text); m != nil {
		if n, ok := committee.ParseNumber(m[1], committee.ResultRegister, a.year()); ok {
			return d.review(ctx, a, n, m[2])
		}
	}
	if g, ok := readGetRid(text, a.year()); ok {
		return d.getRidOf(ctx, a, q, g)
	}
	if wordAlone.MatchString(text) {
		return d.neverGone(ctx, a, text)
	}
	return d.resultPage(ctx, a, text, page)
}

// resultPage is a page of what was typed. Words that mean something may be words of a
// question all the same: they are looked for as such if they lead to nothing.
func (d Desk) resultPage(ctx context.Context, a asking, typed string, page int) (bot.Reply, error) {
	f, _ := readResults(typed)
	found, page, err := d.foundOn(ctx, a, f, page)
	if words := strings.Join(strings.Fields(typed), " "); err == nil && len(found.Polls) == 0 && f.Marked() && words != "" {
		as := committee.ResultFilter{Words: words}
		var other committee.FoundResults
		if other, _, err = d.foundOn(ctx, a, as, 1); len(other.Polls) > 0 {
			f, found, page = as, other, 1
		}
	}
	if err != nil {
		return bot.Reply{}, err
	}
	outcomes := map[int64]committee.Outcome{}
	for _, p := range found.Polls {
		o, err := d.outcome(ctx, p)
		if err != nil {
			return bot.Reply{}, err
		}
		outcomes[p.ID] = *o
	}
	return bot.Reply{Message: a.v.ResultList(messages.ResultPage{
		Committee: a.c.ID, Filter: f, Typed: typed, Found: found, Outcomes: outcomes, Page: page, Size: resultsAPage,
	})}, nil
}

// foundOn is a page of what a filter lets through, or the last one there is.
func (d Desk) foundOn(ctx context.Context, a asking, f committee.ResultFilter, page int) (committee.FoundResults, int, error) {
	found, err := d.Store.Results(ctx, a.c.ID, f, resultsAPage, 0)
	if pages := (found.Entered + found.Unentered + resultsAPage - 1) / resultsAPage; err == nil && page > 1 && pages > 0 {
		page = min(page, pages)
		found, err = d.Store.Results(ctx, a.c.ID, f, resultsAPage, (page-1)*resultsAPage)
	}
	return found, page, err
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

// reviewing is "2 wiedervorlage 1.6.2027"; takenOff takes it off again.
var (
	reviewing = regexp.MustCompile(`(?i)^(\S+)\s+(?:wiedervorlage|review)(?:\s+(.*))?$`)
	takenOff  = regexp.MustCompile(`(?i)^(?:keine|nie|aus|none|never|off)$`)
)

// review sets the day on which a result comes up again.
func (d Desk) review(ctx context.Context, a asking, n committee.Number, when string) (bot.Reply, error) {
	p, err := d.Store.ResultNumbered(ctx, a.c.ID, n)
	if err != nil {
		return bot.Reply{}, missing(err, "result.none", "Words", n.String())
	}
	var day calendar.Date
	when = strings.TrimSpace(onWord.ReplaceAllString(when, ""))
	switch {
	case when == "":
		return bot.Reply{}, committee.Refuse(committee.Invalid, "result.review.day", "Seq", n.Seq)
	case takenOff.MatchString(when):
	default:
		if day, err = calendar.ParseDate(when, a.now, a.c.Location()); err != nil {
			return bot.Reply{}, dateRefusal(err, a.c.Location())
		}
	}
	p, err = d.Store.ReviewResult(ctx, p.ID, a.p.User, a.now, func(p committee.Poll) (committee.Poll, error) { return p.ReviewOn(a.c, a.p, day, a.now) })
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Message: a.v.ResultReviewed(p)}, nil
}

// onWord stands before a day.
var onWord = regexp.MustCompile(`(?i)^(?:am|zum|bis|on|by)\s+`)

// result shows one entry with everything that was counted.
func (d Desk) result(ctx context.Context, a asking, q bot.Request, n committee.Number) (bot.Reply, error) {
	p, err := d.Store.ResultNumbered(ctx, a.c.ID, n)
	if err != nil {
		return bot.Reply{}, missing(err, "result.none", "Words", n.String())
	}
	return d.showPoll(ctx, a, q, p, "")
}
