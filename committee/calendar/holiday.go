package calendar

import (
	"slices"
	"time"
)

// observance is one line of the law: a day, the Länder that keep it (none
// means all), and the first and last year it is kept (0 means no limit).
type observance struct {
	name        string
	on          func(d Date, sinceEaster int) bool
	lands       []Land
	first, last int
}

// observances is the table of public holidays by the holiday acts of the
// Länder, as in force since 1995. Places that keep a day of their own (Augsburg,
// Catholic places in BY, SN and TH) need it as an Extra day of the Calendar.
var observances = []observance{
	{name: "Neujahr", on: every(time.January, 1)},
	{name: "Karfreitag", on: easter(-2)},
	{name: "Ostermontag", on: easter(1)},
	{name: "Tag der Arbeit", on: every(time.May, 1)},
	{name: "Christi Himmelfahrt", on: easter(39)},
	{name: "Pfingstmontag", on: easter(50)},
	{name: "Tag der Deutschen Einheit", on: every(time.October, 3), first: 1990},
	{name: "1. Weihnachtstag", on: every(time.December, 25)},
	{name: "2. Weihnachtstag", on: every(time.December, 26)},
	{name: "Reformationstag", on: every(time.October, 31), first: 2017, last: 2017},

	{name: "Heilige Drei Könige", on: every(time.January, 6), lands: []Land{"BW", "BY", "ST"}},
	{name: "Internationaler Frauentag", on: every(time.March, 8), lands: []Land{"BE"}, first: 2019},
	{name: "Internationaler Frauentag", on: every(time.March, 8), lands: []Land{"MV"}, first: 2023},
	{name: "Ostersonntag", on: easter(0), lands: []Land{"BB"}},
	{name: "Pfingstsonntag", on: easter(49), lands: []Land{"BB"}},
	{name: "Fronleichnam", on: easter(60), lands: []Land{"BW", "BY", "HE", "NW", "RP", "SL"}},
	{name: "Mariä Himmelfahrt", on: every(time.August, 15), lands: []Land{"SL"}},
	{name: "Weltkindertag", on: every(time.September, 20), lands: []Land{"TH"}, first: 2019},
	{name: "Reformationstag", on: every(time.October, 31), lands: []Land{"BB", "MV", "SN", "ST", "TH"}},
	{name: "Reformationstag", on: every(time.October, 31), lands: []Land{"HB", "HH", "NI", "SH"}, first: 2018},
	{name: "Allerheiligen", on: every(time.November, 1), lands: []Land{"BW", "BY", "NW", "RP", "SL"}},
	{name: "Buß- und Bettag", on: repentance, lands: []Land{"SN"}},

	{name: "75. Jahrestag der Befreiung", on: every(time.May, 8), lands: []Land{"BE"}, first: 2020, last: 2020},
	{name: "80. Jahrestag der Befreiung", on: every(time.May, 8), lands: []Land{"BE"}, first: 2025, last: 2025},
	{name: "75. Jahrestag des Volksaufstands", on: every(time.June, 17), lands: []Land{"BE"}, first: 2028, last: 2028},
}

// Holiday returns the German name of the public holiday that the whole Land l
// keeps on d. The table follows the holiday acts of the Länder for the years
// from 1995; 24 and 31 December are no public holidays anywhere.
func Holiday(d Date, l Land) (name string, ok bool) {
	for _, o := range observed(d) {
		if o.kept(l) {
			return o.name, true
		}
	}
	return "", false
}

// Easter returns Easter Sunday of a year in the Gregorian calendar, by the
// anonymous Gregorian computus (Meeus, Jones, Butcher).
func Easter(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return Date{Year: year, Month: time.Month(n / 31), Day: n%31 + 1}
}

// observed returns the lines of the table that fall on d, for whatever Land.
func observed(d Date) []observance {
	sinceEaster := Easter(d.Year).DaysUntil(d)
	var found []observance
	for _, o := range observances {
		if o.on(d, sinceEaster) && o.inForce(d.Year) {
			found = append(found, o)
		}
	}
	return found
}

func (o observance) inForce(year int) bool {
	return (o.first == 0 || year >= o.first) && (o.last == 0 || year <= o.last)
}

func (o observance) kept(l Land) bool {
	return o.nationwide() || slices.Contains(o.lands, l)
}

func (o observance) nationwide() bool { return o.lands == nil }

func every(month time.Month, day int) func(Date, int) bool {
	return func(d Date, _ int) bool { return d.Month == month && d.Day == day }
}

func easter(offset int) func(Date, int) bool {
	return func(_ Date, sinceEaster int) bool { return sinceEaster == offset }
}

// repentance is Buß- und Bettag, the Wednesday before 23 November.
func repentance(d Date, _ int) bool {
	return d.Month == time.November && d.Weekday() == time.Wednesday && d.Day >= 16 && d.Day <= 22
}
