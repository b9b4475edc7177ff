package committee

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"gremienbot/committee/calendar"
)

// Bounds of what a series or a meeting may say.
const (
	MaxReason  = 300 // characters of a reason
	MaxPlace   = 150 // characters of a place
	MaxLink    = 500 // characters of a link
	maxDates   = 60  // meetings a year, with a month more
	yearsAhead = 3   // how far a date may lie ahead
)

// usualMinutes is how long a meeting lasts if nobody says (RFC 5545 PT2H).
const usualMinutes = 120

// Series proposes the meetings of one kind, by a rule or by dates. Each meeting
// then lives on its own.
type Series struct {
	ID        int64
	Committee int64
	Kind      calendar.Kind
	Rule      calendar.Rule   // zero where dates are listed
	Dates     []calendar.Date // in order, each once
	Start     calendar.Clock  // local time
	Minutes   int
	Place     string
	Link      string
	Since     calendar.Date // it proposes nothing before this day
	Version   int
}

// SeriesDraft is what a person fills in, as typed. When holds a rhythm in words,
// a rule of RFC 5545, or dates; without a length a meeting lasts two hours.
type SeriesDraft struct {
	Kind                             calendar.Kind
	When, Start, Length, Place, Link string
	Shown                            string // what the person was shown that it would do, see AsShown
}

// SetSeries makes a series of a draft, or refuses it field by field.
func SetSeries(c Committee, p Person, d SeriesDraft, now time.Time) (Series, error) {
	if err := p.Demand(PlanMeetings); err != nil {
		return Series{}, err
	}
	s := Series{Committee: c.ID, Kind: d.Kind, Place: oneLine(d.Place), Link: clean(d.Link), Since: calendar.DateOf(now, c.Location()), Version: 1}
	if err := unclassified(s.Place); err != nil {
		return Series{}, err
	}
	var es Errors
	if d.Kind != calendar.Virtual && d.Kind != calendar.Physical {
		es = es.add(Refuse(Invalid, "meeting.kind.unknown").At("kind"))
	}
	var when, start, length *Error
	s.Rule, s.Dates, when = readWhen("when", d.When, now, c.Location())
	s.Start, start = readClock("start", d.Start)
	s.Minutes, length = readLength("length", d.Length)
	es = es.add(when).add(start).add(length)
	es = es.add(bounds("place", s.Place, "", 0, MaxPlace)).add(checkLink("link", s.Link))
	if es == nil {
		es = es.add(s.proposes(c, now))
	}
	return s, es.orNil()
}

// proposes refuses a series that proposes no meeting to come, or far too many.
func (s Series) proposes(c Committee, now time.Time) *Error {
	switch n := len(s.Meetings(c, now)); {
	case n == 0:
		return Refuse(Invalid, "meeting.rhythm.never").At("when")
	case n > maxDates:
		return Refuse(Invalid, "meeting.rhythm.often", "Count", n, "Max", maxDates).At("when")
	}
	return nil
}

// Horizon is the last day for which meetings are written down at an instant:
// thirteen months ahead, so that next year's plan is there in December.
func Horizon(c Committee, now time.Time) calendar.Date {
	return calendar.DateOf(now, c.Location()).AddMonths(13)
}

// Meetings are those the series proposes after now, up to the horizon; dates
// that people listed are proposed however far ahead they are.
func (s Series) Meetings(c Committee, now time.Time) []Meeting {
	from := later(s.Since, calendar.DateOf(now, c.Location()))
	var list []Meeting
	for _, d := range s.between(from, Horizon(c, now)) {
		m := s.on(c, d, now)
		if m.Instant().After(now) {
			list = append(list, m)
		}
	}
	return list
}

// between lists the days of the series; listed dates have no last one.
func (s Series) between(from, to calendar.Date) []calendar.Date {
	if s.Rule.IsZero() {
		return slices.DeleteFunc(slices.Clone(s.Dates), func(d calendar.Date) bool { return d.Before(from) })
	}
	return s.Rule.Between(from, to)
}

func (s Series) on(c Committee, d calendar.Date, now time.Time) Meeting {
	return Meeting{
		Committee: c.ID, Series: s.ID, Kind: s.Kind, Day: d, Original: d, Start: s.Start, Zone: c.Location().String(), Minutes: s.Minutes,
		Place: s.Place, Link: s.Link, State: MeetingPlanned, ChangedAt: now, Version: 1,
	}
}

// YearPlan is the plan of a year: the meetings that are written down, and what
// the series propose for the days behind the horizon. written may hold other
// years too. The plan is in order of time.
func YearPlan(c Committee, series []Series, written []Meeting, year int, now time.Time) []Meeting {
	var plan []Meeting
	for _, m := range written {
		if m.Day.Year == year {
			plan = append(plan, m)
		}
	}
	first, last := calendar.Date{Year: year, Month: time.January, Day: 1}, calendar.Date{Year: year, Month: time.December, Day: 31}
	for _, s := range series {
		if s.Rule.IsZero() {
			continue
		}
		for _, d := range s.Rule.Between(later(first, Horizon(c, now).AddDays(1)), last) {
			if !taken(written, s.Kind, d) {
				m := s.on(c, d, now)
				m.State = MeetingProposed
				plan = append(plan, m)
			}
		}
	}
	slices.SortStableFunc(plan, func(a, b Meeting) int {
		return cmp.Or(a.Day.Compare(b.Day), strings.Compare(a.Start.String(), b.Start.String()))
	})
	return plan
}

// taken reports whether a meeting of this kind was proposed for a day already,
// wherever it stands now.
func taken(written []Meeting, kind calendar.Kind, d calendar.Date) bool {
	return slices.ContainsFunc(written, func(m Meeting) bool { return m.Kind == kind && m.Original == d })
}

func later(a, b calendar.Date) calendar.Date {
	if a.After(b) {
		return a
	}
	return b
}
