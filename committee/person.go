package committee

import (
	"slices"
	"time"
)

// Role is what a person is in a committee.
type Role string

// The roles. Member and Substitute come with a seat; the others are given.
const (
	Member     Role = "member"
	Substitute Role = "substitute"
	Chair      Role = "chair"
	Deputy     Role = "deputy"
	Office     Role = "office"
	Advisory   Role = "advisory"
	Guest      Role = "guest"
)

// GivenRoles are the roles that are given to a person, in the order in which
// people list them.
func GivenRoles() []Role { return []Role{Chair, Deputy, Office, Advisory, Guest} }

// Person is somebody in a committee at one moment: the roles and the seat they
// have then.
type Person struct {
	User   string // the chat's ID
	Handle string
	Name   string // as people read it; kept after the account is gone
	Lang   string
	Roles  []Role    // given roles, and Member or Substitute if they have a seat
	Seat   *Seat     // the seat they hold or substitute for; nil for none
	Left   time.Time // when the last seat ended that they had, if they have none now; zero if they never had one
}

// Has reports whether the person has one of the roles.
func (p Person) Has(roles ...Role) bool {
	return slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(p.Roles, r) })
}

// Belongs reports whether the person has anything to do with the committee.
func (p Person) Belongs() bool { return len(p.Roles) > 0 }

// HoldsSeat reports whether the person is the member of their seat, not its substitute.
func (p Person) HoldsSeat() bool { return p.Seat != nil && p.Has(Member) }
