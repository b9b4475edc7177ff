package storage_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

var guest = committee.Person{User: "guest", Roles: []committee.Role{committee.Guest}}

// bundledBefore is an open need of seat 1 that holds one of seat 2, which holds one of
// seat 3; the last is labelled under, as only bundles from before such were refused.
func bundledBefore(t *testing.T, db *storage.DB, c committee.Committee, under committee.TLP) (whole, part, inner committee.Need) {
	t.Helper()
	office := keeping(t, db, c)
	whole = reported(t, db, c, member(t, db, c, 1), "Das Ganze", noon)
	part = reported(t, db, c, member(t, db, c, 2), "Der Teil", noon)
	inner = reported(t, db, c, member(t, db, c, 3), "Innen", noon)
	for _, pair := range [][2]int64{{inner.ID, part.ID}, {part.ID, whole.ID}} {
		if err := bundles(t, db, office, pair[0], pair[1], 0, 0, noon)(func() {}); err != nil {
			t.Fatalf("bundling: %v", err)
		}
	}
	if _, err := db.SQL().ExecContext(t.Context(), `UPDATE need SET tlp = $2 WHERE id = $1`, inner.ID, under); err != nil {
		t.Fatal(err)
	}
	return read(t, db.Need, whole.ID), read(t, db.Need, part.ID), read(t, db.Need, inner.ID)
}

// Who came with a guarded need that an older version let into an open one is named
// neither on the card nor to guests, in no list, filter or history; all others are.
func TestABundleFromBeforeNamesNobodyWhomALabelHides(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 4)
	for label, hidden := range map[committee.TLP]bool{committee.Amber: false, committee.AmberStrict: true, committee.Red: true} {
		whole, part, _ := bundledBefore(t, db, c, label)
		for name, n := range map[string]committee.Need{"the whole": whole, "the part": part} {
			all := bodies(n)
			if !slices.Contains(all, "Body 3") {
				t.Fatalf("%s: %s belongs to %v", label, name, all)
			}
			if got := bodies(n.For(member(t, db, c, 4))); !slices.Equal(got, all) {
				t.Errorf("%s: of %s a member reads %v, want all of %v", label, name, got, all)
			}
			for who, seen := range map[string]committee.Need{"a guest": n.For(guest), "the channel": n.InChannel()} {
				if got := bodies(seen); slices.Contains(got, "Body 3") == hidden || !slices.Contains(got, "Body 2") {
					t.Errorf("%s: of %s %s reads %v", label, name, who, got)
				}
			}
		}
		for filter, f := range map[string]committee.NeedFilter{"by its body": {Owner: "Body 3"}, "by its group": {Groups: []string{"Group 3"}}} {
			f.All = true
			for _, p := range []committee.Person{guest, member(t, db, c, 4)} {
				ns, _, err := db.ListedNeeds(t.Context(), c.ID, f, p, 50, 0)
				if err != nil {
					t.Fatalf("listing: %v", err)
				}
				found := slices.ContainsFunc(ns, func(n committee.Need) bool { return n.ID == whole.ID })
				if want := !hidden || p.User != "guest"; found != want {
					t.Errorf("%s, %s, for %s: found is %v, want %v", label, filter, p.User, found, want)
				}
			}
		}
		ns, _, err := db.ListedNeeds(t.Context(), c.ID, committee.NeedFilter{}, guest, 50, 0)
		at := slices.IndexFunc(ns, func(n committee.Need) bool { return n.ID == whole.ID })
		if err != nil || at < 0 || slices.Contains(bodies(ns[at]), "Body 3") == hidden {
			t.Errorf("%s: a guest's list has %+v, %v", label, ns, err)
		}
	}
}

// A history tells a guest of an owner only what the need that brought it lets them read.
func TestAHistoryTellsNoGuestWhoCameWithAGuardedNeed(t *testing.T) {
	t.Parallel()
	b := committee.Need{TLP: committee.Amber}
	a := b
	a.Parts = []committee.Part{{ID: 5, Number: committee.Number{Register: committee.NeedRegister, Year: 2027, Seq: 5}, TLP: committee.AmberStrict}}
	a.Owners = []committee.Owner{{Seat: 1, Group: "G", Body: "offen"}, {Seat: 2, Group: "G", Body: "geschützt", Via: 5}}
	for _, e := range []committee.NeedEvent{{Before: &b, After: &a}, {Before: &a, After: &b}} {
		for _, row := range []struct {
			p    committee.Person
			want int
		}{{guest, 1}, {keeper, 2}} {
			owners := 0
			for _, change := range committee.NeedChanges(e, row.p) {
				if change.Field == "owner" {
					owners++
				}
			}
			if owners != row.want {
				t.Errorf("%s is told of %d owners, want %d", row.p.User, owners, row.want)
			}
		}
	}
}

