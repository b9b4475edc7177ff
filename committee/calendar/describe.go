package calendar

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Describe returns the series in words, German or (for "en") English: "am zweiten
// Mittwoch jedes Monats", "on the second Wednesday of every month"; "jeden
// zweiten Mittwoch" could be heard as every fortnight.
// [ParseRhythm] reads the words back. A rule for which there are no words is
// described by its RFC 5545 text. The start is not mentioned.
func (r Rule) Describe(lang string) string {
	parts := map[string]string{}
	for part := range strings.SplitSeq(r.text, ";") {
		key, value, _ := strings.Cut(part, "=")
		parts[key] = value
	}
	v := german
	if lang == "en" {
		v = english
	}
	freq := parts["FREQ"]
	delete(parts, "FREQ")
	text, ok := "", false
	switch freq {
	case "WEEKLY":
		text, ok = v.weekly(parts)
	case "MONTHLY":
		text, ok = v.monthly(parts)
	}
	if !ok {
		return r.text
	}
	return text
}

// voice is how a language speaks of a series.
type voice struct {
	lang, every, at, and, inMonth, inEach, in, except, workday, day, eachN, weeks, on, months string
	nth                                                                                       map[int]string
}

var (
	german = voice{
		lang: "de", every: "jeden ", at: "am ", and: " und ", inMonth: " im Monat", inEach: " jedes Monats", in: " im ", except: " außer im ",
		workday: "Werktag", day: "Tag", eachN: "alle ", weeks: " Wochen", on: " am ", months: " Monate am ",
		nth: map[int]string{1: "ersten", 2: "zweiten", 3: "dritten", 4: "vierten", 5: "fünften", -1: "letzten", -2: "vorletzten"},
	}
	english = voice{
		lang: "en", every: "every ", at: "on the ", and: " and ", inMonth: " of the month", inEach: " of every month", in: " of ", except: " except in ",
		workday: "working day", day: "day", eachN: "every ", weeks: " weeks", on: " on ", months: " months on the ",
		nth: map[int]string{1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"},
	}
)

func (v voice) weekly(parts map[string]string) (string, bool) {
	var names []string
	for code := range strings.SplitSeq(parts["BYDAY"], ",") {
		day, ok := dayOfCode(code)
		if !ok {
			return "", false
		}
		names = append(names, WeekdayName(day, v.lang))
	}
	interval := parts["INTERVAL"]
	if !only(parts, "BYDAY", "INTERVAL") {
		return "", false
	}
	if interval == "" {
		return v.every + v.list(names), true
	}
	return v.eachN + interval + v.weeks + v.on + v.list(names), true
}

func (v voice) monthly(parts map[string]string) (string, bool) {
	days, ok := v.monthDays(parts)
	if !ok || !only(parts, "BYDAY", "BYMONTHDAY", "BYSETPOS", "BYMONTH", "INTERVAL") {
		return "", false
	}
	start, every := v.at, v.inEach
	if interval := parts["INTERVAL"]; interval != "" {
		start, every = v.eachN+interval+v.months, v.inMonth
	}
	return start + days + v.ofMonths(parts["BYMONTH"], every), true
}

// monthDays describes which days of a month are meant.
func (v voice) monthDays(parts map[string]string) (string, bool) {
	day, monthDay, pos := parts["BYDAY"], parts["BYMONTHDAY"], parts["BYSETPOS"]
	switch {
	case day == "MO,TU,WE,TH,FR" && pos != "" && monthDay == "":
		return v.ordinals(pos, v.workday)
	case pos != "":
		return "", false
	case day == "" && monthDay != "":
		return v.ordinals(monthDay, v.day)
	case monthDay != "" || day == "":
		return "", false
	}
	return v.nthWeekdays(day)
}

// nthWeekdays describes 2WE,4WE; several different weekdays have no words.
func (v voice) nthWeekdays(value string) (string, bool) {
	var positions, codes []string
	for item := range strings.SplitSeq(value, ",") {
		if len(item) < 3 {
			return "", false
		}
		positions = append(positions, item[:len(item)-2])
		codes = append(codes, item[len(item)-2:])
	}
	day, ok := dayOfCode(codes[0])
	if !ok || len(slices.Compact(slices.Clone(codes))) > 1 {
		return "", false
	}
	return v.ordinals(strings.Join(positions, ","), WeekdayName(day, v.lang))
}

func (v voice) ordinals(numbers, noun string) (string, bool) {
	var names []string
	for item := range strings.SplitSeq(numbers, ",") {
		n, _ := strconv.Atoi(item)
		name, ok := v.nth[n]
		switch {
		case ok:
		case n < 1:
			return "", false
		case v.lang == "en":
			name = item + "th"
		default:
			name = item + "."
		}
		names = append(names, name)
	}
	return v.list(names) + " " + noun, true
}

// ofMonths names the months, or those that are left out if they are fewer; every
// stands for all of them.
func (v voice) ofMonths(value, every string) string {
	if value == "" {
		return every
	}
	var in, out []string
	numbers := strings.Split(value, ",")
	for m := time.January; m <= time.December; m++ {
		if slices.Contains(numbers, strconv.Itoa(int(m))) {
			in = append(in, MonthName(m, v.lang))
		} else {
			out = append(out, MonthName(m, v.lang))
		}
	}
	if len(in) > 6 && len(out) > 0 {
		return every + v.except + v.list(out)
	}
	return v.in + v.list(in)
}

func (v voice) list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + v.and + names[len(names)-1]
}

func only(parts map[string]string, allowed ...string) bool {
	for key := range parts {
		if !slices.Contains(allowed, key) {
			return false
		}
	}
	return true
}
