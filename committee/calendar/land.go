package calendar

import (
	"fmt"
	"slices"
	"strings"
)

// Land is one of the sixteen German Länder, by its two-letter code of
// ISO 3166-2:DE, for example HE.
type Land string

var landNames = []struct {
	land Land
	name string
}{
	{"BW", "Baden-Württemberg"},
	{"BY", "Bayern"},
	{"BE", "Berlin"},
	{"BB", "Brandenburg"},
	{"HB", "Bremen"},
	{"HH", "Hamburg"},
	{"HE", "Hessen"},
	{"MV", "Mecklenburg-Vorpommern"},
	{"NI", "Niedersachsen"},
	{"NW", "Nordrhein-Westfalen"},
	{"RP", "Rheinland-Pfalz"},
	{"SL", "Saarland"},
	{"SN", "Sachsen"},
	{"ST", "Sachsen-Anhalt"},
	{"SH", "Schleswig-Holstein"},
	{"TH", "Thüringen"},
}

// Lands returns all sixteen Länder in the alphabetical order of their German
// names. The slice is the caller's own.
func Lands() []Land {
	all := make([]Land, 0, len(landNames))
	for _, row := range landNames {
		all = append(all, row.land)
	}
	return all
}

// ParseLand reads a code or a German name: HE, he, DE-HE, Hessen,
// Baden-Wuerttemberg, NRW. Anything else is an error.
func ParseLand(text string) (Land, error) {
	word := strings.TrimPrefix(fold(text), "de-")
	if word == "nrw" {
		return "NW", nil
	}
	for _, row := range landNames {
		if word == fold(row.name) || word == fold(string(row.land)) {
			return row.land, nil
		}
	}
	return "", fmt.Errorf("%q is not a German Land; use a code such as HE or a name such as Hessen", text)
}

// ParseLands reads a list of codes or names, separated by commas. The words
// "alle" and "all" mean all sixteen. A Land that is named twice counts once.
func ParseLands(text string) ([]Land, error) {
	if word := fold(text); word == "alle" || word == "all" {
		return Lands(), nil
	}
	var lands []Land
	for part := range strings.SplitSeq(text, ",") {
		land, err := ParseLand(part)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(lands, land) {
			lands = append(lands, land)
		}
	}
	return lands, nil
}

// Name returns the German name, such as Hessen, or the code itself if there is
// no such Land.
func (l Land) Name() string {
	for _, row := range landNames {
		if row.land == l {
			return row.name
		}
	}
	return string(l)
}

var folds = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "\u00a0", " ", "\u202f", " ")

// fold makes words comparable: lower case, umlauts spelled out, no spaces around.
func fold(text string) string {
	return folds.Replace(composed.Replace(strings.ToLower(strings.TrimSpace(text))))
}

// composed joins a vowel and the combining diaeresis that some keyboards send.
var composed = strings.NewReplacer("a\u0308", "ä", "o\u0308", "ö", "u\u0308", "ü")
