package committee_test

import (
	"slices"
	"strings"
	"testing"

	"gremienbot/committee"
)

func TestASearchIsReadAsPeopleType(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		typed   string
		words   []string
		numbers string
	}{
		{"Bürger", []string{"Bürger"}, ""},
		{"  Kita-Anmeldung,\n online! ", []string{"Kita", "Anmeldung", "online"}, ""},
		{"E-Akte", []string{"E", "Akte"}, ""},
		{"o'brien & (x | y:*) <-> \\ %", []string{"o", "brien", "x", "y"}, ""},
		{"B-2026-017", []string{"B", "2026", "017"}, "B-2026-017"},
		{"b 2", []string{"b", "2"}, "B-2027-002"},
		{"17", []string{"17"}, "T-2027-017 B-2027-017 U-2027-017"},
		{"a b c d e f g hh i j k", []string{"a", "b", "c", "d", "e", "f", "g", "hh"}, ""},
	} {
		s, err := committee.ReadSearch(tt.typed, 2027)
		var numbers []string
		for _, n := range s.Numbers {
			numbers = append(numbers, n.String())
		}
		if err != nil || !slices.Equal(s.Words, tt.words) || strings.Join(numbers, " ") != tt.numbers {
			t.Errorf("ReadSearch(%q) = %q %s, %v, want %q %s", tt.typed, s.Words, numbers, err, tt.words, tt.numbers)
		}
	}
}

func TestWhatCannotBeLookedForIsRefused(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ typed, want string }{
		{"", "search.empty"},
		{" \n\t\x00", "search.empty"},
		{"a", "search.short"},
		{"?!%_*", "search.short"},
		{"🙂🙂", "search.short"},
		{"a, b & c", "search.short"},
		{strings.Repeat("ä", 201), "search.long"},
		{strings.Repeat("Wort ", 8000), "search.long"},
	} {
		_, err := committee.ReadSearch(tt.typed, 2027)
		if es := committee.Refusals(err); len(es) != 1 || es[0].Key != tt.want {
			t.Errorf("ReadSearch(%.20q) = %v, want %s", tt.typed, err, tt.want)
		}
	}
}