// What is in a bundle becomes guarded with it, however deep, and is again what it was
// when it comes out.
func TestWhatIsInABundleIsGuardedWithIt(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 3)
	office := keeping(t, db, c)
	whole, part, inner := bundledBefore(t, db, c, committee.Green)
	labels := func(label committee.TLP) func(committee.Need) (committee.Need, error) {
		return func(n committee.Need) (committee.Need, error) {
			d := committee.NeedDraft{Title: n.Title, Problem: n.Problem, Affected: n.Affected, TLP: label}
			if label == committee.Red {
				d.Problem, d.Affected = "", ""
			}
			return n.Edit(office, d, noon)
		}
	}
	if _, err := db.ChangeNeed(t.Context(), whole.ID, "office", "edit", "", noon, labels(committee.Red)); refusal(t, err) != "need.label.parts.red" {
		t.Errorf("RED: %v, want it refused for the texts of what is in it", err)
	}
	changed(t, db, whole, labels(committee.AmberStrict))
	for _, n := range []committee.Need{part, inner} {
		is, events := needNow(t, db, n.ID)
		if is.TLP != committee.AmberStrict || is.Before.Label != n.TLP || events[len(events)-1].Verb != "label" {
			t.Errorf("%s is labelled %s, was %s, last %s", n.Title, is.TLP, is.Before.Label, events[len(events)-1].Verb)
		}
	}
	for _, n := range []committee.Need{part, inner} {
		out, _, err := db.UnbundleNeed(t.Context(), n.ID, "office", noon, func(p, w committee.Need) (committee.Need, error) {
			return p.Unbundle(w, office, 0, noon)
		})
		if err != nil || out.TLP != n.TLP || out.Before != nil {
			t.Errorf("%s comes out as %s, %v, want %s", n.Title, out.TLP, err, n.TLP)
		}
	}
}

// What an older version has left open in a guarded need is guarded by the migration, and
// comes out as it was; what is RED does not take the texts of the others.
func TestTheMigrationGuardsWhatIsInAGuardedNeed(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 3)
	office := keeping(t, db, c)
	migration, err := os.ReadFile("migrations/0044_bundle_labels.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, label := range []committee.TLP{committee.AmberStrict, committee.Red} {
		whole, part, inner := bundledBefore(t, db, c, committee.Clear)
		if _, err := db.SQL().ExecContext(t.Context(), `UPDATE need SET tlp = $2 WHERE id = $1`, whole.ID, label); err != nil {
			t.Fatal(err)
		}
		for range 2 { // twice is once
			if _, err := db.SQL().ExecContext(t.Context(), strings.TrimPrefix(string(migration), "-- +goose Up")); err != nil {
				t.Fatalf("migrating: %v", err)
			}
		}
		for _, n := range []committee.Need{part, inner} {
			if is := read(t, db.Need, n.ID); is.TLP != committee.AmberStrict || is.Problem != n.Problem || is.Version != n.Version+1 {
				t.Errorf("in a need that is %s %s is %s, version %d", label, n.Title, is.TLP, is.Version)
			}
			out, _, err := db.UnbundleNeed(t.Context(), n.ID, "office", noon, func(p, w committee.Need) (committee.Need, error) {
				return p.Unbundle(w, office, 0, noon)
			})
			if err != nil || out.TLP != n.TLP || out.State != committee.NeedReported {
				t.Errorf("%s comes out as %s, %s, %v, want %s", n.Title, out.TLP, out.State, err, n.TLP)
			}
		}
	}
}

// A need is taken out of its bundle while the whole becomes guarded: it comes out with
// its own label, whoever comes first, and both are done.
func TestAPartComesOutOfAWholeThatIsGuardedMeanwhile(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, chair := presided(t, db, 2)
	for round := range rounds {
		part, whole := reported(t, db, c, member(t, db, c, 1), "Der Teil", noon), reported(t, db, c, member(t, db, c, 2), "Das Ganze", noon)
		if err := bundles(t, db, office, part.ID, whole.ID, 0, 0, noon)(func() {}); err != nil {
			t.Fatalf("bundling: %v", err)
		}
		guards := needSide{"edit", office, func(n committee.Need) (committee.Need, error) {
			return n.Edit(office, committee.NeedDraft{Title: n.Title, Problem: n.Problem, Affected: n.Affected, TLP: committee.AmberStrict}, noon)
		}}
		takes := func(meet func()) error {
			_, _, err := db.UnbundleNeed(t.Context(), part.ID, chair.User, noon, func(part, whole committee.Need) (committee.Need, error) {
				meet()
				return part.Unbundle(whole, chair, 0, noon)
			})
			return err
		}
		if err := errors.Join(race(t, db, round, guards.of(t, db, whole.ID, noon), takes)...); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		out, events := needNow(t, db, part.ID)
		if out.TLP != part.TLP || out.State != committee.NeedReported || out.Before != nil {
			t.Errorf("round %d: it is %s, labelled %s", round, out.State, out.TLP)
		}
		if last := events[len(events)-1]; last.Verb != "unbundle" || len(events) == 4 != (events[2].Verb == "label") {
			t.Errorf("round %d: %d events, the last is %s", round, len(events), last.Verb)
		}
		if is := read(t, db.Need, whole.ID); is.TLP != committee.AmberStrict || len(is.Parts) != 0 {
			t.Errorf("round %d: the whole is labelled %s with parts %v", round, is.TLP, is.Parts)
		}
	}
}
