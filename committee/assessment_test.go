package committee_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// fit is a need that has passed the gate.
func fit(seq int) committee.Need {
	n := need(seq)
	n.Gate = &committee.Gate{InRemit: true, SupraLocal: true, NotYetDone: true}
	return n
}

// roundDraft asks for the appraisal of needs until closing.
func roundDraft(needs ...committee.Need) committee.AssessmentDraft {
	return committee.AssessmentDraft{Needs: needs, Criteria: fourCriteria(), ClosesAt: closing}
}

// fourCriteria are those of the example in the domain notes, section 4.3.
func fourCriteria() []committee.Criterion {
	return []committee.Criterion{{Name: "Nutzen", Weight: 40}, {Name: "Verwaltung", Weight: 25}, {Name: "Reichweite", Weight: 20}, {Name: "Nachnutzung", Weight: 15}}
}

// openRound is a round of all seats about needs that have passed the gate.
func openRound(t *testing.T, needs ...committee.Need) committee.Assessment {
	t.Helper()
	a, err := committee.OpenAssessment(kog(), keeper(), roundDraft(needs...), seats(4), opening)
	if err != nil {
		t.Fatalf("OpenAssessment = %v", err)
	}
	return a
}

func TestARoundOpensOrSaysOfEveryNeedWhyNot(t *testing.T) {
	t.Parallel()
	unchecked, failed := need(2), fit(3)
	failed.Gate.SupraLocal = false
	withdrawn, bundled, deferred := fit(4), fit(5), fit(6)
	withdrawn.State, deferred.State = committee.NeedWithdrawn, committee.NeedDeferred
	bundledInto(&bundled, 9)
	var many []committee.Need
	for seq := range committee.MaxAssessed + 1 {
		many = append(many, fit(seq+1))
	}
	late := roundDraft(fit(1))
	late.ClosesAt = opening.Add(2 * 366 * 24 * time.Hour)
	for name, row := range map[string]struct {
		who   committee.Person
		draft committee.AssessmentDraft
		seats int
		want  string
	}{
		"the office opens it":              {keeper(), roundDraft(fit(1)), 14, ""},
		"the chair opens it":               {presiding(), roundDraft(fit(1), fit(2)), 14, ""},
		"a member":                         {on(1, committee.Member), roundDraft(fit(1)), 14, "may.not"},
		"an outsider":                      {with(), roundDraft(fit(1)), 14, "may.outsider"},
		"without needs":                    {keeper(), roundDraft(), 14, "needs assess.needs.none"},
		"with thirty":                      {keeper(), roundDraft(many[:committee.MaxAssessed]...), 14, ""},
		"with thirty-one":                  {keeper(), roundDraft(many...), 14, "needs assess.needs.many"},
		"with a need twice":                {keeper(), roundDraft(fit(1), fit(2), fit(1)), 14, "needs poll.needs.twice"},
		"with one that nobody has checked": {keeper(), roundDraft(unchecked), 14, "needs assess.gate.missing"},
		"with one that failed the gate":    {keeper(), roundDraft(failed), 14, "needs assess.gate.failed"},
		"with one that is withdrawn":       {keeper(), roundDraft(withdrawn), 14, "needs need.closed"},
		"with one that is bundled":         {keeper(), roundDraft(bundled), 14, "needs need.bundled"},
		"with one that is put off":         {keeper(), roundDraft(deferred), 14, "needs assess.needs.state"},
		"with several faults":              {keeper(), roundDraft(unchecked, fit(1), failed, withdrawn), 14, "needs assess.gate.missing, needs assess.gate.failed, needs need.closed"},
		"without seats":                    {keeper(), roundDraft(fit(1)), 0, "poll.noseats"},
		"ending at once":                   {keeper(), committee.AssessmentDraft{Needs: []committee.Need{fit(1)}, ClosesAt: opening}, 14, "until poll.closes.soon"},
		"ending in two years":              {keeper(), late, 14, "until poll.closes.late"},
		"everything wrong at once":         {keeper(), committee.AssessmentDraft{}, 0, "until poll.closes.soon, needs assess.needs.none, poll.noseats"},
	} {
		a, err := committee.OpenAssessment(kog(), row.who, row.draft, seats(row.seats), opening)
		if got := refusedAs(t, err); got != row.want {
			t.Errorf("%s: refused %q, want %q", name, got, row.want)
		}
		if (row.want == "") != (a.State == committee.AssessmentOpen) || (row.want == "") != (len(a.Electors) == row.seats && row.seats > 0) {
			t.Errorf("%s: the round is %q with %d electors", name, a.State, len(a.Electors))
		}
	}
}

