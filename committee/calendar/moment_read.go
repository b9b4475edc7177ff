package calendar

import (
	"cmp"
	"regexp"
	"strings"
	"time"
)

// longest bounds the text that is looked at, in bytes.
const longest = 120

// reading is what was found in a text. Several dates or clocks are several ways
// to read it.
type reading struct {
	today     Date
	dates     []Date
	clocks    []Clock
	weekday   *time.Weekday
	notToday  bool // "nächsten Mittwoch"
	week      int  // "nächste Woche" is 1
	spanned   bool // "in …" was said
	addDays   int
	addMonths int
	wait      *time.Duration
	pair      *[2]int // "9.12" is a date or a time
	day       bool    // "3.4" and not "3.40": more likely a date
	others    []slot  // ways to read the text that are no combination of dates and clocks
}

// step looks at the words that are left and says how many it has used. It
// answers -1 if the words contradict what was found before.
type step func(r *reading, words []string) int

var steps = []step{
	readNumeric, readNamedMonth, readRelative, readGone, readAgo, readWeekday, readWeek, readSpan, readClock, readPair, readFiller,
}

// read takes a text apart. It answers false if a word is left over, a part
// stands there twice, or nothing is said.
func read(text string, today Date) (reading, bool) {
	r := reading{today: today}
	words := split(text)
	if len(words) == 0 {
		return r, false
	}
	for len(words) > 0 {
		used := r.take(words)
		if used <= 0 {
			return r, false
		}
		words = words[used:]
	}
	return r.settle()
}

func (r *reading) take(words []string) int {
	for _, s := range steps {
		if used := s(r, words); used != 0 {
			return used
		}
	}
	return 0
}

var (
	glued   = regexp.MustCompile(`(\d\.)([a-z])|(\d)(uhr)`)
	ordinal = regexp.MustCompile(`^\d{1,2}\.(\d{1,2}\.)?$`)
	isoJoin = regexp.MustCompile(`^(\d{4}-\d{1,2}-\d{1,2})t(\d{1,2}:\d{2})`)
	breaks  = strings.NewReplacer(",", " ", ";", " ", "(", " ", ")", " ", "!", " ", "?", " ", "–", "-")
)

// split makes plain words of a text: "9.März 2027, 12Uhr." becomes
// 9. maerz 2027 12 uhr.
func split(text string) []string {
	if len(text) > longest {
		return nil
	}
	plain := glued.ReplaceAllString(breaks.Replace(fold(text)), "$1$3 $2$4")
	var words []string
	for w := range strings.FieldsSeq(plain) {
		if !ordinal.MatchString(w) {
			w = strings.TrimSuffix(w, ".")
		}
		words = append(words, strings.Fields(isoJoin.ReplaceAllString(w, "$1 $2"))...)
	}
	return words
}

// settle decides what can only be decided at the end: what "9.12" is, and
// whether the parts fit together.
func (r *reading) settle() (reading, bool) {
	if r.pair != nil && !r.settlePair() {
		return *r, false
	}
	dated := len(r.dates) > 0 || r.weekday != nil || r.week != 0
	switch {
	case r.wait != nil:
		return *r, !dated && !r.spanned && len(r.clocks) == 0
	case len(r.dates) > 0 && (r.spanned || r.week != 0):
		return *r, false
	case r.spanned && r.week != 0:
		return *r, false
	}
	return *r, dated || r.spanned || len(r.clocks) > 0 || len(r.others) > 0
}

// settlePair reads a pair of numbers as the part that is missing. If both are,
// it is both, as far as both exist.
func (r *reading) settlePair() bool {
	dates := r.next(r.pair[0], r.pair[1])
	c := Clock{Hour: r.pair[0], Minute: r.pair[1]}
	if len(dates) > 0 && r.weekday != nil && len(r.clocks) == 0 && dates[0].Weekday() != *r.weekday {
		dates = nil
	}
	dated := len(r.dates) > 0 || r.week != 0 || r.spanned
	switch {
	case dated && len(r.clocks) > 0:
		return false
	case len(r.clocks) > 0 || (r.day && !dated):
		r.dates = dates
		return len(dates) > 0
	case dated || len(dates) == 0:
		r.clocks = []Clock{c}
		return c.valid() && !r.day
	case c.valid():
		r.others = []slot{{date: cmp.Or(r.soonest(), r.today), clock: c}}
	}
	r.dates = dates
	return true
}

// soonest returns the weekday that was named, today included, or no date.
func (r *reading) soonest() Date {
	if r.weekday == nil {
		return Date{}
	}
	return r.nextWeekday(func(Date) bool { return true })
}

// next returns the next date with this day and month, today included. It is
// empty if there is none, such as 31 February.
func (r *reading) next(day, month int) []Date {
	for year := r.today.Year; year <= r.today.Year+8; year++ {
		d := Date{Year: year, Month: time.Month(month), Day: day}
		if d.Valid() && !d.Before(r.today) {
			return []Date{d}
		}
	}
	return nil
}

// setDates takes the dates that a part may mean; year -1 is one that was not
// named.
func (r *reading) setDates(used, year int, dayMonth ...[2]int) int {
	if len(r.dates) > 0 {
		return -1
	}
	for _, dm := range dayMonth {
		if year < 0 {
			r.dates = append(r.dates, r.next(dm[0], dm[1])...)
			continue
		}
		if d := (Date{Year: year, Month: time.Month(dm[1]), Day: dm[0]}); d.Valid() {
			r.dates = append(r.dates, d)
		}
	}
	if len(r.dates) == 0 {
		return -1
	}
	return used
}
