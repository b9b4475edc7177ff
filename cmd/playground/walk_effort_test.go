package main

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// What a person needs for what the walks do, by the keystroke-level model (Card,
// Moran and Newell, Communications of the ACM 23 (1980) 396–410): its times for an
// average typist who is not trained. The browser itself is far quicker than anybody.
const (
	keystroke = 280 * time.Millisecond
	pointing  = 1100*time.Millisecond + 200*time.Millisecond // and the press and release
	homing    = 400 * time.Millisecond                       // from mouse to keyboard or back
	thinking  = 1350 * time.Millisecond                      // before each thing that is done
)

// reading is what a word takes somebody who reads silently (Brysbaert, Journal of
// Memory and Language 109 (2019) 104047: 238 words of non-fiction a minute).
const reading = time.Minute / 238

// effort adds up what a person would have needed. Everything that is waited for is
// read, but only once, and only what one has to read to go on is waited for.
type effort struct {
	spent time.Duration
	keys  bool // the hand is on the keyboard
	known map[string]bool
}

func (e *effort) pointed() {
	if e.keys {
		e.spent += homing
	}
	e.keys, e.spent = false, e.spent+thinking+pointing
}

func (e *effort) typed(text string) {
	if !e.keys {
		e.spent += homing + thinking
	}
	e.keys, e.spent = true, e.spent+time.Duration(utf8.RuneCountInString(text))*keystroke
}

// read is the time for what an element says that was not read before. What a
// list would show if it were opened is not read: it is searched, by typing.
func (b *chromium) read(find string) {
	b.t.Helper()
	var text string
	b.eval(`(() => {
		const e = `+find+`;
		const said = e?.querySelector('.body') ?? e;
		const lists = new Set([...said?.querySelectorAll('option') ?? []].filter((o) => !o.selected).map((o) => o.text.trim()));
		return (said?.innerText ?? '').split('\n').filter((line) => !lists.has(line.trim())).join('\n');
	})()`, &text)
	if b.known == nil {
		b.known = map[string]bool{}
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if pattern := digits.ReplaceAllString(line, "0"); !b.known[line] {
			b.spent += time.Duration(words(line, b.known[pattern])) * reading
			b.known[line], b.known[pattern] = true, true
		}
	}
}

var digits = regexp.MustCompile(`[0-9]+`)

// words counts what is read, and not the signs between: of a line that is known
// but for its numbers, the numbers.
func words(line string, known bool) int {
	return len(slices.DeleteFunc(strings.Fields(line), func(s string) bool {
		return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsDigit(r) || unicode.IsLetter(r) && !known })
	}))
}

// within does something and holds that a person can do it in a time. A person who
// does it for the first time knows no line of it.
func (b *chromium) within(limit time.Duration, what string, do func()) {
	b.t.Helper()
	before := b.spent
	b.known = nil
	do()
	took := b.spent - before
	b.t.Logf("%s: %v of at most %v", what, took.Round(time.Second), limit)
	if took > limit {
		b.t.Errorf("%s would take a person %v, want at most %v", what, took.Round(time.Second), limit)
	}
}
