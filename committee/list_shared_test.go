package committee_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
)

func TestAListIsShownToAllByThoseWhoOrganise(t *testing.T) {
	t.Parallel()
	home := committee.Committee{ID: 7, Channel: "home"}
	for role, refused := range map[committee.Role]string{
		committee.Chair: "", committee.Deputy: "", committee.Office: "",
		committee.Member: "list.channel.may", committee.Substitute: "list.channel.may", committee.Advisory: "list.channel.may",
		committee.Guest: "list.channel.may", "": "may.outsider",
	} {
		l := committee.SharedList{Register: committee.NeedObject, Filter: "{}", Page: 2}
		p := with(role)
		if role == "" {
			p = with()
		}
		o, err := committee.ShareList(home, p, l, false, reporting)
		if got := refusedAs(t, err); got != refused {
			t.Errorf("%s: refused with %q, want %q", role, got, refused)
		}
		if err != nil {
			continue
		}
		l.By = "u"
		read, err := committee.ReadSharedList(o.Note)
		if d := cmp.Diff(l, read); d != "" || err != nil || o.Channel != "home" || o.User != "" {
			t.Errorf("%s: %+v, %v; note (-want +got):\n%s", role, o, err, d)
		}
	}
}

func TestOnesOwnListIsNotShownToAll(t *testing.T) {
	t.Parallel()
	_, err := committee.ShareList(committee.Committee{ID: 7}, with(committee.Chair), committee.SharedList{}, true, reporting)
	if got := refusedAs(t, err); got != "list.channel.mine" {
		t.Errorf("refused with %q", got)
	}
}

func TestAPlainFilterSaysNothingOfSingleOnes(t *testing.T) {
	t.Parallel()
	plain := []committee.NeedFilter{{}, {All: true}, {Labels: []committee.TLP{committee.Red}}}
	for _, f := range append(slices.Clone(plain),
		committee.NeedFilter{States: []committee.NeedState{committee.NeedQueried}}, committee.NeedFilter{Groups: []string{"Städte"}},
		committee.NeedFilter{Owner: "Vitako"}, committee.NeedFilter{Text: "Wohnsitz"}, committee.NeedFilter{Mine: true}, committee.NeedFilter{Kind: committee.Clarification},
	) {
		want := slices.ContainsFunc(plain, func(p committee.NeedFilter) bool { return p.Encode() == f.Encode() })
		if got := f.Plain(); got != want {
			t.Errorf("%s: plain is %t, want %t", f.Encode(), got, want)
		}
	}
}
