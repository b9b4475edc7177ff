package calendar

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// RhythmError says that words were not understood as a rhythm, or can be
// understood in several ways; then Understood holds them.
type RhythmError struct {
	Text       string
	Understood []Rule
}

// Error is for logs; what people are told is up to the bot.
func (e *RhythmError) Error() string {
	if len(e.Understood) > 0 {
		return fmt.Sprintf("%q as a rhythm: ambiguous", e.Text)
	}
	return fmt.Sprintf("%q as a rhythm: unreadable, write for example \"2. Mittwoch im Monat\"", e.Text)
}

// rhythm is what was found in the words of a series.
type rhythm struct {
	nths     []int
	days     []string
	workday  bool // "letzter Werktag"
	anyday   bool // "letzter Tag"
	each     bool // "jeden", "every"
	month    bool // "im Monat", or names of months
	week     bool // "wöchentlich", "alle 2 Wochen"
	months   []int
	except   []int
	excepted bool
	every    int // "alle 2"
}

// ParseRhythm reads a series in German or English words: "2. Mittwoch im
// Monat", "zweiter Mittwoch", "letzter Donnerstag im März und September",
// "2. Mittwoch im Monat außer August", "jeden Mittwoch", "alle 2 Wochen
// mittwochs", "second Wednesday", "last working day of the month". A raw rule
// of RFC 5545 is read by [ParseRule]. "Jeden zweiten Mittwoch" without "im
// Monat" is ambiguous: it may be every fortnight. Errors are a *[RhythmError],
// or that of ParseRule for a raw rule.
func ParseRhythm(text string) (Rule, error) {
	if upper := strings.ToUpper(text); strings.Contains(upper, "FREQ=") || strings.Contains(upper, "RRULE") {
		return ParseRule(text)
	}
	h, ok := hear(text)
	if !ok {
		return Rule{}, &RhythmError{Text: text}
	}
	raw, ok := h.raw()
	if !ok {
		return Rule{}, &RhythmError{Text: text}
	}
	if h.fortnight() {
		other := "FREQ=WEEKLY;INTERVAL=2;BYDAY=" + strings.Join(h.days, ",")
		return Rule{}, &RhythmError{Text: text, Understood: rules(raw, other)}
	}
	r, err := ParseRule(raw)
	if err != nil {
		return Rule{}, &RhythmError{Text: text}
	}
	return r, nil
}

func rules(texts ...string) []Rule {
	var all []Rule
	for _, text := range texts {
		if r, err := ParseRule(text); err == nil {
			all = append(all, r)
		}
	}
	return all
}

var (
	ordinalNumber = regexp.MustCompile(`^(-?\d{1,2})(\.|st|nd|rd|th)$`)
	plainNumber   = regexp.MustCompile(`^\d{1,2}$`)
)

func hear(text string) (rhythm, bool) {
	h := rhythm{every: 1}
	if len(text) > longest {
		return h, false
	}
	words := strings.Fields(strings.NewReplacer(",", " ", "-", " ").Replace(fold(text)))
	for _, word := range words {
		if !h.word(word) && !h.word(strings.TrimSuffix(word, ".")) {
			return h, false
		}
	}
	return h, len(words) > 0
}

func (h *rhythm) word(word string) bool {
	if rhythmFillers[word] {
		return true
	}
	if n, ok := nths[word]; ok {
		h.nths = append(h.nths, n)
		return true
	}
	if m := ordinalNumber.FindStringSubmatch(word); m != nil {
		h.nths = append(h.nths, number(m[1]))
		return true
	}
	if day, ok := weekdayIn(word); ok {
		h.days = append(h.days, day)
		return true
	}
	if month, ok := months[word]; ok {
		h.addMonth(int(month))
		return true
	}
	return h.measure(word)
}

// measure takes the words that say how often.
func (h *rhythm) measure(word string) bool {
	n, counted := counts[word]
	switch {
	case word == "jeden" || word == "jeder" || word == "jede" || word == "jedes" || word == "every" || word == "each":
		h.each = true
	case word == "alle":
		h.each = true
	case word == "monat" || word == "monats" || word == "month" || word == "monatlich" || word == "monthly" || word == "monate" || word == "months":
		h.month = true
	case word == "woche" || word == "wochen" || word == "week" || word == "weeks" || word == "woechentlich" || word == "weekly":
		h.week = true
	case word == "quartal" || word == "quartals" || word == "quarter" || word == "quarterly" || word == "vierteljaehrlich":
		h.month, h.months = true, []int{1, 4, 7, 10}
	case word == "werktag" || word == "arbeitstag" || word == "workday" || word == "weekday" || word == "working":
		h.workday = true
	case word == "tag" || word == "day":
		h.anyday = !h.workday
	case word == "ausser" || word == "except" || word == "ohne" || word == "without":
		h.excepted = true
	case plainNumber.MatchString(word):
		h.every = number(word)
	case counted:
		h.every = n
	default:
		return false
	}
	return true
}

