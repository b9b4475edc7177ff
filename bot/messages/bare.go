package messages

import (
	"strings"
	"unicode"
)

// Bare is a text of the bot for places that show Markdown as it is typed, such
// as the words at a field of a form: without marks, and commands in quotation
// marks where they stood in backticks. Text from people in it reads as typed.
func (v Voice) Bare(text string) string {
	var out strings.Builder
	text = strings.ReplaceAll(text, wordJoiner, "")
	for text != "" {
		said, rest := v.nextBare(text)
		out.WriteString(said)
		text = rest
	}
	return strings.TrimSpace(out.String())
}

// nextBare takes the next piece off a text and says it without marks.
func (v Voice) nextBare(text string) (said, rest string) {
	switch {
	case strings.HasPrefix(text, "```\n"):
		if code, after, closed := strings.Cut(text[4:], "\n```"); closed {
			return code, after
		}
	case strings.HasPrefix(text, "**"):
		return "", text[2:]
	case text[0] == '`':
		if code, after, closed := strings.Cut(text[1:], "`"); closed && code != "" {
			return v.Say("quoted", "Words", code), after
		}
	case text[0] == '\\' && len(text) > 1 && isMark(text[1]):
		return text[1:2], text[2:]
	}
	return text[:1], text[1:]
}

// isMark reports whether a backslash takes the meaning away from a character.
func isMark(c byte) bool {
	return c < unicode.MaxASCII && (unicode.IsPunct(rune(c)) || unicode.IsSymbol(rune(c)))
}
