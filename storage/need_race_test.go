package storage_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// needSide is somebody who changes a need by a rule.
type needSide struct {
	verb string
	who  committee.Person
	rule func(committee.Need) (committee.Need, error)
}

func (s needSide) of(t *testing.T, db *storage.DB, id int64, at time.Time) side {
	return func(meet func()) error {
		_, err := db.ChangeNeed(t.Context(), id, s.who.User, s.verb, "", at, func(n committee.Need) (committee.Need, error) {
			meet()
			return s.rule(n)
		})
		return err
	}
}

// needNow is a need as it is stored, and everything that has happened to it.
func needNow(t *testing.T, db *storage.DB, id int64) (committee.Need, []committee.NeedEvent) {
	t.Helper()
	events, err := db.NeedHistory(t.Context(), id)
	if err != nil {
		t.Fatalf("reading the history of a need: %v", err)
	}
	return read(t, db.Need, id), events
}

func needRef(n committee.Need) committee.Object {
	return committee.Object{Kind: committee.NeedObject, ID: n.ID}
}

func TestOfTwoWhoLeadANeedAtOnceOneIsToldWhatTheOtherDid(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, chair := presided(t, db, 2)
	at := noon.Add(time.Hour)
	for round := range rounds {
		was := reported(t, db, c, member(t, db, c, 1), "Wohnsitzanmeldung", noon)
		leads := func(p committee.Person, s committee.NeedStep) needSide {
			s.Of = was.Version
			return needSide{"step", p, func(n committee.Need) (committee.Need, error) { return n.Step(c, p, s, at) }}
		}
		sides := []needSide{
			leads(office, committee.NeedStep{To: committee.NeedClarifying}),
			leads(chair, committee.NeedStep{To: committee.NeedDropped, Why: "Das gibt es schon."}),
		}
		won, told := oneWinner(t, race(t, db, round, sides[0].of(t, db, was.ID, at), sides[1].of(t, db, was.ID, at)))
		winner := sides[won]
		want, err := winner.rule(was)
		if err != nil {
			t.Fatalf("the winner's rule: %v", err)
		}
		is, events := needNow(t, db, was.ID)
		if d := cmp.Diff(want, is); d != "" {
			t.Errorf("%s has won (-want +stored):\n%s", winner.who.Name, d)
		}
		wantTold(t, told, committee.Refuse(committee.Conflict, "need.meanwhile", "Number", was.Number, "State", want.State, "By", winner.who.Name, "At", at, "Typed", won == 0))
		wantHistory(t, events, 2, "step", winner.who.User, was, is)
		if got, news := owedAbout(t, db, needRef(was)), []string{"need-state m1 "}; !slices.Equal(got, news) {
			t.Errorf("owed %q, want %q", got, news)
		}
	}
}

// What two people do to a need at once, without having seen a version, and what
// the second of them is told, whoever that is; "" is nothing, for both count.
func TestWhoComesSecondToANeedIsToldHowItIsNow(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, chair := presided(t, db, 2)
	reporter := member(t, db, c, 1)
	at := noon.Add(time.Minute)
	leads := func(p committee.Person, to committee.NeedState) needSide {
		return needSide{"step", p, func(n committee.Need) (committee.Need, error) {
			return n.Step(c, p, committee.NeedStep{To: to, Why: "Geld fehlt.", Sure: true}, at)
		}}
	}
	withdraws := func(p committee.Person) needSide {
		return needSide{"withdraw", p, func(n committee.Need) (committee.Need, error) { return n.Withdraw(p, committee.NeedWithdrawal{}, at) }}
	}
	asks := func(p committee.Person) needSide {
		return needSide{"query", p, func(n committee.Need) (committee.Need, error) {
			return n.Ask(c, p, committee.QueryDraft{Text: "Welche Fachverfahren sind betroffen?", Days: 5}, at)
		}}
	}
	notes := func(p committee.Person) needSide {
		return needSide{"owner", p, func(n committee.Need) (committee.Need, error) { return n.AddOrganisation(p, "Stadt Musterstadt", at) }}
	}
	describes := needSide{"describe", reporter, func(n committee.Need) (committee.Need, error) {
		return n.Describe(reporter, committee.Description{Benefit: "Zehn Minuten je Zuzug.", Wish: "Eine Empfehlung.", Contact: "Einwohneramt"}, 0, at)
	}}
	edits := needSide{"edit", reporter, func(n committee.Need) (committee.Need, error) {
		return n.Edit(reporter, committee.NeedDraft{Title: "Wohnsitz anmelden", Problem: n.Problem, Affected: n.Affected}, at)
	}}
	for name, row := range map[string]struct {
		sides [2]needSide
		told  [2]string // what the first side is told when it comes second, and the second
	}{
		"both put it off":                       {[2]needSide{leads(office, committee.NeedDeferred), leads(chair, committee.NeedDeferred)}, [2]string{"need.step.impossible", "need.step.impossible"}},
		"both withdraw it":                      {[2]needSide{withdraws(reporter), withdraws(office)}, [2]string{"need.closed", "need.closed"}},
		"one adopts it, the other drops it":     {[2]needSide{leads(office, committee.NeedAdopted), leads(chair, committee.NeedDropped)}, [2]string{"need.step.impossible", ""}},
		"both ask about it":                     {[2]needSide{asks(office), asks(chair)}, [2]string{"need.query.open", "need.query.open"}},
		"both note the same organisation":       {[2]needSide{notes(office), notes(chair)}, [2]string{"need.owner.known", "need.owner.known"}},
		"it is edited while it is taken on":     {[2]needSide{edits, leads(office, committee.NeedClarifying)}, [2]string{"need.taken", ""}},
		"it is described while it is put off":   {[2]needSide{describes, leads(office, committee.NeedDeferred)}, [2]string{"", ""}},
		"it is described while it is withdrawn": {[2]needSide{describes, withdraws(office)}, [2]string{"need.closed", ""}},
	} {
		for round := range rounds {
			was := reported(t, db, c, reporter, "Wohnsitzanmeldung", noon)
			errs := race(t, db, round, row.sides[0].of(t, db, was.ID, at), row.sides[1].of(t, db, was.ID, at))
			is, events := needNow(t, db, was.ID)
			second := 0
			if len(events) > 1 && events[1].By == row.sides[0].who.User {
				second = 1
			}
			first := row.sides[1-second]
			if got := refusal(t, errs[second]); got != row.told[second] || errs[1-second] != nil {
				t.Errorf("%s: %s came first (%v), the other was told %q, want %q", name, first.verb, errs[1-second], got, row.told[second])
			}
			if row.told[second] == "" {
				wantHistory(t, events, 3, row.sides[second].verb, row.sides[second].who.User, *events[1].After, is)
				wantHistory(t, events[:2], 2, first.verb, first.who.User, was, *events[2].Before)
				continue
			}
			wantHistory(t, events, 2, first.verb, first.who.User, was, is)
			for _, told := range committee.Refusals(errs[second]) {
				for arg, want := range map[string]any{"State": is.State, "By": first.who.Name} {
					if got, said := told.Args[arg]; told.Kind != committee.Conflict || said && got != want {
						t.Errorf("%s: %s came first, the other was told %s %v, want %v", name, first.verb, arg, got, want)
					}
				}
			}
		}
	}
}

