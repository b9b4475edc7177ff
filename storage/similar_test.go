package storage_test

import (
	"slices"
	"strings"
	"testing"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// foundedIn is a committee in a channel of its own.
func foundedIn(t testing.TB, db *storage.DB, channel string) committee.Committee {
	t.Helper()
	c, err := db.Found(t.Context(), committee.Committee{
		Name: channel, Channel: channel, Team: "team", Lang: "de", Land: "HE", Zone: "Europe/Berlin", Preset: "kommunal",
	}, committee.Person{User: "office", Handle: "office", Name: "Office"}, noon)
	if err != nil {
		t.Fatalf("founding: %v", err)
	}
	return c
}

// described is a need with a problem of its own.
func described(t testing.TB, db *storage.DB, c committee.Committee, title, problem string) committee.Need {
	t.Helper()
	p := committee.Person{User: "office", Name: "Office", Roles: []committee.Role{committee.Office}}
	n, err := committee.ReportNeed(c, p, committee.NeedDraft{Title: title, Problem: problem, Affected: "Gemeinden"}, noon)
	if err != nil {
		t.Fatalf("reporting %q: %v", title, err)
	}
	if n, err = db.AddNeed(t.Context(), c, n, ""); err != nil {
		t.Fatalf("adding %q: %v", title, err)
	}
	return n
}

var known = [][2]string{
	{"Einheitliche Wohnsitzanmeldung", "Der Zuzug wird in jedem Fachverfahren anders erfasst, Daten werden doppelt eingegeben."},
	{"Elektronische Wohnsitzanmeldung", "Menschen sollen ihren Umzug ohne Termin melden können."},
	{"Kita-Anmeldung online", "Eltern melden ihre Kinder in jeder Einrichtung einzeln an."},
	{"Sichere Weitergabe von Meldedaten", "Adressen werden per Fax übermittelt."},
	{"Gemeinsames Nutzerkonto für Unternehmen", "Unternehmen brauchen in jedem Portal ein eigenes Konto."},
	{"Musterverträge für Cloud-Dienste", "Jede Kommune verhandelt ihre Verträge mit Anbietern allein."},
	{"Digitaler Bauantrag", "Bauanträge werden auf Papier eingereicht und abgetippt."},
	{"Digitale Baugenehmigung mit XBau", "Der Bauantrag soll medienbruchfrei bearbeitet werden."},
	{"Digitale Gewerbeanmeldung", "Gewerbe können nur persönlich angemeldet werden."},
	{"Einheitliches Verfahren für die Fahrzeugzulassung", "Zulassungsstellen arbeiten mit verschiedenen Verfahren."},
	{"E-Akte in kleinen Gemeinden", "Kleine Gemeinden können sich keine E-Akte leisten."},
	{"Parkausweise für Bewohner digital", "Bewohnerparkausweise werden noch am Schalter ausgestellt."},
}

func TestOnlyNeedsThatAreReallyAlikeAreSimilar(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	for _, n := range known {
		described(t, db, c, n[0], n[1])
	}
	for _, tt := range []struct {
		title, problem string
		want           []string
	}{
		{"Wohnsitzanmeldung vereinheitlichen", "Der Zuzug wird überall anders erfasst.", []string{"Einheitliche Wohnsitzanmeldung", "Elektronische Wohnsitzanmeldung"}},
		{"Ummeldung des Wohnsitzes", "", []string{"Elektronische Wohnsitzanmeldung", "Einheitliche Wohnsitzanmeldung"}},
		{"Kitaanmeldung", "", []string{"Kita-Anmeldung online"}},
		{"Online-Anmeldung zur Kindertagesstätte", "Eltern müssen ihre Kinder in jeder Einrichtung einzeln anmelden.", []string{"Kita-Anmeldung online"}},
		{"MELDEDATEN SICHER WEITERGEBEN", "", []string{"Sichere Weitergabe von Meldedaten"}},
		{"Bauantraege digital", "", []string{"Digitaler Bauantrag"}},
		{"Unternehmenskonto", "Gemeinsames Konto für Unternehmen", []string{"Gemeinsames Nutzerkonto für Unternehmen"}},
		{"Vertragsmuster für die Cloud", "", []string{"Musterverträge für Cloud-Dienste"}},
		{"Bewohnerparken", "Parkausweise gibt es nur am Schalter.", []string{"Parkausweise für Bewohner digital"}},
		{"Digitale Hundesteuer", "Hunde können nur persönlich angemeldet werden.", nil},
		{"Neue Software für das Standesamt", "Jede Kommune verhandelt allein.", nil},
		{"Einheitliches digitales Verfahren", "", []string{"Einheitliches Verfahren für die Fahrzeugzulassung"}},
		{"Digital", "", nil},
		{"", "", nil},
		{`'":*&|!()<-> \`, "%", nil},
	} {
		list, err := db.SimilarNeeds(t.Context(), c.ID, tt.title, tt.problem, 5)
		if err != nil {
			t.Errorf("SimilarNeeds(%q): %v", tt.title, err)
		}
		var got []string
		for _, n := range list {
			got = append(got, n.Title)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("SimilarNeeds(%q) = %q, want %q", tt.title, got, tt.want)
		}
	}
}

func TestSimilarNeedsAreOpenAndOfThisCommittee(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	other := foundedIn(t, db, "elsewhere")
	described(t, db, other, "Einheitliche Wohnsitzanmeldung", "Der Zuzug wird anders erfasst.")
	gone := described(t, db, c, "Einheitliche Wohnsitzanmeldung", "Der Zuzug wird anders erfasst.")
	_, err := db.ChangeNeed(t.Context(), gone.ID, "office", "withdraw", "", noon, func(n committee.Need) (committee.Need, error) {
		n.State = committee.NeedWithdrawn
		return n, nil
	})
	if err != nil {
		t.Fatalf("withdrawing: %v", err)
	}
	open := described(t, db, c, "Elektronische Wohnsitzanmeldung", "Umzug ohne Termin.")
	list, err := db.SimilarNeeds(t.Context(), c.ID, "Wohnsitzanmeldung", strings.Repeat("Der Zuzug wird anders erfasst. ", 90), 5)
	if err != nil || len(list) != 1 || list[0].ID != open.ID {
		t.Errorf("SimilarNeeds = %+v, %v, want only %s", list, err, open.Number)
	}
}
