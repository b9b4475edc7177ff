package committee_test

import (
	"slices"
	"testing"
	"time"

	"gremienbot/committee"
)

// Pressing an option adds it to what the person would see as theirs. What whoever held
// the seat before has approved is not shown to them, so nothing of it stays.
func TestPressingAnOptionBuildsOnWhatOneSeesAsOnesOwn(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	seat := &committee.Seat{ID: 1}
	member := committee.Person{User: "m", Roles: []committee.Role{committee.Member}, Seat: seat}
	substitute := committee.Person{User: "s", Roles: []committee.Role{committee.Substitute}, Seat: seat}
	p := committee.Poll{Kind: committee.ApprovalPoll, Options: committee.OptionLines("Eins\nZwei\nDrei"), State: committee.PollOpen, ClosesAt: now.Add(time.Hour), Electors: []committee.Elector{{Seat: 1}}}
	for name, row := range map[string]struct {
		who    committee.Person
		before *committee.Ballot
		want   []string
	}{
		"nothing":               {member, nil, []string{"A"}},
		"their own":             {member, &committee.Ballot{By: "m", AsHolder: true}, []string{"B", "A"}},
		"their substitute's":    {member, &committee.Ballot{By: "s"}, []string{"A"}},
		"the member before":     {member, &committee.Ballot{By: "before", AsHolder: true}, []string{"A"}},
		"confidential":          {member, &committee.Ballot{AsHolder: true}, []string{"B", "A"}},
		"the substitute's own":  {substitute, &committee.Ballot{By: "s"}, []string{"B", "A"}},
		"the substitute before": {substitute, &committee.Ballot{By: "before"}, []string{"B", "A"}},
	} {
		if row.before != nil {
			row.before.Seat, row.before.Choice.Approve = 1, []string{"B"}
		}
		b, err := p.Toggle(row.who, "A", row.before, now)
		if err != nil || !slices.Equal(b.Choice.Approve, row.want) {
			t.Errorf("%s: %v, %v; want %v", name, b.Choice.Approve, err, row.want)
		}
	}
}
