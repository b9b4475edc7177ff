package storage_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// withSubstitute is seated with three seats; the second one also has a substitute "v2".
func withSubstitute(t *testing.T, db *storage.DB) (committee.Committee, committee.Person, committee.Person) {
	t.Helper()
	c := seated(t, db, 3)
	seats, err := db.Seats(t.Context(), c.ID)
	if err != nil {
		t.Fatalf("reading the seats: %v", err)
	}
	seats[1].Substitute = &committee.Occupant{User: "v2", Handle: "v2", Name: "Substitute v2"}
	if err := db.FillSeats(t.Context(), c.ID, seats, "", noon); err != nil {
		t.Fatalf("filling seats: %v", err)
	}
	v2, err := db.Person(t.Context(), c.ID, "v2")
	if err != nil || v2.Seat == nil {
		t.Fatalf("the substitute is %+v, %v", v2, err)
	}
	return c, member(t, db, c, 2), v2
}

// supports and leaves are what the two buttons do. They tell whether it was new.
func supports(t *testing.T, db *storage.DB, who committee.Person, need int64, at time.Time, fresh *bool) side {
	return func(meet func()) (err error) {
		_, *fresh, err = db.SupportNeed(t.Context(), need, who.User, at, func(n committee.Need) (committee.Owner, bool, error) {
			meet()
			return n.Support(who, at)
		})
		return err
	}
}

func leaves(t *testing.T, db *storage.DB, who committee.Person, need int64, at time.Time, gone *bool) side {
	return func(meet func()) (err error) {
		_, *gone, err = db.LeaveNeed(t.Context(), need, who.User, at, func(n committee.Need, parts []committee.Need) (committee.Owner, bool, error) {
			meet()
			return n.Leave(who, parts)
		})
		return err
	}
}

// does is one of them without a race.
func does(t *testing.T, do func(*bool) side) bool {
	t.Helper()
	var changed bool
	if err := do(&changed)(func() {}); err != nil {
		t.Fatal(err)
	}
	return changed
}

func TestWhatIsTakenBackIsGoneAndInTheHistory(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, m2, v2 := withSubstitute(t, db)
	was := reported(t, db, c, member(t, db, c, 1), "Wohnsitzanmeldung", noon)
	does(t, func(b *bool) side { return supports(t, db, m2, was.ID, noon.Add(time.Minute), b) })
	had := read(t, db.Need, was.ID)
	if len(had.Owners) != 2 || !had.Owners[0].First || had.Owners[1].First {
		t.Fatalf("the owners are %+v, want the reporter's seat first", had.Owners)
	}
	if !does(t, func(b *bool) side { return leaves(t, db, v2, was.ID, noon.Add(time.Hour), b) }) {
		t.Error("nothing was taken back")
	}
	is, events := needNow(t, db, was.ID)
	if d := cmp.Diff(was, is); d != "" {
		t.Errorf("it is not as it was before (-was +is):\n%s", d)
	}
	wantHistory(t, events, 3, "leave", "v2", had, is)
	changes := committee.NeedChanges(events[2], m2)
	if want := []committee.Change{{Field: "owner", From: "Group 2: Body 2", To: ""}}; !cmp.Equal(want, changes) {
		t.Errorf("the history tells %+v, want %+v", changes, want)
	}
	if does(t, func(b *bool) side { return leaves(t, db, m2, was.ID, noon.Add(2*time.Hour), b) }) {
		t.Error("what is taken back was taken back again")
	}
	if _, events := needNow(t, db, was.ID); len(events) != 3 {
		t.Errorf("%d events, want none more for what changes nothing", len(events))
	}
}

