package calendar

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/teambition/rrule-go"
)

// Rule is a recurrence of RFC 5545 in civil dates, such as
// FREQ=MONTHLY;BYDAY=2WE. It has no times: a series keeps its wall-clock time
// when the clocks change, because the time is added to each date ([Date.At]).
// Rules are comparable. The zero Rule has no dates.
//
// A rule may carry the date it starts on (DTSTART). Without one it counts its
// intervals from Monday, 1 January 2001, so that the same rule gives the same
// dates whatever period is asked for; only COUNT then counts from the start of
// that period.
type Rule struct {
	text  string
	start Date
}

var (
	errNoDate = errors.New("it never gives a date")

	origin   = Date{Year: 2001, Month: time.January, Day: 1}
	ruleKeys = []string{
		"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYSETPOS",
		"BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYDAY",
	}
	ruleFreqs = []string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
)

// ParseRule reads a recurrence rule of RFC 5545, with or without "RRULE:" in
// front. The start may be given as a line "DTSTART;VALUE=DATE:20270113" before
// it or as a part "DTSTART=20270113". Parts that speak of hours, minutes or
// seconds, and rules that never give a date, are errors.
func ParseRule(text string) (Rule, error) {
	r, err := readRule(text)
	if err != nil {
		return Rule{}, fmt.Errorf("%q is not a recurrence rule: %w", text, err)
	}
	return r, nil
}

func readRule(text string) (Rule, error) {
	body, start, err := splitStart(strings.ToUpper(strings.TrimSpace(text)))
	if err != nil {
		return Rule{}, err
	}
	r := Rule{start: start}
	seen := map[string]bool{}
	var parts []string
	for part := range strings.SplitSeq(strings.TrimPrefix(body, "RRULE:"), ";") {
		key, value, _ := strings.Cut(strings.ReplaceAll(part, " ", ""), "=")
		if key == "DTSTART" {
			if r.start, err = compactDate(value); err != nil {
				return Rule{}, err
			}
			continue
		}
		if err := checkPart(key, value, seen); err != nil {
			return Rule{}, err
		}
		if key+value != "INTERVAL1" {
			parts = append(parts, key+"="+strings.ReplaceAll(value, "+", ""))
		}
	}
	r.text = strings.Join(parts, ";")
	return r, r.check()
}

// splitStart takes a DTSTART line off the front.
func splitStart(text string) (body string, start Date, err error) {
	if !strings.HasPrefix(text, "DTSTART") {
		return text, Date{}, nil
	}
	first, rest, found := strings.Cut(text, "\n")
	_, value, colon := strings.Cut(strings.TrimSpace(first), ":")
	if !found || !colon {
		return text, Date{}, nil
	}
	start, err = compactDate(value)
	return strings.TrimSpace(rest), start, err
}

// compactDate reads 20270113; a time behind it is not looked at.
func compactDate(text string) (Date, error) {
	day, _, _ := strings.Cut(text, "T")
	t, err := time.Parse("20060102", day)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date like 20270113", text)
	}
	return DateOf(t, time.UTC), nil
}

func checkPart(key, value string, seen map[string]bool) error {
	switch {
	case !slices.Contains(ruleKeys, key):
		return fmt.Errorf("%q is not allowed here; allowed are %s", key, strings.Join(ruleKeys, ", "))
	case value == "":
		return fmt.Errorf("%s has no value", key)
	case seen[key]:
		return fmt.Errorf("%s stands there twice", key)
	}
	seen[key] = true
	switch key {
	case "FREQ":
		if !slices.Contains(ruleFreqs, value) {
			return fmt.Errorf("FREQ=%s is not one of %s", value, strings.Join(ruleFreqs, ", "))
		}
	case "INTERVAL", "COUNT":
		if n, err := strconv.Atoi(value); err != nil || n < 1 || n > 999 {
			return fmt.Errorf("%s=%s is not a number from 1 to 999", key, value)
		}
	case "UNTIL":
		_, err := compactDate(value)
		return err
	}
	return nil
}

// check refuses what rrule-go would quietly ignore, and rules without a date.
func (r Rule) check() error {
	option, err := rrule.StrToROption(r.text)
	if err != nil {
		return err
	}
	for _, day := range option.Byweekday {
		if err := checkWeekday(option.Freq, day); err != nil {
			return err
		}
	}
	if strings.Contains(r.text, "BYDAY=0") || strings.Contains(r.text, ",0") {
		return errors.New("there is no 0th weekday or day")
	}
	option.Interval, option.Count, option.Until = 1, 0, time.Time{}
	if dates, err := expand(*option, origin, Date{Year: 2029, Month: time.December, Day: 31}, 1); err != nil || len(dates) == 0 {
		return cmp.Or(err, errNoDate)
	}
	return nil
}

func checkWeekday(freq rrule.Frequency, day rrule.Weekday) error {
	switch n := day.N(); {
	case n == 0 || freq == rrule.YEARLY:
		return nil
	case freq != rrule.MONTHLY:
		return fmt.Errorf("BYDAY=%s counts weekdays, which only MONTHLY and YEARLY can", day)
	case n < -5 || n > 5:
		return fmt.Errorf("BYDAY=%s: no month has that many", day)
	}
	return nil
}

// Starting returns the same rule counted from d: intervals and COUNT begin
// there, and no date lies before it.
func (r Rule) Starting(d Date) Rule {
	r.start = d
	return r
}

// Start returns the date the rule starts on, or the zero Date if it has none.
func (r Rule) Start() Date { return r.start }

// IsZero reports whether r is no rule at all.
func (r Rule) IsZero() bool { return r.text == "" }

// String returns the rule as RFC 5545 writes it, with a DTSTART line in front
// if it has a start. ParseRule reads it back.
func (r Rule) String() string {
	if r.start.IsZero() {
		return r.text
	}
	return fmt.Sprintf("DTSTART;VALUE=DATE:%04d%02d%02d\nRRULE:%s", r.start.Year, int(r.start.Month), r.start.Day, r.text)
}

// Between returns the dates of the series from the first to the last date
// given, both included, in order. It is empty when to lies before from. Periods
// before 2001 are empty for a rule without a start.
func (r Rule) Between(from, to Date) []Date {
	if r.IsZero() {
		return nil
	}
	option, err := rrule.StrToROption(r.text)
	if err != nil {
		return nil // a Rule is only made by readRule, which has checked this
	}
	start := r.start
	if start.IsZero() {
		start = origin
		if option.Count > 0 {
			start = from
		}
	}
	dates, _ := expand(*option, start, to, 0)
	return slices.DeleteFunc(dates, func(d Date) bool { return d.Before(from) })
}

// expand lists the dates from start to the last one given, at most limit of
// them if limit is not 0.
func expand(option rrule.ROption, start, last Date, limit int) ([]Date, error) {
	option.Dtstart = start.midnight()
	if option.Until.IsZero() || option.Until.After(last.midnight()) {
		option.Until = last.midnight()
	}
	series, err := rrule.NewRRule(option)
	if err != nil {
		return nil, err
	}
	var dates []Date
	next := series.Iterator()
	for t, ok := next(); ok; t, ok = next() {
		dates = append(dates, DateOf(t, time.UTC))
		if len(dates) == limit {
			break
		}
	}
	return dates, nil
}
