package calendar_test

import (
	"errors"
	"testing"

	"gremienbot/committee/calendar"
)

func TestParseRhythm(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2. Mittwoch im Monat":                     "FREQ=MONTHLY;BYDAY=2WE",
		"zweiter Mittwoch":                         "FREQ=MONTHLY;BYDAY=2WE",
		"jeden zweiten Mittwoch im Monat":          "FREQ=MONTHLY;BYDAY=2WE",
		"monatlich am 2. Mi.":                      "FREQ=MONTHLY;BYDAY=2WE",
		"letzter Donnerstag":                       "FREQ=MONTHLY;BYDAY=-1TH",
		"second Wednesday":                         "FREQ=MONTHLY;BYDAY=2WE",
		"2nd Wed of the month":                     "FREQ=MONTHLY;BYDAY=2WE",
		"2. und 4. Mittwoch im Monat":              "FREQ=MONTHLY;BYDAY=2WE,4WE",
		"2. Mittwoch im Monat außer August":        "FREQ=MONTHLY;BYMONTH=1,2,3,4,5,6,7,9,10,11,12;BYDAY=2WE",
		"letzter Donnerstag im März und September": "FREQ=MONTHLY;BYMONTH=3,9;BYDAY=-1TH",
		"erster Dienstag im Quartal":               "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1TU",
		"alle 3 Monate am ersten Dienstag":         "FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU",
		"letzter Werktag im Monat":                 "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
		"last working day of the month":            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
		"letzter Tag des Monats":                   "FREQ=MONTHLY;BYMONTHDAY=-1",
		"am 15. des Monats":                        "FREQ=MONTHLY;BYMONTHDAY=15",
		"jeden Mittwoch":                           "FREQ=WEEKLY;BYDAY=WE",
		"wöchentlich mittwochs":                    "FREQ=WEEKLY;BYDAY=WE",
		"alle zwei Wochen mittwochs":               "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
		"every 2 weeks on Wednesday":               "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
		"FREQ=MONTHLY;BYDAY=2WE":                   "FREQ=MONTHLY;BYDAY=2WE",
		"rrule:freq=monthly;interval=1;byday=+2we": "FREQ=MONTHLY;BYDAY=2WE",
		"FREQ=YEARLY;BYMONTH=3,9;BYDAY=2WE":        "FREQ=YEARLY;BYMONTH=3,9;BYDAY=2WE",
	} {
		got, err := calendar.ParseRhythm(text)
		if err != nil || got.String() != want {
			t.Errorf("ParseRhythm(%q) = %v, %v, want %s", text, got, err, want)
		}
	}
}

func TestParseRhythmRefuses(t *testing.T) {
	t.Parallel()
	for text, ways := range map[string]int{
		"": 0, "ab und zu": 0, "Mittwoch": 0, "2.": 0, "7. Mittwoch im Monat": 0, "alle 2 Mittwoch": 0,
		"31. Tag im Februar": 0, "zweiter": 0, "0. Mittwoch": 0,
		"jeden zweiten Mittwoch": 2, "every second Wednesday": 2,
	} {
		_, err := calendar.ParseRhythm(text)
		var refusal *calendar.RhythmError
		if !errors.As(err, &refusal) || len(refusal.Understood) != ways || refusal.Text != text {
			t.Errorf("ParseRhythm(%q): got %v with %v, want %d ways", text, err, refusal, ways)
		}
	}
}

func TestDescribe(t *testing.T) {
	t.Parallel()
	for _, row := range [][3]string{
		{"FREQ=MONTHLY;BYDAY=2WE", "am zweiten Mittwoch jedes Monats", "on the second Wednesday of every month"},
		{"FREQ=MONTHLY;BYDAY=-1TH", "am letzten Donnerstag jedes Monats", "on the last Thursday of every month"},
		{"FREQ=MONTHLY;BYDAY=2WE,4WE", "am zweiten und vierten Mittwoch jedes Monats", "on the second and fourth Wednesday of every month"},
		{"FREQ=MONTHLY;BYMONTH=3,9;BYDAY=2WE", "am zweiten Mittwoch im März und September", "on the second Wednesday of March and September"},
		{
			"FREQ=MONTHLY;BYMONTH=1,2,3,4,5,6,7,9,10,11,12;BYDAY=2WE",
			"am zweiten Mittwoch jedes Monats außer im August", "on the second Wednesday of every month except in August",
		},
		{"FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU", "alle 3 Monate am ersten Dienstag im Monat", "every 3 months on the first Tuesday of the month"},
		{"FREQ=MONTHLY;BYMONTHDAY=15", "am 15. Tag jedes Monats", "on the 15th day of every month"},
		{"FREQ=MONTHLY;BYMONTHDAY=-1", "am letzten Tag jedes Monats", "on the last day of every month"},
		{"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "am letzten Werktag jedes Monats", "on the last working day of every month"},
		{"FREQ=WEEKLY;BYDAY=WE", "jeden Mittwoch", "every Wednesday"},
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "alle 2 Wochen am Montag und Mittwoch", "every 2 weeks on Monday and Wednesday"},
	} {
		rule, err := calendar.ParseRule(row[0])
		if err != nil {
			t.Fatal(err)
		}
		for i, lang := range []string{"de", "en"} {
			got := rule.Describe(lang)
			if got != row[i+1] {
				t.Errorf("%s in %s: got %q, want %q", row[0], lang, got, row[i+1])
			}
			if back, err := calendar.ParseRhythm(got); err != nil || back != rule {
				t.Errorf("ParseRhythm(%q) = %v, %v, want %v", got, back, err, rule)
			}
		}
	}
}

func TestARuleWithoutWordsIsWrittenOut(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"FREQ=DAILY", "FREQ=MONTHLY;BYDAY=2WE;COUNT=3", "FREQ=MONTHLY;BYDAY=1MO,2TU", "FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=-3WE",
	} {
		rule, err := calendar.ParseRule(text)
		if err != nil || rule.Describe("de") != text {
			t.Errorf("%s: got %q, %v", text, rule.Describe("de"), err)
		}
	}
}