func TestWhichNeedsMayBeAssessedInWhichState(t *testing.T) {
	t.Parallel()
	for state, want := range map[committee.NeedState]string{
		committee.NeedReported: "", committee.NeedClarifying: "", committee.NeedQueried: "", committee.NeedDescribed: "", committee.NeedAssessed: "", committee.NeedPrioritised: "",
		committee.NeedAdopted: "assess.needs.state", committee.NeedHandedOver: "assess.needs.state", committee.NeedImplementing: "assess.needs.state", committee.NeedDeferred: "assess.needs.state",
		committee.NeedBundled: "need.bundled", committee.NeedImplemented: "need.closed", committee.NeedDropped: "need.closed", committee.NeedRejected: "need.closed", committee.NeedWithdrawn: "need.closed",
	} {
		n := fit(1)
		n.State = state
		got := ""
		if e := n.MayBeAssessed(); e != nil {
			got = e.Key
		}
		if got != want {
			t.Errorf("a need that is %s: refused %q, want %q", state, got, want)
		}
	}
}

func TestARefusedNeedSaysWhichQuestionsItFailed(t *testing.T) {
	t.Parallel()
	n := fit(7)
	n.Gate.InRemit, n.Gate.NotYetDone = false, false
	want := committee.Refuse(committee.Conflict, "assess.gate.failed", "Number", n.Number, "Questions", []committee.GateQuestion{"remit", "undone"}).At("needs")
	if d := cmp.Diff(want, n.MayBeAssessed()); d != "" {
		t.Errorf("refused (-want +got):\n%s", d)
	}
}

func TestARoundHasItsNeedsInTheOrderOfTheirNumbers(t *testing.T) {
	t.Parallel()
	old := fit(9)
	old.Number.Year = 2026
	a := openRound(t, fit(3), fit(1), old, fit(2))
	var got []string
	for _, n := range a.Needs {
		got = append(got, n.Number.String())
	}
	if want := []string{"B-2026-009", "B-2027-001", "B-2027-002", "B-2027-003"}; !slices.Equal(got, want) || a.Place(a.Needs[2].Need) != 3 {
		t.Errorf("the needs are %v, want %v", got, want)
	}
	if a.Seats != 14 || len(a.Electors) != 4 || a.Version != 1 || a.ByName != "Bela Stift" || !a.OpensAt.Equal(opening) {
		t.Errorf("the round is %+v, want 14 seats of which 4 are electors", a)
	}
}

func TestARoundEndsOnceAndByWhoMay(t *testing.T) {
	t.Parallel()
	a := openRound(t, fit(1))
	for name, row := range map[string]struct {
		do   func() (committee.Assessment, error)
		want string
	}{
		"a member closes it":        {func() (committee.Assessment, error) { return a.Close(on(1, committee.Member), opening) }, "may.not"},
		"the chair closes it early": {func() (committee.Assessment, error) { return a.Close(presiding(), opening) }, ""},
		"its time has come":         {func() (committee.Assessment, error) { return a.Expire(closing) }, ""},
	} {
		over, err := row.do()
		if got := refusedAs(t, err); got != row.want {
			t.Errorf("%s: refused %q, want %q", name, got, row.want)
			continue
		}
		if row.want != "" {
			continue
		}
		if over.State != committee.AssessmentClosed || over.ClosedAt.IsZero() || over.Version != 2 || over.OpenAt(opening) {
			t.Errorf("%s: the round is %s since %v, version %d", name, over.State, over.ClosedAt, over.Version)
		}
		if _, err := over.Expire(closing); refusedAs(t, err) != "assess.over" {
			t.Errorf("%s: and a second time: %v", name, err)
		}
		if _, err := over.Close(keeper(), closing); refusedAs(t, err) != "assess.over" {
			t.Errorf("%s: and by the office: %v", name, err)
		}
	}
	if !a.OpenAt(closing.Add(-1)) || a.OpenAt(closing) {
		t.Error("a round takes appraisals at its end, or not right before it")
	}
}

func TestARoundLastsTenWorkingDaysAndRemindsOneBefore(t *testing.T) {
	t.Parallel()
	c := kog()
	c.Lands = calendar.Lands()
	// From Friday, 19 March 2027: Good Friday and Easter Monday are no working days.
	end := committee.AssessmentEnd(c, at(t, "2027-03-19 16:00"))
	if want := at(t, "2027-04-07 00:00"); !end.Equal(want) {
		t.Errorf("the round ends at %v, want %v", end.In(berlin), want)
	}
	a := committee.Assessment{ID: 4, OpensAt: at(t, "2027-03-19 16:00"), ClosesAt: end}
	o, ok := committee.AssessmentReminder(c, a, "u")
	want := committee.Owed{
		Committee: 1, Object: committee.Object{Kind: committee.AssessmentObject, ID: 4}, Kind: committee.OwedAssessment, User: "u",
		Due: at(t, "2027-04-05 09:00"), Grace: 8 * time.Hour,
	}
	if d := cmp.Diff(want, o); d != "" || !ok {
		t.Errorf("owed, %v (-want +got):\n%s", ok, d)
	}
	a.OpensAt = o.Due
	if _, ok := committee.AssessmentReminder(c, a, "u"); ok {
		t.Error("a round that opens that late is reminded of, in the past")
	}
}
