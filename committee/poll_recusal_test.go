package committee_test

import (
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

func TestAConflictOfInterestTakesASeatOut(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	p, ballots := grouped(committee.GroupsAside, "yes", "yes", "yes", "yes", "no", "no", "no")
	p.State, p.ClosesAt = committee.PollOpen, now.Add(time.Hour)
	member := committee.Person{User: "u", Roles: []committee.Role{committee.Member}, Seat: &committee.Seat{ID: 7}}
	if o, _ := p.Count(ballots); o.Motion.Outcome != tally.NotQuorate {
		t.Fatalf("seven of fourteen are enough: %s", o.Motion.Outcome)
	}
	after, err := p.Recuse(member, held(&committee.Ballot{Seat: 7, AsHolder: true}), true, now)
	if err != nil || !after.IsRecused(7) || after.Awaited() != 13 || p.IsRecused(7) || after.Version != p.Version+1 {
		t.Fatalf("after: %+v, %v", after.Recused, err)
	}
	if _, err := after.Cast(member, committee.Choice{Answer: committee.Yes}, nil, now); err == nil {
		t.Error("the seat voted all the same")
	}
	o, err := after.Count(ballots)
	if err != nil || o.Cast != 6 || o.Motion.No != 2 {
		t.Errorf("counted %+v, %v", o, err)
	}
	if twice, err := after.Recuse(member, held(nil), false, now); err != nil || len(twice.Recused) != 1 {
		t.Errorf("twice: %v, %v", twice.Recused, err)
	}
	back, err := after.Return(member, held(nil), now)
	if err != nil || back.IsRecused(7) {
		t.Errorf("back: %v, %v", back.Recused, err)
	}
	if _, err := back.Cast(member, committee.Choice{Answer: committee.Yes}, nil, now); err != nil {
		t.Errorf("the seat may not vote again: %v", err)
	}
	for name, row := range map[string]struct {
		ballot *committee.Ballot
		sure   bool
		want   string
	}{
		"no vote":                   {nil, false, ""},
		"a vote":                    {&committee.Ballot{Seat: 7}, false, "poll.recuse.unsure"},
		"a vote that is not needed": {&committee.Ballot{Seat: 7}, true, ""},
	} {
		after, err := p.Recuse(member, held(row.ballot), row.sure, now)
		if got := refusedAs(t, err); got != row.want || after.IsRecused(7) == (row.want != "") {
			t.Errorf("%s: refused %q, want %q; recused %v", name, got, row.want, after.Recused)
		}
	}
	for name, who := range map[string]committee.Person{
		"a guest":                   {User: "g", Roles: []committee.Role{committee.Guest}},
		"office":                    {User: "o", Roles: []committee.Role{committee.Office}},
		"a seat that is no elector": {User: "x", Roles: []committee.Role{committee.Member}, Seat: &committee.Seat{ID: 99}},
	} {
		if _, err := p.Recuse(who, held(nil), true, now); err == nil {
			t.Errorf("%s recused", name)
		}
	}
	if _, err := p.Recuse(member, held(nil), true, p.ClosesAt); err == nil {
		t.Error("recused after the end")
	}
}

func held(b *committee.Ballot) committee.SeatStand { return committee.SeatStand{Ballot: b, Held: true} }

// The member prevails, in declaring and in taking back as in voting.
func TestTheMemberPrevailsOverTheSubstitutesDeclaration(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	p, _ := grouped(committee.GroupsAside, "yes", "yes", "yes")
	p.State, p.ClosesAt = committee.PollOpen, now.Add(time.Hour)
	seat := &committee.Seat{ID: 2, Body: "Stadt Musterhafen"}
	member := committee.Person{User: "m", Roles: []committee.Role{committee.Member}, Seat: seat}
	substitute := committee.Person{User: "s", Roles: []committee.Role{committee.Substitute}, Seat: seat}
	members, substitutes := &committee.Ballot{Seat: 2, AsHolder: true}, &committee.Ballot{Seat: 2}
	vacant := committee.SeatStand{}
	for name, row := range map[string]struct {
		who   committee.Person
		stand committee.SeatStand
		want  string
	}{
		"the substitute, nobody has voted":          {substitute, held(nil), ""},
		"the substitute, who has voted":             {substitute, held(substitutes), ""},
		"the substitute, the office has voted":      {substitute, held(&committee.Ballot{Seat: 2, Entered: true}), ""},
		"the substitute, the member has voted":      {substitute, held(members), "poll.recuse.member"},
		"the substitute, a member before has voted": {substitute, committee.SeatStand{Ballot: members}, "poll.recuse.member"},
		"the member, who has voted":                 {member, held(members), ""},
		"the member, the substitute has voted":      {member, held(substitutes), ""},
	} {
		after, err := p.Recuse(row.who, row.stand, true, now)
		if got := refusedAs(t, err); got != row.want || after.IsRecused(2) != (row.want == "") {
			t.Errorf("%s: refused %q, want %q; recused %v", name, got, row.want, after.Recused)
		}
	}
	declared := func(who ...committee.Person) committee.Poll {
		after := p
		for _, w := range who {
			var err error
			if after, err = after.Recuse(w, held(nil), true, now); err != nil {
				t.Fatal(err)
			}
		}
		return after
	}
	for name, row := range map[string]struct {
		poll  committee.Poll
		who   committee.Person
		stand committee.SeatStand
		want  string
	}{
		"the substitute their own":                     {declared(substitute), substitute, held(nil), ""},
		"the member the substitute's":                  {declared(substitute), member, held(nil), ""},
		"the member their own":                         {declared(member), member, held(nil), ""},
		"the substitute the member's":                  {declared(member), substitute, held(nil), "poll.return.member"},
		"the substitute what both have declared":       {declared(substitute, member), substitute, held(nil), "poll.return.member"},
		"the substitute what both have, in this order": {declared(member, substitute), substitute, held(nil), "poll.return.member"},
		"the substitute of a seat whose member left":   {declared(member), substitute, vacant, ""},
		"what nobody declared":                         {p, member, held(members), "poll.return.none"},
	} {
		after, err := row.poll.Return(row.who, row.stand, now)
		if got := refusedAs(t, err); got != row.want {
			t.Errorf("%s: refused %q, want %q", name, got, row.want)
		}
		if again, err := after.Recuse(substitute, held(nil), true, now); row.want == "" && (err != nil || !again.ShowsReturn(substitute)) {
			t.Errorf("%s: the declaration was not forgotten: %+v, %v", name, again.RecusedByMember, err)
		}
	}
	if _, err := declared(member).Cast(substitute, committee.Choice{Answer: committee.Yes}, nil, now); refusedAs(t, err) != "poll.recused.member" {
		t.Errorf("the substitute votes on a seat whose member declared: %v", err)
	}
}

// Who did not do it hears what became of their seat, once.
func TestTheOtherPersonOfASeatHearsOfADeclaration(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	p, _ := grouped(committee.GroupsAside, "yes", "yes", "yes")
	p.State, p.ClosesAt = committee.PollOpen, now.Add(time.Hour)
	who := committee.Person{User: "s", Roles: []committee.Role{committee.Substitute}, Seat: &committee.Seat{ID: 2}}
	stand := committee.SeatStand{Held: true, Others: []string{"m"}}
	voted := stand
	voted.Ballot = &committee.Ballot{Seat: 2}
	recused, err := p.Recuse(who, stand, true, now)
	if err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		before, after committee.Poll
		stand         committee.SeatStand
		kind          committee.OwedKind
		note          string
	}{
		"declared":                 {p, recused, stand, committee.OwedRecused, ""},
		"declared, a vote is gone": {p, recused, voted, committee.OwedRecused, committee.VoteGone},
		"declared again":           {recused, recused, stand, "", ""},
		"taken back":               {recused, p, stand, committee.OwedReturned, ""},
		"nobody else":              {p, recused, committee.SeatStand{}, "", ""},
	} {
		owed := row.after.RecusalNews(row.before, who, row.stand, now)
		switch {
		case row.kind == "" && len(owed) == 0:
		case len(owed) != 1, owed[0].Kind != row.kind, owed[0].Note != row.note, owed[0].User != "m":
			t.Errorf("%s: owed %+v, want %q with %q", name, owed, row.kind, row.note)
		}
	}
}

