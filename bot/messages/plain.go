package messages

import (
	"regexp"
	"strings"
	"unicode"
)

// What Markdown would take as formatting, links, code and tables: a backslash
// shows the character itself. Where Mattermost's Markdown knows no backslash
// (tags, LaTeX, hashtags), an invisible character takes the meaning away.
var special = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "~", `\~`, "[", `\[`, "]", `\]`, "|", `\|`, ">", `\>`,
	"<", "<"+wordJoiner, "$", "$"+wordJoiner, "#", "#"+wordJoiner,
)

const wordJoiner = "\u2060"

var (
	mention = regexp.MustCompile(`@([\p{L}\p{N}])`)
	scheme  = regexp.MustCompile(`(?i)(https?|ftp|mailto|tel|mattermost)(:)`)
	bare    = regexp.MustCompile(`(?i)\b(www)(\.)`)
	smiley  = regexp.MustCompile(`:([a-z0-9+-]+):`)
	bullets = regexp.MustCompile(`(?m)^(\s*)([-+=]|\d+(?:\.))`)
)

// Plain shows text from a person in one line, as typed: it cannot format, link,
// embed, mention anybody or run over the edge. Line breaks become spaces.
func Plain(text string) string {
	return harmless(strings.Join(strings.Fields(visible(text)), " "))
}

// Lines is Plain for longer texts: line breaks stay, empty lines are drawn together.
func Lines(text string) string {
	var lines []string
	for line := range strings.Lines(visible(text)) {
		lines = append(lines, harmless(strings.TrimRight(line, " \t\r\n")))
	}
	return strings.TrimSpace(manyBreaks.ReplaceAllString(strings.Join(lines, "\n"), "\n\n"))
}

var manyBreaks = regexp.MustCompile(`\n{3,}`)

// harmless takes every meaning out of a text that Markdown or the chat would see.
func harmless(text string) string {
	if !strings.ContainsAny(text, "\\`*_~[]|<>$#@:-+=.") { // most titles and names
		return text
	}
	text = bullets.ReplaceAllString(text, "$1"+wordJoiner+"$2")
	text = special.Replace(text)
	text = mention.ReplaceAllString(text, "@"+wordJoiner+"$1")
	text = scheme.ReplaceAllString(text, "$1"+wordJoiner+"$2")
	text = bare.ReplaceAllString(text, "$1"+wordJoiner+"$2")
	return smiley.ReplaceAllString(text, ":"+wordJoiner+"$1:")
}

// visible drops characters that cannot be seen or turn the direction of writing.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Co, r):
			return -1
		}
		return r
	}, text)
}

// Cut shortens a text to at most n characters, at a word where it can, with "…".
func Cut(text string, n int) string {
	r := []rune(text)
	if len(r) <= n {
		return text
	}
	cut := string(r[:n-1])
	if i := strings.LastIndexByte(cut, ' '); i > n/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:") + "…"
}
