package committee_test

import (
	"slices"
	"testing"
	"time"

	"gremienbot/committee"
)

func TestTheOfficeEntersAnObjectionThatASeatHasGiven(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 4, 20, 9, 0, 0, 0, time.UTC)
	open, _ := grouped(committee.GroupsAside)
	open.State, open.ClosesAt, open.Circulation = committee.PollOpen, now.Add(time.Hour), &committee.Circulation{Days: 10}
	plain, recused, secret, hidden := open, open, open, open
	plain.Circulation, recused.Recused, secret.Confidential, hidden.HideMissing = nil, []int64{3}, true, true
	office := committee.Person{User: "o", Name: "Bela", Roles: []committee.Role{committee.Office}}
	member, substitute, elsewhere := on(3, committee.Member), on(3, committee.Substitute), on(4, committee.Member)
	members, substitutes, entered := &committee.Ballot{Seat: 3, AsHolder: true}, &committee.Ballot{Seat: 3}, &committee.Ballot{Seat: 3, Entered: true}
	for name, row := range map[string]struct {
		poll   committee.Poll
		who    committee.Person
		says   *committee.Person
		before *committee.Ballot
		at     time.Time
		want   []string
	}{
		"the seat has not voted":                            {open, office, nil, nil, now, nil},
		"its substitute has, and objects":                   {open, office, &substitute, substitutes, now, nil},
		"the office has entered its vote":                   {open, office, nil, entered, now, nil},
		"the member has voted and objects":                  {open, office, &member, members, now, nil},
		"the member has voted, the substitute objects":      {open, office, &substitute, members, now, []string{"poll.object.enter.voted"}},
		"the member has voted, who objects is not known":    {open, office, nil, members, now, []string{"poll.object.enter.voted"}},
		"the member has voted, that of another seat speaks": {open, office, &elsewhere, members, now, []string{"poll.object.enter.voted"}},
		"a confidential one, the member objects":            {secret, office, &member, members, now, nil},
		"a confidential one, who objects is not known":      {secret, office, nil, nil, now, []string{"poll.object.enter.hidden"}},
		"who is missing is hidden, the substitute objects":  {hidden, office, &substitute, nil, now, []string{"poll.object.enter.hidden"}},
		"the chair enters it":                               {open, with(committee.Chair), nil, nil, now, []string{"may.not"}},
		"another member enters it":                          {open, elsewhere, &member, nil, now, []string{"may.not"}},
		"a seat with a conflict of interest":                {recused, office, &member, nil, now, []string{"poll.enter.recused"}},
		"an ordinary poll":                                  {plain, office, &member, nil, now, []string{"poll.object.motion"}},
		"at the end":                                        {open, office, &member, nil, open.ClosesAt, []string{"poll.closed"}},
	} {
		after, err := row.poll.EnterObjection(row.who, committee.Elector{Seat: 3, Body: "Kreis"}, row.says, row.before, " zu  eilig ", row.at)
		if got := keys(t, err); !slices.Equal(got, row.want) || after.Objected() != (row.want == nil) {
			t.Errorf("%s: %v, objected %t, want %v", name, got, after.Objected(), row.want)
		}
		if row.want != nil {
			continue
		}
		if c := *after.Circulation; after.State != committee.PollClosed || c != (committee.Circulation{Days: 10, Objector: "Bela", Objected: now, Why: "zu eilig", EnteredFor: 3}) {
			t.Errorf("%s: %s, %+v", name, after.State, c)
		}
		if after.CalledOff() || !after.ObjectionEntered() || !after.ObjectedFor(3) || after.ObjectedFor(4) {
			t.Errorf("%s: called off %t, entered %t", name, after.CalledOff(), after.ObjectionEntered())
		}
	}
}

// What follows an objection does not depend on who has entered it.
func TestAnEnteredObjectionEndsACirculationAsOnesOwnDoes(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 4, 20, 9, 0, 0, 0, time.UTC)
	p, ballots := grouped(committee.GroupsAside)
	p.State, p.ClosesAt, p.Circulation = committee.PollOpen, now.Add(time.Hour), &committee.Circulation{Days: 10}
	p.Hash = p.Seal()
	own, err := p.Object(on(3, committee.Member), nil, "", now)
	if err != nil {
		t.Fatal(err)
	}
	entered, err := p.EnterObjection(committee.Person{Roles: []committee.Role{committee.Office}}, committee.Elector{Seat: 3}, nil, nil, "", now)
	if err != nil {
		t.Fatal(err)
	}
	for name, after := range map[string]committee.Poll{"own": own, "entered": entered} {
		o, err := after.Count(ballots)
		if err != nil || o.Motion != nil || after.Enters(o) || !after.NeedsMeeting(o) || !after.Intact() {
			t.Errorf("%s: %+v, enters %t, intact %t, %v", name, o, after.Enters(o), after.Intact(), err)
		}
		if _, err := after.Export(ballots); !slices.Equal(keys(t, err), []string{"poll.export.objected"}) {
			t.Errorf("%s is exported: %v", name, err)
		}
	}
	if own.ObjectionEntered() || own.ObjectedFor(3) {
		t.Error("one's own objection counts as entered")
	}
	if _, err := entered.Object(on(3, committee.Member), nil, "", now); !slices.Equal(keys(t, err), []string{"poll.closed"}) {
		t.Errorf("objected twice: %v", err)
	}
}
