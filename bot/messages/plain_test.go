package messages_test

import (
	"strings"
	"testing"

	"gremienbot/bot/messages"
)

func TestPlainTakesAwayEveryMeaning(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"Wer zahlt?":                      "Wer zahlt?",
		"@channel **fett** | _kursiv_":    "@\u2060channel \\*\\*fett\\*\\* \\| \\_kursiv\\_",
		"[Link](https://example.org)":     "\\[Link\\](https\u2060://example.org)",
		"![Bild](http://x)":               "!\\[Bild\\](http\u2060://x)",
		"# Kopf":                          "#\u2060 Kopf",
		"- Punkt":                         "\u2060- Punkt",
		"1. Punkt":                        "\u20601. Punkt",
		"eins\nzwei":                      "eins zwei",
		"un\u200bsicht\u202ebar":          "unsichtbar",
		"`code` <b> $x$ ~weg~ :smile: \\": "\\`code\\` <\u2060b\\> $\u2060x$\u2060 \\~weg\\~ :\u2060smile: \\\\",
	} {
		if got := messages.Plain(typed); got != want {
			t.Errorf("Plain(%q) = %q, want %q", typed, got, want)
		}
	}
}

func TestLinesKeepsLines(t *testing.T) {
	t.Parallel()
	if got, want := messages.Lines("a\n\n\n\nb\n> c"), "a\n\nb\n\\> c"; got != want {
		t.Errorf("Lines = %q, want %q", got, want)
	}
}

func TestCutStopsAtAWord(t *testing.T) {
	t.Parallel()
	if got, want := messages.Cut("eins zwei drei vier", 12), "eins zwei…"; got != want {
		t.Errorf("Cut = %q, want %q", got, want)
	}
	if got := messages.Cut(strings.Repeat("ä", 10), 5); got != "ääää…" {
		t.Errorf("Cut = %q", got)
	}
}

func TestBareShowsNoMarks(t *testing.T) {
	t.Parallel()
	de, en := messages.In("de", nil), messages.In("en", nil)
	for _, row := range []struct {
		name     string
		v        messages.Voice
		in, want string
	}{
		{"a command in German", de, "`/bedarf liste` zeigt **alle** Bedarfe.", "„/bedarf liste“ zeigt alle Bedarfe."},
		{"a command in English", en, "`/need list` shows **all** needs.", "“/need list” shows all needs."},
		{"a command with quotation marks", de, "Bitte so: `liste \"Kanal\"`.", "Bitte so: „liste \"Kanal\"“."},
		{"a text to copy", de, "Nichts gespeichert. Ihr Text:\n```\nbis **morgen** `x`\n```", "Nichts gespeichert. Ihr Text:\nbis **morgen** `x`"},
		{"a lone backtick", de, "Das ` bleibt.", "Das ` bleibt."},
		{"a lone asterisk", de, "5 * 3", "5 * 3"},
		{"a path", de, `C:\Akten`, `C:\Akten`},
		{"umlauts", de, "Für **Städte** ändern", "Für Städte ändern"},
		{
			"what a person typed", de, "„" + messages.Plain("@channel **fett** `x` [Link](https://example.org) a_b \\* #1") + "“ kenne ich nicht.",
			"„@channel **fett** `x` [Link](https://example.org) a_b \\* #1“ kenne ich nicht.",
		},
		{"nothing", de, "", ""},
	} {
		if got := row.v.Bare(row.in); got != row.want {
			t.Errorf("%s: Bare(%q) = %q, want %q", row.name, row.in, got, row.want)
		}
	}
}
