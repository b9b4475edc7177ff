package committee_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
)

// monday is 1 March 2027, 09:00 in Berlin.
var monday = time.Date(2027, time.March, 1, 8, 0, 0, 0, time.UTC)

// in is a reported need, brought to a state in version 7.
func in(t *testing.T, state committee.NeedState) committee.Need {
	t.Helper()
	n := reported(t, reporter(3, committee.Member))
	n.ID, n.State, n.Version = 17, state, 7
	switch state {
	case committee.NeedDeferred, committee.NeedQueried:
		n.Back = committee.NeedDescribed
	case committee.NeedHandedOver:
		n.Handover = &committee.Handover{To: "IT-Planungsrat", On: day(t, "2027-02-19")}
	}
	if state == committee.NeedQueried {
		n.Query = &committee.Query{Text: "Welche Fachverfahren?", By: "office", ByName: "Bela Stift", At: monday, Due: day(t, "2027-03-09")}
	}
	return n
}

func keeper() committee.Person {
	return committee.Person{User: "office", Name: "Bela Stift", Roles: []committee.Role{committee.Office}}
}

func TestWhereANeedCanGo(t *testing.T) {
	t.Parallel()
	ahead := "clarifying described assessed prioritised adopted implementing implemented deferred dropped"
	for state, want := range map[committee.NeedState]string{
		committee.NeedReported:     ahead,
		committee.NeedClarifying:   strings.TrimPrefix(ahead, "clarifying "),
		committee.NeedQueried:      ahead,
		committee.NeedAdopted:      "implementing implemented deferred dropped",
		committee.NeedHandedOver:   "implementing implemented deferred dropped",
		committee.NeedImplementing: "implemented deferred dropped",
		committee.NeedDeferred:     "described dropped",
		committee.NeedImplemented:  "", committee.NeedBundled: "", committee.NeedDropped: "", committee.NeedRejected: "", committee.NeedWithdrawn: "",
	} {
		n := in(t, state)
		var got []string
		for _, next := range n.Next() {
			got = append(got, string(next))
			after, err := n.Step(kog(), keeper(), committee.NeedStep{To: next, Why: "Es gibt einen Grund.", Of: 7, Sure: true}, monday)
			if err != nil || after.State != next || after.Version != 8 || after.ChangedByName != "Bela Stift" {
				t.Errorf("from %s to %s: %+v, %v", state, next, after.NeedStanding, err)
			}
		}
		if d := strings.Join(got, " "); d != want {
			t.Errorf("Next from %s = %q, want %q", state, d, want)
		}
	}
}

func TestAStepThatIsRefused(t *testing.T) {
	t.Parallel()
	past, ahead := day(t, "2027-03-01"), day(t, "2027-09-01")
	for name, row := range map[string]struct {
		from committee.NeedState
		p    committee.Person
		s    committee.NeedStep
		want string
	}{
		"a member":            {committee.NeedReported, on(3, committee.Member), committee.NeedStep{To: committee.NeedClarifying}, "may.not"},
		"a stranger":          {committee.NeedReported, committee.Person{User: "x"}, committee.NeedStep{To: committee.NeedClarifying}, "may.outsider"},
		"an older version":    {committee.NeedReported, keeper(), committee.NeedStep{To: committee.NeedClarifying, Of: 6}, "need.meanwhile"},
		"backwards":           {committee.NeedAssessed, keeper(), committee.NeedStep{To: committee.NeedClarifying}, "need.leap.unsure"},
		"over a station":      {committee.NeedReported, keeper(), committee.NeedStep{To: committee.NeedDescribed}, "need.leap.unsure"},
		"sure, but older":     {committee.NeedReported, keeper(), committee.NeedStep{To: committee.NeedDescribed, Of: 6, Sure: true}, "need.leap.meanwhile"},
		"back to a hand-over": {committee.NeedImplementing, keeper(), committee.NeedStep{To: committee.NeedHandedOver, Sure: true}, "need.step.impossible"},
		"back from its end":   {committee.NeedImplemented, keeper(), committee.NeedStep{To: committee.NeedImplementing, Sure: true}, "need.step.impossible"},
		"back while put off":  {committee.NeedDeferred, keeper(), committee.NeedStep{To: committee.NeedReported, Sure: true}, "need.step.impossible"},
		"the next station":    {committee.NeedDescribed, keeper(), committee.NeedStep{To: committee.NeedAssessed}, ""},
		"to where it is":      {committee.NeedClarifying, keeper(), committee.NeedStep{To: committee.NeedClarifying}, "need.step.impossible"},
		"no such state":       {committee.NeedClarifying, keeper(), committee.NeedStep{To: "fertig"}, "need.step.impossible"},
		"handed over":         {committee.NeedAdopted, keeper(), committee.NeedStep{To: committee.NeedHandedOver}, "need.step.impossible"},
		"after its end":       {committee.NeedWithdrawn, keeper(), committee.NeedStep{To: committee.NeedClarifying}, "need.step.impossible"},
		"no reason":           {committee.NeedReported, keeper(), committee.NeedStep{To: committee.NeedDeferred, Why: " \n"}, "why need.why.missing"},
		"until today":         {committee.NeedReported, keeper(), committee.NeedStep{To: committee.NeedDeferred, Why: "Geld fehlt.", Resume: past}, "until date.today"},
		"until yesterday":     {committee.NeedReported, keeper(), committee.NeedStep{To: committee.NeedDeferred, Why: "Geld fehlt.", Resume: past.AddDays(-1)}, "until date.past"},
		"both":                {committee.NeedReported, keeper(), committee.NeedStep{To: committee.NeedDeferred, Resume: past}, "why need.why.missing, until date.today"},
		"too long a reason":   {committee.NeedReported, keeper(), committee.NeedStep{To: committee.NeedDropped, Why: strings.Repeat("ä", 301)}, "why text.long"},
		"a classified reason": {committee.NeedReported, keeper(), committee.NeedStep{To: committee.NeedDropped, Why: "Siehe VS-NfD"}, "text.classified"},
		"put off":             {committee.NeedReported, keeper(), committee.NeedStep{To: committee.NeedDeferred, Why: "Geld fehlt.", Resume: ahead}, ""},
	} {
		n := in(t, row.from)
		after, err := n.Step(kog(), row.p, row.s, monday)
		if got := refusedAs(t, err); got != row.want {
			t.Errorf("%s: refused %q, want %q", name, got, row.want)
		}
		if row.want != "" && after.Version != 7 {
			t.Errorf("%s: refused and yet changed", name)
		}
	}
}

