package commands

import (
	"context"
	"strings"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// enter is "/umfrage 5 für Landkreis Musterland ja": the office enters a vote
// that a seat has given by telephone.
func (d Desk) enter(ctx context.Context, a asking, _ bot.Request, p committee.Poll, text string) (bot.Reply, error) {
	if err := a.p.Demand(committee.EnterVotes); err != nil {
		return bot.Reply{}, err
	}
	e, rest, err := d.seatMeant(ctx, a, p, text)
	if err != nil {
		return bot.Reply{}, err
	}
	choice, understood := a.typedChoice(p, rest)
	switch {
	case understood:
	case !p.OpenAt(a.now):
		return bot.Reply{}, committee.Refuse(committee.Conflict, "poll.closed", "Number", p.Number, "Question", p.Question)
	default:
		return bot.Reply{}, enteredNotUnderstood(p, e, rest)
	}
	b, err := d.Store.EnterBallot(ctx, p.ID, e.Seat, a.now, func(p committee.Poll, before *committee.Ballot) (committee.Ballot, error) {
		return p.Enter(a.p, e, choice, before, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.PollEntered(p, e, b)}, nil
}

// enteredNotUnderstood says how a vote is entered for a seat: where an order is
// asked for, as it is typed.
func enteredNotUnderstood(p committee.Poll, e committee.Elector, text string) error {
	if p.Kind == committee.MotionPoll {
		return committee.Refuse(committee.Invalid, "poll.enter.motion", "Word", messages.Cut(text, 60), "Number", p.Number, "Seq", p.Number.Seq, "Body", e.Body)
	}
	if !p.Kind.Ranks() || len(p.Options) < 2 {
		return notUnderstood(p, text)
	}
	last, first := p.Options[len(p.Options)-1], p.Options[0]
	return committee.Refuse(committee.Invalid, "poll.enter.rank", "Number", p.Number, "Seq", p.Number.Seq, "Body", e.Body, "Ranks", typedKey(last.Key)+", "+typedKey(first.Key))
}

// typedKey is the key of an option as people type it: of a need its short number.
func typedKey(key string) string {
	if at := strings.LastIndex(key, "-"); at >= 0 {
		return strings.TrimLeft(key[at+1:], "0")
	}
	return key
}

// seatMeant is the elector that a text begins with, by the body that delegates it
// or by one of its people, and what follows. Several seats of one body can only
// be told apart by their people.
func (d Desk) seatMeant(ctx context.Context, a asking, p committee.Poll, text string) (committee.Elector, string, error) {
	var found []committee.Elector
	var rest string
	if strings.HasPrefix(text, "@") {
		people, err := d.Store.People(ctx, a.c.ID)
		if err != nil {
			return committee.Elector{}, "", err
		}
		found, rest = seatOf(p, people, strings.TrimRight(firstWord(text)[1:], ":,")), behind(text)
	} else {
		found, rest = seatsNamed(p, text)
	}
	switch {
	case len(found) == 0:
		return committee.Elector{}, "", committee.Refuse(committee.Missing, "poll.enter.seat", "Text", messages.Cut(text, 80), "Seq", p.Number.Seq)
	case len(found) > 1:
		return committee.Elector{}, "", committee.Refuse(committee.Invalid, "poll.enter.several", "Count", len(found), "Body", found[0].Body, "Seq", p.Number.Seq)
	}
	return found[0], rest, nil
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
// not, in any case.
func cutFold(text, words string) (string, bool) {
	text = strings.TrimLeft(text, "\"„“” ")
	if len(text) < len(words) || !strings.EqualFold(text[:len(words)], words) {
		return "", false
	}
	return strings.TrimLeft(text[len(words):], "\"„“”:, "), true
}
