package committee_test

import (
	"strings"
	"testing"

	"gremienbot/committee"
)

func TestMarkingsOfClassifiedTextAreFound(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"VS-NfD":                                 "VS-NfD",
		"Lage (vs-nfd), Stand Mai":               "vs-nfd",
		"Anlage_VS-NfD.pdf":                      "VS-NfD",
		"VS_NfD":                                 "VS_NfD",
		"VSNfD":                                  "VSNfD",
		"VS\u00a0\u2013\u00a0NfD":                "VS\u00a0\u2013\u00a0NfD",
		"VS-\u200bN\u00adf\u2060D":               "VS-NfD",
		"VS-**NfD**":                             "VS-**NfD",
		"VS\u2011NfD":                            "VS\u2011NfD",
		"VS-NUR FÜR DEN DIENSTGEBRAUCH":          "VS-NUR FÜR DEN DIENSTGEBRAUCH",
		"VS - Nur fu\u0308r den Dienstgebrauch":  "VS - Nur fu\u0308r den Dienstgebrauch",
		"vs-nur fuer\nden Dienstgebrauch":        "vs-nur fuer den Dienstgebrauch",
		"NUR FÜR DEN DIENSTGEBRAUCH":             "NUR FÜR DEN DIENSTGEBRAUCH",
		"VS-VERTRAULICH":                         "VS-VERTRAULICH",
		"Das ist VS-Vertraulich.":                "VS-Vertraulich",
		"vs-vertraulich":                         "vs-vertraulich",
		"Eingestuft: GEHEIM":                     "GEHEIM",
		"Streng geheim!":                         "Streng geheim",
		"geheime Abstimmung":                     "",
		"Die Wahl ist nicht geheim.":             "",
		"offen vs. vertraulich":                  "",
		"offen vs vertraulich":                   "",
		"Das Geheimnis GEHEIMNIS":                "",
		"Geräte nur für den Dienstgebrauch":      "",
		"NFDI und VS-NfDI":                       "",
		"KVS-NfD":                                "",
		"Bitte vertraulich behandeln":            "",
		"VS ist die Abkürzung für Verschluss":    "",
		strings.Repeat("Text ", 500) + "VS-NfD ": "VS-NfD",
	} {
		if got := committee.Classified("harmlos", typed); got != want {
			t.Errorf("Classified(%q) = %q, want %q", typed, got, want)
		}
	}
}

// FuzzClassified holds that no separators and no invisible characters hide a marking.
func FuzzClassified(f *testing.F) {
	f.Add("Lage", "heute")
	f.Add("\u202e", "\x00\xff")
	f.Fuzz(func(t *testing.T, before, after string) {
		if committee.Classified(before+" VS-\u200bNfD "+after) == "" {
			t.Errorf("not found between %q and %q", before, after)
		}
	})
}
