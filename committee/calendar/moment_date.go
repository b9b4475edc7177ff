package calendar

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	isoPattern    = regexp.MustCompile(`^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$`)
	dottedPattern = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})\.(\d{2}|\d{4})?$`)
	slashPattern  = regexp.MustCompile(`^(\d{1,2})[/-](\d{1,2})(?:[/-](\d{2}|\d{4}))?$`)
	pairPattern   = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})$`)
	dayPattern    = regexp.MustCompile(`^(\d{1,2})(\.|st|nd|rd|th)?$`)
	yearPattern   = regexp.MustCompile(`^\d{4}$`)
)

// readNumeric reads 2027-03-09, 9.3.2027, 9.3.27, 9.3., "9. 3. 2027", 9/3/2027.
func readNumeric(r *reading, words []string) int {
	if m := isoPattern.FindStringSubmatch(words[0]); m != nil {
		return r.setDates(1, number(m[1]), [2]int{number(m[3]), number(m[2])})
	}
	if m := dottedPattern.FindStringSubmatch(words[0]); m != nil {
		year, used := number(m[3]), 1
		if m[3] == "" {
			year, used = yearAfter(words, 1)
		}
		return r.setDates(used, fullYear(year, m[3]), [2]int{number(m[1]), number(m[2])})
	}
	if len(words) > 1 && strings.HasSuffix(words[0], ".") && strings.HasSuffix(words[1], ".") {
		joined := dottedPattern.FindStringSubmatch(words[0] + words[1])
		if joined == nil || joined[3] != "" {
			return 0
		}
		year, used := yearAfter(words, 2)
		return r.setDates(used, year, [2]int{number(joined[1]), number(joined[2])})
	}
	return readSlash(r, words)
}

// readSlash reads 3/4/2027, which is 3 April to some and 4 March to others.
func readSlash(r *reading, words []string) int {
	m := slashPattern.FindStringSubmatch(words[0])
	if m == nil {
		return 0
	}
	a, b, year := number(m[1]), number(m[2]), -1
	if m[3] != "" {
		year = fullYear(number(m[3]), m[3])
	}
	if a == b {
		return r.setDates(1, year, [2]int{a, b})
	}
	return r.setDates(1, year, [2]int{a, b}, [2]int{b, a})
}

// readNamedMonth reads "9. März 2027", "9 March", "9th of March", "March 9, 2027".
func readNamedMonth(r *reading, words []string) int {
	if len(words) < 2 {
		return 0
	}
	day, month, used := words[0], words[1], 2
	if month == "of" && len(words) > 2 {
		month, used = words[2], 3
	}
	if _, ok := months[words[0]]; ok {
		day, month, used = words[1], words[0], 2
	}
	m, ok := months[month]
	d := dayPattern.FindStringSubmatch(day)
	if !ok || d == nil {
		return 0
	}
	year, used := yearAfter(words, used)
	return r.setDates(used, year, [2]int{number(d[1]), int(m)})
}

// readRelative reads heute, morgen, übermorgen and their English sisters.
func readRelative(r *reading, words []string) int {
	days, used := relative[words[0]], 1
	if len(words) >= 4 && strings.Join(words[:4], " ") == "the day after tomorrow" {
		days, used = 2, 4
	} else if len(words) >= 3 && strings.Join(words[:3], " ") == "day after tomorrow" {
		days, used = 2, 3
	} else if _, ok := relative[words[0]]; !ok {
		return 0
	}
	return r.setDay(used, r.today.AddDays(days))
}

// readGone reads "letzten Freitag", "letzte Woche", "last month": days that are over.
func readGone(r *reading, words []string) int {
	if len(words) < 2 || !gone[words[0]] {
		return 0
	}
	day, isWeekday := weekdays[words[1]]
	u, isUnit := units[words[1]]
	switch {
	case isWeekday:
		return r.setDay(2, r.today.AddDays(-1-(int(r.today.Weekday())-int(day)+6)%7))
	case isUnit && u.wait == 0:
		return r.setDay(2, r.today.AddMonths(-u.months).AddDays(-u.days))
	}
	return 0
}

