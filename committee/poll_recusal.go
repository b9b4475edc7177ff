package committee

import (
	"slices"
	"time"
)

// IsRecused reports whether a seat does not take part because of a conflict of
// interest (Befangenheit).
func (p Poll) IsRecused(seat int64) bool { return slices.Contains(p.Recused, seat) }

// Recuse notes that the person's seat has a conflict of interest: it does not
// vote, does not count as present, and what it has cast is gone (§ 20 VwVfG; the
// municipal codes say the same). Doing it twice changes nothing. voted are the
// seats that have cast; who was not asked about losing the seat's vote is refused,
// sure says that they were.
func (p Poll) Recuse(who Person, voted []int64, sure bool, now time.Time) (Poll, error) {
	if err := p.mayRecuse(who, now); err != nil {
		return p, err
	}
	if !sure && slices.Contains(voted, who.Seat.ID) {
		return p, Refuse(Conflict, "poll.recuse.unsure", "Number", p.Number)
	}
	if !p.IsRecused(who.Seat.ID) {
		p.Recused = append(slices.Clone(p.Recused), who.Seat.ID)
	}
	p.Version++
	return p, nil
}

// Return takes a conflict of interest back while the poll is open; the seat may
// vote again.
func (p Poll) Return(who Person, now time.Time) (Poll, error) {
	if err := p.mayRecuse(who, now); err != nil {
		return p, err
	}
	seat := who.Seat.ID
	p.Recused = slices.DeleteFunc(slices.Clone(p.Recused), func(s int64) bool { return s == seat })
	p.Version++
	return p, nil
}

// mayRecuse is who might vote, whatever their member has cast.
func (p Poll) mayRecuse(who Person, now time.Time) error {
	p.Recused = nil
	return p.Admits(who, nil, now)
}

// Awaited is how many seats are to take part: the statutory seats without those
// that have a conflict of interest.
func (p Poll) Awaited() int { return p.Seats - len(p.Recused) }
