package commands

// White-box: the words people mistype are a table of their own.

import (
	"slices"
	"testing"
)

func TestNearestWords(t *testing.T) {
	t.Parallel()
	c := command{verbs: []verb{
		{names: []string{"liste", "list"}}, {names: []string{"zurückziehen", "withdraw"}}, {names: []string{"ändern", "edit"}},
	}}
	for typed, want := range map[string][]string{
		"lsite": {"liste"}, "zurueckziehn": {"zurückziehen"}, "aendern": {"ändern"}, "zur": {"zurückziehen"}, "quark": nil, "with": {"withdraw"},
	} {
		if got := c.nearest(typed); !slices.Equal(got, want) {
			t.Errorf("nearest(%q) = %v, want %v", typed, got, want)
		}
	}
}

func TestDistanceCountsLettersAndASwapAsOne(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"liste", "liste", 0}, {"liste", "lste", 1}, {"liste", "lsite", 1}, {"", "abc", 3}, {"über", "uber", 1}} {
		if got := distance(row.a, row.b); got != row.want || distance(row.b, row.a) != row.want {
			t.Errorf("distance(%q, %q) = %d, want %d both ways", row.a, row.b, got, row.want)
		}
	}
}

func TestReadRole(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]struct {
		role     string
		take, ok bool
	}{
		"@l1 Vorsitz": {"chair", false, true}, "@l1 stellvertretender Vorsitz": {"deputy", false, true},
		"@l1 Geschäftsstelle entfernen": {"office", true, true}, "gast @l1": {"guest", false, true}, "@l1 König": {"", false, false},
	} {
		role, take, ok := readRole(typed)
		if string(role) != want.role || take != want.take || ok != want.ok {
			t.Errorf("readRole(%q) = %q, %v, %v, want %+v", typed, role, take, ok, want)
		}
	}
}
