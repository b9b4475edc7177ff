package committee_test

import (
	"testing"

	"pgregory.net/rapid"

	"gremienbot/committee"
)

func TestNumbersAreReadAsPeopleTypeThem(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"T-2027-031":           "T-2027-031",
		"t-2027-31":            "T-2027-031",
		"t 2027 31":            "T-2027-031",
		"T–2027–031":           "T-2027-031",
		"T\u20102027\u2010031": "T-2027-031",
		"T\u20112027\u2011031": "T-2027-031",
		"T\u20142027\u2014031": "T-2027-031",
		"T\u00a02027\u00a0031": "T-2027-031",
		"\u00a031\u202f":       "T-2027-031",
		"T2027/031":            "T-2027-031",
		"2026-31":              "T-2026-031",
		" 31 ":                 "T-2027-031",
		"T31":                  "T-2027-031",
		"1234":                 "T-2027-1234",
		"T-2027-123456":        "T-2027-123456",
		"B-2027-031":           "",
		"31 Gemeinden":         "",
		"T-2027-000":           "",
		"0":                    "",
		"-3":                   "",
		"1234567":              "",
		"99999999999999999999": "",
		"T-27-031":             "",
		"T-2027-031-1":         "",
		"٣١":                   "",
		"":                     "",
	} {
		n, ok := committee.ParseNumber(typed, committee.TopicRegister, 2027)
		if got := n.String(); ok != (want != "") || ok && got != want {
			t.Errorf("ParseNumber(%q) = %s, %t, want %q", typed, got, ok, want)
		}
	}
}

func TestWhatIsPrintedCanBeRead(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := committee.Number{
			Register: rapid.SampledFrom([]committee.Register{'T', 'B', 'U', 'E', 'A'}).Draw(t, "register"),
			Year:     rapid.IntRange(1, 9999).Draw(t, "year"), Seq: rapid.IntRange(1, 999999).Draw(t, "seq"),
		}
		if got, ok := committee.ParseNumber(want.String(), want.Register, 1900); !ok || got != want {
			t.Errorf("ParseNumber(%s) = %v, %t", want, got, ok)
		}
	})
}
