package committee

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Position is what somebody is in a committee: a role, or a seat as its member
// or substitute.
type Position struct {
	Role        Role
	Group, Body string // of the seat, "" for other roles
}

// Sits reports whether it is a place on a seat, as its member or substitute.
func (x Position) Sits() bool { return x.Role == Member || x.Role == Substitute }

// Positions are all that a person is in a committee now.
func (p Person) Positions() []Position {
	var all []Position
	for _, r := range p.Roles {
		x := Position{Role: r}
		if p.Seat != nil && x.Sits() {
			x.Group, x.Body = p.Seat.Group, p.Seat.Body
		}
		all = append(all, x)
	}
	return all
}

// PositionChange is what somebody has become and is no longer.
type PositionChange struct{ Gained, Lost []Position }

// Note writes the change into a message that is owed; [ReadPositionChange] reads it.
func (x PositionChange) Note() string {
	text, err := json.Marshal(x)
	if err != nil {
		panic(err) // it holds nothing that JSON does not know
	}
	return string(text)
}

// ReadPositionChange reads what [PositionChange.Note] wrote.
func ReadPositionChange(note string) (PositionChange, error) {
	var x PositionChange
	if err := json.Unmarshal([]byte(note), &x); err != nil {
		return x, fmt.Errorf("reading what somebody has become: %w", err)
	}
	return x, nil
}

// positionGrace is how long it is news what somebody has become.
const positionGrace = 7 * 24 * time.Hour

// PositionsChanged are the messages to everybody who is something else in the
// committee than before: one each, directly, outside the quiet hours. Who made
// the change knows of it; if by is "" the bot itself did, and nobody is told. The
// news does not wait where work that is open for a seat would end before.
func PositionsChanged(c Committee, before, after []Person, work SeatWork, by string, now time.Time) []Owed {
	if by == "" {
		return nil
	}
	was, is := positionsByUser(before), positionsByUser(after)
	users := usersOf(slices.Concat(before, after), func(p Person) bool { return p.User != by })
	slices.Sort(users)
	until := map[string]time.Time{}
	for _, p := range before {
		until[p.User] = now.Add(positionGrace)
	}
	for _, p := range after {
		until[p.User] = work.ends(p, now.Add(positionGrace))
	}
	var all []Owed
	for _, user := range slices.Compact(users) {
		x := PositionChange{Gained: without(is[user], was[user]), Lost: without(was[user], is[user])}
		if len(x.Gained)+len(x.Lost) == 0 {
			continue
		}
		all = append(all, Owed{
			Committee: c.ID, Object: Object{CommitteeObject, c.ID}, Kind: OwedPosition, User: user,
			Due: afterQuiet(c, now, until[user]), Grace: positionGrace, Note: x.Note(),
		})
	}
	return all
}

// Gone are the users of those who have nothing to do with the committee any more.
func Gone(before, after []Person) []string {
	is := positionsByUser(after)
	return usersOf(before, func(p Person) bool { return len(is[p.User]) == 0 })
}

func positionsByUser(people []Person) map[string][]Position {
	all := map[string][]Position{}
	for _, p := range people {
		all[p.User] = p.Positions()
	}
	return all
}

// without are the positions of one list that the other lacks.
func without(list, other []Position) []Position {
	return slices.DeleteFunc(slices.Clone(list), func(x Position) bool { return slices.Contains(other, x) })
}
