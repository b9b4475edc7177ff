package committee_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
)

// Who came with what: for themselves, with an open part, with a guarded one, and with
// an open one that holds a guarded one.
func TestWhoReadsWhoCameWithANeed(t *testing.T) {
	t.Parallel()
	n := committee.Need{
		TLP:   committee.Amber,
		Parts: []committee.Part{{ID: 5, TLP: committee.Green}, {ID: 6, TLP: committee.AmberStrict}, {ID: 7, TLP: committee.Red}},
		Owners: []committee.Owner{
			{Seat: 1, Body: "selbst"},
			{Seat: 2, Body: "offen", Via: 5},
			{Seat: 3, Body: "strikt", Via: 6},
			{Seat: 4, Body: "rot", Via: 7},
			{Body: "innen", Via: 5, Under: committee.AmberStrict},
		},
	}
	names := func(n committee.Need) (all []string) {
		for _, o := range n.Owners {
			all = append(all, o.Body)
		}
		return all
	}
	for role, want := range map[committee.Role][]string{
		committee.Guest:    {"selbst", "offen"},
		committee.Advisory: {"selbst", "offen", "strikt", "innen"},
		committee.Member:   names(n),
		committee.Office:   names(n),
	} {
		if d := cmp.Diff(want, names(n.For(committee.Person{Roles: []committee.Role{role}}))); d != "" {
			t.Errorf("%s (-want +got):\n%s", role, d)
		}
	}
	if d := cmp.Diff([]string{"selbst", "offen"}, names(n.InChannel())); d != "" {
		t.Errorf("the channel (-want +got):\n%s", d)
	}
	if len(n.Owners) != 5 {
		t.Error("what is read has changed what is there")
	}
}

func TestAPartFollowsTheLabelOfItsWhole(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		part, whole, own committee.TLP // own is what the part had before it was bundled, if another
		want             committee.TLP
		keeps            committee.TLP
	}{
		"the whole is guarded now":       {committee.Amber, committee.AmberStrict, "", committee.AmberStrict, committee.Amber},
		"the whole is open":              {committee.Clear, committee.Amber, "", committee.Clear, ""},
		"it is guarded of its own":       {committee.AmberStrict, committee.AmberStrict, "", committee.AmberStrict, ""},
		"it is more guarded":             {committee.Red, committee.AmberStrict, "", committee.Red, ""},
		"it was guarded for another one": {committee.AmberStrict, committee.AmberStrict, committee.Green, committee.AmberStrict, committee.Green},
	} {
		part := in(t, committee.NeedBundled)
		part.TLP, part.Before = row.part, &committee.NeedStanding{State: committee.NeedReported, Label: row.own}
		got, changed := part.Follow(committee.Need{TLP: row.whole}, keeper(), monday)
		if got.TLP != row.want || got.Before.Label != row.keeps || changed != (row.part != row.want) || part.Before.Label != row.own {
			t.Errorf("%s: %s, before %s, changed %v, want %s, %s", name, got.TLP, got.Before.Label, changed, row.want, row.keeps)
		}
	}
	old := in(t, committee.NeedBundled)
	old.TLP, old.Back = committee.Amber, committee.NeedDescribed
	if got, changed := old.Follow(committee.Need{TLP: committee.AmberStrict}, keeper(), monday); !changed || got.Before == nil || got.Before.State != committee.NeedDescribed || got.Before.Label != committee.Amber {
		t.Errorf("bundled before its standing was kept: %+v, %v", got.Before, changed)
	}
}