func TestPuttingOffRemembersWhereToReturn(t *testing.T) {
	t.Parallel()
	n, err := in(t, committee.NeedAssessed).Step(kog(), keeper(), committee.NeedStep{To: committee.NeedDeferred, Why: "Geld fehlt."}, monday)
	if to, ok := n.Onward(); err != nil || to != committee.NeedAssessed || !ok {
		t.Errorf("Onward = %s, %v, %v, want assessed", to, ok, err)
	}
	for state, want := range map[committee.NeedState]committee.NeedState{committee.NeedQueried: committee.NeedDescribed, committee.NeedDeferred: committee.NeedDescribed} {
		if to, ok := in(t, state).Onward(); !ok || to != want {
			t.Errorf("Onward from %s = %s, %v, want %s", state, to, ok, want)
		}
	}
	asked := in(t, committee.NeedQueried)
	asked.Back = committee.NeedReported // a need that was asked about is taken on
	if to, ok := asked.Onward(); !ok || to != committee.NeedClarifying {
		t.Errorf("Onward = %s, %v, want clarifying", to, ok)
	}
	if _, ok := in(t, committee.NeedAdopted).Onward(); ok {
		t.Error("a need that is on its way can be resumed")
	}
}

func TestWhoPutANeedOffIsKnownWhateverIsChangedLater(t *testing.T) {
	t.Parallel()
	n, err := in(t, committee.NeedReported).Step(kog(), keeper(), committee.NeedStep{To: committee.NeedDeferred, Why: "Geld fehlt."}, monday)
	if err != nil {
		t.Fatal(err)
	}
	n, err = n.Describe(reporter(3, committee.Member), committee.Description{Benefit: "Zehn Minuten je Zuzug.", Wish: "eine Empfehlung", Contact: "Einwohneramt"}, 0, passing)
	if err != nil || n.State != committee.NeedDeferred || n.NeedStanding.By != "Bela Stift" || !n.NeedStanding.At.Equal(monday) {
		t.Errorf("standing = %+v, %v, want who has put it off", n.NeedStanding, err)
	}
}

func TestAPollPutsNeedsIntoAnOrder(t *testing.T) {
	t.Parallel()
	for state, want := range map[committee.NeedState]committee.NeedState{
		committee.NeedReported: committee.NeedPrioritised, committee.NeedClarifying: committee.NeedPrioritised,
		committee.NeedDescribed: committee.NeedPrioritised, committee.NeedAssessed: committee.NeedPrioritised,
		committee.NeedPrioritised: "", committee.NeedAdopted: "", committee.NeedHandedOver: "", committee.NeedImplementing: "",
		committee.NeedWithdrawn: "", committee.NeedBundled: "", committee.NeedDropped: "",
	} {
		n, changed := in(t, state).Prioritised(monday)
		if changed != (want != "") || changed && (n.State != want || n.ChangedBy != "" || n.Version != 8) {
			t.Errorf("Prioritised from %s = %s, %v, want %q", state, n.State, changed, want)
		}
	}
	for _, state := range []committee.NeedState{committee.NeedQueried, committee.NeedDeferred} {
		n, changed := in(t, state).Prioritised(monday)
		if !changed || n.State != state || n.Back != committee.NeedPrioritised {
			t.Errorf("Prioritised from %s = %+v, want it to return to prioritised", state, n.NeedStanding)
		}
		if _, again := n.Prioritised(monday); again {
			t.Errorf("a second poll changes a need in %s again", state)
		}
	}
}

