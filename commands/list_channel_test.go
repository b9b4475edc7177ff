package commands

import "testing"

// White-box: what is typed behind "liste" is read in many ways, and each
// conversation about it costs a database.
func TestTheWordForTheChannelIsTakenOutOfAFilter(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		rest string
		all  bool
	}{
		"":                          {"", false},
		"kanal":                     {"", true},
		"Kanal":                     {"", true},
		"channel":                   {"", true},
		"im Kanal":                  {"", true},
		"kanal bewertet":            {"bewertet", true},
		"bewertet Landkreise kanal": {"bewertet Landkreise", true},
		"bewertet in den Kanal":     {"bewertet", true},
		"kanal 2":                   {"2", true},
		"alle kanal Seite 2":        {"alle Seite 2", true},
		"Kanalsanierung":            {"Kanalsanierung", false},
		`"Kanal"`:                   {`"Kanal"`, false},
		"alter Kanal undicht":       {"alter Kanal undicht", false},
	} {
		if rest, all := forAll(text); rest != want.rest || all != want.all {
			t.Errorf("forAll(%q) = %q, %t, want %q, %t", text, rest, all, want.rest, want.all)
		}
	}
}