// Where nobody is left to vote there is no result, and the poll can end.
func TestAPollInWhichEverySeatHasAConflictOfInterest(t *testing.T) {
	t.Parallel()
	for _, preset := range committee.Presets() {
		for _, terms := range []committee.Terms{
			{}, {Groups: committee.GroupsVote}, {Groups: committee.GroupsDouble}, {Weights: committee.WeightDecides}, {Circulation: &committee.Circulation{Days: 10}},
		} {
			p, _ := grouped(committee.GroupsAside)
			p.Terms, p.Rule, p.State = terms.Complete(p.Kind), preset.Rule(), committee.PollClosed
			for _, e := range p.Electors {
				p.Recused = append(p.Recused, e.Seat)
			}
			o, err := p.Count(nil)
			if err != nil || o.Motion.Outcome != tally.NotQuorate {
				t.Errorf("%s, %+v: %v, %v", preset, terms, o.Motion, err)
			}
			if _, err := p.Export(nil); err != nil {
				t.Errorf("%s, %+v: exporting: %v", preset, terms, err)
			}
		}
	}
}

// A group whose seats all have a conflict of interest is left out like them.
func TestAGroupThatIsRecusedDoesNotStandAgainstTheOthers(t *testing.T) {
	t.Parallel()
	const y, n = committee.Yes, committee.No
	for _, rule := range []committee.GroupRule{committee.GroupsDouble, committee.GroupsVote} {
		p, ballots := grouped(rule, y, y, y, y, y, n, n, n, y, "", "", "", n, n)
		p.Electors, p.Seats = p.Electors[:12], 12 // four groups, of which two say yes
		p.Rule.Majority = tally.Majority{Fraction: tally.Fraction{Num: 1, Den: 2}, Comparator: tally.MoreThan, Base: tally.Seats}
		p.Recused = []int64{10, 11, 12}
		o, err := p.Count(ballots)
		if err != nil || o.Motion.Outcome != tally.Adopted || len(o.Groups) != 3 {
			t.Errorf("%s: %s because %s of %+v, %v", rule, o.Motion.Outcome, o.Motion.Reason, o.Groups, err)
		}
	}
}