func TestWhoseTurnItIs(t *testing.T) {
	t.Parallel()
	described := in(t, committee.NeedClarifying)
	described.Benefit = "Zeit"
	red := in(t, committee.NeedClarifying)
	red.TLP = committee.Red
	noted := in(t, committee.NeedHandedOver)
	noted.Handover.Outcome = committee.HandoverNoted
	for name, row := range map[string]struct {
		n    committee.Need
		want committee.Turn
	}{
		"reported":              {in(t, committee.NeedReported), committee.TurnOffice},
		"taken on":              {in(t, committee.NeedClarifying), committee.TurnReporter},
		"taken on, described":   {described, committee.TurnOffice},
		"taken on, RED":         {red, committee.TurnOffice},
		"asked about":           {in(t, committee.NeedQueried), committee.TurnOwners},
		"assessed":              {in(t, committee.NeedAssessed), committee.TurnChair},
		"handed over":           {in(t, committee.NeedHandedOver), committee.TurnAddressee},
		"handed over and noted": {noted, committee.TurnOffice},
		"withdrawn":             {in(t, committee.NeedWithdrawn), ""},
		"implemented":           {in(t, committee.NeedImplemented), ""},
	} {
		if got := row.n.Turn(); got != row.want {
			t.Errorf("%s: turn = %q, want %q", name, got, row.want)
		}
	}
}

func TestOrganisationsWithoutASeatAreAddedAndRemoved(t *testing.T) {
	t.Parallel()
	n := in(t, committee.NeedClarifying)
	n, err := n.AddOrganisation(keeper(), "  Stadt\n Musterstadt ", monday)
	want := committee.Owner{Body: "Stadt Musterstadt", At: monday}
	if err != nil || len(n.Owners) != 2 || n.Owners[1] != want {
		t.Fatalf("owners = %+v, %v, want %+v behind the seat", n.Owners, err, want)
	}
	for name, row := range map[string]struct {
		do   func() (committee.Need, error)
		want string
	}{
		"again, in other letters": {func() (committee.Need, error) { return n.AddOrganisation(keeper(), "STADT MUSTERSTADT", monday) }, "need.owner.known"},
		"no name":                 {func() (committee.Need, error) { return n.AddOrganisation(keeper(), " ", monday) }, "body need.owner.missing"},
		"a member":                {func() (committee.Need, error) { return n.AddOrganisation(on(3, committee.Member), "Kreis X", monday) }, "may.not"},
		"marked":                  {func() (committee.Need, error) { return n.AddOrganisation(keeper(), "Amt VS-NfD", monday) }, "text.classified"},
		"nobody":                  {func() (committee.Need, error) { return n.RemoveOrganisation(keeper(), "Stadt X", monday) }, "need.owner.unknown"},
		"a seat's":                {func() (committee.Need, error) { return n.RemoveOrganisation(keeper(), n.Owners[0].Body, monday) }, "need.owner.seat"},
	} {
		if _, err := row.do(); refusedAs(t, err) != row.want {
			t.Errorf("%s: refused %v, want %q", name, err, row.want)
		}
	}
	gone, err := n.RemoveOrganisation(keeper(), "stadt musterstadt", monday)
	if d := cmp.Diff(n.Owners[:1], gone.Owners); err != nil || d != "" || len(n.Owners) != 2 {
		t.Errorf("removed: %v (-want +got):\n%s", err, d)
	}
}

// What can be put in order is alive, not put off and not decided on.
func TestUndecidedNeeds(t *testing.T) {
	t.Parallel()
	undecided := committee.UndecidedNeedStates()
	for _, s := range committee.NeedStates() {
		n := committee.Need{NeedStanding: committee.NeedStanding{State: s}}
		if n.Undecided() != slices.Contains(undecided, s) || n.Undecided() && !n.Open() {
			t.Errorf("%s: undecided %t, open %t", s, n.Undecided(), n.Open())
		}
	}
	for _, s := range []committee.NeedState{committee.NeedAdopted, committee.NeedHandedOver, committee.NeedImplementing, committee.NeedImplemented, committee.NeedDeferred, committee.NeedBundled, committee.NeedDropped, committee.NeedRejected, committee.NeedWithdrawn} {
		if slices.Contains(undecided, s) {
			t.Errorf("a need that is %s is offered", s)
		}
	}
	if len(undecided) != 6 {
		t.Errorf("%v are offered", undecided)
	}
}
