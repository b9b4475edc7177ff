package calendar_test

import (
	"slices"
	"strings"
	"testing"

	"gremienbot/committee/calendar"
)

func between(t *testing.T, rule, from, to string) string {
	t.Helper()
	r, err := calendar.ParseRule(rule)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, d := range r.Between(day(t, from), day(t, to)) {
		all = append(all, d.String())
	}
	return strings.Join(all, " ")
}

func TestBetween(t *testing.T) {
	t.Parallel()
	for _, row := range [][4]string{
		{"FREQ=MONTHLY;BYDAY=2WE", "2027-03-10", "2027-04-14", "2027-03-10 2027-04-14"},
		{"FREQ=MONTHLY;BYDAY=2WE", "2027-03-11", "2027-04-13", ""},
		{"FREQ=MONTHLY;BYDAY=2WE", "2027-04-14", "2027-03-10", ""},
		{"FREQ=MONTHLY;BYDAY=5WE", "2027-01-01", "2027-06-30", "2027-03-31 2027-06-30"},
		{"FREQ=MONTHLY;BYMONTHDAY=-1", "2028-01-15", "2028-03-15", "2028-01-31 2028-02-29"},
		{"FREQ=MONTHLY;BYMONTHDAY=31", "2027-01-01", "2027-04-30", "2027-01-31 2027-03-31"},
		{"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2027-01-01", "2027-02-28", "2027-01-29 2027-02-26"},
		{"FREQ=MONTHLY;INTERVAL=6;BYDAY=2WE", "2027-01-01", "2027-12-31", "2027-01-13 2027-07-14"},
		{"FREQ=YEARLY;BYMONTH=3,9;BYDAY=2WE", "2027-01-01", "2027-12-31", "2027-03-10 2027-09-08"},
		{"FREQ=MONTHLY;BYDAY=2WE;UNTIL=20270210T235959Z", "2027-01-01", "2027-12-31", "2027-01-13 2027-02-10"},
		{"FREQ=MONTHLY;BYDAY=2WE;COUNT=2", "2027-01-01", "2027-12-31", "2027-01-13 2027-02-10"},
		{"DTSTART=20270301;FREQ=MONTHLY;BYDAY=2WE;COUNT=2", "2027-01-01", "2027-12-31", "2027-03-10 2027-04-14"},
		{"DTSTART;VALUE=DATE:20270106\nRRULE:FREQ=WEEKLY;INTERVAL=2", "2027-01-01", "2027-02-05", "2027-01-06 2027-01-20 2027-02-03"},
		{"FREQ=MONTHLY", "2027-01-01", "2027-02-28", "2027-01-01 2027-02-01"},
		{"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2027-01-01", "2032-12-31", "2028-02-29 2032-02-29"},
		{"FREQ=MONTHLY;BYDAY=2WE", "2000-01-01", "2000-12-31", ""},
	} {
		if got := between(t, row[0], row[1], row[2]); got != row[3] {
			t.Errorf("%s from %s to %s = %q, want %q", row[0], row[1], row[2], got, row[3])
		}
	}
}

func TestTheWindowDoesNotMoveTheSeries(t *testing.T) {
	t.Parallel()
	r, err := calendar.ParseRule("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE")
	if err != nil {
		t.Fatal(err)
	}
	first, last := day(t, "2027-01-01"), day(t, "2027-12-31")
	whole := r.Between(first, last)
	var pieces []calendar.Date
	for d := first; !d.After(last); d = d.AddDays(10) {
		pieces = append(pieces, r.Between(d, slices.MinFunc([]calendar.Date{d.AddDays(9), last}, calendar.Date.Compare))...)
	}
	if !slices.Equal(whole, pieces) || len(whole) != 26 {
		t.Errorf("in pieces %v, want %v", pieces, whole)
	}
}

func TestRulesThatAreRefused(t *testing.T) {
	t.Parallel()
	for text, why := range map[string]string{
		"":                                    "not allowed",
		"BYDAY=2WE":                           "FREQ",
		"FREQ=HOURLY":                         "FREQ=HOURLY",
		"FREQ=MONTHLY;BYHOUR=2":               "BYHOUR",
		"FREQ=MONTHLY;BYDAY=0WE":              "0th",
		"FREQ=MONTHLY;BYDAY=6WE":              "no month",
		"FREQ=WEEKLY;BYDAY=2WE":               "BYDAY",
		"FREQ=MONTHLY;BYDAY=2XX":              "XX",
		"FREQ=MONTHLY;BYDAY=":                 "no value",
		"FREQ=MONTHLY;INTERVAL=0":             "INTERVAL",
		"FREQ=MONTHLY;COUNT=-1":               "COUNT",
		"FREQ=MONTHLY;UNTIL=morgen":           "date",
		"FREQ=MONTHLY;BYMONTHDAY=32":          "bymonthday",
		"FREQ=MONTHLY;BYMONTHDAY=0":           "0",
		"FREQ=MONTHLY;FREQ=WEEKLY":            "twice",
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30": "never",
		"FREQ=MONTHLY;DTSTART=20270229":       "date",
		"FREQ=MONTHLY;EXDATE=20270101":        "not allowed",
	} {
		if got, err := calendar.ParseRule(text); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("ParseRule(%q) = %v, %v, want an error with %q", text, got, err, why)
		}
	}
}

func TestARuleIsReadBack(t *testing.T) {
	t.Parallel()
	r, err := calendar.ParseRule("RRULE:freq=monthly; byday=+2we")
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range []calendar.Rule{r, r.Starting(day(t, "2027-01-13"))} {
		if back, err := calendar.ParseRule(rule.String()); err != nil || back != rule {
			t.Errorf("ParseRule(%q) = %v, %v", rule, back, err)
		}
	}
	if !(calendar.Rule{}).IsZero() || r.IsZero() || r.Starting(day(t, "2027-01-13")).Start() != day(t, "2027-01-13") {
		t.Error("a rule does not know whether it is one, or when it starts")
	}
	if got := (calendar.Rule{}).Between(day(t, "2027-01-01"), day(t, "2027-12-31")); got != nil {
		t.Errorf("no rule has dates: %v", got)
	}
}

func FuzzParseRhythm(f *testing.F) {
	for _, text := range []string{
		"FREQ=MONTHLY;BYDAY=2WE", "2. Mittwoch im Monat", "alle 2 Wochen mittwochs", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
		"FREQ=MONTHLY;BYSETPOS=2;BYMONTHDAY=-1", "DTSTART;VALUE=DATE:20270113\nRRULE:FREQ=DAILY", "letzter Werktag im Quartal",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := calendar.ParseRhythm(text)
		if err != nil {
			return
		}
		if back, err := calendar.ParseRule(r.String()); err != nil || back != r {
			t.Errorf("%q: ParseRule(%q) = %v, %v", text, r, back, err)
		}
		from, to := calendar.Date{Year: 2027, Month: 1, Day: 1}, calendar.Date{Year: 2027, Month: 12, Day: 31}
		for _, d := range r.Between(from, to) {
			if !d.Valid() || d.Before(from) || d.After(to) {
				t.Errorf("%q gives %v", text, d)
			}
		}
		if r.Describe("de") == "" || r.Describe("en") == "" {
			t.Errorf("%q has no words", text)
		}
	})
}
