package committee_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
)

func description() committee.Description {
	return committee.Description{Benefit: "Zehn Minuten je Zuzug.", Wish: "Eine Empfehlung an die Länder.", Contact: "Einwohneramt"}
}

func TestWhoDescribesANeedInWhichState(t *testing.T) {
	t.Parallel()
	type wanted struct {
		reporter, office string // how it is refused
		then             committee.NeedState
	}
	for state, want := range map[committee.NeedState]wanted{
		committee.NeedReported:     {"", "", committee.NeedDescribed},
		committee.NeedClarifying:   {"", "", committee.NeedDescribed},
		committee.NeedQueried:      {"", "", committee.NeedDescribed},
		committee.NeedDescribed:    {"", "", committee.NeedDescribed},
		committee.NeedDeferred:     {"", "", committee.NeedDeferred},
		committee.NeedAssessed:     {"", "", committee.NeedAssessed},
		committee.NeedPrioritised:  {"", "", committee.NeedPrioritised},
		committee.NeedAdopted:      {"need.taken", "", committee.NeedAdopted},
		committee.NeedHandedOver:   {"need.taken", "", committee.NeedHandedOver},
		committee.NeedImplementing: {"need.taken", "", committee.NeedImplementing},
		committee.NeedBundled:      {"need.bundled", "need.bundled", ""},
		committee.NeedImplemented:  {"need.closed", "need.closed", ""},
		committee.NeedDropped:      {"need.closed", "need.closed", ""},
		committee.NeedRejected:     {"need.closed", "need.closed", ""},
		committee.NeedWithdrawn:    {"need.closed", "need.closed", ""},
	} {
		for who, row := range map[string]struct {
			p    committee.Person
			want string
		}{
			"its reporter": {reporter(3, committee.Member), want.reporter},
			"the office":   {keeper(), want.office},
		} {
			n, err := in(t, state).Describe(row.p, description(), 7, monday)
			if got := refusedAs(t, err); got != row.want {
				t.Errorf("%s describes one that is %s: refused %q, want %q", who, state, got, row.want)
			}
			if row.want == "" && (n.State != want.then || n.Description != description() || n.Version != 8 || n.ChangedByName != row.p.Name) {
				t.Errorf("%s describes one that is %s: it is %s, version %d, with %+v", who, state, n.State, n.Version, n.Description)
			}
			if row.want != "" && n.Version != 7 {
				t.Errorf("%s describes one that is %s: refused and yet changed", who, state)
			}
		}
	}
}

// A poll can put a need in order before its reporter has described it; what was
// described before stays as it was counted.
func TestAfterAPollAReporterDescribesOnlyWhatWasNot(t *testing.T) {
	t.Parallel()
	for _, state := range []committee.NeedState{committee.NeedAssessed, committee.NeedPrioritised} {
		n := in(t, state)
		n.Description = description()
		if got := refusedAs(t, n.MayDescribe(reporter(3, committee.Member))); got != "need.taken" {
			t.Errorf("%s and described: refused %q, want need.taken", state, got)
		}
		if err := n.MayDescribe(keeper()); err != nil {
			t.Errorf("%s, by the office: %v", state, err)
		}
	}
}

func TestADescriptionIsRefused(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ä", committee.MaxText+1)
	red := in(t, committee.NeedReported)
	red.TLP = committee.Red
	for name, row := range map[string]struct {
		n      committee.Need
		p      committee.Person
		change func(*committee.Description)
		seen   int
		want   string
	}{
		"nothing wrong":             {in(t, committee.NeedReported), reporter(3, committee.Member), func(*committee.Description) {}, 7, ""},
		"by another member":         {in(t, committee.NeedReported), on(4, committee.Member), func(*committee.Description) {}, 0, "need.edit.others"},
		"by a guest":                {in(t, committee.NeedReported), with(committee.Guest), func(*committee.Description) {}, 0, "may.not"},
		"by an outsider":            {in(t, committee.NeedReported), with(), func(*committee.Description) {}, 0, "may.outsider"},
		"of a RED need":             {red, keeper(), func(*committee.Description) {}, 0, "need.describe.red"},
		"of an older version":       {in(t, committee.NeedReported), keeper(), func(*committee.Description) {}, 6, "need.meanwhile"},
		"nothing is filled in":      {in(t, committee.NeedReported), keeper(), func(d *committee.Description) { *d = committee.Description{} }, 0, "benefit need.benefit.missing, wish need.wish.missing, contact need.contact.missing"},
		"too short to say anything": {in(t, committee.NeedReported), keeper(), func(d *committee.Description) { d.Benefit, d.Wish, d.Contact = "Zeit", "Hilfe", "A" }, 0, "benefit need.benefit.missing, wish need.wish.missing, contact need.contact.missing"},
		"everything is too long":    {in(t, committee.NeedReported), keeper(), func(d *committee.Description) { *d = committee.Description{long, long, long, long, long} }, 0, "benefit text.long, wish text.long, legal text.long, contact text.long, links text.long"},
		"at the limit":              {in(t, committee.NeedReported), keeper(), func(d *committee.Description) { d.Legal, d.Links = long[2:], long[2:] }, 0, ""},
		"classified, in any field":  {in(t, committee.NeedReported), keeper(), func(d *committee.Description) { d.Links = "siehe VS-NfD" }, 0, "text.classified"},
		"white space around it all": {in(t, committee.NeedReported), keeper(), func(d *committee.Description) { d.Contact = " \n Einwohneramt\t" }, 0, ""},
	} {
		d := description()
		row.change(&d)
		got, err := row.n.Describe(row.p, d, row.seen, monday)
		if refused := refusedAs(t, err); refused != row.want {
			t.Errorf("%s: refused %q, want %q", name, refused, row.want)
		}
		if row.want == "" && got.Contact != "Einwohneramt" {
			t.Errorf("%s: the contact is %q", name, got.Contact)
		}
		if d := cmp.Diff(row.n, got); row.want != "" && d != "" {
			t.Errorf("%s: refused and yet changed (-before +after):\n%s", name, d)
		}
	}
}

func TestANeedIsDescribedOnceAnythingIsSaid(t *testing.T) {
	t.Parallel()
	for name, d := range map[string]committee.Description{
		"benefit": {Benefit: "x"}, "wish": {Wish: "x"}, "legal": {Legal: "x"}, "contact": {Contact: "x"}, "links": {Links: "x"},
	} {
		if d.IsZero() {
			t.Errorf("with its %s alone it is not described", name)
		}
	}
	if !(committee.Description{}).IsZero() {
		t.Error("with nothing it is described")
	}
}