// Member and substitute of a seat press at once: one says that they have the need, the
// other takes it back. It ends as if they had come one after the other, and the
// history says in which order.
func TestOneOfASeatTakesBackWhatTheOtherSays(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, m2, v2 := withSubstitute(t, db)
	for _, before := range []bool{false, true} { // whether the seat had it
		for round := range rounds {
			was := reported(t, db, c, member(t, db, c, 1), "Wohnsitzanmeldung", noon)
			if before {
				does(t, func(b *bool) side { return supports(t, db, m2, was.ID, noon, b) })
			}
			_, already := needNow(t, db, was.ID)
			var fresh, gone bool
			errs := race(t, db, round,
				supports(t, db, m2, was.ID, noon.Add(time.Minute), &fresh), leaves(t, db, v2, was.ID, noon.Add(time.Minute), &gone))
			if err := errors.Join(errs...); err != nil {
				t.Fatalf("both: %v", err)
			}
			is, events := needNow(t, db, was.ID)
			var told []string
			for _, e := range events[len(already):] {
				told = append(told, e.Verb+" "+e.By)
			}
			has := slices.Contains(bodies(is), "Body 2")
			outcome := map[bool]string{true: "has", false: "has not"}[has]
			serial := map[string]bool{ // fresh, gone, what is told, what it is at the end
				"true true support m2, leave v2 has not": true,
				"true false support m2 has":              true, // who takes back came first and found nothing
			}
			if before {
				serial = map[string]bool{
					"false true leave v2 has not":        true, // who says it came first and changed nothing
					"true true leave v2, support m2 has": true,
				}
			}
			if got := fmt.Sprint(fresh, " ", gone, " ", strings.Join(told, ", "), " ", outcome); !serial[got] {
				t.Errorf("had it before: %v, round %d: %q, want one after the other", before, round, got)
			}
			for i, e := range events[1:] {
				if d := cmp.Diff(*events[i].After, *e.Before, saidByTheEvent); d != "" {
					t.Errorf("round %d: event %d does not begin where the last one ended:\n%s", round, i+1, d)
				}
			}
		}
	}
}

// Both of a seat take it back at once: it is taken back once.
func TestASeatLeavesANeedOnce(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, m2, v2 := withSubstitute(t, db)
	for round := range rounds {
		was := reported(t, db, c, member(t, db, c, 1), "Wohnsitzanmeldung", noon)
		does(t, func(b *bool) side { return supports(t, db, m2, was.ID, noon, b) })
		var gone [2]bool
		errs := race(t, db, round, leaves(t, db, m2, was.ID, noon, &gone[0]), leaves(t, db, v2, was.ID, noon, &gone[1]))
		if err := errors.Join(errs...); err != nil || gone[0] == gone[1] {
			t.Errorf("round %d: %v, %v, %v, want one who takes it back and one who finds nothing", round, gone, err, errs)
		}
		is, events := needNow(t, db, was.ID)
		if len(events) != 3 || events[2].Verb != "leave" || (events[2].By == "m2") != gone[0] || len(is.Owners) != 1 {
			t.Errorf("round %d: %d events, the last by %s; owners %+v", round, len(events), events[len(events)-1].By, is.Owners)
		}
	}
}

// A seat that has a bundled need leaves the whole and what it had in it; it does not
// come back when the part comes out.
func TestASeatLeavesABundleWhole(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, m2, _ := withSubstitute(t, db)
	office := keeping(t, db, c)
	inner, part, whole := reported(t, db, c, member(t, db, c, 1), "Innen", noon), reported(t, db, c, member(t, db, c, 3), "Dazwischen", noon), reported(t, db, c, member(t, db, c, 3), "Aussen", noon)
	does(t, func(b *bool) side { return supports(t, db, m2, inner.ID, noon, b) })
	for _, pair := range [][2]int64{{inner.ID, part.ID}, {part.ID, whole.ID}} {
		if err := bundles(t, db, office, pair[0], pair[1], 0, 0, noon.Add(time.Minute))(func() {}); err != nil {
			t.Fatalf("bundling: %v", err)
		}
	}
	if got := bodies(read(t, db.Need, whole.ID)); !slices.Contains(got, "Body 2") {
		t.Fatalf("the whole belongs to %v", got)
	}
	if !does(t, func(b *bool) side { return leaves(t, db, m2, inner.ID, noon.Add(time.Hour), b) }) {
		t.Error("nothing was taken back")
	}
	for _, id := range []int64{inner.ID, part.ID, whole.ID} {
		is, events := needNow(t, db, id)
		if slices.Contains(bodies(is), "Body 2") || events[len(events)-1].Verb != "leave" {
			t.Errorf("%s belongs to %v, the last event is %s", is.Title, bodies(is), events[len(events)-1].Verb)
		}
	}
	if _, _, err := db.UnbundleNeed(t.Context(), part.ID, "office", noon.Add(2*time.Hour), func(p, w committee.Need) (committee.Need, error) {
		return p.Unbundle(w, office, 0, noon.Add(2*time.Hour))
	}); err != nil {
		t.Fatalf("taking it out: %v", err)
	}
	for _, id := range []int64{part.ID, whole.ID} {
		if got := bodies(read(t, db.Need, id)); slices.Contains(got, "Body 2") {
			t.Errorf("taken out, need %d belongs to %v", id, got)
		}
	}
}

