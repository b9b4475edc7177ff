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
