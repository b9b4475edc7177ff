package commands

import (
	"testing"

	"gremienbot/committee"
)

// A number beside a word that takes things away means that result; such a word alone, or
// with other words, is something to search for.
func TestHowPeopleAskToBeRidOfAResult(t *testing.T) {
	t.Parallel()
	of := func(year, seq int) committee.Number {
		return committee.Number{Register: committee.ResultRegister, Year: year, Seq: seq}
	}
	for typed, want := range map[string]getRid{
		"3 löschen":                       {of(2027, 3), false, ""},
		"löschen 3":                       {of(2027, 3), false, ""},
		"E-2026-003 loeschen":             {of(2026, 3), false, ""},
		"3 Entfernen bitte":               {of(2027, 3), false, "bitte"},
		"3 delete":                        {of(2027, 3), false, ""},
		"remove e-2027-3":                 {of(2027, 3), false, ""},
		"3 korrigieren: 8 statt 9":        {of(2027, 3), false, "8 statt 9"},
		"3 streichen":                     {of(2027, 3), true, ""},
		"streichen 3: falsch gezählt":     {of(2027, 3), true, "falsch gezählt"},
		"streichen E-2027-003 gehört weg": {of(2027, 3), true, "gehört weg"},
		"3 stornieren":                    {of(2027, 3), true, ""},
		"3 ungültig":                      {of(2027, 3), true, ""},
		"3 für ungültig erklären, falsch": {of(2027, 3), true, "falsch"},
		"3 fuer ungueltig erklaeren":      {of(2027, 3), true, ""},
		"3 void: wrong numbers":           {of(2027, 3), true, "wrong numbers"},
		"strike out 3 wrong numbers":      {of(2027, 3), true, "wrong numbers"},
		"3 streichen\nfalsch\ngezählt":    {of(2027, 3), true, "falsch\ngezählt"},
	} {
		if got, ok := readGetRid(typed, 2027); !ok || got != want {
			t.Errorf("%q: %+v, %t, want %+v", typed, got, ok, want)
		}
	}
	for _, typed := range []string{"", "3", "Beitritt", "löschen", "Löschen von Daten", "Daten löschen", "3 löschenswerte", "3 avoid", "B-2027-003 löschen", "löschen T-2027-001"} {
		if got, ok := readGetRid(typed, 2027); ok {
			t.Errorf("%q is taken for %+v", typed, got)
		}
	}
}
