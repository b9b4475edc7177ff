package committee

import "gremienbot/committee/calendar"

// Seat is one vote in the committee. It belongs to a group and a delegating
// body and outlives the people who hold it.
type Seat struct {
	ID    int64
	Group string // the constituency, such as "Landkreise"
	Body  string // the delegating body, such as "Landkreis Musterland"
	Land  calendar.Land
	Order int
	// Weight is how much the seat weighs where a poll is counted by weight; see Votes.
	Weight int
	// Holder and Substitute are the people of the moment asked for, nil if vacant.
	Holder, Substitute *Occupant
}

// Occupant is who holds a seat or substitutes on it.
type Occupant struct {
	User, Handle, Name string
}

// Vacant reports whether nobody holds the seat.
func (s Seat) Vacant() bool { return s.Holder == nil }
