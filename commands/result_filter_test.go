package commands

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
)

func TestASearchForResultsIsReadAsPeopleTypeIt(t *testing.T) {
	t.Parallel()
	kinds := func(k ...committee.ResultKind) []committee.ResultKind { return k }
	for typed, want := range map[string]committee.ResultFilter{
		"":                                 {},
		"Haushalt":                         {Words: "Haushalt"},
		"Empfehlung":                       {Kinds: kinds(committee.Recommendation)},
		"Beschlüsse":                       {Kinds: kinds(committee.Resolution)},
		"beschluesse und Empfehlungen":     {Kinds: kinds(committee.Resolution, committee.Recommendation)},
		"recommendations, resolutions":     {Kinds: kinds(committee.Recommendation, committee.Resolution)},
		"straw polls":                      {Kinds: kinds(committee.Mood)},
		"2027":                             {Year: 2027},
		"aus dem Jahr 2027":                {Year: 2027},
		"Beschlüsse aus 2027 zum Haushalt": {Kinds: kinds(committee.Resolution), Year: 2027, Words: "Haushalt"},
		"Haushalt 2028":                    {Year: 2028, Words: "Haushalt"},
		"\"Haushalt 2028\"":                {Words: "Haushalt 2028"},
		"„Empfehlung der Länder“ Votum":    {Kinds: kinds(committee.Opinion), Words: "Empfehlung der Länder"},
		"Wiedervorlage":                    {Review: true},
		"review 2027":                      {Review: true, Year: 2027},
		"gestrichen":                       {Void: true},
		"void resolutions":                 {Void: true, Kinds: kinds(committee.Resolution)},
		"abgelehnt Beitritt":               {Unentered: true, Words: "Beitritt"},
		"ohne Eintrag":                     {Unentered: true},
		"without an entry":                 {Unentered: true},
		"B-2027-017":                       {Words: "B-2027-017"},
		"Frist 30 Tage":                    {Words: "Frist 30 Tage"},
	} {
		got, page := readResults(typed)
		if diff := cmp.Diff(want, got); diff != "" || page != 1 {
			t.Errorf("%q, page %d (-want +got):\n%s", typed, page, diff)
		}
	}
	if f, page := readResults("Empfehlung Seite 3"); page != 3 || f.Words != "" {
		t.Errorf("page %d of %+v", page, f)
	}
}
