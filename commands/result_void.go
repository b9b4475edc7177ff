package commands

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
)

// voidStore declares results void.
type voidStore interface {
	VoidResult(ctx context.Context, id, instead int64, by string, now time.Time, rule func(p committee.Poll, instead *committee.Poll) (committee.Poll, error)) (committee.Poll, error)
}

// What people type to get rid of a result, behind its number or before it. Words that
// mean striking it out do that; of the others it is said that nothing is deleted.
const (
	voidWords = `(?:(?:für|fuer|als)\s+)?ung(?:ü|ue)ltig(?:\s+(?:erkl(?:ä|ae)ren|machen))?|streichen|stornieren|annullieren|void|strike(?:\s+out)?|invalidate`
	goneWords = `l(?:ö|oe)schen|entfernen|zur(?:ü|ue)ckziehen|zur(?:ü|ue)cknehmen|verwerfen|aufheben|(?:ä|ae)ndern|korrigieren|berichtigen|` +
		`delete|remove|withdraw|discard|revoke|cancel|edit|change|correct`
)

var (
	numberThenWord = regexp.MustCompile(`(?is)^(\S+)\s+(?:(` + voidWords + `)|` + goneWords + `)(?:[\s:,.]+(.*))?$`)
	wordThenNumber = regexp.MustCompile(`(?is)^(?:(` + voidWords + `)|` + goneWords + `)\s+(\S+)(?:\s+(.*))?$`)
	wordAlone      = regexp.MustCompile(`(?i)^(?:` + voidWords + `|` + goneWords + `)$`)
)

// getRid is a result that somebody wants to get rid of: strike says that they name the
// way in which that can be done, and why is what they give as the reason.
type getRid struct {
	number committee.Number
	strike bool
	why    string
}

// readGetRid reads "3 streichen Zahlen vertauscht" or "löschen E-2027-003".
func readGetRid(text string, year int) (getRid, bool) {
	word, number, why := "", "", ""
	if m := numberThenWord.FindStringSubmatch(text); m != nil {
		number, word, why = m[1], m[2], m[3]
	} else if m := wordThenNumber.FindStringSubmatch(text); m != nil {
		word, number, why = m[1], strings.TrimRight(m[2], ":,."), m[3]
	}
	n, ok := committee.ParseNumber(number, committee.ResultRegister, year)
	return getRid{n, word != "", strings.TrimSpace(why)}, ok
}

// neverGone answers such a word that stands alone: with the results that have it, or else
// with what can be done.
func (d Desk) neverGone(ctx context.Context, a asking, word string) (bot.Reply, error) {
	f, _ := readResults(word)
	found, err := d.Store.Results(ctx, a.c.ID, f, 1, 0)
	switch {
	case err != nil:
		return bot.Reply{}, err
	case len(found.Polls) == 0:
		return bot.Reply{}, committee.Refuse(committee.Missing, "result.stays")
	}
	return d.resultPage(ctx, a, word, 1)
}

// getRidOf opens the form for a result that may be declared void, or says what can be
// done instead.
func (d Desk) getRidOf(ctx context.Context, a asking, q bot.Request, g getRid) (bot.Reply, error) {
	p, err := d.Store.ResultNumbered(ctx, a.c.ID, g.number)
	if err != nil {
		return bot.Reply{}, missing(err, "result.none", "Words", g.number.String())
	}
	switch {
	case g.strike && p.MayDeclareVoid(a.p) == nil:
		return d.voidForm(ctx, a, q, p, g.why)
	case g.why == "":
		return bot.Reply{}, p.Stays()
	}
	return bot.Reply{}, d.giveBack(q, g.why, p.Stays())
}

// voidPoll is the same by the number of the poll, for what has no entry in the register.
// What was not recorded stays as it is, and a question may begin with such a word.
func (d Desk) voidPoll(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
	if err := a.p.Demand(committee.Read); err != nil {
		return bot.Reply{}, err
	}
	if text == "" {
		return bot.Reply{}, committee.Refuse(committee.Invalid, "poll.which", "Example", a.v.Say("poll.verb.void")+" 4")
	}
	n, ok := committee.ParseNumber(firstWord(text), committee.PollRegister, a.year())
	if !ok {
		return d.leaveStanding(ctx, a, q, text)
	}
	p, err := d.Store.PollNumbered(ctx, a.c.ID, n)
	if err != nil || p.MayDeclareVoid(a.p) != nil {
		return d.leaveStanding(ctx, a, q, text) // which finds nothing either, or says what else can be done
	}
	return d.voidForm(ctx, a, q, p, strings.TrimSpace(text[len(firstWord(text)):]))
}

// replacements is among how many of the polls that ended last what holds instead is
// offered.
const replacements = 25

// voidForm asks why a result is void, and what holds instead.
func (d Desk) voidForm(ctx context.Context, a asking, _ bot.Request, p committee.Poll, why string) (bot.Reply, error) {
	if err := p.MayDeclareVoid(a.p); err != nil {
		return bot.Reply{}, err
	}
	closed, err := d.Store.ClosedPolls(ctx, a.c.ID, replacements)
	if err != nil {
		return bot.Reply{}, err
	}
	var others []committee.Poll
	for _, o := range closed {
		if o.Replaces(p) {
			others = append(others, o)
		}
	}
	form := a.v.VoidDialog(p, others, why)
	return bot.Reply{Dialog: &form}, nil
}

// sentVoid takes the form. The news follows through the delivery.
func (d Desk) sentVoid(ctx context.Context, q bot.Request) (bot.Reply, error) {
	p, a, err := d.pollOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	instead, _ := strconv.ParseInt(q.Form["instead"], 10, 64) // 0 is none
	after, err := d.Store.VoidResult(ctx, p.ID, instead, a.p.User, a.now, func(p committee.Poll, instead *committee.Poll) (committee.Poll, error) {
		return p.DeclareVoid(a.p, q.Form["why"], instead, a.now)
	})
	if err != nil {
		return bot.Reply{}, missing(err, "result.void.instead", "Called", p.Called())
	}
	d.kick()
	return bot.Reply{Message: a.v.ResultVoid(after)}, nil
}
