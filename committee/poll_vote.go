package committee

import (
	"maps"
	"slices"
	"time"
)

// Voting is all that a ballot is decided on, read at one moment. To be quick, the
// committee comes without Lands, Seats and FirstMeeting.
type Voting struct {
	Committee Committee
	Poll      Poll
	Who       Person
	Before    *Ballot // what their seat has cast already, nil for nothing
}

// Turnout says who has taken part in a poll, never how.
type Turnout struct {
	Cast    int       // seats that have cast a ballot
	Seats   int       // statutory seats without those that have a conflict of interest
	Missing []Elector // entitled seats that have not and could
	Vacant  []Elector // entitled seats that have not and that nobody holds or substitutes on
}

// Receives refuses a vote of whoever has none, and any vote on a poll that has
// ended, whatever the vote says.
func (p Poll) Receives(who Person, now time.Time) error {
	if err := who.Demand(Vote); err != nil {
		return err
	}
	if !p.OpenAt(now) {
		return Refuse(Conflict, "poll.closed", "Number", p.Number, "Question", p.Question)
	}
	return nil
}

// Admits returns nil if the person may cast or change the ballot of their seat
// now. before is the ballot their seat has cast already, nil for none. The
// member's ballot prevails: once it is there the substitute's is refused, and it
// replaces the substitute's.
func (p Poll) Admits(who Person, before *Ballot, now time.Time) error {
	if err := p.Receives(who, now); err != nil {
		return err
	}
	if !p.Entitled(who) && p.Voters != "" && (who.Seat == nil || who.Seat.Group != p.Voters) {
		return Refuse(Forbidden, "poll.seat.others", "Number", p.Number, "Group", p.Voters)
	}
	if !p.Entitled(who) {
		return Refuse(Forbidden, "poll.seat.late", "Number", p.Number)
	}
	if p.IsRecused(who.Seat.ID) && p.onlyMemberReturns(who) {
		return Refuse(Conflict, "poll.recused.member", "Number", p.Number, "Body", who.Seat.Body)
	}
	if p.IsRecused(who.Seat.ID) {
		return Refuse(Conflict, "poll.recused", "Number", p.Number, "Seq", p.Number.Seq)
	}
	if before != nil && before.AsHolder && !who.HoldsSeat() {
		return Refuse(Conflict, "poll.member.voted", "Body", who.Seat.Body)
	}
	return nil
}

// Admitted reports whether the person may cast the ballot of their seat before the
// poll ends; see Admits.
func (v Voting) Admitted() bool { return v.Poll.Admits(v.Who, v.Before, v.Poll.OpensAt) == nil }

// Cast decides what becomes of a person's choice: it is the ballot of their
// seat, or refused; see Admits.
func (p Poll) Cast(who Person, choice Choice, before *Ballot, now time.Time) (Ballot, error) {
	if err := p.Admits(who, before, now); err != nil {
		return Ballot{}, err
	}
	if err := p.checkChoice(choice); err != nil {
		return Ballot{}, err
	}
	holds := who.HoldsSeat()
	return Ballot{
		Seat: who.Seat.ID, By: who.User, AsHolder: holds, AsChair: holds && who.Has(Chair),
		AsLead: holds && p.Kind == DatePoll && who.Has(Chair, Deputy), Choice: choice, At: now,
	}, nil
}

// Toggle decides what becomes of pressing one option of a poll that takes
// several: it is added to what the seat approves, or taken out. Taking out the
// last one leaves an abstention. It counts only on top of the ballot that it was
// made of, so that of two presses at once none is lost.
func (p Poll) Toggle(who Person, key string, before *Ballot, now time.Time) (Ballot, error) {
	var c Choice
	if before != nil && !before.ofPredecessor(who) && (before.AsHolder || !who.HoldsSeat()) {
		c.Approve = slices.Clone(before.Choice.Approve)
	}
	if i := slices.Index(c.Approve, key); i >= 0 {
		c.Approve = slices.Delete(c.Approve, i, i+1)
	} else {
		c.Approve = append(c.Approve, key)
	}
	if len(c.Approve) == 0 {
		c.Answer = Abstain
	}
	b, err := p.Cast(who, c, before, now)
	b.Builds = true
	return b, err
}

// CastDays decides what becomes of answers for some days of a date poll: days that
// are not named keep the answer that the person would see as theirs. It counts only
// on top of the ballot that it was made of, so that of two at once none is lost.
func (p Poll) CastDays(who Person, c Choice, before *Ballot, now time.Time) (Ballot, error) {
	if before != nil && !before.ofPredecessor(who) && (before.AsHolder || before.Entered || !who.HoldsSeat()) {
		c = c.overDays(before.Choice)
	}
	b, err := p.Cast(who, c, before, now)
	b.Builds = true
	return b, err
}

// ofPredecessor reports whether somebody else has cast the ballot as the seat's member,
// who held the seat before. It is not shown to who holds it now, and so nothing is added
// to it. A confidential ballot does not say who cast it.
func (b Ballot) ofPredecessor(who Person) bool {
	return b.AsHolder && b.By != "" && b.By != who.User
}

// overDays is a choice with the days that it does not name as they were before.
func (c Choice) overDays(before Choice) Choice {
	days := maps.Clone(before.Days)
	if days == nil {
		return c
	}
	maps.Copy(days, c.Days)
	c.Days = days
	return c
}

// Entitled reports whether the person's seat was in the committee when the poll opened.
func (p Poll) Entitled(who Person) bool {
	return who.Seat != nil && slices.ContainsFunc(p.Electors, func(e Elector) bool { return e.Seat == who.Seat.ID })
}

// Label is the title of an option, or its key if there is none.
func (p Poll) Label(key string) string {
	for _, o := range p.Options {
		if o.Key == key {
			return o.Label
		}
	}
	return key
}
