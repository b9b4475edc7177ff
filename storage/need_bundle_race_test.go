package storage_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// bundles is somebody who bundles a need into another one; seen are the versions
// they had before them, 0 for any.
func bundles(t *testing.T, db *storage.DB, who committee.Person, part, whole int64, seen, seenWhole int, at time.Time) side {
	return func(meet func()) error {
		_, _, err := db.BundleNeeds(t.Context(), []int64{part}, whole, who.User, at, func(part, whole committee.Need) (committee.Need, error) {
			meet()
			return part.BundleInto(whole, who, seen, seenWhole, at)
		})
		return err
	}
}

// noteOf is the note of the news that a part was bundled into a whole, or taken out.
func noteOf(whole, part committee.Need) string {
	return strconv.FormatInt(whole.ID, 10) + " " + strconv.FormatInt(part.ID, 10)
}

// Office and chair bundle the same need into two others: it lives on in one of
// them, the other one stays as it was, and the news is of what has happened.
func TestOfTwoWhoBundleANeedElsewhereOneIsToldWhereItIs(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, chair := presided(t, db, 3)
	people, at := []committee.Person{office, chair}, noon.Add(time.Hour)
	for round := range rounds {
		part := reported(t, db, c, member(t, db, c, 1), "Wohnsitz anmelden", noon)
		wholes := []committee.Need{reported(t, db, c, member(t, db, c, 2), "Umzug melden", noon), reported(t, db, c, member(t, db, c, 3), "Zuzug melden", noon)}
		won, told := oneWinner(t, race(t, db, round,
			bundles(t, db, office, part.ID, wholes[0].ID, 0, 0, at), bundles(t, db, chair, part.ID, wholes[1].ID, 0, 0, at)))
		whole, other, who := wholes[won], wholes[1-won], people[won]
		wantTold(t, told, committee.Refuse(committee.Conflict, "need.bundle.elsewhere", "Number", part.Number, "Into", whole.Number))

		is, events := needNow(t, db, part.ID)
		if is.State != committee.NeedBundled || is.Into != whole.ID || is.ChangedByName != who.Name || is.Title != part.Title || len(is.Owners) != 1 {
			t.Errorf("the part is %s in %d by %q, want it in %d by %s and otherwise as it was", is.State, is.Into, is.ChangedByName, whole.ID, who.Name)
		}
		wantHistory(t, events, 2, "bundle", who.User, part, is)
		became, events := needNow(t, db, whole.ID)
		if len(became.Parts) != 1 || len(became.Owners) != 2 {
			t.Errorf("the whole has parts %+v and owners %+v, want the one and both", became.Parts, became.Owners)
		}
		wantHistory(t, events, 2, "bundle", who.User, whole, became)
		stayed, events := needNow(t, db, other.ID)
		if len(stayed.Parts) != 0 || len(stayed.Owners) != 1 || len(events) != 1 {
			t.Errorf("the other whole has parts %+v, owners %+v and %d events, want it untouched", stayed.Parts, stayed.Owners, len(events))
		}
		news := []string{"need-bundled m1 " + noteOf(whole, part), "need-bundled " + whole.By + " " + noteOf(whole, part)}
		if got := owedAbout(t, db, needRef(part)); !slices.Equal(got, news) {
			t.Errorf("owed %q, want %q", got, news)
		}
		if got := append(owedAbout(t, db, needRef(whole)), owedAbout(t, db, needRef(other))...); len(got) != 0 {
			t.Errorf("owed about the others: %q", got)
		}
	}
}

