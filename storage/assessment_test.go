package storage_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

var twoCriteria = []committee.Criterion{{Name: "Nutzen", Weight: 60}, {Name: "Reichweite", Weight: 40}}

// begun is a round about n needs that have passed the gate, in a chamber.
func begun(t testing.TB, db *storage.DB, c committee.Committee, n int) committee.Assessment {
	t.Helper()
	office, err := db.Person(t.Context(), c.ID, "office")
	if err != nil {
		t.Fatal(err)
	}
	reporter, err := db.Person(t.Context(), c.ID, "h0")
	if err != nil {
		t.Fatal(err)
	}
	var ids []int64
	for i := range n {
		need := reported(t, db, c, reporter, fmt.Sprintf("Bedarf %d", i), noon)
		_, err := db.ChangeNeed(t.Context(), need.ID, "office", "check", "", noon, func(n committee.Need) (committee.Need, error) {
			return n.Check(office, committee.CheckDraft{InRemit: committee.Yes, SupraLocal: committee.Yes, NotYetDone: committee.Yes, Urgency: "C"}, noon)
		})
		if err != nil {
			t.Fatalf("checking: %v", err)
		}
		ids = append(ids, need.ID)
	}
	a, err := begin(t, db, c, office, ids)
	if err != nil {
		t.Fatalf("beginning: %v", err)
	}
	return a
}

func begin(t testing.TB, db *storage.DB, c committee.Committee, office committee.Person, ids []int64) (committee.Assessment, error) {
	seats, err := db.Seats(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	return db.OpenAssessment(t.Context(), c, ids, "", noon, func(now []committee.Need) (committee.Assessment, error) {
		return committee.OpenAssessment(c, office, committee.AssessmentDraft{Needs: now, Criteria: twoCriteria, ClosesAt: noon.Add(240 * time.Hour)}, seats, noon)
	})
}

// appraise says something about a need as the bot does.
func appraise(t testing.TB, db *storage.DB, round, need int64, user string, at time.Time, grades ...int) error {
	_, err := db.Appraise(t.Context(), round, user, func(w committee.Assessing) (committee.Appraisal, error) {
		return w.Appraise(need, grades, at)
	})
	return err
}

func TestFourteenSeatsAppraiseSixNeedsAtOnceAndNothingIsLost(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	a := begun(t, db, chamber(t, db, 14), 6)
	press(2*14*6, func(i int) {
		user, need := fmt.Sprintf("h%d", i%14), a.Needs[i/14%6].Need
		if err := appraise(t, db, a.ID, need, user, noon, i%14%11, i/14%6); err != nil {
			t.Errorf("%s about %d = %v", user, need, err)
		}
	})
	given, err := db.Appraisals(t.Context(), a.ID)
	if err != nil || len(given) != 14*6 {
		t.Fatalf("%d appraisals, %v, want 84", len(given), err)
	}
	if p := a.Progress(given); p.Finished != 14 || len(p.Missing) != 0 {
		t.Errorf("progress = %+v, want all finished", p)
	}
	for _, g := range given {
		place := slices.IndexFunc(a.Needs, func(n committee.AssessedNeed) bool { return n.Need == g.Need })
		if g.Grades[1] != place {
			t.Errorf("%s said %v about need %d", g.By, g.Grades, place)
		}
	}
	closed, err := db.CloseAssessment(t.Context(), a.ID, noon.Add(time.Hour))
	if !closed || err != nil {
		t.Fatalf("CloseAssessment = %t, %v, want it closed: all have finished", closed, err)
	}
	again, err := db.CloseAssessment(t.Context(), a.ID, noon.Add(time.Hour))
	if again || err != nil {
		t.Errorf("closing again = %t, %v", again, err)
	}
	for i, n := range a.Needs {
		need, err := db.Need(t.Context(), n.Need)
		if err != nil || need.State != committee.NeedAssessed || !need.Scored || !need.Split || need.Judgements[1].Count != 14 {
			t.Errorf("need %d = %+v, %v, want it assessed", i, need.Rating, err)
		}
	}
}

func TestARoundEndsAtItsTimeAndRefusesWhatComesLater(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	a := begun(t, db, c, 2)
	if err := appraise(t, db, a.ID, a.Needs[0].Need, "h0", noon, 8, 6); err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		user   string
		need   int64
		at     time.Time
		grades []int
		want   string
	}{
		"after the end":        {"h1", a.Needs[0].Need, a.ClosesAt, []int{1, 1}, "assess.over"},
		"the substitute later": {"s0", a.Needs[0].Need, noon, []int{1, 1}, "assess.member.judged"},
		"the office":           {"office", a.Needs[0].Need, noon, []int{1, 1}, "may.not"},
		"a stranger":           {"nobody", a.Needs[0].Need, noon, []int{1, 1}, "may.outsider"},
		"another need":         {"h1", 4711, noon, []int{1, 1}, "assess.need.none"},
		"an eleven":            {"h1", a.Needs[0].Need, noon, []int{11, 1}, "assess.grade"},
	} {
		if key := refusal(t, appraise(t, db, a.ID, row.need, row.user, row.at, row.grades...)); key != row.want {
			t.Errorf("%s: %q, want %q", name, key, row.want)
		}
	}
	if closed, err := db.CloseAssessment(t.Context(), a.ID, a.ClosesAt.Add(-time.Second)); closed || err != nil {
		t.Errorf("closing early = %t, %v, want nothing", closed, err)
	}
	if ids, err := db.DueAssessments(t.Context(), a.ClosesAt); err != nil || !cmp.Equal([]int64{a.ID}, ids) {
		t.Errorf("DueAssessments = %v, %v", ids, err)
	}
	if closed, err := db.CloseAssessment(t.Context(), a.ID, a.ClosesAt); !closed || err != nil {
		t.Fatalf("closing = %t, %v", closed, err)
	}
	got, err := db.Assessment(t.Context(), a.ID)
	if err != nil || got.Took != 1 || got.Needs[0].Outcome == nil || got.Needs[0].Outcome.Score != 2*(60*8+40*6) || got.Needs[1].Outcome.Scored {
		t.Errorf("Assessment = %+v, %v", got, err)
	}
	if n, err := db.Need(t.Context(), a.Needs[1].Need); err != nil || n.State != committee.NeedReported || n.Scored {
		t.Errorf("the need nobody judged is %s, %v", n.State, err)
	}
}

