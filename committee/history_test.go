package committee_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
)

func TestAHistoryTellsWhatChangedAndNothingElse(t *testing.T) {
	t.Parallel()
	member := committee.Person{Roles: []committee.Role{committee.Member}}
	guest := committee.Person{Roles: []committee.Role{committee.Guest}}
	before := committee.Need{Title: "a", TLP: committee.Amber, Version: 1, NeedStanding: committee.NeedStanding{State: committee.NeedReported}}
	after := before
	after.Title, after.State, after.Version, after.ChangedBy = "b", committee.NeedClarifying, 2, "x"
	after.Owners = []committee.Owner{{Group: "G", Body: "B"}, {Body: "Ohne Sitz"}}
	strict := after
	strict.TLP = committee.AmberStrict
	state := committee.Change{Field: "state", From: committee.NeedReported, To: committee.NeedClarifying}
	title := committee.Change{Field: "title", From: "a", To: "b"}
	owners := []committee.Change{{Field: "owner", From: "", To: "G: B"}, {Field: "owner", From: "", To: "Ohne Sitz"}}
	label := committee.Change{Field: "tlp", From: committee.Amber, To: committee.AmberStrict}
	for name, row := range map[string]struct {
		before, after *committee.Need
		p             committee.Person
		want          []committee.Change
	}{
		"a change":                    {&before, &after, guest, append([]committee.Change{state, title}, owners...)},
		"the first event":             {nil, &after, member, nil},
		"nothing that is told":        {&after, &after, member, nil},
		"under a label, for a member": {&before, &strict, member, append([]committee.Change{state, label, title}, owners...)},
		"under a label, for a guest":  {&before, &strict, guest, []committee.Change{state, label}},
		"the label is gone since":     {&strict, &before, guest, []committee.Change{{Field: "state", From: committee.NeedClarifying, To: committee.NeedReported}, {Field: "tlp", From: committee.AmberStrict, To: committee.Amber}}},
		"the gate":                    {&before, checked(before, true), member, []committee.Change{{Field: "gate", From: committee.GateVerdict(""), To: committee.GatePassed}}},
		"the gate, again":             {checked(before, true), checked(before, false), member, []committee.Change{{Field: "gate", From: committee.GatePassed, To: committee.GateFailed}}},
		"a part comes in":             {&before, holding(before, 2, 3), guest, []committee.Change{{Field: "part", From: "", To: numbered(2)}, {Field: "part", From: "", To: numbered(3)}}},
		"a part leaves":               {holding(before, 2, 3), holding(before, 3), guest, []committee.Change{{Field: "parted", From: "", To: numbered(2)}}},
		"under RED, guests":           {red(before), red(after), guest, []committee.Change{state}},
		"labelled RED":                {&before, red(before), guest, []committee.Change{{Field: "tlp", From: committee.Amber, To: committee.Red}, {Field: "texts", From: "", To: committee.TextsRemoved}}},
		"bundled":                     {&before, living(before, 9), guest, []committee.Change{{Field: "into", From: committee.Number{}, To: numbered(9)}}},
		"bundled no more":             {living(before, 9), &before, guest, []committee.Change{{Field: "unbundled", From: "", To: numbered(9)}}},
	} {
		got := committee.NeedChanges(committee.NeedEvent{Before: row.before, After: row.after}, row.p)
		if d := cmp.Diff(row.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func numbered(seq int) committee.Number {
	return committee.Number{Register: committee.NeedRegister, Year: 2027, Seq: seq}
}

func holding(n committee.Need, parts ...int) *committee.Need {
	for _, seq := range parts {
		n.Parts = append(n.Parts, committee.Part{ID: int64(seq), Number: numbered(seq)})
	}
	return &n
}

func checked(n committee.Need, local bool) *committee.Need {
	n.Gate = &committee.Gate{InRemit: true, SupraLocal: local, NotYetDone: true}
	return &n
}

func red(n committee.Need) *committee.Need {
	n.TLP = committee.Red
	return &n
}

func living(n committee.Need, in int) *committee.Need {
	n.IntoNumber = numbered(in)
	return &n
}
