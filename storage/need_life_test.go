package storage_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// keeping is the office of a committee.
func keeping(t testing.TB, db *storage.DB, c committee.Committee) committee.Person {
	t.Helper()
	p, err := db.Person(t.Context(), c.ID, "office")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// changed lets a rule change a need in the name of the office.
func changed(t testing.TB, db *storage.DB, n committee.Need, rule func(committee.Need) (committee.Need, error)) committee.Need {
	t.Helper()
	n, err := db.ChangeNeed(t.Context(), n.ID, "office", "test", "", noon, rule)
	if err != nil {
		t.Fatalf("changing: %v", err)
	}
	return n
}

// owedFor lists what is owed for a need as "kind user state".
func owedFor(t testing.TB, db *storage.DB, n committee.Need) string {
	t.Helper()
	var lines []string
	err := db.SQL().SelectContext(t.Context(), &lines, `
		SELECT kind || ' ' || user_id || ' ' || state
		FROM owed
		WHERE object_kind = 'need' AND object_id = $1 AND kind <> 'card'
		ORDER BY kind, user_id, id`, n.ID)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, ", ")
}

func TestAQuestionIsOwedRemindedOfAndTakenBack(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 2)
	office := keeping(t, db, c)
	n := reported(t, db, c, member(t, db, c, 1), "Wohnsitzanmeldung", noon)
	ask := func(n committee.Need) (committee.Need, error) {
		return n.Ask(c, office, committee.QueryDraft{Text: "Welche Fachverfahren sind betroffen?", Days: 5}, noon)
	}
	n = changed(t, db, n, ask)
	if got, want := owedFor(t, db, n), "need-query m1 owed, need-query-late office owed, need-query-soon m1 owed"; got != want {
		t.Errorf("owed %q, want %q", got, want)
	}
	n = changed(t, db, n, func(n committee.Need) (committee.Need, error) {
		return n.Step(c, office, committee.NeedStep{To: committee.NeedClarifying}, noon)
	})
	if got, want := owedFor(t, db, n), "need-query m1 dropped, need-query-late office dropped, need-query-soon m1 dropped, need-state m1 owed"; got != want {
		t.Errorf("owed %q, want %q", got, want)
	}
	n = changed(t, db, n, ask)
	if got := owedFor(t, db, n); strings.Count(got, "need-query m1 owed") != 1 || strings.Count(got, "need-query-late office owed") != 1 {
		t.Errorf("asked again at the same moment, owed %q", got)
	}
	read, err := db.Need(t.Context(), n.ID)
	if d := cmp.Diff(n, read); err != nil || d != "" {
		t.Errorf("Need: %v (-want +got):\n%s", err, d)
	}
}

func TestOrganisationsAreKept(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 1)
	office := keeping(t, db, c)
	n := reported(t, db, c, member(t, db, c, 1), "Wohnsitzanmeldung", noon)
	for _, body := range []string{"Stadt Musterstadt", "Kreis X"} {
		n = changed(t, db, n, func(n committee.Need) (committee.Need, error) { return n.AddOrganisation(office, body, noon) })
	}
	n = changed(t, db, n, func(n committee.Need) (committee.Need, error) { return n.RemoveOrganisation(office, "KREIS X", noon) })
	n = changed(t, db, n, func(n committee.Need) (committee.Need, error) {
		return n.Step(c, office, committee.NeedStep{To: committee.NeedDeferred, Why: "Geld fehlt."}, noon)
	})
	read, err := db.Need(t.Context(), n.ID)
	if d := cmp.Diff(n, read); d != "" {
		t.Errorf("Need (-want +got):\n%s", d)
	}
	if err != nil || len(read.Owners) != 2 || read.Owners[1].Body != "Stadt Musterstadt" || read.Owners[0].Seat == 0 {
		t.Errorf("owners = %+v, %v, want the seat and Stadt Musterstadt", read.Owners, err)
	}
}

func TestOfTwoStepsFromTheSameVersionOneWins(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 1)
	office := keeping(t, db, c)
	n := reported(t, db, c, member(t, db, c, 1), "Wohnsitzanmeldung", noon)
	var both sync.WaitGroup
	errs := make([]error, 2)
	for i, to := range []committee.NeedState{committee.NeedClarifying, committee.NeedDescribed} {
		both.Go(func() {
			_, errs[i] = db.ChangeNeed(t.Context(), n.ID, "office", "step", "", noon, func(seen committee.Need) (committee.Need, error) {
				return seen.Step(c, office, committee.NeedStep{To: to, Of: n.Version, Sure: true}, noon)
			})
		})
	}
	both.Wait()
	if refused := refusal(t, errors.Join(errs...)); (errs[0] == nil) == (errs[1] == nil) || refused != "need.leap.meanwhile" {
		t.Errorf("errors = %v, want one of them told that the other was first", errs)
	}
}