// A seat leaves a need while another one is bundled into it that the seat has too:
// whoever comes first, the history tells how it came about.
func TestASeatLeavesWhileANeedOfItIsBundled(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, m2, _ := withSubstitute(t, db)
	office := keeping(t, db, c)
	for round := range rounds {
		part, whole := reported(t, db, c, member(t, db, c, 3), "Der Teil", noon), reported(t, db, c, member(t, db, c, 1), "Das Ganze", noon)
		does(t, func(b *bool) side { return supports(t, db, m2, part.ID, noon, b) })
		does(t, func(b *bool) side { return supports(t, db, m2, whole.ID, noon, b) })
		var gone bool
		errs := race(t, db, round, bundles(t, db, office, part.ID, whole.ID, 0, 0, noon.Add(time.Minute)), leaves(t, db, m2, whole.ID, noon.Add(time.Minute), &gone))
		if err := errors.Join(errs...); err != nil || !gone {
			t.Fatalf("both: %v, %v", gone, err)
		}
		is, events := needNow(t, db, whole.ID)
		bundledFirst := events[len(events)-1].Verb == "leave"
		if has := slices.Contains(bodies(is), "Body 2"); has == bundledFirst {
			t.Errorf("round %d: bundled first: %v, the whole belongs to %v", round, bundledFirst, bodies(is))
		}
		if has := slices.Contains(bodies(read(t, db.Need, part.ID)), "Body 2"); has == bundledFirst {
			t.Errorf("round %d: bundled first: %v, yet the part: %v", round, bundledFirst, has)
		}
	}
}

// A seat says that it has a need while its reporter withdraws it: either the reporter
// is asked first, or the seat reads that the need is withdrawn.
func TestNobodyJoinsANeedUnseenThatIsWithdrawn(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, m2, _ := withSubstitute(t, db)
	reporter := member(t, db, c, 1)
	for round := range rounds {
		was := reported(t, db, c, reporter, "Wohnsitzanmeldung", noon)
		var fresh bool
		withdraws := needSide{"withdraw", reporter, func(n committee.Need) (committee.Need, error) {
			return n.Withdraw(reporter, committee.NeedWithdrawal{}, noon)
		}}
		won, told := oneWinner(t, race(t, db, round, supports(t, db, m2, was.ID, noon, &fresh), withdraws.of(t, db, was.ID, noon)))
		is, events := needNow(t, db, was.ID)
		want, state, owners := "need.withdraw.unsure", committee.NeedReported, 2
		if won == 1 {
			want, state, owners = "need.closed", committee.NeedWithdrawn, 1
		}
		if told.Key != want || is.State != state || len(is.Owners) != owners || len(events) != 2 || fresh != (won == 0) {
			t.Errorf("round %d: side %d came first, the other was told %s; it is %s with %d owners and %d events", round, won, told.Key, is.State, len(is.Owners), len(events))
		}
	}
}

// Who else has a need is owed the news once, whoever presses how often.
func TestOthersHearOnceThatANeedIsWithdrawn(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, m2, _ := withSubstitute(t, db)
	reporter, office := member(t, db, c, 1), keeping(t, db, c)
	for round := range rounds {
		was := reported(t, db, c, reporter, "Wohnsitzanmeldung", noon)
		does(t, func(b *bool) side { return supports(t, db, m2, was.ID, noon, b) })
		withdraws := func(p committee.Person) side {
			return needSide{"withdraw", p, func(n committee.Need) (committee.Need, error) {
				return n.Withdraw(p, committee.NeedWithdrawal{Of: was.Version, Others: 1}, noon)
			}}.of(t, db, was.ID, noon)
		}
		won, _ := oneWinner(t, race(t, db, round, withdraws(reporter), withdraws(office)))
		want := []string{"need-state m2 "}
		if won == 1 {
			want = []string{"need-state m1 ", "need-state m2 "}
		}
		if got := owedAbout(t, db, needRef(was)); !slices.Equal(got, want) {
			t.Errorf("round %d: side %d came first, owed %q, want %q", round, won, got, want)
		}
	}
}
