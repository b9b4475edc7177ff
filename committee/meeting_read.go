package committee

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"gremienbot/committee/calendar"
)

var (
	digit        = regexp.MustCompile(`\d`)
	looksDated   = regexp.MustCompile(`\d{1,2}\.\s*\d{1,2}\.|\d{4}-\d|\d{1,2}/\d`)
	betweenDates = regexp.MustCompile(`(?i)\s+(?:und|and|sowie)\s+|[;\n]`)
	lengths      = regexp.MustCompile(`(?i)^(\d{1,4})(?:[.,](\d))?\s*(min|minuten|minutes|h|std\.?|stunde|stunden|hour|hours)?$`)
	links        = regexp.MustCompile(`^https?://[^\s<>"\\^{|}` + "`" + `]+\.[^\s<>"\\^{|}` + "`" + `]+$|^https?://localhost\S*$`)
)

// readWhen reads a rhythm in words, a rule of RFC 5545, or dates: one per line,
// or with "und", "and" or semicolons between them.
func readWhen(field, text string, now time.Time, loc *time.Location) (calendar.Rule, []calendar.Date, *Error) {
	text = clean(text)
	if text == "" {
		return calendar.Rule{}, nil, Refuse(Invalid, "meeting.when.missing").At(field)
	}
	dates, e := readDates(field, text, now, loc)
	if e == nil || e.Key != "date.unreadable" || looksDated.MatchString(text) { // what was understood as a day is no rhythm
		return calendar.Rule{}, dates, e
	}
	rule, err := calendar.ParseRhythm(text)
	switch heard := (*calendar.RhythmError)(nil); {
	case err == nil:
		return anchored(rule, calendar.DateOf(now, loc)), nil, nil
	case errors.As(err, &heard) && len(heard.Understood) > 0:
		return rule, nil, Refuse(Invalid, "meeting.rhythm.ambiguous", "Text", text).At(field)
	}
	return rule, nil, Refuse(Invalid, "meeting.rhythm.unreadable", "Text", text).At(field)
}

// anchored lets a rule that counts its meetings begin on the day it was set;
// otherwise it would begin to count anew every day.
func anchored(r calendar.Rule, today calendar.Date) calendar.Rule {
	if strings.Contains(r.String(), "COUNT=") && r.Start().IsZero() {
		return r.Starting(today)
	}
	return r
}

// readDates reads dates, the first one that cannot be used is the refusal.
func readDates(field, text string, now time.Time, loc *time.Location) ([]calendar.Date, *Error) {
	var dates []calendar.Date
	for _, part := range betweenDates.Split(text, -1) {
		part = strings.Trim(part, " \t\r,")
		if part == "" {
			continue
		}
		if !digit.MatchString(part) && !calendar.IsRelative(part) { // "Montag" is a rhythm
			return nil, Refuse(Invalid, "date.unreadable", "Text", part).At(field)
		}
		d, err := calendar.ParseDate(part, now, loc)
		if err != nil {
			return nil, dateRefusal(err, part, loc).At(field)
		}
		if d.After(calendar.DateOf(now, loc).AddMonths(12 * yearsAhead)) {
			return nil, Refuse(Invalid, "meeting.date.far", "Date", d, "Years", yearsAhead).At(field)
		}
		dates = append(dates, d)
	}
	slices.SortFunc(dates, calendar.Date.Compare)
	return slices.Compact(dates), nil
}

// dateRefusal says for people why a date was not taken.
func dateRefusal(err error, text string, loc *time.Location) *Error {
	e := (*calendar.MomentError)(nil)
	if !errors.As(err, &e) {
		return Refuse(Invalid, "date.unreadable", "Text", text)
	}
	switch {
	case e.Reason == calendar.Past:
		return Refuse(Invalid, "date.past", "Date", calendar.DateOf(e.Understood[0], loc))
	case e.Reason == calendar.Ambiguous && len(e.Understood) > 1:
		return Refuse(Invalid, "meeting.date.ambiguous", "Text", text, "First", calendar.DateOf(e.Understood[0], loc), "Second", calendar.DateOf(e.Understood[1], loc))
	}
	return Refuse(Invalid, "date.unreadable", "Text", text)
}