func (h *rhythm) addMonth(m int) {
	h.month = true
	if h.excepted {
		h.except = append(h.except, m)
		return
	}
	h.months = append(h.months, m)
}

// fortnight reports whether "every second Wednesday" was said without a month.
func (h rhythm) fortnight() bool {
	return h.each && !h.month && !h.week && len(h.nths) == 1 && h.nths[0] == 2 && len(h.days) > 0
}

// raw writes the rule, or answers false if the words do not make one.
func (h rhythm) raw() (string, bool) {
	if h.every < 1 {
		return "", false
	}
	if len(h.nths) == 0 {
		return h.weekly()
	}
	if h.week {
		return "", false
	}
	by, ok := h.monthDays()
	if !ok {
		return "", false
	}
	text := "FREQ=MONTHLY"
	if h.every > 1 {
		text += ";INTERVAL=" + strconv.Itoa(h.every)
	}
	if m := h.inMonths(); len(m) > 0 {
		text += ";BYMONTH=" + join(m)
	}
	return text + by, true
}

func (h rhythm) weekly() (string, bool) {
	if len(h.days) == 0 || h.month || h.workday || h.anyday || (!h.each && !h.week) || (h.every > 1 && !h.week) {
		return "", false
	}
	text := "FREQ=WEEKLY"
	if h.every > 1 {
		text += ";INTERVAL=" + strconv.Itoa(h.every)
	}
	return text + ";BYDAY=" + strings.Join(h.days, ","), true
}

// monthDays is the part of the rule that picks days of a month.
func (h rhythm) monthDays() (string, bool) {
	switch {
	case len(h.days) > 0 && !h.workday && !h.anyday:
		var all []string
		for _, n := range h.nths {
			for _, d := range h.days {
				all = append(all, strconv.Itoa(n)+d)
			}
		}
		return ";BYDAY=" + strings.Join(all, ","), true
	case len(h.days) > 0:
		return "", false
	case h.workday:
		return ";BYDAY=MO,TU,WE,TH,FR;BYSETPOS=" + join(h.nths), true
	case h.anyday || h.month:
		return ";BYMONTHDAY=" + join(h.nths), true
	}
	return "", false
}

func (h rhythm) inMonths() []int {
	if len(h.except) == 0 {
		return h.months
	}
	var rest []int
	for m := 1; m <= 12; m++ {
		if !slices.Contains(h.except, m) && (len(h.months) == 0 || slices.Contains(h.months, m)) {
			rest = append(rest, m)
		}
	}
	return rest
}

func join(numbers []int) string {
	var all []string
	for _, n := range numbers {
		all = append(all, strconv.Itoa(n))
	}
	return strings.Join(all, ",")
}

// weekdayCodes are the days of RFC 5545, as time.Weekday counts them.
var weekdayCodes = [...]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// weekdayIn reads a weekday in any of its forms: mittwoch, mittwochs, wednesdays.
func weekdayIn(word string) (string, bool) {
	day, ok := weekdays[word]
	if !ok && len(word) > 5 {
		day, ok = weekdays[strings.TrimSuffix(word, "s")]
	}
	return weekdayCodes[day], ok
}

func dayOfCode(code string) (time.Weekday, bool) {
	i := slices.Index(weekdayCodes[:], code)
	return time.Weekday(max(i, 0)), i >= 0
}

var nths = map[string]int{
	"erster": 1, "ersten": 1, "erste": 1, "first": 1, "zweiter": 2, "zweiten": 2, "zweite": 2, "second": 2,
	"dritter": 3, "dritten": 3, "dritte": 3, "third": 3, "vierter": 4, "vierten": 4, "vierte": 4, "fourth": 4,
	"fuenfter": 5, "fuenften": 5, "fuenfte": 5, "fifth": 5, "letzter": -1, "letzten": -1, "letzte": -1, "letztes": -1, "last": -1,
	"vorletzter": -2, "vorletzten": -2, "vorletzte": -2,
}

var rhythmFillers = map[string]bool{
	"im": true, "in": true, "am": true, "den": true, "der": true, "des": true, "dem": true, "und": true, "on": true,
	"of": true, "the": true, "and": true, "immer": true, "always": true,
}