func TestAPollThatEndsPutsItsNeedsIntoAnOrder(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 2)
	one := member(t, db, c, 1)
	a, b, done := reported(t, db, c, one, "Adressen", noon), reported(t, db, c, one, "Bezahlen", noon), reported(t, db, c, one, "Chatten", noon)
	p := asked(t, db, c, committee.PollDraft{Kind: committee.PriorityPoll, Question: "Was zuerst?", Needs: []committee.Need{a, b, done}, ClosesAt: noon.Add(48 * time.Hour)})
	changed(t, db, b, func(n committee.Need) (committee.Need, error) {
		return n.Withdraw(one, committee.NeedWithdrawal{}, noon)
	})
	changed(t, db, done, func(n committee.Need) (committee.Need, error) {
		return n.Step(c, keeping(t, db, c), committee.NeedStep{To: committee.NeedAdopted, Sure: true}, noon)
	})
	_, _, err := db.CastBallot(t.Context(), p.ID, "m1", func(v committee.Voting) (committee.Ballot, error) {
		return v.Poll.Cast(v.Who, committee.Choice{Ranking: []string{p.Options[0].Key}}, v.Before, noon)
	})
	if err != nil {
		t.Fatalf("voting: %v", err)
	}
	closed, err := db.ClosedNeeds(t.Context(), []int64{a.ID, b.ID, done.ID})
	if d := cmp.Diff(map[int64]committee.NeedState{b.ID: committee.NeedWithdrawn}, closed); err != nil || d != "" {
		t.Errorf("ClosedNeeds: %v (-want +got):\n%s", err, d)
	}
	if err := db.ClosePoll(t.Context(), p.ID, p.ClosesAt); err != nil {
		t.Fatalf("closing: %v", err)
	}
	for id, want := range map[int64]committee.NeedState{a.ID: committee.NeedPrioritised, b.ID: committee.NeedWithdrawn, done.ID: committee.NeedAdopted} {
		if n, err := db.Need(t.Context(), id); err != nil || n.State != want {
			t.Errorf("need %d is %s, %v, want %s", id, n.State, err, want)
		}
	}
}

// Only what has an order puts its needs into one.
func TestAPollWithoutAnOrderPutsItsNeedsIntoNone(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 1)
	one := member(t, db, c, 1)
	for name, row := range map[string]struct {
		kind   committee.PollKind
		result committee.ResultKind
		choose func(committee.Poll) committee.Choice
		want   committee.NeedState
	}{
		"all abstain":        {committee.PriorityPoll, "", func(committee.Poll) committee.Choice { return committee.Choice{Answer: committee.Abstain} }, committee.NeedReported},
		"one is chosen":      {committee.ChoicePoll, "", func(p committee.Poll) committee.Choice { return committee.Choice{Approve: []string{p.Options[0].Key}} }, committee.NeedReported},
		"a straw poll":       {committee.ApprovalPoll, "", func(p committee.Poll) committee.Choice { return committee.Choice{Approve: []string{p.Options[0].Key}} }, committee.NeedReported},
		"a prioritisation":   {committee.ApprovalPoll, committee.Prioritisation, func(p committee.Poll) committee.Choice { return committee.Choice{Approve: []string{p.Options[0].Key}} }, committee.NeedPrioritised},
		"an order as a mood": {committee.RankingPoll, committee.Mood, func(p committee.Poll) committee.Choice { return committee.Choice{Ranking: []string{p.Options[0].Key}} }, committee.NeedPrioritised},
	} {
		a, b := reported(t, db, c, one, "Adressen "+name, noon), reported(t, db, c, one, "Bezahlen "+name, noon)
		p := asked(t, db, c, committee.PollDraft{
			Kind: row.kind, Question: "Was zuerst?", Needs: []committee.Need{a, b}, ClosesAt: noon.Add(48 * time.Hour), Terms: committee.Terms{Result: row.result},
		})
		_, _, err := db.CastBallot(t.Context(), p.ID, "m1", func(v committee.Voting) (committee.Ballot, error) {
			return v.Poll.Cast(v.Who, row.choose(p), v.Before, noon)
		})
		if err != nil {
			t.Fatalf("%s: voting: %v", name, err)
		}
		if err := db.ClosePoll(t.Context(), p.ID, p.ClosesAt); err != nil {
			t.Fatalf("%s: closing: %v", name, err)
		}
		if n, err := db.Need(t.Context(), a.ID); err != nil || n.State != row.want {
			t.Errorf("%s: the need is %s, %v, want %s", name, n.State, err, row.want)
		}
	}
}

func TestAPollWithoutVotesOrdersNothing(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 1)
	one := member(t, db, c, 1)
	a, b := reported(t, db, c, one, "Adressen", noon), reported(t, db, c, one, "Bezahlen", noon)
	p := asked(t, db, c, committee.PollDraft{Kind: committee.PriorityPoll, Question: "Was zuerst?", Needs: []committee.Need{a, b}, ClosesAt: noon.Add(48 * time.Hour)})
	if err := db.ClosePoll(t.Context(), p.ID, p.ClosesAt); err != nil {
		t.Fatalf("closing: %v", err)
	}
	if n, err := db.Need(t.Context(), a.ID); err != nil || n.State != committee.NeedReported {
		t.Errorf("state = %s, %v, want it as before", n.State, err)
	}
}
