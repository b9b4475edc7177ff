package committee

import (
	"slices"
	"time"
)

// Messages to the other person of a seat about what was declared for it.
const (
	OwedRecused  OwedKind = "seat-recused"  // it has a conflict of interest
	OwedReturned OwedKind = "seat-returned" // it has none any more
)

// VoteGone is the note of an OwedRecused that a vote was deleted with.
const VoteGone = "vote-gone"

// SeatStand is how a seat stands at the moment somebody declares something for it.
type SeatStand struct {
	Ballot *Ballot  // what it has cast, without what that says; nil for nothing
	Held   bool     // somebody is its member
	Others []string // its people but for who declares
}

// IsRecused reports whether a seat does not take part because of a conflict of
// interest (Befangenheit).
func (p Poll) IsRecused(seat int64) bool { return slices.Contains(p.Recused, seat) }

// Recuse notes that the person's seat has a conflict of interest: it does not
// vote, does not count as present, and what it has cast is gone (§ 20 VwVfG; the
// municipal codes say the same). Doing it twice changes nothing. As with votes, a
// substitute has no say once the member has voted. Who was not asked about losing the
// seat's vote is refused, sure says that they were.
func (p Poll) Recuse(who Person, stand SeatStand, sure bool, now time.Time) (Poll, error) {
	if err := p.mayRecuse(who, now); err != nil {
		return p, err
	}
	seat, holds := who.Seat.ID, who.HoldsSeat()
	if b := stand.Ballot; b != nil && b.AsHolder && !holds {
		return p, Refuse(Conflict, "poll.recuse.member", "Number", p.Number, "Body", who.Seat.Body)
	}
	if !sure && stand.Ballot != nil {
		return p, Refuse(Conflict, "poll.recuse.unsure", "Number", p.Number)
	}
	p.Recused = withSeat(p.Recused, seat)
	if holds {
		p.RecusedByMember = withSeat(p.RecusedByMember, seat)
	}
	p.Version++
	return p, nil
}

// Return takes a conflict of interest back while the poll is open; the seat may
// vote again. One that the member has declared is not for the substitute to take back
// while the seat has a member.
func (p Poll) Return(who Person, stand SeatStand, now time.Time) (Poll, error) {
	if err := p.mayRecuse(who, now); err != nil {
		return p, err
	}
	seat := who.Seat.ID
	switch {
	case !p.IsRecused(seat):
		return p, Refuse(Conflict, "poll.return.none", "Number", p.Number, "Cast", stand.Ballot != nil)
	case stand.Held && p.onlyMemberReturns(who):
		return p, Refuse(Conflict, "poll.return.member", "Number", p.Number, "Body", who.Seat.Body)
	}
	p.Recused, p.RecusedByMember = withoutSeat(p.Recused, seat), withoutSeat(p.RecusedByMember, seat)
	p.Version++
	return p, nil
}

// ShowsReturn reports whether a person is offered to take back that their seat has a
// conflict of interest.
func (p Poll) ShowsReturn(who Person) bool {
	return who.Seat != nil && p.IsRecused(who.Seat.ID) && !p.onlyMemberReturns(who)
}

func (p Poll) onlyMemberReturns(who Person) bool {
	return !who.HoldsSeat() && slices.Contains(p.RecusedByMember, who.Seat.ID)
}

// RecusalNews tells the other people of the seat what was declared for it: p is the
// poll since then, before as it was. Nothing changed is nothing told.
func (p Poll) RecusalNews(before Poll, who Person, stand SeatStand, now time.Time) []Owed {
	seat := who.Seat.ID
	if before.IsRecused(seat) == p.IsRecused(seat) {
		return nil
	}
	kind, note := OwedReturned, ""
	if p.IsRecused(seat) {
		kind = OwedRecused
		if stand.Ballot != nil {
			note = VoteGone
		}
	}
	var owed []Owed
	for _, user := range stand.Others {
		owed = append(owed, Owed{Committee: p.Committee, Object: p.Ref(), Kind: kind, User: user, Note: note, Due: now, Grace: 7 * 24 * time.Hour})
	}
	return owed
}

// mayRecuse is who might vote, whatever their member has cast.
func (p Poll) mayRecuse(who Person, now time.Time) error {
	p.Recused = nil
	return p.Admits(who, nil, now)
}

// Awaited is how many seats are to take part: the statutory seats without those
// that have a conflict of interest.
func (p Poll) Awaited() int { return p.Seats - len(p.Recused) }

func withSeat(seats []int64, seat int64) []int64 {
	if slices.Contains(seats, seat) {
		return seats
	}
	return append(slices.Clone(seats), seat)
}

func withoutSeat(seats []int64, seat int64) []int64 {
	return slices.DeleteFunc(slices.Clone(seats), func(s int64) bool { return s == seat })
}
