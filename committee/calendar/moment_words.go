package calendar

import (
	"regexp"
	"time"
)

// The words of both languages, folded: lower case, umlauts spelled out, no dot.

var months = map[string]time.Month{
	"januar": 1, "jan": 1, "january": 1, "jaenner": 1, "februar": 2, "feb": 2, "february": 2,
	"maerz": 3, "marz": 3, "maer": 3, "mrz": 3, "march": 3, "mar": 3, "april": 4, "apr": 4,
	"mai": 5, "may": 5, "juni": 6, "jun": 6, "june": 6, "juli": 7, "jul": 7, "july": 7,
	"august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "oktober": 10, "okt": 10, "october": 10, "oct": 10,
	"november": 11, "nov": 11, "dezember": 12, "dez": 12, "december": 12, "dec": 12,
}

var weekdays = map[string]time.Weekday{
	"montag": 1, "mo": 1, "monday": 1, "mon": 1, "dienstag": 2, "di": 2, "tuesday": 2, "tue": 2, "tues": 2,
	"mittwoch": 3, "mi": 3, "wednesday": 3, "wed": 3, "donnerstag": 4, "do": 4, "thursday": 4, "thu": 4, "thurs": 4,
	"freitag": 5, "fr": 5, "friday": 5, "fri": 5, "samstag": 6, "sonnabend": 6, "sa": 6, "saturday": 6, "sat": 6,
	"sonntag": 0, "so": 0, "sunday": 0, "sun": 0,
}

var relative = map[string]int{
	"gestern": -1, "yesterday": -1, "vorgestern": -2, "heute": 0, "today": 0,
	"morgen": 1, "tomorrow": 1, "uebermorgen": 2,
}

// gone say that a weekday, a week, a month or a year is over.
var gone = map[string]bool{
	"letzten": true, "letzter": true, "letzte": true, "letztes": true, "vorigen": true, "voriger": true, "vorige": true, "voriges": true,
	"vergangenen": true, "vergangener": true, "vergangene": true, "vergangenes": true, "last": true,
}

// nearness is how many weeks ahead a weekday or a week is meant.
var nearness = map[string]int{
	"diesen": 0, "dieser": 0, "diese": 0, "dieses": 0, "this": 0,
	"naechsten": 1, "naechster": 1, "naechste": 1, "naechstem": 1, "next": 1,
	"kommenden": 1, "kommender": 1, "kommende": 1, "coming": 1,
	"uebernaechsten": 2, "uebernaechster": 2, "uebernaechste": 2,
}

// unit is what one of something adds: days and months keep the wall clock,
// wait is real time.
type unit struct {
	days, months int
	wait         time.Duration
}

var units = map[string]unit{
	"minute": {wait: time.Minute}, "minuten": {wait: time.Minute}, "minutes": {wait: time.Minute}, "min": {wait: time.Minute},
	"stunde": {wait: time.Hour}, "stunden": {wait: time.Hour}, "std": {wait: time.Hour}, "h": {wait: time.Hour},
	"hour": {wait: time.Hour}, "hours": {wait: time.Hour},
	"tag": {days: 1}, "tage": {days: 1}, "tagen": {days: 1}, "day": {days: 1}, "days": {days: 1},
	"woche": {days: 7}, "wochen": {days: 7}, "week": {days: 7}, "weeks": {days: 7},
	"monat": {months: 1}, "monate": {months: 1}, "monaten": {months: 1}, "month": {months: 1}, "months": {months: 1},
	"jahr": {months: 12}, "jahre": {months: 12}, "jahren": {months: 12}, "year": {months: 12}, "years": {months: 12},
}

var counts = map[string]int{
	"ein": 1, "eine": 1, "einem": 1, "einer": 1, "einen": 1, "a": 1, "an": 1, "one": 1, "zwei": 2, "two": 2,
	"drei": 3, "three": 3, "vier": 4, "four": 4, "fuenf": 5, "five": 5, "sechs": 6, "six": 6, "sieben": 7, "seven": 7,
	"acht": 8, "eight": 8, "neun": 9, "nine": 9, "zehn": 10, "ten": 10, "elf": 11, "eleven": 11, "zwoelf": 12, "twelve": 12,
}

var (
	spanPattern = regexp.MustCompile(`^\d{1,4}$`)
	gluedSpan   = regexp.MustCompile(`^(\d{1,4})(h|min|std)$`)
)

// clockWords are times by name. Midnight begins a day or ends it.
var clockWords = map[string][]Clock{
	"mittag": {{Hour: 12}}, "mittags": {{Hour: 12}}, "noon": {{Hour: 12}}, "midday": {{Hour: 12}},
	"mitternacht": {{}, EndOfDay}, "midnight": {{}, EndOfDay},
}

var (
	half      = map[string]bool{"am": true, "pm": true, "a.m": true, "p.m": true}
	clockMark = map[string]bool{"uhr": true, "am": true, "pm": true, "a.m": true, "p.m": true, "o'clock": true}
)

// fillers are words that may stand anywhere and say nothing.
var fillers = map[string]bool{
	"bis": true, "zum": true, "spaetestens": true, "am": true, "den": true, "der": true, "dem": true, "um": true,
	"-": true, "until": true, "till": true, "by": true, "on": true, "at": true, "the": true,
	"@": true,
}
