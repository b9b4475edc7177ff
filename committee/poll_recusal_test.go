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
	after, err := p.Recuse(member, []int64{7}, true, now)
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
	if twice, err := after.Recuse(member, nil, false, now); err != nil || len(twice.Recused) != 1 {
		t.Errorf("twice: %v, %v", twice.Recused, err)
	}
	back, err := after.Return(member, now)
	if err != nil || back.IsRecused(7) {
		t.Errorf("back: %v, %v", back.Recused, err)
	}
	if _, err := back.Cast(member, committee.Choice{Answer: committee.Yes}, nil, now); err != nil {
		t.Errorf("the seat may not vote again: %v", err)
	}
	for name, row := range map[string]struct {
		voted []int64
		sure  bool
		want  string
	}{
		"no vote":                   {[]int64{6, 8}, false, ""},
		"a vote":                    {[]int64{6, 7}, false, "poll.recuse.unsure"},
		"a vote that is not needed": {[]int64{6, 7}, true, ""},
	} {
		after, err := p.Recuse(member, row.voted, row.sure, now)
		if got := refusedAs(t, err); got != row.want || after.IsRecused(7) == (row.want != "") {
			t.Errorf("%s: refused %q, want %q; recused %v", name, got, row.want, after.Recused)
		}
	}
	for name, who := range map[string]committee.Person{
		"a guest":                   {User: "g", Roles: []committee.Role{committee.Guest}},
		"office":                    {User: "o", Roles: []committee.Role{committee.Office}},
		"a seat that is no elector": {User: "x", Roles: []committee.Role{committee.Member}, Seat: &committee.Seat{ID: 99}},
	} {
		if _, err := p.Recuse(who, nil, true, now); err == nil {
			t.Errorf("%s recused", name)
		}
	}
	if _, err := p.Recuse(member, nil, true, p.ClosesAt); err == nil {
		t.Error("recused after the end")
	}
}
