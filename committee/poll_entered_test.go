package committee_test

import (
	"testing"
	"time"

	"gremienbot/committee"
)

func TestTheOfficeEntersAVoteThatNeverReplacesTheSeatsOwn(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	open, _ := grouped(committee.GroupsAside)
	open.State, open.ClosesAt = committee.PollOpen, now.Add(time.Hour)
	secret, recused := open, open
	secret.Confidential = true
	recused.Recused = []int64{3}
	yes := committee.Choice{Answer: committee.Yes}
	office := committee.Person{User: "o", Roles: []committee.Role{committee.Office}}
	for name, row := range map[string]struct {
		poll   committee.Poll
		who    committee.Person
		choice committee.Choice
		before *committee.Ballot
		at     time.Time
		ok     bool
	}{
		"the office, nothing there":   {open, office, yes, nil, now, true},
		"its own entry again":         {open, office, yes, &committee.Ballot{Entered: true}, now, true},
		"the member has voted":        {open, office, yes, &committee.Ballot{AsHolder: true}, now, false},
		"the substitute has voted":    {open, office, yes, &committee.Ballot{}, now, false},
		"the chair":                   {open, with(committee.Chair), yes, nil, now, false},
		"a member for another seat":   {open, with(committee.Member), yes, nil, now, false},
		"a confidential poll":         {secret, office, yes, nil, now, false},
		"a seat that is recused":      {recused, office, yes, nil, now, false},
		"at the end":                  {open, office, yes, nil, open.ClosesAt, false},
		"an answer that nobody asked": {open, office, committee.Choice{Answer: "perhaps"}, nil, now, false},
	} {
		b, err := row.poll.Enter(row.who, committee.Elector{Seat: 3, Body: "Kreis"}, row.choice, row.before, row.at)
		if (err == nil) != row.ok {
			t.Errorf("%s: %v", name, err)
		}
		if row.ok && (b.Seat != 3 || !b.Entered || b.AsHolder || b.By != "o" || b.Choice.Answer != committee.Yes) {
			t.Errorf("%s: %+v", name, b)
		}
	}
}
