package committee_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
)

// inLine is a list of states in one line.
func inLine(states []committee.NeedState) string {
	words := make([]string, len(states))
	for i, s := range states {
		words[i] = string(s)
	}
	return strings.Join(words, " ")
}

func TestWhatALeapLeapsOver(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		from, back, to committee.NeedState
		want           string // "" is no leap
	}{
		"the next station":                  {committee.NeedReported, "", committee.NeedClarifying, ""},
		"the next one behind a question":    {committee.NeedClarifying, "", committee.NeedDescribed, ""},
		"over one":                          {committee.NeedAdopted, "", committee.NeedImplementing, "over handed-over"},
		"over all":                          {committee.NeedReported, "", committee.NeedImplemented, "over clarifying described assessed prioritised adopted handed-over implementing"},
		"back one":                          {committee.NeedAssessed, "", committee.NeedDescribed, "back assessed"},
		"back to the beginning":             {committee.NeedAssessed, "", committee.NeedReported, "back clarifying described assessed"},
		"put off":                           {committee.NeedReported, "", committee.NeedDeferred, ""},
		"not pursued":                       {committee.NeedImplementing, "", committee.NeedDropped, ""},
		"back from put off":                 {committee.NeedDeferred, committee.NeedAssessed, committee.NeedAssessed, ""},
		"on from a question":                {committee.NeedQueried, committee.NeedReported, committee.NeedClarifying, ""},
		"on from a question, one further":   {committee.NeedQueried, committee.NeedReported, committee.NeedDescribed, ""},
		"on from a question to where it is": {committee.NeedQueried, committee.NeedAssessed, committee.NeedAssessed, ""},
		"back from a question":              {committee.NeedQueried, committee.NeedAssessed, committee.NeedClarifying, "back described assessed"},
		"over a station from a question":    {committee.NeedQueried, committee.NeedReported, committee.NeedAssessed, "over described"},
		"nowhere":                           {committee.NeedWithdrawn, "", committee.NeedImplemented, ""},
	} {
		n := in(t, row.from)
		n.Back = row.back
		leap, ok := n.Leap(row.to)
		got := ""
		if ok {
			got = map[bool]string{true: "back ", false: "over "}[leap.Back] + inLine(leap.Over)
		}
		if got != row.want {
			t.Errorf("%s: Leap = %q, want %q", name, got, row.want)
		}
	}
}

func TestWhereANeedCanGoBackTo(t *testing.T) {
	t.Parallel()
	for state, want := range map[committee.NeedState]string{
		committee.NeedReported: "", committee.NeedClarifying: "reported", committee.NeedDescribed: "reported clarifying",
		committee.NeedQueried:      "reported", // what is further on is offered as what lies ahead
		committee.NeedImplementing: "reported clarifying described assessed prioritised adopted",
		committee.NeedDeferred:     "", committee.NeedImplemented: "", committee.NeedBundled: "", committee.NeedDropped: "",
	} {
		n := in(t, state)
		if got := inLine(n.Earlier()); got != want {
			t.Errorf("Earlier from %s = %q, want %q", state, got, want)
		}
		for _, to := range n.Earlier() {
			after, err := n.Step(kog(), keeper(), committee.NeedStep{To: to, Sure: true}, monday)
			if err != nil || after.State != to {
				t.Errorf("back from %s to %s: %s, %v", state, to, after.State, err)
			}
		}
	}
}

// Nobody is waited for any more, and it will be handed over once more.
func TestANeedThatGoesBackIsNotHandedOverAnyMore(t *testing.T) {
	t.Parallel()
	for _, from := range []committee.NeedState{committee.NeedHandedOver, committee.NeedImplementing} {
		n := in(t, from)
		n.Handover = in(t, committee.NeedHandedOver).Handover
		for _, to := range []committee.NeedState{committee.NeedDescribed, committee.NeedDeferred} {
			after, err := n.Step(kog(), keeper(), committee.NeedStep{To: to, Why: "Geld fehlt.", Sure: true}, monday)
			if err != nil || (after.Handover == nil) != (to == committee.NeedDescribed) {
				t.Errorf("from %s to %s: handed over %+v, %v", from, to, after.Handover, err)
			}
		}
	}
}

