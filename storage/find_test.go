package storage_test

import (
	"slices"
	"testing"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// labelledAs is a need that the office has reported under a label.
func labelledAs(t *testing.T, db *storage.DB, c committee.Committee, title string, label committee.TLP) committee.Need {
	t.Helper()
	d := committee.NeedDraft{Title: title, Problem: "Es fehlt etwas.", Affected: "Gemeinden", TLP: label}
	if label == committee.Red {
		d.Problem, d.Affected = "", ""
	}
	n, err := committee.ReportNeed(c, keeper, d, noon)
	if err != nil {
		t.Fatalf("reporting %q: %v", title, err)
	}
	if n, err = db.AddNeed(t.Context(), c, n, ""); err != nil {
		t.Fatalf("adding %q: %v", title, err)
	}
	return n
}

// What somebody may have meant is only ever what they may see; the words are
// mistyped, and so near to all of them.
func TestOnlyWhatAPersonMaySeeIsNear(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, other := founded(t, db), foundedIn(t, db, "elsewhere")
	office := keeping(t, db, c)
	for _, label := range committee.Labels() {
		labelledAs(t, db, c, "Wohnsitzanmeldung "+string(label), label)
		d := committee.TopicDraft{Title: "Wohnsitzanmeldung " + string(label), Kind: committee.Clarification, TLP: label}
		if label != committee.Red {
			d.Question = "Wer ist zuständig?"
		}
		topic, err := committee.SubmitTopic(c, office, d, noon)
		if err != nil {
			t.Fatalf("submitting: %v", err)
		}
		if _, err := db.AddTopic(t.Context(), c, topic, ""); err != nil {
			t.Fatalf("adding a topic: %v", err)
		}
	}
	labelledAs(t, db, other, "Wohnsitzanmeldung anderswo", committee.Clear)
	for role, want := range map[committee.Role]int{committee.Guest: 3, committee.Advisory: 4, committee.Member: 5, committee.Office: 5, "": 0} {
		p := committee.Person{User: "x", Roles: []committee.Role{role}}
		ns, err := db.NeedsNear(t.Context(), c.ID, "Wonsitzanmeldng", p, 10)
		if err != nil || len(ns) != want || slices.ContainsFunc(ns, func(n committee.Need) bool { return !p.MaySee(n.TLP) || n.Committee != c.ID }) {
			t.Errorf("near needs for %q: %d, %v, want %d that they may see: %+v", role, len(ns), err, want, ns)
		}
		ts, err := db.TopicsNear(t.Context(), c.ID, "Wonsitzanmeldng", p, 10)
		if err != nil || len(ts) != want || slices.ContainsFunc(ts, func(t committee.Topic) bool { return !p.MaySee(t.TLP) }) {
			t.Errorf("near topics for %q: %d, %v, want %d that they may see", role, len(ts), err, want)
		}
	}
}

// What was given up is nobody's guess as long as there is something else; even if
// that is not quite as near.
func TestWhatWasGivenUpIsNearOnlyAlone(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	near := func() []string {
		t.Helper()
		ns, err := db.NeedsNear(t.Context(), c.ID, "Wonsitzanmeldng", keeper, 3)
		if err != nil {
			t.Fatalf("NeedsNear: %v", err)
		}
		var titles []string
		for _, n := range ns {
			titles = append(titles, n.Title)
		}
		return titles
	}
	gone := labelledAs(t, db, c, "Wohnsitzanmeldung", committee.Amber)
	dropped := labelledAs(t, db, c, "Wohnsitzanmeldungen", committee.Amber)
	changed(t, db, gone, func(n committee.Need) (committee.Need, error) {
		return n.Withdraw(keeper, committee.NeedWithdrawal{}, noon)
	})
	changed(t, db, dropped, func(n committee.Need) (committee.Need, error) {
		return n.Step(c, keeper, committee.NeedStep{To: committee.NeedDropped, Why: "Das gibt es schon."}, noon)
	})
	if got, want := near(), []string{"Wohnsitzanmeldungen", "Wohnsitzanmeldung"}; !slices.Equal(got, want) {
		t.Errorf("alone: %q, want %q", got, want)
	}
	labelledAs(t, db, c, "Zweitwohnsitzanmeldung mit Belegen", committee.Amber)
	if got, want := near(), []string{"Zweitwohnsitzanmeldung mit Belegen"}; !slices.Equal(got, want) {
		t.Errorf("beside something else: %q, want %q", got, want)
	}
	labelledAs(t, db, c, "Zweitwohnsitzanmeldung, ganz geschützt", committee.Red)
	guest := committee.Person{User: "x", Roles: []committee.Role{committee.Guest}}
	if ns, err := db.NeedsNear(t.Context(), c.ID, "Wonsitzanmeldng", guest, 3); err != nil || len(ns) != 1 {
		t.Errorf("for a guest: %d, %v, want the one they may see", len(ns), err)
	}
}

func TestWithdrawnTopicsAreNearOnlyAlone(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	office := keeping(t, db, c)
	submit := func(title string) committee.Topic {
		t.Helper()
		topic, err := committee.SubmitTopic(c, office, committee.TopicDraft{Title: title, Kind: committee.Clarification, Question: "Wer ist zuständig?"}, noon)
		if err == nil {
			topic, err = db.AddTopic(t.Context(), c, topic, "")
		}
		if err != nil {
			t.Fatalf("submitting %q: %v", title, err)
		}
		return topic
	}
	gone := submit("Betriebskosten")
	if _, err := db.ChangeTopic(t.Context(), gone.ID, "office", committee.WithdrawTopic, "", noon, func(t committee.Topic) (committee.Topic, error) {
		return t.Withdraw(office, noon)
	}); err != nil {
		t.Fatalf("withdrawing: %v", err)
	}
	for _, want := range []string{"Betriebskosten", "Betriebskosten nach EfA"} {
		ts, err := db.TopicsNear(t.Context(), c.ID, "Betribskosten", office, 3)
		if err != nil || len(ts) != 1 || ts[0].Title != want {
			t.Errorf("near: %+v, %v, want %q only", ts, err, want)
		}
		submit("Betriebskosten nach EfA")
	}
}
