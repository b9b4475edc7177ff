package calendar

import "regexp"

var (
	colonPattern = regexp.MustCompile(`^(\d{1,2}):(\d{2})(?::00)?$`)
	hourPattern  = regexp.MustCompile(`^\d{1,2}$`)
	halfPattern  = regexp.MustCompile(`^(\d{1,2})(?:[:.](\d{2}))?(am|pm|a\.m|p\.m)$`)
)

// readClock reads 12:00, "12 Uhr", "12.30 Uhr", "12 Uhr 30", 2pm, "um 12", noon.
func readClock(r *reading, words []string) int {
	used := 0
	if words[0] == "um" || words[0] == "at" || words[0] == "@" {
		used = 1
	}
	if used == len(words) {
		return 0
	}
	clocks, n := clockAt(words[used:], used == 1)
	if n == 0 {
		return 0
	}
	if len(r.clocks) > 0 || len(clocks) == 0 {
		return -1
	}
	r.clocks = clocks
	return used + n
}

// clockAt reads a time at the front of words; bare allows a number alone. No
// clock with words used is a time that does not exist.
func clockAt(words []string, bare bool) ([]Clock, int) {
	if both, ok := clockWords[words[0]]; ok {
		return both, 1
	}
	if m := halfPattern.FindStringSubmatch(words[0]); m != nil {
		return halfDay(m[1], m[2], m[3]), 1
	}
	next := ""
	if len(words) > 1 {
		next = words[1]
	}
	if next == "am" && len(words) > 2 {
		if clocks, ok := germanAm(words[0]); ok {
			return clocks, 1
		}
	}
	m := colonPattern.FindStringSubmatch(words[0])
	if m == nil && (clockMark[next] || bare) {
		m = pairPattern.FindStringSubmatch(words[0])
	}
	switch {
	case m != nil && half[next]:
		return halfDay(m[1], m[2], next), 2
	case m != nil && clockMark[next]:
		return clock(m[1], m[2]), 2
	case m != nil:
		return clock(m[1], m[2]), 1
	case !hourPattern.MatchString(words[0]):
		return nil, 0
	}
	return wholeHour(words, next, bare)
}

// wholeHour reads "12 Uhr", "12 Uhr 30", "2 pm" and, if bare, "12".
func wholeHour(words []string, next string, bare bool) ([]Clock, int) {
	switch {
	case half[next]:
		return halfDay(words[0], "", next), 2
	case next == "uhr" && len(words) > 2 && hourPattern.MatchString(words[2]) && len(words[2]) == 2:
		return clock(words[0], words[2]), 3
	case clockMark[next]:
		return clock(words[0], ""), 2
	case bare:
		return clock(words[0], ""), 1
	}
	return nil, 0
}

func clockFollows(words []string) bool {
	return len(words) > 1 && clockMark[words[1]]
}

func clock(hour, minute string) []Clock {
	if c := (Clock{Hour: number(hour), Minute: number(minute)}); c.valid() {
		return []Clock{c}
	}
	return nil
}

// halfDay reads a time of the twelve-hour clock: 12 am is 00:00, 12 pm noon.
func halfDay(hour, minute, mark string) []Clock {
	h := number(hour)
	if h < 1 || h > 12 || number(minute) > 59 {
		return nil
	}
	h %= 12
	if mark[0] == 'p' {
		h += 12
	}
	return []Clock{{Hour: h, Minute: number(minute)}}
}

// germanAm reads the time in "14:00 am Freitag" and "12:00 am Freitag", where
// "am" may be the German word. Twelve is noon to some and midnight to others.
func germanAm(word string) ([]Clock, bool) {
	m := colonPattern.FindStringSubmatch(word)
	if m == nil {
		m = []string{word, word, ""}
	}
	if !hourPattern.MatchString(m[1]) {
		return nil, false
	}
	switch c := clock(m[1], m[2]); {
	case len(c) == 0 || (c[0].Hour > 0 && c[0].Hour < 12):
		return nil, false
	case c[0].Hour == 12:
		return []Clock{{Minute: c[0].Minute}, c[0]}, true
	default:
		return c, true
	}
}
