package committee

import (
	"slices"
	"time"

	"gremienbot/committee/calendar"
)

// FeedPoll is a date poll as the feed looks at it.
type FeedPoll struct {
	Poll
	Found bool // it is closed, and one of its days is possible
}

// dayOf is the event of the day of a date poll that a meeting was made of, -1 if
// there is none. Of several times on that day it is the one that was chosen, or the
// first if the meeting begins at none of them.
func dayOf(events []FeedEvent, m Meeting) int {
	if m.Poll == 0 {
		return -1
	}
	found := -1
	for i, e := range events {
		if e.Poll != m.Poll || e.Meeting != 0 || e.Day != m.Original {
			continue
		}
		if found < 0 || e.Start == m.Start || events[found].Start != m.Start && e.Option < events[found].Option {
			found = i
		}
	}
	return found
}

// keep brings the events of the days of a poll in line with it: they are tentative
// while the poll is open, and then as long as one of them can become a meeting and
// nobody has said that none will. A
// day that is off stays off, unless a meeting is made of it after all.
func (p FeedPoll) keep(c Committee, events []FeedEvent, ms []Meeting, now time.Time) []FeedEvent {
	made := slices.ContainsFunc(ms, func(m Meeting) bool { return m.Poll == p.ID })
	waiting := !made && p.NoDay.IsZero() && (p.State == PollOpen || p.Found)
	for _, o := range p.Options {
		x := p.feedEntry(c, o)
		if !waiting || o.Over(c.Location(), now) {
			x.Status = FeedCancelled
		}
		i := slices.IndexFunc(events, func(e FeedEvent) bool { return e.Poll == p.ID && e.Option == o.Key })
		switch {
		case i < 0 && x.Status == FeedTentative:
			events = append(events, FeedEvent{Poll: p.ID, Option: o.Key, ChangedAt: p.OpensAt, FeedEntry: x})
		case i >= 0 && events[i].Status == FeedTentative:
			events[i] = events[i].become(x, now)
		}
	}
	return events
}

// feedEntry is what is seen of a day that is asked for. The question is not: it is
// written by people and may say anything.
func (p FeedPoll) feedEntry(c Committee, o PollOption) FeedEntry {
	x := FeedEntry{Status: FeedTentative, Asked: p.Number, Day: o.Day, Start: o.Time, Zone: c.Location().String(), Minutes: usualMinutes, Name: c.Name, Lang: c.Lang}
	if o.Time == (calendar.Clock{}) {
		x.Whole, x.Minutes = true, 0
	}
	return x
}
