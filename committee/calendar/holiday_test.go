package calendar_test

import (
	"strings"
	"testing"
	"time"

	"gremienbot/committee/calendar"
)

const everyLand = "BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH"

// The rows are the check list of public holidays: a date, the Länder that keep
// it, and its name. "" means that nobody does.
func TestHolidays(t *testing.T) {
	t.Parallel()
	for _, row := range [][3]string{
		{"2027-01-01", everyLand, "Neujahr"},
		{"2027-01-06", "BW BY ST", "Heilige Drei Könige"},
		{"2027-03-26", everyLand, "Karfreitag"},
		{"2027-03-28", "BB", "Ostersonntag"},
		{"2027-03-29", everyLand, "Ostermontag"},
		{"2027-05-01", everyLand, "Tag der Arbeit"},
		{"2027-05-06", everyLand, "Christi Himmelfahrt"},
		{"2027-05-16", "BB", "Pfingstsonntag"},
		{"2027-05-17", everyLand, "Pfingstmontag"},
		{"2026-06-04", "BW BY HE NW RP SL", "Fronleichnam"},
		{"2027-05-27", "BW BY HE NW RP SL", "Fronleichnam"},
		{"2027-08-08", "", ""},
		{"2027-08-15", "SL", "Mariä Himmelfahrt"},
		{"2027-09-20", "TH", "Weltkindertag"},
		{"2018-09-20", "", ""},
		{"2019-09-20", "TH", "Weltkindertag"},
		{"2027-10-03", everyLand, "Tag der Deutschen Einheit"},
		{"1989-10-03", "", ""},
		{"2016-10-31", "BB MV SN ST TH", "Reformationstag"},
		{"2017-10-31", everyLand, "Reformationstag"},
		{"2018-10-31", "BB HB HH MV NI SN ST SH TH", "Reformationstag"},
		{"2027-10-31", "BB HB HH MV NI SN ST SH TH", "Reformationstag"},
		{"2027-11-01", "BW BY NW RP SL", "Allerheiligen"},
		{"2026-11-18", "SN", "Buß- und Bettag"},
		{"2027-11-17", "SN", "Buß- und Bettag"},
		{"2027-11-24", "", ""},
		{"2027-12-24", "", ""},
		{"2027-12-25", everyLand, "1. Weihnachtstag"},
		{"2027-12-26", everyLand, "2. Weihnachtstag"},
		{"2027-12-31", "", ""},
		{"2018-03-08", "", ""},
		{"2019-03-08", "BE", "Internationaler Frauentag"},
		{"2022-03-08", "BE", "Internationaler Frauentag"},
		{"2023-03-08", "BE MV", "Internationaler Frauentag"},
		{"2028-03-08", "BE MV", "Internationaler Frauentag"},
		{"2020-05-08", "BE", "75. Jahrestag der Befreiung"},
		{"2024-05-08", "", ""},
		{"2025-05-08", "BE", "80. Jahrestag der Befreiung"},
		{"2027-06-17", "", ""},
		{"2028-06-17", "BE", "75. Jahrestag des Volksaufstands"},
	} {
		var lands []string
		for _, l := range calendar.Lands() {
			name, ok := calendar.Holiday(day(t, row[0]), l)
			if ok {
				lands = append(lands, string(l))
			}
			if ok && name != row[2] || !ok && name != "" {
				t.Errorf("%s in %s is called %q, want %q", row[0], l, name, row[2])
			}
		}
		if got := strings.Join(lands, " "); got != row[1] {
			t.Errorf("%s is kept by %q, want %q", row[0], got, row[1])
		}
	}
}

func TestEasterAndRepentanceDayAlwaysFallInTheirWeeks(t *testing.T) {
	t.Parallel()
	for year := 1995; year <= 2400; year++ {
		e := calendar.Easter(year)
		first, last := calendar.Date{Year: year, Month: time.March, Day: 22}, calendar.Date{Year: year, Month: time.April, Day: 25}
		if e.Weekday() != time.Sunday || e.Before(first) || e.After(last) {
			t.Errorf("Easter %d = %v, want a Sunday from 22 March to 25 April", year, e)
		}
		found := 0
		for d := 1; d <= 30; d++ {
			date := calendar.Date{Year: year, Month: time.November, Day: d}
			if name, _ := calendar.Holiday(date, "SN"); name == "Buß- und Bettag" {
				found++
				if date.Weekday() != time.Wednesday || d < 16 || d > 22 {
					t.Errorf("Buß- und Bettag %v is not a Wednesday from 16 to 22 November", date)
				}
			}
		}
		if found != 1 {
			t.Errorf("%d has %d Buß- und Bettage, want 1", year, found)
		}
	}
}

func TestEasterOfKnownYears(t *testing.T) {
	t.Parallel()
	for _, want := range []string{"2000-04-23", "2008-03-23", "2011-04-24", "2024-03-31", "2026-04-05", "2027-03-28", "2028-04-16", "2038-04-25", "2285-03-22"} {
		if got := calendar.Easter(day(t, want).Year).String(); got != want {
			t.Errorf("Easter = %s, want %s", got, want)
		}
	}
}

func TestParseLand(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]calendar.Land{
		"HE": "HE", "he": "HE", " DE-HE ": "HE", "Hessen": "HE", "Baden-Württemberg": "BW",
		"baden-wuerttemberg": "BW", "NRW": "NW", "THÜRINGEN": "TH",
	} {
		if got, err := calendar.ParseLand(text); err != nil || got != want {
			t.Errorf("ParseLand(%q) = %q, %v, want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"", "XX", "Preußen", "DE"} {
		if got, err := calendar.ParseLand(text); err == nil {
			t.Errorf("ParseLand(%q) = %q, want an error", text, got)
		}
	}
	for _, l := range calendar.Lands() {
		if back, err := calendar.ParseLand(l.Name()); err != nil || back != l {
			t.Errorf("ParseLand(%q) = %q, %v, want %q", l.Name(), back, err, l)
		}
	}
	if all, err := calendar.ParseLands("alle"); err != nil || len(all) != 16 {
		t.Errorf("ParseLands(alle) = %v, %v", all, err)
	}
	if some, err := calendar.ParseLands("HE, Berlin,he"); err != nil || len(some) != 2 {
		t.Errorf("ParseLands with a repetition = %v, %v", some, err)
	}
}
