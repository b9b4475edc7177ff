package calendar

import (
	"fmt"
	"slices"
	"time"
)

// Reason says why a moment in human words was not taken.
type Reason string

// The reasons of a [MomentError].
const (
	Unreadable Reason = "unreadable" // nothing was understood
	Past       Reason = "past"       // understood, but it is over
	Ambiguous  Reason = "ambiguous"  // it can be read in several ways
	Gap        Reason = "gap"        // clocks skip this time when summer time begins
)

// MomentError says that a text is no moment to work with. Understood holds what
// it was understood as, earliest first: nothing if Unreadable, one moment if
// Past, two or more if Ambiguous, and if Gap the moment that comes closest. A
// caller that can use past dates finds them there.
type MomentError struct {
	Reason     Reason
	Text       string
	Understood []time.Time
}

// Error is for logs; what people are told is up to the bot.
func (e *MomentError) Error() string {
	return fmt.Sprintf("%q as a moment: %s", e.Text, e.Reason)
}

// ParseMoment reads a moment in German or English words, as people at loc say
// it at the time now: "Freitag 12 Uhr", "9.3. 12:00", "9. März 2027, 12:00 Uhr",
// "morgen 14:30", "in 3 Tagen", "nächsten Mittwoch 10 Uhr", "2027-03-09 12:00",
// "tomorrow 2pm". Upper case, commas and words such as "bis" or "am" do not
// matter, and ae, oe, ue stand for umlauts.
//
// Without a time it is defaultClock on that day. Without a year it is the next
// such date, today included. A weekday is the next such moment; with
// "nächsten", "kommenden" or "next" it is never today. A time alone is today.
// 24:00 is the end of the day. A time that clocks show twice (autumn) is the
// first of the two. Hours and minutes from now are whole minutes, rounded down.
//
// The result is always after now. What is over by its words ("gestern", "vor 3
// Tagen", "last Friday") is understood as such. Every error is a *[MomentError].
func ParseMoment(text string, now time.Time, loc *time.Location, defaultClock Clock) (time.Time, error) {
	r, ok := read(text, DateOf(now, loc))
	if !ok || !defaultClock.valid() {
		return time.Time{}, &MomentError{Reason: Unreadable, Text: text}
	}
	if r.wait != nil {
		t := now.Add(*r.wait).Truncate(time.Minute).In(loc)
		return judge(text, now, []time.Time{t})
	}
	if len(r.clocks) == 0 {
		r.clocks = []Clock{defaultClock}
	}
	slots := r.slots(func(s slot) bool { return s.date.At(s.clock, loc).After(now) })
	if len(slots) == 1 && !slots[0].date.Has(slots[0].clock, loc) {
		return time.Time{}, &MomentError{Reason: Gap, Text: text, Understood: moments(slots, loc)}
	}
	return judge(text, now, moments(slots, loc))
}

// ParseDate reads a date in the words that [ParseMoment] understands, but
// without a time: "Freitag", "9. März", "in 3 Tagen", "2027-03-09". The result
// is today or later. Every error is a *[MomentError] whose moments are the
// beginnings of the days.
func ParseDate(text string, now time.Time, loc *time.Location) (Date, error) {
	today := DateOf(now, loc)
	r, ok := read(text, today)
	if !ok || r.wait != nil || len(r.clocks) > 0 {
		return Date{}, &MomentError{Reason: Unreadable, Text: text}
	}
	r.clocks, r.others = []Clock{{}}, nil
	slots := r.slots(func(s slot) bool { return !s.date.Before(today) })
	t, err := judge(text, today.At(Clock{}, loc).Add(-time.Nanosecond), moments(slots, loc))
	if err != nil {
		return Date{}, err
	}
	return DateOf(t, loc), nil
}

// IsRelative reports whether a text is a day that is named from today, such as
// "gestern" or "tomorrow", whatever its capitals.
func IsRelative(text string) bool {
	_, ok := relative[fold(text)]
	return ok
}

// judge accepts exactly one moment after now.
func judge(text string, now time.Time, understood []time.Time) (time.Time, error) {
	switch {
	case len(understood) == 0:
		return time.Time{}, &MomentError{Reason: Unreadable, Text: text}
	case len(understood) > 1:
		return time.Time{}, &MomentError{Reason: Ambiguous, Text: text, Understood: understood}
	case !understood[0].After(now):
		return time.Time{}, &MomentError{Reason: Past, Text: text, Understood: understood}
	}
	return understood[0], nil
}

func moments(slots []slot, loc *time.Location) []time.Time {
	var times []time.Time
	for _, s := range slots {
		times = append(times, s.date.At(s.clock, loc))
	}
	slices.SortFunc(times, time.Time.Compare)
	return slices.CompactFunc(times, time.Time.Equal)
}

// slot is one way to read a text: a time on a day.
type slot struct {
	date  Date
	clock Clock
}

// slots lists the ways to read r. A weekday alone is the first one for which
// ahead is true, looking at today and at the same day next week.
func (r reading) slots(ahead func(slot) bool) []slot {
	var all []slot
	for _, c := range r.clocks {
		for _, d := range r.days(func(d Date) bool { return ahead(slot{d, c}) }) {
			all = append(all, slot{d, c})
		}
	}
	return append(all, r.others...)
}

// days lists the dates that r may mean, all of them if they cannot be told apart.
func (r reading) days(ahead func(Date) bool) []Date {
	switch {
	case len(r.dates) > 0:
		return r.matching(ahead)
	case r.week != 0 && r.weekday == nil:
		monday := r.monday(r.week)
		return []Date{monday, monday.AddDays(4)}
	case r.week != 0:
		return []Date{r.monday(r.week).AddDays((int(*r.weekday) + 6) % 7)}
	case r.weekday != nil:
		return []Date{r.later(r.nextWeekday(ahead))}
	}
	return []Date{r.later(r.today)}
}

// matching keeps the dates that fall on the weekday that was named. If none
// does, the text contradicts itself: it means the dates or the weekday.
func (r reading) matching(ahead func(Date) bool) []Date {
	if r.weekday == nil {
		return r.dates
	}
	var fit []Date
	for _, d := range r.dates {
		if d.Weekday() == *r.weekday {
			fit = append(fit, d)
		}
	}
	if len(fit) > 0 {
		return fit
	}
	return append(slices.Clone(r.dates), r.nextWeekday(ahead))
}

func (r reading) nextWeekday(ahead func(Date) bool) Date {
	d := r.today.AddDays((int(*r.weekday) - int(r.today.Weekday()) + 7) % 7)
	if d == r.today && (r.notToday || !ahead(d)) {
		return d.AddDays(7)
	}
	return d
}

func (r reading) monday(weeks int) Date {
	return r.today.AddDays(7*weeks - (int(r.today.Weekday())+6)%7)
}

func (r reading) later(d Date) Date { return d.AddMonths(r.addMonths).AddDays(r.addDays) }