// readMoment reads where a meeting is moved; without a time it keeps usual.
func readMoment(field, text string, now time.Time, loc *time.Location, usual calendar.Clock) (time.Time, *Error) {
	if clean(text) == "" {
		return time.Time{}, Refuse(Invalid, "meeting.to.missing").At(field)
	}
	t, err := calendar.ParseMoment(text, now, loc, usual)
	if err != nil {
		return t, momentRefusal(err, text).At(field)
	}
	local := t.In(loc)
	if calendar.ValidClock(calendar.Clock{Hour: local.Hour(), Minute: local.Minute()}) != nil {
		return t, Refuse(Invalid, "meeting.clock.night").At(field)
	}
	if d := calendar.DateOf(t, loc); d.After(calendar.DateOf(now, loc).AddMonths(12 * yearsAhead)) {
		return t, Refuse(Invalid, "meeting.date.far", "Date", d, "Years", yearsAhead).At(field)
	}
	return t, nil
}

// momentRefusal says for people why a moment was not taken.
func momentRefusal(err error, text string) *Error {
	e := (*calendar.MomentError)(nil)
	switch {
	case !errors.As(err, &e):
	case e.Reason == calendar.Past:
		return Refuse(Invalid, "meeting.moment.past", "Moment", e.Understood[0])
	case e.Reason == calendar.Gap:
		return Refuse(Invalid, "meeting.clock.night")
	case e.Reason == calendar.Ambiguous && len(e.Understood) > 1:
		return Refuse(Invalid, "meeting.moment.ambiguous", "Text", text, "First", e.Understood[0], "Second", e.Understood[1])
	}
	return Refuse(Invalid, "meeting.moment.unreadable", "Text", text)
}

// readClock reads a time of day as people type it: 10:00, 10.30 Uhr, 10 Uhr, 2pm.
func readClock(field, text string) (calendar.Clock, *Error) {
	if clean(text) == "" {
		return calendar.Clock{}, Refuse(Invalid, "meeting.start.missing").At(field)
	}
	c, ok := spokenClock(clean(text))
	switch {
	case !ok:
		return c, Refuse(Invalid, "meeting.start.unreadable", "Text", text).At(field)
	case calendar.ValidClock(c) != nil:
		return c, Refuse(Invalid, "meeting.clock.night").At(field)
	}
	return c, nil
}

// spokenClock reads a time through the reader of moments, on a day of no
// importance; anything that also names a day is no time of day.
func spokenClock(text string) (calendar.Clock, bool) {
	plain := strings.ReplaceAll(strings.TrimSuffix(strings.TrimSpace(strings.TrimSuffix(strings.ToLower(text), "uhr")), "."), ".", ":")
	if n, err := strconv.Atoi(plain); err == nil && n >= 0 && n < 24 {
		return calendar.Clock{Hour: n}, true
	}
	if c, err := calendar.ParseClock(plain); err == nil {
		return c, c != calendar.EndOfDay
	}
	midnight := time.Date(2027, time.January, 1, 0, 0, 0, 0, time.UTC)
	t, err := calendar.ParseMoment(text, midnight, time.UTC, calendar.Clock{})
	if err != nil || t.Sub(midnight) >= 24*time.Hour {
		return calendar.Clock{}, false
	}
	return calendar.Clock{Hour: t.Hour(), Minute: t.Minute()}, true
}

// readLength reads how long a meeting lasts: 90, 90 Minuten, 2 Stunden, 1,5 h.
func readLength(field, text string) (int, *Error) {
	if clean(text) == "" {
		return usualMinutes, nil
	}
	m := lengths.FindStringSubmatch(clean(text))
	if m == nil {
		return 0, Refuse(Invalid, "meeting.length.unreadable", "Text", text).At(field)
	}
	n, _ := strconv.Atoi(m[1])
	tenth, _ := strconv.Atoi("0" + m[2])
	if unit := strings.ToLower(m[3]); unit != "" && unit[0] != 'm' {
		n = n*60 + tenth*6
	}
	if n < 15 || n > 12*60 {
		return 0, Refuse(Invalid, "meeting.length.unreadable", "Text", text).At(field)
	}
	return n, nil
}

// checkLink refuses what is no address of a web page.
func checkLink(field, link string) *Error {
	switch {
	case link == "":
		return nil
	case runes(link) > MaxLink:
		return Refuse(Invalid, "text.long", "Count", runes(link), "Max", MaxLink).At(field)
	case !links.MatchString(link):
		return Refuse(Invalid, "meeting.link.unreadable", "Text", link).At(field)
	}
	return nil
}
