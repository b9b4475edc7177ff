package committee_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
)

// pair are two reported needs: 17 in version 7 and 18 in version 5.
func pair(t *testing.T) (part, whole committee.Need) {
	t.Helper()
	part, whole = in(t, committee.NeedReported), in(t, committee.NeedReported)
	part.Number, whole.ID, whole.Number, whole.Title, whole.By, whole.Version = numbered(17), 18, numbered(18), "Umzug melden", "other", 5
	return part, whole
}

// bundledInto makes a need live on in the one with this number.
func bundledInto(n *committee.Need, seq int) {
	was := n.NeedStanding
	n.Before = &was
	n.NeedStanding = committee.NeedStanding{State: committee.NeedBundled, Back: was.State, Into: int64(seq), IntoNumber: numbered(seq)}
}

func TestABundleIsMadeOrRefused(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		change          func(part, whole *committee.Need)
		who             committee.Person
		seen, seenWhole int
		want            string
		about           int // the number of the need that the refusal names, 0 for none
	}{
		"the office bundles":                         {nil, keeper(), 7, 5, "", 0},
		"the chair bundles, whatever they have seen": {nil, presiding(), 0, 0, "", 0},
		"a member bundles":                           {nil, on(3, committee.Member), 0, 0, "may.not", 0},
		"the reporter of both bundles":               {nil, reporter(3, committee.Member), 0, 0, "may.not", 0},
		"an outsider bundles":                        {nil, committee.Person{User: "x"}, 0, 0, "may.outsider", 0},
		"with itself":                                {func(_, w *committee.Need) { w.ID, w.Number = 17, numbered(17) }, keeper(), 0, 0, "need.bundle.self", 17},
		"with itself, though it is withdrawn":        {func(p, w *committee.Need) { p.State, w.ID = committee.NeedWithdrawn, 17 }, keeper(), 0, 0, "need.bundle.self", 17},
		"across committees":                          {func(_, w *committee.Need) { w.Committee = 2 }, keeper(), 0, 0, "need.bundle.committees", 17},
		"in a circle of two":                         {func(_, w *committee.Need) { bundledInto(w, 17) }, keeper(), 0, 0, "need.bundle.circle", 17},
		"in a circle of three":                       {func(_, w *committee.Need) { bundledInto(w, 19) }, keeper(), 0, 0, "need.bundle.elsewhere", 18},
		"into the same a second time":                {func(p, _ *committee.Need) { bundledInto(p, 18) }, keeper(), 0, 0, "need.bundle.already", 17},
		"a part that lives on elsewhere":             {func(p, _ *committee.Need) { bundledInto(p, 19) }, keeper(), 0, 0, "need.bundle.elsewhere", 17},
		"a part that has parts itself":               {func(p, _ *committee.Need) { p.Parts = []committee.Part{{ID: 5, Number: numbered(5)}} }, keeper(), 0, 0, "", 0},
		"a part that somebody has changed since":     {nil, keeper(), 6, 5, "need.bundle.meanwhile", 17},
		"a whole that somebody has changed since":    {nil, keeper(), 7, 6, "need.bundle.meanwhile", 18},
		"a withdrawn part":                           {func(p, _ *committee.Need) { p.State = committee.NeedWithdrawn }, keeper(), 0, 0, "need.bundle.closed", 17},
		"a withdrawn whole":                          {func(_, w *committee.Need) { w.State = committee.NeedWithdrawn }, keeper(), 0, 0, "need.bundle.closed", 18},
		"a part that is handed over":                 {func(p, _ *committee.Need) { p.State = committee.NeedHandedOver }, keeper(), 0, 0, "need.bundle.handed", 17},
		"a whole that is being implemented":          {func(_, w *committee.Need) { w.State = committee.NeedImplementing }, keeper(), 0, 0, "need.bundle.handed", 18},
		"a rejected part, seen in an older version":  {func(p, _ *committee.Need) { p.State = committee.NeedRejected }, keeper(), 6, 0, "need.bundle.closed", 17},
	} {
		part, whole := pair(t)
		if row.change != nil {
			row.change(&part, &whole)
		}
		got, err := part.BundleInto(whole, row.who, row.seen, row.seenWhole, monday)
		if refused := refusedAs(t, err); refused != row.want {
			t.Errorf("%s: refused %q, want %q", name, refused, row.want)
		}
		if row.about != 0 && committee.Refusals(err)[0].Args["Number"] != numbered(row.about) {
			t.Errorf("%s: refused for %v, want %s", name, committee.Refusals(err)[0].Args["Number"], numbered(row.about))
		}
		want := part
		if row.want == "" {
			was := part.NeedStanding
			want.NeedStanding = committee.NeedStanding{State: committee.NeedBundled, Back: committee.NeedReported, Into: 18, IntoNumber: numbered(18)}
			want.Before, want.Version = &was, 8
			want.ChangedBy, want.ChangedByName, want.ChangedAt = row.who.User, row.who.Name, monday
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func TestWhoChangedANeedMeanwhileIsSaidToWhoBundles(t *testing.T) {
	t.Parallel()
	part, whole := pair(t)
	whole.ChangedByName, whole.ChangedAt = "Vera Vorsitz", monday
	_, err := part.BundleInto(whole, keeper(), 7, 6, monday.Add(time.Hour))
	want := []*committee.Error{committee.Refuse(committee.Conflict, "need.bundle.meanwhile", "Number", numbered(18), "By", "Vera Vorsitz", "At", monday)}
	if d := cmp.Diff(want, committee.Refusals(err)); d != "" {
		t.Errorf("refused (-want +got):\n%s", d)
	}
	bundledInto(&part, 18)
	part.ChangedByName, part.ChangedAt = "Bela Stift", monday
	_, err = part.BundleInto(whole, keeper(), 0, 0, monday.Add(time.Hour))
	want = []*committee.Error{committee.Refuse(committee.Conflict, "need.bundle.already", "Number", numbered(17), "Into", numbered(18), "By", "Bela Stift", "At", monday)}
	if d := cmp.Diff(want, committee.Refusals(err)); d != "" {
		t.Errorf("refused (-want +got):\n%s", d)
	}
}

// A whole shows who has its parts: who may not read a part may not read the whole.
func TestABundleHidesWhatItsPartsHide(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		part, whole committee.TLP
		want        string
		bundled     committee.TLP
	}{
		{committee.Amber, committee.Clear, "", committee.Amber},
		{committee.AmberStrict, committee.Amber, "need.bundle.label", committee.AmberStrict},
		{committee.AmberStrict, committee.AmberStrict, "", committee.AmberStrict},
		{committee.Amber, committee.AmberStrict, "", committee.AmberStrict},
		{committee.Red, committee.Red, "", committee.Red},
		{committee.Red, committee.Green, "need.bundle.red", committee.Red},
		{committee.Red, committee.AmberStrict, "need.bundle.red", committee.Red},
		{committee.AmberStrict, committee.Red, "need.bundle.red", committee.AmberStrict},
	} {
		part, whole := pair(t)
		part.TLP, whole.TLP = row.part, row.whole
		got, err := part.BundleInto(whole, keeper(), 0, 0, monday)
		if refused := refusedAs(t, err); refused != row.want || got.TLP != row.bundled {
			t.Errorf("%s into %s: refused %q and labelled %s, want %q and %s", row.part, row.whole, refused, got.TLP, row.want, row.bundled)
		}
		if err != nil {
			continue
		}
		back, err := got.Unbundle(whole, keeper(), 0, monday)
		part.Version, part.ChangedBy, part.ChangedByName, part.ChangedAt = back.Version, "office", "Bela Stift", monday
		if d := cmp.Diff(part, back); err != nil || d != "" {
			t.Errorf("%s came back from %s: %v (-want +got):\n%s", row.part, row.whole, err, d)
		}
	}
}

func TestAWholeKeepsALabelThatHidesItsParts(t *testing.T) {
	t.Parallel()
	for label, want := range map[committee.TLP]string{committee.Amber: "tlp need.label.parts", committee.AmberStrict: "", committee.Red: "tlp need.label.parts.red"} {
		_, whole := pair(t)
		whole.TLP, whole.Parts = committee.AmberStrict, []committee.Part{{ID: 17, Number: numbered(17), TLP: committee.AmberStrict}}
		d := committee.NeedDraft{Title: whole.Title, Problem: "Alles wird doppelt erfasst.", Affected: "Gemeinden", TLP: label}
		if label == committee.Red {
			d.Problem, d.Affected = "", ""
		}
		if _, err := whole.Edit(keeper(), d, monday); refusedAs(t, err) != want {
			t.Errorf("labelled %s: refused %v, want %q", label, err, want)
		}
	}
}

// Every state: whether a need in it can be bundled, as part and as whole, and
// comes back as it was.
func TestInWhichStatesANeedIsBundledAndComesBack(t *testing.T) {
	t.Parallel()
	refused := map[committee.NeedState]string{
		committee.NeedHandedOver: "need.bundle.handed", committee.NeedImplementing: "need.bundle.handed",
		committee.NeedBundled: "need.bundle.elsewhere", committee.NeedImplemented: "need.bundle.closed", committee.NeedDropped: "need.bundle.closed",
		committee.NeedRejected: "need.bundle.closed", committee.NeedWithdrawn: "need.bundle.closed",
	}
	for _, state := range committee.NeedStates() {
		part, whole := in(t, state), in(t, state)
		part.Why, part.NeedStanding.By, part.NeedStanding.At, part.Resume = "Geld fehlt.", "Bela Stift", monday, day(t, "2027-09-01")
		_, other := pair(t)
		whole.ID = 20
		bundled, err := part.BundleInto(other, keeper(), 0, 0, monday)
		if got := refusedAs(t, err); got != refused[state] {
			t.Errorf("a part that is %s: refused %q, want %q", state, got, refused[state])
		}
		if _, as := other.BundleInto(whole, keeper(), 0, 0, monday); refusedAs(t, as) != refused[state] {
			t.Errorf("a whole that is %s: refused %v, want %q", state, as, refused[state])
		}
		if err != nil {
			continue
		}
		back, err := bundled.Unbundle(other, keeper(), 8, monday)
		part.Version, part.ChangedBy, part.ChangedByName, part.ChangedAt = 9, "office", "Bela Stift", monday
		if d := cmp.Diff(part, back); err != nil || d != "" {
			t.Errorf("a part that was %s came back: %v (-want +got):\n%s", state, err, d)
		}
	}
}

func TestABundleIsUndoneOrNot(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		change func(part, whole *committee.Need)
		who    committee.Person
		seen   int
		want   string
	}{
		"the office takes it out":              {nil, keeper(), 7, ""},
		"the deputy takes it out":              {nil, with(committee.Deputy), 0, ""},
		"its reporter":                         {nil, reporter(3, committee.Member), 0, "may.not"},
		"an outsider":                          {nil, with(), 0, "may.outsider"},
		"of an older version":                  {nil, keeper(), 6, "need.meanwhile"},
		"what is not bundled":                  {func(p, _ *committee.Need) { p.NeedStanding = committee.NeedStanding{State: committee.NeedReported} }, keeper(), 0, "need.unbundle.not"},
		"what lives on in a third one":         {func(p, _ *committee.Need) { p.Into = 19 }, keeper(), 0, "need.unbundle.not"},
		"from a whole that is bundled too":     {func(_, w *committee.Need) { bundledInto(w, 19) }, keeper(), 0, "need.unbundle.inner"},
		"from a whole that is withdrawn":       {func(_, w *committee.Need) { w.State = committee.NeedWithdrawn }, keeper(), 0, "need.unbundle.closed"},
		"from a whole that is implemented":     {func(_, w *committee.Need) { w.State = committee.NeedImplemented }, keeper(), 0, "need.unbundle.closed"},
		"from a whole that is handed over":     {func(_, w *committee.Need) { w.State = committee.NeedHandedOver }, keeper(), 0, ""},
		"bundled when only the state was kept": {func(p, _ *committee.Need) { p.Before = nil }, keeper(), 0, ""},
	} {
		part, whole := pair(t)
		bundledInto(&part, 18)
		if row.change != nil {
			row.change(&part, &whole)
		}
		got, err := part.Unbundle(whole, row.who, row.seen, monday)
		if refused := refusedAs(t, err); refused != row.want {
			t.Errorf("%s: refused %q, want %q", name, refused, row.want)
		}
		if may := part.MayUnbundle(whole, row.who); row.want != "need.meanwhile" && refusedAs(t, may) != row.want {
			t.Errorf("%s: MayUnbundle = %v, want %q", name, may, row.want)
		}
		if row.want == "" && (got.State != committee.NeedReported || got.Into != 0 || got.Before != nil || got.Version != 8) {
			t.Errorf("%s: it is %+v, version %d", name, got.NeedStanding, got.Version)
		}
		if row.want != "" && got.Version != 7 {
			t.Errorf("%s: refused and yet changed", name)
		}
	}
}

