package storage_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/storage/storagetest"
)

var keeper = committee.Person{User: "office", Name: "Office", Roles: []committee.Role{committee.Office}}

// into is the rule by which the office bundles.
func into(part, whole committee.Need) (committee.Need, error) {
	return part.BundleInto(whole, keeper, 0, 0, noon)
}

// Two people bundle the same two needs into each other at the same moment: one
// wins, the other is refused; there is never a circle and nobody waits forever.
func TestTwoNeedsBundledIntoEachOtherMakeNoCircle(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	for round := range 10 {
		a := described(t, db, c, "Erster Bedarf", "Es fehlt etwas.")
		b := described(t, db, c, "Zweiter Bedarf", "Es fehlt anderes.")
		errs := make([]error, 2)
		var both sync.WaitGroup
		for i, pair := range [][2]int64{{a.ID, b.ID}, {b.ID, a.ID}} {
			both.Go(func() {
				_, _, errs[i] = db.BundleNeeds(t.Context(), []int64{pair[0]}, pair[1], "office", noon, into)
			})
		}
		both.Wait()
		if (errs[0] == nil) == (errs[1] == nil) || committee.Refusals(errs[0]) == nil && committee.Refusals(errs[1]) == nil {
			t.Fatalf("round %d: %v and %v, want one refusal", round, errs[0], errs[1])
		}
		a, b = read(t, db.Need, a.ID), read(t, db.Need, b.ID)
		if (a.State == committee.NeedBundled) == (b.State == committee.NeedBundled) {
			t.Fatalf("round %d: %s and %s, want one bundled", round, a.State, b.State)
		}
	}
}

// Owners are added up and parted again; who said for themselves that they have
// the need stays.
func TestABundleGivesItsOwnersBack(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	whole, part := described(t, db, c, "Das Ganze", "Es fehlt etwas."), described(t, db, c, "Der Teil", "Es fehlt anderes.")
	owns := func(need int64, body string, at time.Time) {
		t.Helper()
		_, _, err := db.SupportNeed(t.Context(), need, "office", at, func(committee.Need) (committee.Owner, bool, error) {
			return committee.Owner{Body: body, At: at}, true, nil
		})
		if err != nil {
			t.Fatalf("%s has need %d: %v", body, need, err)
		}
	}
	owns(part.ID, "Kreis A", noon)
	owns(part.ID, "Kreis B", noon)
	if _, _, err := db.BundleNeeds(t.Context(), []int64{part.ID}, whole.ID, "office", noon, into); err != nil {
		t.Fatalf("bundling: %v", err)
	}
	owns(whole.ID, "Kreis B", noon.Add(time.Minute))
	if got := bodies(read(t, db.Need, whole.ID)); !slices.Equal(got, []string{"Kreis A", "Kreis B"}) {
		t.Errorf("the bundle belongs to %v", got)
	}
	_, _, err := db.UnbundleNeed(t.Context(), part.ID, "office", noon.Add(time.Hour), func(p, w committee.Need) (committee.Need, error) {
		return p.Unbundle(w, keeper, 0, noon.Add(time.Hour))
	})
	if err != nil {
		t.Fatalf("taking it out: %v", err)
	}
	back := read(t, db.Need, part.ID)
	if got := bodies(read(t, db.Need, whole.ID)); !slices.Equal(got, []string{"Kreis B"}) || back.State != committee.NeedReported || len(back.Owners) != 2 {
		t.Errorf("parted: the whole belongs to %v, the part is %s with %v", got, back.State, bodies(back))
	}
}

func bodies(n committee.Need) []string {
	var all []string
	for _, o := range n.Owners {
		all = append(all, o.Body)
	}
	slices.Sort(all)
	return all
}

// read is the need as it is stored now.
func read(t *testing.T, from func(context.Context, int64) (committee.Need, error), id int64) committee.Need {
	t.Helper()
	n, err := from(t.Context(), id)
	if err != nil {
		t.Fatalf("reading need %d: %v", id, err)
	}
	return n
}
