package commands

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// listPolls lists the open polls and the last ones that ended.
func (d Desk) listPolls(ctx context.Context, a asking, _ bot.Request, _ string) (bot.Reply, error) {
	if err := a.p.Demand(committee.Read); err != nil {
		return bot.Reply{}, err
	}
	open, err := d.Store.OpenPolls(ctx, a.c.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	awaited, err := d.Store.OpenPollsFor(ctx, a.c.ID, a.p.User)
	if err != nil {
		return bot.Reply{}, err
	}
	closed, err := d.Store.ClosedPolls(ctx, a.c.ID, 5)
	return bot.Reply{Message: a.v.PollList(open, awaited, closed, a.c.ID, a.p.May(committee.HoldPolls))}, err
}

// showPoll shows a poll as far as the person may see it.
func (d Desk) showPoll(ctx context.Context, a asking, _ bot.Request, p committee.Poll, _ string) (bot.Reply, error) {
	w, err := d.Store.Voting(ctx, p.ID, a.p.User)
	if err != nil {
		return bot.Reply{}, err
	}
	turnout, err := d.Store.Turnout(ctx, p.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	outcome, err := d.outcome(ctx, p)
	if err != nil {
		return bot.Reply{}, err
	}
	made, fix, err := d.madeOf(ctx, a, p)
	if err != nil {
		return bot.Reply{}, err
	}
	stated, err := d.Store.Statements(ctx, p.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	closed, err := d.closedNeeds(ctx, p)
	if err != nil {
		return bot.Reply{}, err
	}
	var seat *committee.Voting
	if p.State == committee.PollOpen && p.Entitled(a.p) && (w.Before != nil || w.Recused()) {
		seat = &w
	}
	return bot.Reply{Message: a.v.PollShown(messages.PollView{
		Seat: seat, Closed: closed, Stated: stated, Made: made, Fix: fix, Poll: p, Turnout: turnout, Outcome: outcome, Own: w.Own(), Missing: a.p.May(committee.SeeWhoVoted),
		Manage: a.p.May(committee.HoldPolls), Vote: p.Admits(a.p, w.Before, a.now) == nil,
	})}, nil
}

// closedNeeds says which of the needs that a poll asks about are over by now.
func (d Desk) closedNeeds(ctx context.Context, p committee.Poll) (map[int64]committee.NeedState, error) {
	var ids []int64
	for _, o := range p.Options {
		if o.Need != 0 {
			ids = append(ids, o.Need)
		}
	}
	if ids == nil {
		return nil, nil
	}
	return d.Store.ClosedNeeds(ctx, ids)
}

// outcome counts a poll that is closed; before that nobody counts.
func (d Desk) outcome(ctx context.Context, p committee.Poll) (*committee.Outcome, error) {
	if p.State != committee.PollClosed {
		return nil, nil
	}
	ballots, err := d.Store.Ballots(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	o, err := p.Count(ballots)
	return &o, err
}

// askClosing asks whether a poll is really to end early; what else was typed is a
// mistake.
func (d Desk) askClosing(ctx context.Context, a asking, _ bot.Request, p committee.Poll, rest string) (bot.Reply, error) {
	if rest != "" {
		return bot.Reply{}, committee.Refuse(committee.Invalid, "poll.none", "Words", p.Number.String()+" "+rest)
	}
	turnout, err := d.Store.Turnout(ctx, p.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	if p.MayCallOff(a.p, a.now) == nil {
		form := a.v.CallOffDialog(p, turnout)
		return bot.Reply{Dialog: &form}, nil
	}
	if err := p.MayClose(a.p, a.now); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Message: a.v.ClosePollQuestion(p, turnout)}, err
}

// keepPoll is the button of who does not want to end a poll after all.
func (d Desk) keepPoll(_ context.Context, a asking, _ bot.Request, p committee.Poll, _ string) (bot.Reply, error) {
	if err := p.MayClose(a.p, a.now); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Message: a.v.PollKept(p)}, nil
}

// closePoll ends a poll early, after it was asked about.
func (d Desk) closePoll(ctx context.Context, a asking, _ bot.Request, p committee.Poll, _ string) (bot.Reply, error) {
	p, err := d.Store.EndPoll(ctx, p.ID, a.p.User, a.now, func(p committee.Poll) (committee.Poll, error) { return p.Close(a.p, a.now) })
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.PollEnded(p)}, nil
}

// reasonBehind divides "bis Freitag 12 Uhr, weil viele im Urlaub sind".
var reasonBehind = regexp.MustCompile(`(?i)[,;]?\s+(?:((?:weil|da|because|as)\s)|(?:grund:?|reason:?)\s)\s*`)

// extendByText extends a poll for the reason that was typed behind the moment.
// Without a reason the form asks for it, with the moment filled in.
func (d Desk) extendByText(ctx context.Context, a asking, q bot.Request, p committee.Poll, text string) (bot.Reply, error) {
	if err := a.p.Demand(committee.HoldPolls); err != nil {
		return bot.Reply{}, err
	}
	if at := reasonBehind.FindStringSubmatchIndex(text); at != nil {
		why := text[at[1]:]
		if at[2] >= 0 { // "weil" belongs to its sentence
			why = text[at[2]:]
		}
		return d.extend(ctx, a, p, text[:at[0]], why)
	}
	return d.extendForm(ctx, a, q, p, text)
}

// extendForm asks until when a poll is to run, and why.
func (d Desk) extendForm(_ context.Context, a asking, _ bot.Request, p committee.Poll, until string) (bot.Reply, error) {
	if err := a.p.Demand(committee.HoldPolls); err != nil {
		return bot.Reply{}, err
	}
	if !p.OpenAt(a.now) {
		return bot.Reply{}, committee.Refuse(committee.Conflict, "poll.closed", "Number", p.Number, "Question", p.Question)
	}
	form := a.v.ExtendDialog(p, until)
	return bot.Reply{Dialog: &form}, nil
}

func (d Desk) sentExtension(ctx context.Context, q bot.Request) (bot.Reply, error) {
	p, a, err := d.pollOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.extend(ctx, a, p, q.Form["until"], q.Form["why"])
}

func (d Desk) extend(ctx context.Context, a asking, p committee.Poll, until, why string) (bot.Reply, error) {
	to, err := a.pollEnd(until)
	if err != nil {
		return bot.Reply{}, sayMoment(err)
	}
	p, err = d.Store.ExtendPoll(ctx, p.ID, a.p.User, a.now, func(p committee.Poll) (committee.Poll, error) { return p.Extend(a.p, to, why, a.now) })
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.PollExtended(p)}, nil
}

// pollEnd reads when a poll is to end; a day alone means its noon.
func (a asking) pollEnd(text string) (time.Time, error) {
	return a.momentAhead(text, calendar.Clock{Hour: 12})
}

// momentAhead reads a moment to come; a day alone means a time of it. A day that is
// over is refused as a day, not as a time that nobody has named.
func (a asking) momentAhead(text string, usual calendar.Clock) (time.Time, error) {
	text = strings.TrimSpace(text)
	_, err := calendar.ParseDate(text, a.now, a.c.Location())
	if e := (*calendar.MomentError)(nil); errors.As(err, &e) && e.Reason == calendar.Past {
		return time.Time{}, dateRefusal(err, a.c.Location())
	}
	return calendar.ParseMoment(text, a.now, a.c.Location(), usual)
}

// sayMoment makes a refusal at the field "until" of a moment that cannot be used,
// so that it can be said together with others.
func sayMoment(err error) error {
	var e *calendar.MomentError
	if !errors.As(err, &e) {
		return err
	}
	understood := make([]committee.Ending, len(e.Understood))
	for i, t := range e.Understood {
		understood[i] = committee.Ending(t)
	}
	return committee.Refuse(committee.Invalid, "moment."+string(e.Reason), "Text", messages.Cut(e.Text, 80), "Understood", understood).At("until")
}