// A description that is written while the office puts the need off is neither lost
// nor does it bring the need back: both stand, whoever came first.
func TestADescriptionIsNotLostToWhoPutsTheNeedOff(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, _ := presided(t, db, 1)
	reporter := member(t, db, c, 1)
	text := committee.Description{Benefit: "Zehn Minuten je Zuzug.", Wish: "Eine Empfehlung.", Contact: "Einwohneramt"}
	for round := range rounds {
		was := reported(t, db, c, reporter, "Wohnsitzanmeldung", noon)
		describes := needSide{"describe", reporter, func(n committee.Need) (committee.Need, error) { return n.Describe(reporter, text, 0, noon) }}
		putsOff := needSide{"step", office, func(n committee.Need) (committee.Need, error) {
			return n.Step(c, office, committee.NeedStep{To: committee.NeedDeferred, Why: "Geld fehlt."}, noon)
		}}
		if err := errors.Join(race(t, db, round, describes.of(t, db, was.ID, noon), putsOff.of(t, db, was.ID, noon))...); err != nil {
			t.Fatalf("both: %v", err)
		}
		is, events := needNow(t, db, was.ID)
		if is.State != committee.NeedDeferred || is.Why != "Geld fehlt." || is.Description != text || is.Version != was.Version+2 || len(events) != 3 {
			t.Errorf("after %s and %s the need is %s with %+v, version %d", events[1].Verb, events[2].Verb, is.State, is.Description, is.Version)
		}
	}
}

// A round of assessment that opens while one of its needs is bundled either holds
// the need, or says where it lives on.
func TestARoundThatOpensWhileANeedIsBundledSaysWhere(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, chair := presided(t, db, 1)
	bundledFirst := 0
	for round := range rounds {
		whole := described(t, db, c, "Das Ganze", "Es fehlt etwas.")
		part := changed(t, db, described(t, db, c, "Der Teil", "Es fehlt anderes."), func(n committee.Need) (committee.Need, error) {
			return n.Check(office, committee.CheckDraft{InRemit: committee.Yes, SupraLocal: committee.Yes, NotYetDone: committee.Yes, Urgency: committee.UrgencyC}, noon)
		})
		seats, err := db.Seats(t.Context(), c.ID)
		if err != nil {
			t.Fatalf("reading the seats: %v", err)
		}
		var opened committee.Assessment
		errs := race(
			t, db, round,
			func(meet func()) error {
				_, _, err := db.BundleNeeds(t.Context(), []int64{part.ID}, whole.ID, "chair", noon, func(part, whole committee.Need) (committee.Need, error) {
					meet()
					return part.BundleInto(whole, chair, 0, 0, noon)
				})
				return err
			},
			func(meet func()) (err error) {
				opened, err = db.OpenAssessment(t.Context(), c, []int64{part.ID}, "", noon, func(now []committee.Need) (committee.Assessment, error) {
					meet()
					return committee.OpenAssessment(c, office, committee.AssessmentDraft{Needs: now, Criteria: twoCriteria, ClosesAt: noon.Add(240 * time.Hour)}, seats, noon)
				})
				return err
			})
		if errs[0] != nil {
			t.Fatalf("round %d: bundling: %v", round, errs[0])
		}
		if errs[1] == nil {
			endRound(t, db, opened)
			continue
		}
		bundledFirst++
		told := committee.Refusals(errs[1])
		if len(told) != 1 {
			t.Fatalf("round %d: opening: %v", round, errs[1])
		}
		wantTold(t, told[0], committee.Refuse(committee.Conflict, "need.bundled", "Number", part.Number, "Into", whole.Number).At("needs"))
	}
	if bundledFirst == 0 {
		t.Error("the bundle never came first: that is no race")
	}
}
