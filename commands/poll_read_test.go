package commands_test

import (
	"fmt"
	"testing"
)

func TestTypedEndsAreFoundInTheText(t *testing.T) {
	t.Parallel()
	s := newNeeds(t) // Wednesday, 10 March 2027, 10:00
	for range 3 {
		s.reports("l1")
	}
	const friday = "Freitag, 12. März 2027, 12:00 Uhr"
	for i, row := range []struct{ typed, question, end string }{
		{"ja-nein Soll es bis Ende Mai fertig sein? bis Freitag 12 Uhr", "Soll es bis Ende Mai fertig sein?", friday},
		{"Ja-Nein Nehmen wir teil? BIS morgen 14:30", "Nehmen wir teil?", "Donnerstag, 11. März 2027, 14:30 Uhr"},
		{"yes-no Shall we take part? until Friday 12:00", "Shall we take part?", friday},
		{"ja-nein Nehmen wir teil?\nbis Freitag", "Nehmen wir teil?", friday},
		{"priorisierung 1,2,3 bis 12.3.2027 12:00 Welche Bedarfe zuerst?", "Welche Bedarfe zuerst?", friday},
		{"priorisierung B-2027-001, b-2027-003 bis Freitag 12 Uhr Am dringendsten?", "Am dringendsten?", friday},
		{"priorisierung 1 3 Was zuerst? bis Freitag 12 Uhr", "Was zuerst?", friday},
		{"priorisierung 1;3 bis in 2 Tagen 12 Uhr Was zuerst?", "Was zuerst?", friday},
		{"priorisierung 1,2 und 3 bis Freitag 12 Uhr Was zuerst?", "Was zuerst?", friday},
		{"priorities 1, 2, and 3 until Friday 12:00 What first?", "What first?", friday},
		{"ja-nein bis Freitag 12 Uhr Nehmen wir teil?", "Nehmen wir teil?", friday},
		{"ja-nein bis Freitag Soll es bis Ende Mai fertig sein?", "Soll es bis Ende Mai fertig sein?", friday},
		{"ja-nein bis wann tagen wir? bis Freitag 12 Uhr", "bis wann tagen wir?", friday},
		{"auswahl bis Freitag 12 Uhr Wo tagen wir? | Fulda | Kassel", "Wo tagen wir?", friday},
		{"auswahl bis Freitag 12 Uhr\nWo tagen wir?\nFulda\nKassel", "Wo tagen wir?", friday},
		{"priorisierung 1-3 bis Freitag 12 Uhr Welche?", "Welche?", friday},
		{"priorisierung 1, 2 – 3 Welche? bis Freitag 12 Uhr", "Welche?", friday},
		{"priorisierung 1 & 3 bis Freitag 12 Uhr Und was zuletzt?", "Und was zuletzt?", friday},
	} {
		s.wants(s.types("office", "/umfrage "+row.typed), fmt.Sprintf("**U-2027-%03d „", i+1)+row.question+"“** ist eröffnet", "Sie endet: "+row.end)
	}
}

func TestWhatIsNotCompleteOpensTheForm(t *testing.T) {
	t.Parallel()
	s := newNeeds(t)
	s.reports("l1")
	s.reports("l1")
	for typed, want := range map[string][]string{
		"ja-nein":                           {"", "", ""},
		"ja-nein Nehmen wir teil?":          {"Nehmen wir teil?", "", ""},
		"priorisierung 2, 1 Was zuerst?":    {"Was zuerst?", "", "2\n1"},
		"priorisierung 1-2 Was zuerst?":     {"Was zuerst?", "", "1\n2"},
		"priorisierung 2 und 1 Was zuerst?": {"Was zuerst?", "", "2\n1"},
		"priorisierung Was ist dringend?":   {"Was ist dringend?", "", "B-2027-001 Wohnsitzanmeldung\nB-2027-002 Wohnsitzanmeldung"},
	} {
		form := s.opens("office", "/umfrage "+typed)
		for i, field := range form.Fields {
			if field.Default != want[i] {
				t.Errorf("%s: %s is %q, want %q", typed, field.Name, field.Default, want[i])
			}
		}
	}
}
