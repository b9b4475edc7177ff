package commands

// White-box: how numbers of topics are typed is a table of its own.

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheNumbersOfSeveralTopicsAreRead(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]named{
		"":                               {},
		"weil es so ist":                 {rest: "weil es so ist"},
		"6":                              {topics: []string{"6"}},
		"6 Das ist Sache des Landes.":    {topics: []string{"6"}, rest: "Das ist Sache des Landes."},
		"6, 7 und 8":                     {topics: []string{"6", "7", "8"}},
		"6,7,8":                          {topics: []string{"6", "7", "8"}},
		"6; 7 & 8 + 9":                   {topics: []string{"6", "7", "8", "9"}},
		"6, 7, and 8 Not ours.":          {topics: []string{"6", "7", "8"}, rest: "Not ours."},
		"T-2027-006 T-2027-007 2027-8":   {topics: []string{"T-2027-006", "T-2027-007", "2027-8"}},
		"t6 t7 Sache des Landes":         {topics: []string{"t6", "t7"}, rest: "Sache des Landes"},
		"6, 7 78. Sitzung, weil es eilt": {topics: []string{"6", "7"}, rest: "78. Sitzung, weil es eilt"},
		"6, 7, 78. Sitzung":              {topics: []string{"6", "7"}, rest: "78. Sitzung"},
		"2 und 3 bis 1.6.2027 Ferien":    {topics: []string{"2", "3"}, rest: "bis 1.6.2027 Ferien"},
		"2, 3. Juni":                     {topics: []string{"2"}, rest: "3. Juni"},
		"6 7 8":                          {topics: []string{"6"}, rest: "7 8"},
		"6 2027-06-01 Ferien":            {topics: []string{"6"}, rest: "2027-06-01 Ferien"},
		"6: 7 Kommunen fehlen":           {topics: []string{"6"}, rest: "7 Kommunen fehlen", closed: true},
		"6, 7: 8 Kommunen fehlen":        {topics: []string{"6", "7"}, rest: "8 Kommunen fehlen", closed: true},
		"6 und weil es eilt":             {topics: []string{"6"}, rest: "und weil es eilt"},
		"115 und mehr":                   {topics: []string{"115"}, rest: "und mehr"},
		"6.":                             {rest: "6."},
	} {
		if d := cmp.Diff(want, readNamed(typed), cmp.AllowUnexported(named{})); d != "" {
			t.Errorf("%q (-want +read):\n%s", typed, d)
		}
	}
	if d := cmp.Diff(named{topics: []string{"6", "7", "8"}}, readNamed("6 7 8").spread(), cmp.AllowUnexported(named{})); d != "" {
		t.Errorf("nothing but numbers (-want +read):\n%s", d)
	}
	if got := readNamed("6: 7").spread(); len(got.topics) != 1 || got.rest != "7" {
		t.Errorf("a number behind a colon is read as %+v", got)
	}
}