// What else can happen to a need, or to the whole, while it is bundled, and what
// the second of the two is told.
func TestWhoComesSecondToABundleIsToldHowItIsNow(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, chair := presided(t, db, 2)
	reporter, at := member(t, db, c, 1), noon.Add(time.Minute)
	withdraws := func(n committee.Need) side {
		return needSide{"withdraw", reporter, func(n committee.Need) (committee.Need, error) {
			return n.Withdraw(reporter, committee.NeedWithdrawal{}, at)
		}}.of(t, db, n.ID, at)
	}
	edits := func(n committee.Need) side {
		return needSide{"edit", reporter, func(n committee.Need) (committee.Need, error) {
			return n.Edit(reporter, committee.NeedDraft{Title: "Wohnsitz ummelden", Problem: n.Problem, Affected: n.Affected}, at)
		}}.of(t, db, n.ID, at)
	}
	for name, row := range map[string]struct {
		other func(part, whole committee.Need) side
		seen  int // by who bundles, of both
		by    committee.Person
		told  [2]string // who bundles, if they come second, and the other one
	}{
		"the same bundle, by somebody else": {func(p, w committee.Need) side { return bundles(t, db, chair, p.ID, w.ID, 0, 0, at) }, 0, chair, [2]string{"need.bundle.already", "need.bundle.already"}},
		"the other way round":               {func(p, w committee.Need) side { return bundles(t, db, chair, w.ID, p.ID, 0, 0, at) }, 0, chair, [2]string{"need.bundle.circle", "need.bundle.circle"}},
		"the part is withdrawn":             {func(p, _ committee.Need) side { return withdraws(p) }, 0, reporter, [2]string{"need.bundle.closed", "need.bundled"}},
		"the whole is withdrawn":            {func(_, w committee.Need) side { return withdraws(w) }, 0, reporter, [2]string{"need.bundle.closed", "need.withdraw.parts"}},
		"the part is edited":                {func(p, _ committee.Need) side { return edits(p) }, 1, reporter, [2]string{"need.bundle.meanwhile", "need.bundled"}},
	} {
		for round := range rounds {
			part, whole := reported(t, db, c, reporter, "Wohnsitz anmelden", noon), reported(t, db, c, reporter, "Umzug melden", noon)
			won, told := oneWinner(t, race(t, db, round, bundles(t, db, office, part.ID, whole.ID, row.seen, row.seen, at), row.other(part, whole)))
			winner := []committee.Person{office, row.by}[won]
			if told.Key != row.told[1-won] || told.Kind != committee.Conflict {
				t.Errorf("%s: %s came first, the other was told %v, want %s", name, winner.Name, told, row.told[1-won])
			}
			for arg, want := range map[string]any{"By": winner.Name, "At": at, "State": committee.NeedWithdrawn} {
				if got, said := told.Args[arg]; said && got != want {
					t.Errorf("%s: %s came first, the other was told %s %v, want %v", name, winner.Name, arg, got, want)
				}
			}
			is, events := needNow(t, db, part.ID)
			after, more := needNow(t, db, whole.ID)
			if bundled := is.State == committee.NeedBundled || after.State == committee.NeedBundled; bundled != (won == 0 || row.by.User == "chair") || is.State == after.State && bundled {
				t.Errorf("%s: %s came first, then the part is %s and the whole %s", name, winner.Name, is.State, after.State)
			}
			if n := len(events) + len(more); won == 0 && n != 4 || n > 4 {
				t.Errorf("%s: %s came first, then there are %d events", name, winner.Name, n)
			}
		}
	}
}

// Two people take the same need out of its bundle: it comes back once, with the
// owners it brought, and the news of it is owed once.
func TestANeedIsTakenOutOfItsBundleOnce(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, chair := presided(t, db, 2)
	at := noon.Add(time.Hour)
	for round := range rounds {
		part, whole := reported(t, db, c, member(t, db, c, 1), "Wohnsitz anmelden", noon), reported(t, db, c, member(t, db, c, 2), "Umzug melden", noon)
		if err := bundles(t, db, office, part.ID, whole.ID, 0, 0, noon)(func() {}); err != nil {
			t.Fatalf("bundling: %v", err)
		}
		was, _ := needNow(t, db, part.ID)
		takes := func(who committee.Person) side {
			return func(meet func()) error {
				_, _, err := db.UnbundleNeed(t.Context(), part.ID, who.User, at, func(part, whole committee.Need) (committee.Need, error) {
					meet()
					return part.Unbundle(whole, who, 0, at)
				})
				return err
			}
		}
		won, told := oneWinner(t, race(t, db, round, takes(office), takes(chair)))
		wantTold(t, told, committee.Refuse(committee.Conflict, "need.unbundle.not", "Number", part.Number, "State", committee.NeedReported))
		is, events := needNow(t, db, part.ID)
		wantHistory(t, events, 3, "unbundle", []string{"office", "chair"}[won], was, is)
		if left := read(t, db.Need, whole.ID); is.State != committee.NeedReported || len(is.Owners) != 1 || len(left.Owners) != 1 || len(left.Parts) != 0 {
			t.Errorf("the part is %s with %+v, the whole has %+v of %+v", is.State, is.Owners, left.Parts, left.Owners)
		}
		news := []string{"need-bundled m1 ", "need-bundled m2 ", "need-unbundled m1 ", "need-unbundled m2 "}
		for i := range news {
			news[i] += noteOf(whole, part)
		}
		if got := owedAbout(t, db, needRef(part)); !slices.Equal(got, news) {
			t.Errorf("owed %q, want %q", got, news)
		}
	}
}

// A seat says that it has a need too while the need is bundled: whoever comes
// first, the seat is an owner of what the need lives on in.
func TestSupportIsNotLostToABundle(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, _ := presided(t, db, 3)
	third := member(t, db, c, 3)
	for round := range rounds {
		part, whole := reported(t, db, c, member(t, db, c, 1), "Wohnsitz anmelden", noon), reported(t, db, c, member(t, db, c, 2), "Umzug melden", noon)
		supports := func(meet func()) error {
			_, fresh, err := db.SupportNeed(t.Context(), part.ID, third.User, noon, func(n committee.Need) (committee.Owner, bool, error) {
				meet()
				return n.Support(third, noon)
			})
			if !fresh && err == nil {
				t.Error("the support is said not to be new")
			}
			return err
		}
		for i, err := range race(t, db, round, bundles(t, db, office, part.ID, whole.ID, 0, 0, noon), supports) {
			if err != nil {
				t.Errorf("side %d: %v", i, err)
			}
		}
		is := read(t, db.Need, whole.ID)
		if got := bodies(is); !slices.Equal(got, []string{"Body 1", "Body 2", "Body 3"}) {
			t.Errorf("the whole belongs to %v, want all three", got)
		}
	}
}