func TestAPartBringsTheOwnersThatTheWholeDoesNotHave(t *testing.T) {
	t.Parallel()
	part, whole := pair(t)
	kreis := committee.Owner{Body: "Kreis A", At: reporting}
	for name, row := range map[string]struct {
		part, whole []committee.Owner
		want        []committee.Owner
	}{
		"nobody":                         {nil, nil, nil},
		"a seat":                         {[]committee.Owner{{Seat: 3, Group: "L", Body: "Kreis"}}, nil, []committee.Owner{{Seat: 3, Group: "L", Body: "Kreis", At: monday, Via: 17}}},
		"a seat that the whole has":      {[]committee.Owner{{Seat: 3, Body: "Kreis"}}, []committee.Owner{{Seat: 3, Body: "Landkreis"}}, nil},
		"an organisation":                {[]committee.Owner{kreis}, nil, []committee.Owner{{Body: "Kreis A", At: monday, Via: 17}}},
		"it stands there in capitals":    {[]committee.Owner{kreis}, []committee.Owner{{Body: "KREIS A"}}, nil},
		"a seat of the same name stands": {[]committee.Owner{kreis}, []committee.Owner{{Seat: 3, Body: "Kreis A"}}, []committee.Owner{{Body: "Kreis A", At: monday, Via: 17}}},
		"what a part of its own brought": {[]committee.Owner{{Seat: 4, Body: "Stadt", Via: 5}}, nil, []committee.Owner{{Seat: 4, Body: "Stadt", At: monday, Via: 17}}},
		"one of two":                     {[]committee.Owner{{Seat: 3}, {Seat: 4}}, []committee.Owner{{Seat: 3}}, []committee.Owner{{Seat: 4, At: monday, Via: 17}}},
	} {
		part.Owners, whole.Owners = row.part, row.whole
		if d := cmp.Diff(row.want, part.Brings(whole, monday)); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func TestTheNewsOfABundleGoesToEachReporterOnce(t *testing.T) {
	t.Parallel()
	part, whole := pair(t)
	second := part
	second.ID = 21
	for name, row := range map[string]struct {
		reporters [3]string // of the parts and the whole
		by        string
		want      []string
	}{
		"three people":                {[3]string{"a", "b", "c"}, "office", []string{"a", "b", "c"}},
		"one of them has two":         {[3]string{"a", "a", "c"}, "office", []string{"a", "c"}},
		"one of them has all":         {[3]string{"a", "a", "a"}, "office", []string{"a"}},
		"one of them has bundled":     {[3]string{"a", "office", "c"}, "office", []string{"a", "c"}},
		"who has bundled owns it all": {[3]string{"office", "office", "office"}, "office", nil},
	} {
		part.By, second.By, whole.By = row.reporters[0], row.reporters[1], row.reporters[2]
		var got []string
		for _, o := range committee.BundleNews(committee.OwedNeedBundled, whole, []committee.Need{part, second}, row.by, monday) {
			got = append(got, o.User)
			into, parts, err := committee.ReadBundleNote(o.Note)
			if err != nil || into != 18 || !slices.Equal(parts, []int64{17, 21}) || !o.Due.Equal(monday) || o.Object.ID != 17 {
				t.Errorf("%s: owed %+v, which is of %v in %d, %v", name, o, parts, into, err)
			}
		}
		if d := cmp.Diff(row.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
	if _, _, err := committee.ReadBundleNote("18 siebzehn"); err == nil || committee.Refusals(err) != nil {
		t.Errorf("a note that is none: %v, want a fault", err)
	}
}
