package committee

import (
	"maps"
	"slices"
)

// duty is to whom a reminder is owed that belongs to an office, and whose business
// it still is when it is sent.
type duty struct {
	to    func(everybody []Person) []string
	still func(Person) bool
}

// duties are the reminders that belong to an office and not to a person: they are
// for whoever has it when they fall due, be it for a day only. The duties of
// meetings are not among them, since those are planned anew every day.
var duties = map[OwedKind]duty{
	OwedReview:         {pollHolders, func(p Person) bool { return p.May(HoldPolls) }},
	OwedNeedAnswerLate: {keepers, keeps},
	OwedNeedResume:     {keepers, keeps},
	OwedNeedQueryLate:  {organisers, Person.Belongs}, // and for who has asked
	OwedTopicUnhandled: {keepers, keeps},
	OwedTopicResume:    {keepers, keeps},
}

// Duties lists the kinds of reminders that belong to an office.
func Duties() []OwedKind { return slices.Sorted(maps.Keys(duties)) }

// OnDuty are those whose duty a reminder of a kind is now.
func OnDuty(k OwedKind, everybody []Person) []string {
	if d, is := duties[k]; is {
		return d.to(everybody)
	}
	return nil
}

// Relieved reports whether a reminder was owed to the person for an office that they
// have no longer.
func (o Owed) Relieved(p Person) bool {
	d, is := duties[o.Kind]
	return is && !d.still(p)
}

// keeps reports whether a person is chair or office.
func keeps(p Person) bool { return p.Has(Chair, Office) }

func keepers(everybody []Person) []string { return usersOf(everybody, keeps) }

func pollHolders(everybody []Person) []string {
	return usersOf(everybody, func(p Person) bool { return p.May(HoldPolls) })
}
