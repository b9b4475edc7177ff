package main_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

type lineKind int

const (
	title lineKind = iota
	comment
	step
)

// scriptLine is a line of a conversation that people wrote, with the indented
// lines below it. Everything else in the file was written by the bot.
type scriptLine struct {
	kind lineKind
	text string
	more []string // without the two spaces
}

// parseScript reads titles (#), comments (--) and steps (>).
func parseScript(text string) []scriptLine {
	var lines []scriptLine
	open := false
	for raw := range strings.SplitSeq(text, "\n") {
		more, indented := strings.CutPrefix(raw, "  ")
		if open && indented {
			last := &lines[len(lines)-1]
			last.more = append(last.more, more)
			continue
		}
		l, ok := parseLine(raw)
		open = ok && l.kind == step
		if ok {
			lines = append(lines, l)
		}
	}
	return lines
}

func parseLine(raw string) (scriptLine, bool) {
	for prefix, kind := range map[string]lineKind{"# ": title, "-- ": comment, "> ": step} {
		if text, ok := strings.CutPrefix(raw, prefix); ok {
			return scriptLine{kind: kind, text: strings.TrimSpace(text)}, true
		}
	}
	return scriptLine{}, false
}

// source is the line as it stands in the file.
func (l scriptLine) source() string {
	return map[lineKind]string{title: "# ", comment: "-- ", step: "> "}[l.kind] + l.text + "\n" + indent(l.more)
}

func indent(lines []string) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(strings.TrimRight("  "+l, " ") + "\n")
	}
	return b.String()
}

// said is what a person typed: the rest of the line and the lines below it.
func (l scriptLine) said(rest string) string {
	return expand(strings.TrimSpace(strings.Join(append([]string{rest}, l.more...), "\n")))
}

// answers reads "Label = value; Label = value", and below it a label a line; the
// value of a label goes on in lines that are indented further.
func (l scriptLine) answers(rest string) map[string]string {
	found, last := map[string]string{}, ""
	for part := range strings.SplitSeq(rest, ";") {
		last = answer(found, part, last)
	}
	for _, line := range l.more {
		if value, deeper := strings.CutPrefix(line, "  "); deeper && last != "" {
			found[last] = strings.TrimPrefix(found[last]+"\n"+expand(value), "\n")
			continue
		}
		last = answer(found, line, last)
	}
	return found
}

func answer(found map[string]string, text, last string) string {
	label, value, ok := strings.Cut(text, "=")
	label = strings.TrimSpace(label)
	switch {
	case ok:
		found[label] = expand(strings.TrimSpace(value))
		return label
	case label != "" && last != "": // a value with a semicolon in it
		found[last] += "; " + label
	}
	return last
}

var (
	repeated  = regexp.MustCompile(`\{(.+?) × (\d+)\}`)
	codePoint = regexp.MustCompile(`\{U\+([0-9A-F]{4,6})\}`)
)

// expand makes "{x × 5}" five x and "{U+202E}" the character of that number.
func expand(text string) string {
	text = repeated.ReplaceAllStringFunc(text, func(m string) string {
		part := repeated.FindStringSubmatch(m)
		n, _ := strconv.Atoi(part[2]) // digits
		return strings.Repeat(part[1], n)
	})
	return codePoint.ReplaceAllStringFunc(text, func(m string) string {
		n, _ := strconv.ParseInt(codePoint.FindStringSubmatch(m)[1], 16, 32) // digits
		return string(rune(n))
	})
}

// fewest is how often a character must stand in a row to be counted.
const fewest = 60

// permalink is a link to a post, whose ID is another one in each run.
var permalink = regexp.MustCompile(`/pl/[a-z0-9]{26}`)

// checksum is the beginning of one; each run has others.
var checksum = regexp.MustCompile("`[0-9a-f]{12}`")

// shorten is the opposite of expand: what cannot be seen becomes visible, and
// what is endless short. Links to posts are written without their IDs.
func shorten(text string) string {
	var b strings.Builder
	runes := []rune(calendarAddress.ReplaceAllString(checksum.ReplaceAllString(permalink.ReplaceAllString(text, "/pl/…"), "`…`"), "https://…/calendar/….ics"))
	for i := 0; i < len(runes); {
		n := 1
		for i+n < len(runes) && runes[i+n] == runes[i] {
			n++
		}
		b.WriteString(written(runes[i], n))
		i += n
	}
	return b.String()
}

func written(r rune, n int) string {
	one := string(r)
	if unicode.In(r, unicode.Cf, unicode.Cc, unicode.Co) && r != '\n' {
		one = fmt.Sprintf("{U+%04X}", r)
	}
	if n >= fewest {
		return fmt.Sprintf("{%s × %d}", one, n)
	}
	return strings.Repeat(one, n)
}