func TestThereIsOneRoundAtATime(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 2)
	a := begun(t, db, c, 1)
	office, err := db.Person(t.Context(), c.ID, "office")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := begin(t, db, c, office, []int64{a.Needs[0].Need}); refusal(t, err) != "assess.second" {
		t.Errorf("a second round = %v, want assess.second", err)
	}
	if _, err := db.Assessment(t.Context(), a.ID+1); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("no round = %v, want ErrNotFound", err)
	}
}

// due lists the rounds that end now.
func due(t testing.TB, db *storage.DB, now time.Time) []int64 {
	t.Helper()
	ids, err := db.DueAssessments(t.Context(), now)
	if err != nil {
		t.Fatalf("asking which rounds end: %v", err)
	}
	return ids
}

func TestARoundEndsWhenItsLastMissingNeedIsWithdrawn(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 2)
	a := begun(t, db, c, 2)
	first, second := a.Needs[0].Need, a.Needs[1].Need
	for _, user := range []string{"h0", "h1"} {
		if err := appraise(t, db, a.ID, first, user, noon, 5, 5); err != nil {
			t.Fatal(err)
		}
	}
	if ids := due(t, db, noon); len(ids) > 0 {
		t.Fatalf("the round ends although a need is missing: %v", ids)
	}
	by, err := db.Person(t.Context(), c.ID, "h0")
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ChangeNeed(t.Context(), second, "h0", "withdraw", "", noon, func(n committee.Need) (committee.Need, error) {
		return n.Withdraw(by, committee.NeedWithdrawal{}, noon)
	})
	if err != nil {
		t.Fatal(err)
	}
	if ids := due(t, db, noon); !slices.Equal(ids, []int64{a.ID}) {
		t.Fatalf("rounds that end: %v, want %d", ids, a.ID)
	}
	if ended, err := db.CloseAssessment(t.Context(), a.ID, noon); !ended || err != nil {
		t.Errorf("CloseAssessment = %t, %v", ended, err)
	}
	if ids := due(t, db, noon); len(ids) > 0 {
		t.Errorf("a closed round ends again: %v", ids)
	}
}

func TestARoundEndsWhenTheSeatThatWasMissingIsGone(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 2)
	a := begun(t, db, c, 1)
	if err := appraise(t, db, a.ID, a.Needs[0].Need, "h0", noon, 5, 5); err != nil {
		t.Fatal(err)
	}
	if ids := due(t, db, noon); len(ids) > 0 {
		t.Fatalf("the round ends although a seat is missing: %v", ids)
	}
	seats, err := db.Seats(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.FillSeats(t.Context(), c.ID, seats[:1], "office", noon); err != nil {
		t.Fatal(err)
	}
	if ids := due(t, db, noon); !slices.Equal(ids, []int64{a.ID}) {
		t.Errorf("rounds that end: %v, want %d", ids, a.ID)
	}
}

func TestARoundInWhichNobodySaidAnythingGoesOn(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 1)
	a := begun(t, db, c, 1)
	if err := db.FillSeats(t.Context(), c.ID, nil, "office", noon); err != nil {
		t.Fatal(err)
	}
	if ended, err := db.CloseAssessment(t.Context(), a.ID, noon); ended || err != nil {
		t.Errorf("CloseAssessment = %t, %v, want nothing", ended, err)
	}
}
