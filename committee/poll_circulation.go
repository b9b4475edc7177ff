package committee

import (
	"time"

	"gremienbot/committee/calendar"
	"gremienbot/committee/tally"
)

// CirculationEnds is the end of a circulation that begins now: 24:00 of the last
// of its working days, by the calendar of all members; the day it begins is not
// counted (domain, section 6.3).
func (c Committee) CirculationEnds(now time.Time, days int) time.Time {
	last := c.MembersCalendar().PeriodEndWorkingDays(calendar.DateOf(now, c.Location()), days)
	return last.At(calendar.EndOfDay, c.Location())
}

// circulate gives a circulation its period and its rule: more than half of all
// seats must answer actively (BVerfGE 91, 148), and it ends when all have.
func (d PollDraft) circulate(c Committee, now time.Time) PollDraft {
	if d.Circulation != nil { // days out of bounds are refused as such, not for their end
		d.ClosesAt, d.EarlyClose = c.CirculationEnds(now, min(max(d.Circulation.Days, MinCirculation), MaxCirculation)), true
	}
	return d
}

// circulated is the rule of a motion that is decided outside a meeting.
func (t Terms) circulated(r tally.Rule) tally.Rule {
	if t.Circulation != nil {
		r.Quorum = moreHalf
	}
	return r
}

// runsItsPeriod: until it ends by itself, a circulation is not decided. A seat that has
// not answered still may, and may object (domain, section 2.2: it closes early only when
// all seats have responded, which the bot sees to).
func (p Poll) runsItsPeriod(now time.Time) bool { return p.Circulation != nil && p.OpenAt(now) }

// MayCallOff returns nil if the person may end a circulation without a result now.
func (p Poll) MayCallOff(who Person, now time.Time) error {
	if err := who.Demand(HoldPolls); err != nil {
		return err
	}
	switch {
	case !p.OpenAt(now):
		return Refuse(Conflict, "poll.closed", "Number", p.Number, "Question", p.Question)
	case p.Circulation == nil:
		return Refuse(Invalid, "poll.topic.none", "Number", p.Number)
	}
	return nil
}

// CallOff ends a circulation before its time, without a result, for a reason that all
// read. As after an objection, the question can go to a meeting.
func (p Poll) CallOff(who Person, why string, now time.Time) (Poll, error) {
	if err := p.MayCallOff(who, now); err != nil {
		return p, err
	}
	why = oneLine(why)
	if err := unclassified(why); err != nil {
		return p, err
	}
	if e := bounds("why", why, "poll.calloff.why", 5, MaxQuestion); e != nil {
		return p, e
	}
	c := *p.Circulation
	c.Objector, c.Objected, c.Why, c.CalledOff = who.Name, now, why, true
	p.Circulation = &c
	return p.Expire(now)
}

// CalledOff reports whether chair or office ended a circulation without a result.
func (p Poll) CalledOff() bool { return p.Objected() && p.Circulation.CalledOff }

// Objected reports whether a circulation was ended without a result: a seat has objected
// to deciding outside a meeting, or it was called off.
func (p Poll) Objected() bool { return p.Circulation != nil && !p.Circulation.Objected.IsZero() }

// NeedsMeeting reports whether a circulation ended without a result, so that a meeting
// has to deal with its question: a seat objected, it was called off, or too few answered. o is its count.
func (p Poll) NeedsMeeting(o Outcome) bool {
	return p.Objected() || p.Circulation != nil && p.State == PollClosed && o.TooFew()
}

// ForMeeting is what a circulation without a result becomes: a topic that a meeting
// deals with, see [Poll.NeedsMeeting]. text says where it comes from; it is cut if it is
// too long.
func (p Poll) ForMeeting(who Person, o Outcome, text string) (TopicDraft, error) {
	if err := who.Demand(HoldPolls); err != nil {
		return TopicDraft{}, err
	}
	if !p.NeedsMeeting(o) {
		return TopicDraft{}, Refuse(Conflict, "poll.topic.none", "Number", p.Number)
	}
	return TopicDraft{Title: cutRunes(p.Question, MaxTitle), Question: cutRunes(text, MaxText), Kind: Processing}, nil
}

// cutRunes is a text of n characters at most; what was cut off shows.
func cutRunes(text string, n int) string {
	r := []rune(text)
	if len(r) <= n {
		return text
	}
	return string(r[:n-1]) + "…"
}

// countSilent decides a circulation in which enough have answered: whoever did
// not answer abstains (as in the IT-Planungsrat, domain section 0.2).
func (p Poll) countSilent(o Outcome, m tally.Motion) (Outcome, error) {
	silent := len(p.Electors) - len(p.Recused) - o.Cast
	if p.Circulation == nil || silent <= 0 || o.Motion.Outcome == tally.NotQuorate || m.Rule.Abstention == tally.AbstentionForbidden {
		return o, nil
	}
	before := *o.Motion
	r, err := silenced(m, silent).Count()
	r.Quorum, r.Abstain = before.Quorum, before.Abstain
	if r.Weight != nil {
		r.Weight.Abstain = before.Weight.Abstain
	}
	o.Motion, o.Silent = &r, silent
	return o, err
}

// silenced is a motion with those who did not answer among the abstentions, and
// without the quorum that was reached before.
func silenced(m tally.Motion, silent int) tally.Motion {
	m.Abstain, m.Present, m.Rule.Quorum = m.Abstain+silent, m.Present+silent, tally.Quorum{}
	if m.Weights != nil {
		w := *m.Weights
		w.Abstain, w.Present = w.Abstain+w.Filled-w.Present, w.Filled
		m.Weights = &w
	}
	return m
}
