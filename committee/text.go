package committee

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Longest texts, in characters.
const (
	MaxTitle = 150
	MaxText  = 3000
)

// clean takes the outer white space away, and what is no text at all: broken
// UTF-8 and the NUL character, which no database keeps. Everything else stays
// as typed.
func clean(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", ""))
}

// seen is a line as people read it: without what they cannot see, an umlaut is one
// letter, and a space is a space.
func seen(s string) string {
	return strings.Join(strings.Fields(composed.Replace(invisible.ReplaceAllString(s, ""))), " ")
}

func runes(s string) int { return utf8.RuneCountInString(s) }

var spaces = regexp.MustCompile(`\s+`)

// oneLine makes a title of what was typed: one line, single spaces.
func oneLine(s string) string { return spaces.ReplaceAllString(clean(s), " ") }

// classified finds the markings of officially classified information, which no
// system without approval may process (VSA, Anlage V, Nr. 1.4): VS-NfD,
// VS-Vertraulich, Geheim, Streng geheim. Words that people use without meaning a
// marking ("geheime Abstimmung", "offen vs. vertraulich", "Geräte nur für den
// Dienstgebrauch") are told apart by capitals, as markings are written.
var classified = regexp.MustCompile(strings.NewReplacer("~", `[\s\p{Zs}\p{Pd}\x{2212}_*./]{0,5}`, " ", `[\s\p{Zs}]+`).Replace(
	`(?:^|[^\pL\pN])(` +
		`(?i:VS~NfD)|` +
		`(?i:VS~nur f(?:ü|u\x{0308}|ue)r den dienstgebrauch)|NUR F(?:Ü|U\x{0308}|UE)R DEN DIENSTGEBRAUCH|` +
		`VS~(?i:vertraulich|geheim)|(?i:VS\p{Pd}(?:vertraulich|geheim))|` +
		`(?i:streng geheim)|GEHEIM` +
		`)(?:$|[^\pL\pN])`))

// invisible characters could hide a marking from the look-up.
var invisible = regexp.MustCompile(`[\p{Cf}\x{034F}\x{FE00}-\x{FE0F}]`)

// Classified returns the marking of classified information found in the texts,
// or "". Such texts are refused and not stored.
func Classified(texts ...string) string {
	for _, t := range texts {
		if m := classified.FindStringSubmatch(invisible.ReplaceAllString(t, "")); m != nil {
			return oneLine(m[1])
		}
	}
	return ""
}

// bounds checks one text of a dialog: required or not, and its length.
func bounds(field, text, missing string, minimum, maximum int) *Error {
	n := runes(text)
	switch {
	case n == 0 && missing != "":
		return Refuse(Invalid, missing).At(field)
	case n > 0 && n < minimum:
		return Refuse(Invalid, "text.short", "Count", n, "Min", minimum).At(field)
	case n > maximum:
		return Refuse(Invalid, "text.long", "Count", n, "Max", maximum).At(field)
	}
	return nil
}

// unclassified refuses texts that carry a marking of classified information.
func unclassified(texts ...string) error {
	if m := Classified(texts...); m != "" {
		return Refuse(Invalid, "text.classified", "Marking", m)
	}
	return nil
}
