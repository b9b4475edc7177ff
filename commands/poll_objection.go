package commands

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// objection asks whoever may object to a circulation whether they do, because one
// objection ends it for all.
func (d Desk) objection(ctx context.Context, a asking, _ bot.Request, p committee.Poll, why string) (bot.Reply, error) {
	if text, ok := forSeat(why); ok && p.Circulation != nil && a.p.May(committee.EnterVotes) {
		e, named, rest, err := d.seatMeant(ctx, a, p, text)
		switch {
		case err == nil:
			return d.enterObjection(ctx, a, p, e, named, rest)
		case !a.p.May(committee.Vote) || len(committee.Refusals(err)) == 0:
			return bot.Reply{}, err
		} // who votes themselves may have begun a reason with "for"
	}
	w, err := d.Store.Voting(ctx, p.ID, a.p.User)
	if err != nil {
		return bot.Reply{}, err
	}
	if err := p.MayObject(a.p, w.Before, a.now); err != nil {
		if p.Circulation != nil && p.OpenAt(a.now) && !a.p.May(committee.Vote) && a.p.May(committee.EnterVotes) {
			return bot.Reply{}, committee.Refuse(committee.Forbidden, "poll.object.office", "Seq", p.Number.Seq, "How", objectionFor(p, anElector(p)))
		}
		return bot.Reply{}, err
	}
	form := a.v.ObjectionDialog(p, why)
	return bot.Reply{Dialog: &form}, nil
}

// sentObjection ends a circulation.
func (d Desk) sentObjection(ctx context.Context, q bot.Request) (bot.Reply, error) {
	p, a, err := d.pollOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	p, err = d.Store.EndCirculation(ctx, p.ID, a.p, a.now, func(p committee.Poll, before *committee.Ballot) (committee.Poll, error) {
		return p.Object(a.p, before, q.Form["why"], a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.PollObjected(p)}, nil
}

// forSeat is what follows the word for the seat in "für Landkreis Musterland Grund".
func forSeat(text string) (string, bool) {
	word := fold(firstWord(text))
	return behind(text), word == "fuer" || word == "for"
}

// objects reports whether a text is the verb to object to a circulation.
func objects(text string) bool {
	return slices.Contains([]string{"widerspruch", "widersprechen", "widerspricht", "object", "objects", "objection"}, fold(strings.TrimRight(firstWord(text), ".,:;!")))
}

// namesObjection reports whether somewhere in a text about a circulation is that verb.
func namesObjection(p committee.Poll, text string) bool {
	return p.Circulation != nil && slices.ContainsFunc(strings.Fields(text), objects)
}

// orObjectThemselves adds to the refusal of who may enter no objection what they can do.
func (a asking) orObjectThemselves(p committee.Poll, text string, refused error) error {
	lead := p.MayCallOff(a.p, a.now) == nil
	if !namesObjection(p, text) || !lead && (!a.p.May(committee.Vote) || !p.OpenAt(a.now)) {
		return refused
	}
	return committee.Errors(append(committee.Refusals(refused), committee.Refuse(committee.Forbidden, "poll.object.themselves", "Lead", lead, "Seq", p.Number.Seq)))
}

// objectionFor is how the objection of a seat to a circulation is typed, for an
// example; nothing for other polls.
func objectionFor(p committee.Poll, named string) any {
	if p.Circulation == nil {
		return ""
	}
	return messages.HowToVote{Poll: p, For: named, Objection: true}
}

// enterObjection asks the office whether a seat has really objected to a circulation,
// because one objection ends it for all.
func (d Desk) enterObjection(ctx context.Context, a asking, p committee.Poll, e committee.Elector, named, why string) (bot.Reply, error) {
	says, err := d.speaker(ctx, a, e, named)
	if err != nil {
		return bot.Reply{}, err
	}
	ballots, err := d.Store.Ballots(ctx, p.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	var before *committee.Ballot
	if i := slices.IndexFunc(ballots, func(b committee.Ballot) bool { return b.Seat == e.Seat }); i >= 0 {
		before = &ballots[i]
	}
	if err := p.MayEnterObjection(a.p, e, says, before, a.now); err != nil {
		return bot.Reply{}, err
	}
	form := a.v.EnteredObjectionDialog(p, e, named, why)
	return bot.Reply{Dialog: &form}, nil
}

// speaker is who of a seat's people has spoken for it: the one whom the office has
// named, or the only one there is. It is nil where that cannot be told.
func (d Desk) speaker(ctx context.Context, a asking, e committee.Elector, named string) (*committee.Person, error) {
	people, err := d.Store.People(ctx, a.c.ID)
	if err != nil {
		return nil, err
	}
	people = slices.DeleteFunc(people, func(p committee.Person) bool { return p.Seat == nil || p.Seat.ID != e.Seat })
	for _, p := range people {
		if strings.EqualFold("@"+p.Handle, named) || len(people) == 1 {
			return &p, nil
		}
	}
	return nil, nil
}

// sentEnteredObjection ends a circulation by the objection of a seat. What the form is
// about is the poll, the seat, and how the office has named it.
func (d Desk) sentEnteredObjection(ctx context.Context, q bot.Request) (bot.Reply, error) {
	p, a, err := d.pollOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	_, rest := splitObject(q.Object)
	seat, named := splitObject(rest)
	i := slices.IndexFunc(p.Electors, func(e committee.Elector) bool { return e.Seat == seat })
	if i < 0 {
		return bot.Reply{}, fmt.Errorf("entering an objection: poll %d has no seat %d", p.ID, seat)
	}
	e := p.Electors[i]
	says, err := d.speaker(ctx, a, e, named)
	if err != nil {
		return bot.Reply{}, err
	}
	p, err = d.Store.EnterObjection(ctx, p.ID, seat, a.p.User, a.now, func(p committee.Poll, before *committee.Ballot) (committee.Poll, error) {
		return p.EnterObjection(a.p, e, says, before, q.Form["why"], a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.ObjectionEntered(p, e)}, nil
}
