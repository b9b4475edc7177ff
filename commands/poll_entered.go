package commands

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// voteFirst is a vote with the seat behind it: "ja für @name".
var voteFirst = regexp.MustCompile(`(?i)^(.+?)\s+(?:für|fuer|for)\s+(.+)$`)

// enter is "/umfrage 5 für Landkreis Musterland ja": the office enters a vote
// that a seat has given by telephone.
func (d Desk) enter(ctx context.Context, a asking, _ bot.Request, p committee.Poll, text string) (bot.Reply, error) {
	if err := a.p.Demand(committee.EnterVotes); err != nil {
		return bot.Reply{}, a.orObjectThemselves(p, text, err)
	}
	e, named, rest, err := d.seatMeant(ctx, a, p, text)
	if err != nil {
		return bot.Reply{}, err
	}
	if p.Circulation != nil && objects(rest) {
		return d.enterObjection(ctx, a, p, e, named, behind(rest))
	}
	choice, understood := a.typedChoice(p, rest)
	switch {
	case understood:
	case !p.OpenAt(a.now):
		return bot.Reply{}, committee.Refuse(committee.Conflict, "poll.closed", "Number", p.Number, "Question", p.Question)
	default:
		return bot.Reply{}, enteredNotUnderstood(p, named, rest)
	}
	b, err := d.Store.EnterBallot(ctx, p.ID, e.Seat, a.now, func(p committee.Poll, before *committee.Ballot) (committee.Ballot, error) {
		return p.Enter(a.p, e, choice, before, a.now)
	})
	if err != nil {
		return bot.Reply{}, withExample(err, p, named, false)
	}
	d.kick()
	return bot.Reply{Message: a.v.PollEntered(p, e, b)}, nil
}

// enteredNotUnderstood says how a vote is entered for a seat, which is named as the
// office has named it.
func enteredNotUnderstood(p committee.Poll, named, text string) error {
	key := "poll.enter.how"
	switch {
	case p.Kind == committee.MotionPoll:
		key = "poll.enter.motion"
	case p.Kind.Ranks():
		key = "poll.enter.rank"
	}
	how := messages.HowToVote{Poll: p, For: named}
	return committee.Refuse(committee.Invalid, key, "Word", messages.Cut(text, 60), "Number", p.Number, "How", how, "Objection", objectionFor(p, named))
}

// anElector is how a seat of a poll can be named, for an example.
func anElector(p committee.Poll) string {
	for _, e := range p.Electors {
		if same := slices.DeleteFunc(slices.Clone(p.Electors), func(o committee.Elector) bool { return !strings.EqualFold(o.Body, e.Body) }); len(same) == 1 {
			return e.Body
		}
	}
	return "@name"
}

// seatMeant is the elector that a text begins with, by the body that delegates it
// or by one of its people, how it is named there, and what follows. Several seats of
// one body can only be told apart by their people.
func (d Desk) seatMeant(ctx context.Context, a asking, p committee.Poll, text string) (e committee.Elector, named, rest string, err error) {
	var found []committee.Elector
	if strings.HasPrefix(text, "@") {
		people, err := d.Store.People(ctx, a.c.ID)
		if err != nil {
			return committee.Elector{}, "", "", err
		}
		named, rest = strings.TrimRight(firstWord(text), ":,"), behind(text)
		found = seatOf(p, people, named[1:])
	} else if found, rest = seatsNamed(p, text); len(found) > 0 {
		named = found[0].Body
	}
	objection := namesObjection(p, text)
	switch {
	case len(found) == 0:
		how := messages.HowToVote{Poll: p, For: anElector(p), Objection: objection}
		return committee.Elector{}, "", "", committee.Refuse(committee.Missing, "poll.enter.seat", "Text", messages.Cut(text, 80), "How", how)
	case len(found) > 1:
		how := messages.HowToVote{Poll: p, For: "@name", Objection: objection}
		return committee.Elector{}, "", "", committee.Refuse(committee.Invalid, "poll.enter.several", "Count", len(found), "Body", found[0].Body, "How", how)
	}
	return found[0], named, rest, nil
}

// seatOf is the elector that a person holds or substitutes on.
func seatOf(p committee.Poll, people []committee.Person, handle string) []committee.Elector {
	for _, who := range people {
		for _, e := range p.Electors {
			if who.Seat != nil && who.Seat.ID == e.Seat && strings.EqualFold(who.Handle, handle) {
				return []committee.Elector{e}
			}
		}
	}
	return nil
}

// seatsNamed are the electors of the longest name that a text begins with.
func seatsNamed(p committee.Poll, text string) (found []committee.Elector, rest string) {
	for _, e := range p.Electors {
		left, ok := cutFold(text, e.Body)
		if !ok || found != nil && len(e.Body) < len(found[0].Body) {
			continue
		}
		if found != nil && len(e.Body) > len(found[0].Body) {
			found = nil
		}
		found, rest = append(found, e), left
	}
	return found, rest
}

// cutFold cuts words off the beginning of a text that mean the same, quoted or
// not, in any case. The beginning of a longer word is not meant: "Stadt 1" stands not
// in "Stadt 12".
func cutFold(text, words string) (string, bool) {
	text = strings.TrimLeft(text, "\"„“” ")
	if len(text) < len(words) || !strings.EqualFold(text[:len(words)], words) {
		return "", false
	}
	rest := text[len(words):]
	if next, _ := utf8.DecodeRuneInString(rest); unicode.IsLetter(next) || unicode.IsDigit(next) {
		return "", false
	}
	return strings.TrimLeft(rest, "\"„“”:, "), true
}