// readAgo reads "vor 3 Tagen", "3 days ago", "vor einer Stunde".
func readAgo(r *reading, words []string) int {
	at := 0
	if words[0] == "vor" {
		at = 1
	}
	if len(words) < 3 || at == 0 && words[2] != "ago" {
		return 0
	}
	n, known := counts[words[at]]
	if !known && spanPattern.MatchString(words[at]) {
		n, known = number(words[at]), true
	}
	u, ok := units[words[at+1]]
	switch {
	case !known || !ok:
		return 0
	case u.wait != 0:
		return r.add(-n, u, 3)
	}
	return r.setDay(3, r.today.AddMonths(-n*u.months).AddDays(-n*u.days))
}

// setDay is setDates for one day that is known.
func (r *reading) setDay(used int, d Date) int {
	return r.setDates(used, d.Year, [2]int{d.Day, int(d.Month)})
}

// readWeekday reads "Mittwoch", "Mi", "nächsten Mittwoch", "übernächsten Freitag".
func readWeekday(r *reading, words []string) int {
	name, used := words[0], 1
	near, isNear := nearness[words[0]]
	if isNear && len(words) > 1 {
		name, used = words[1], 2
	}
	day, ok := weekdays[name]
	if !ok {
		return 0
	}
	if r.weekday != nil {
		return -1
	}
	r.weekday = &day
	r.notToday = isNear && near > 0
	r.addDays += max(0, near-1) * 7
	return used
}

// readWeek reads "nächste Woche" and "this week", which say when a weekday is.
func readWeek(r *reading, words []string) int {
	if len(words) < 2 || (words[1] != "woche" && words[1] != "week") {
		return 0
	}
	near, ok := nearness[words[0]]
	if !ok {
		return 0
	}
	if near == 0 || r.week != 0 {
		return -1
	}
	r.week = near
	return 2
}

// readSpan reads "in 3 Tagen", "in einer Woche", "in 2 Stunden", "48 Stunden".
func readSpan(r *reading, words []string) int {
	used := 0
	if words[0] == "in" {
		used = 1
	}
	rest := words[used:]
	if used == 1 && len(rest) > 0 {
		if m := gluedSpan.FindStringSubmatch(rest[0]); m != nil {
			rest = append([]string{m[1], m[2]}, rest[1:]...)
			used--
		}
	}
	if len(rest) < 2 {
		return 0
	}
	n, known := counts[rest[0]]
	if !known && spanPattern.MatchString(rest[0]) {
		n, known = number(rest[0]), true
	}
	u, ok := units[rest[1]]
	if !known || !ok {
		return 0
	}
	return r.add(n, u, used+2)
}

func (r *reading) add(n int, u unit, used int) int {
	if u.wait == 0 {
		r.spanned = true
		r.addDays += n * u.days
		r.addMonths += n * u.months
		return used
	}
	wait := time.Duration(n) * u.wait
	if r.wait != nil {
		wait += *r.wait
	}
	r.wait = &wait
	return used
}

// readPair keeps "9.12" until it is known whether a date or a time is missing.
func readPair(r *reading, words []string) int {
	m := pairPattern.FindStringSubmatch(words[0])
	if m == nil {
		return 0
	}
	if r.pair != nil {
		return -1
	}
	r.pair = &[2]int{number(m[1]), number(m[2])}
	r.day = len(m[2]) == 1
	return 1
}

func readFiller(_ *reading, words []string) int {
	if fillers[words[0]] {
		return 1
	}
	return 0
}

// yearAfter looks for a year at words[at]; -1 says there is none.
func yearAfter(words []string, at int) (year, used int) {
	if at < len(words) && yearPattern.MatchString(words[at]) && !clockFollows(words[at:]) {
		return number(words[at]), at + 1
	}
	return -1, at
}

// fullYear makes 2027 of 27.
func fullYear(year int, written string) int {
	if len(written) == 2 {
		return 2000 + year
	}
	return year
}

// number reads digits that a pattern has let through.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