// A step, a hand-over and the answer to it are taken back whole: what the need
// was before is what it is after, but for who changed it when.
func TestAStepIsTakenBackWhole(t *testing.T) {
	t.Parallel()
	c, p := kog(), keeper()
	put := in(t, committee.NeedDeferred)
	put.Why, put.Resume, put.NeedStanding.By, put.NeedStanding.At = "Geld fehlt.", day(t, "2027-09-01"), "Vera Sommer", monday
	noted := in(t, committee.NeedHandedOver)
	noted.Handover.Outcome, noted.Handover.Answer = committee.HandoverNoted, "Zur Kenntnis genommen."
	type act func(committee.Need) (committee.Need, error)
	step := func(s committee.NeedStep) act {
		s.Sure = true
		return func(n committee.Need) (committee.Need, error) { return n.Step(c, p, s, monday) }
	}
	for name, row := range map[string]struct {
		was committee.Need
		do  act
	}{
		"a step":          {in(t, committee.NeedReported), step(committee.NeedStep{To: committee.NeedImplemented})},
		"back":            {in(t, committee.NeedAssessed), step(committee.NeedStep{To: committee.NeedReported})},
		"back from over":  {noted, step(committee.NeedStep{To: committee.NeedDescribed})},
		"putting it off":  {in(t, committee.NeedAssessed), step(committee.NeedStep{To: committee.NeedDeferred, Why: "Geld fehlt.", Resume: day(t, "2027-09-01")})},
		"resuming it":     {put, step(committee.NeedStep{To: committee.NeedDescribed})},
		"not pursuing it": {put, step(committee.NeedStep{To: committee.NeedDropped, Why: "Das Land löst es."})},
		"going on":        {in(t, committee.NeedQueried), step(committee.NeedStep{To: committee.NeedDescribed})},
		"handing it over": {in(t, committee.NeedAdopted), func(n committee.Need) (committee.Need, error) {
			return n.HandOver(c, p, committee.HandoverDraft{To: "FITKO"}, monday)
		}},
		"handing it over anew": {noted, func(n committee.Need) (committee.Need, error) {
			return n.HandOver(c, p, committee.HandoverDraft{To: "FITKO"}, monday)
		}},
		"an answer": {in(t, committee.NeedHandedOver), func(n committee.Need) (committee.Need, error) {
			return n.RecordAnswer(c, p, committee.AnswerDraft{Outcome: committee.HandoverRejected, Text: "Nicht zuständig."}, monday)
		}},
	} {
		done, err := row.do(row.was)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		later := monday.Add(10 * time.Minute)
		undone, err := done.Undo(p, done.Version, later)
		want := row.was
		want.ChangedBy, want.ChangedByName, want.ChangedAt, want.Version = p.User, p.Name, later, done.Version+1
		want.Past = &committee.NeedPast{Undone: true}
		if d := cmp.Diff(want, undone); err != nil || d != "" {
			t.Errorf("%s, undone: %v (-want +got):\n%s", name, err, d)
		}
		if !committee.Undone(done, undone) || committee.Undone(row.was, done) || committee.Undone(undone, undone) {
			t.Errorf("%s: it is not told which change has taken it back", name)
		}
	}
}

func TestAStepThatIsNotTakenBack(t *testing.T) {
	t.Parallel()
	chair := committee.Person{User: "chair", Name: "Vera Sommer", Roles: []committee.Role{committee.Chair}}
	stepped, err := in(t, committee.NeedReported).Step(kog(), keeper(), committee.NeedStep{To: committee.NeedClarifying}, monday)
	if err != nil {
		t.Fatal(err)
	}
	then := func(rule func(committee.Need) (committee.Need, error)) committee.Need {
		n, err := rule(stepped)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	noted := then(func(n committee.Need) (committee.Need, error) { return n.AddOrganisation(keeper(), "Kreis X", monday) })
	led := then(func(n committee.Need) (committee.Need, error) {
		return n.Step(kog(), chair, committee.NeedStep{To: committee.NeedDescribed}, monday)
	})
	asked := then(func(n committee.Need) (committee.Need, error) {
		return n.Ask(kog(), keeper(), committee.QueryDraft{Text: "Welche Fachverfahren?", Days: 5}, monday)
	})
	undone := then(func(n committee.Need) (committee.Need, error) { return n.Undo(keeper(), 0, monday) })
	ordered, _ := stepped.Prioritised(monday)
	bundled := in(t, committee.NeedBundled)
	for name, row := range map[string]struct {
		n    committee.Need
		p    committee.Person
		seen int
		late time.Duration
		want string
	}{
		"it is":                          {stepped, keeper(), 8, 10 * time.Minute, ""},
		"typed":                          {stepped, keeper(), 0, 0, ""},
		"a member":                       {stepped, on(3, committee.Member), 0, 0, "may.not"},
		"a member, of an older version":  {led, on(3, committee.Member), 8, 0, "may.not"},
		"a moment too late":              {stepped, keeper(), 8, 10*time.Minute + 1, "need.undo.late"},
		"somebody else's step":           {stepped, chair, 0, 0, "need.undo.others"},
		"after somebody else's step":     {led, keeper(), 8, 0, "need.undo.meanwhile"},
		"typed after somebody's step":    {led, keeper(), 0, 0, "need.undo.others"},
		"after another change":           {noted, keeper(), 8, 0, "need.undo.meanwhile"},
		"typed after another change":     {noted, keeper(), 0, 0, "need.undo.nothing"},
		"after a poll has ordered it":    {ordered, keeper(), 8, 0, "need.undo.meanwhile"},
		"typed after such a poll":        {ordered, keeper(), 0, 0, "need.undo.nothing"},
		"pressed again":                  {undone, keeper(), 8, 0, "need.undo.done"},
		"pressed again, from before":     {undone, keeper(), 7, 0, "need.undo.meanwhile"},
		"typed again":                    {undone, keeper(), 0, 0, "need.undo.done"},
		"a question":                     {asked, keeper(), 0, 0, "need.undo.query"},
		"bundled":                        {bundled, keeper(), 0, 0, "need.undo.bundled"},
		"what was never led":             {in(t, committee.NeedReported), keeper(), 0, 0, "need.undo.nothing"},
		"what was asked about and is on": {in(t, committee.NeedClarifying), keeper(), 0, 0, "need.undo.nothing"},
	} {
		after, err := row.n.Undo(row.p, row.seen, monday.Add(row.late))
		if got := refusedAs(t, err); got != row.want {
			t.Errorf("%s: refused %q, want %q", name, got, row.want)
		}
		if row.want != "" && after.Version != row.n.Version {
			t.Errorf("%s: refused and yet changed", name)
		}
	}
}
