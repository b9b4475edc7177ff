package committee

import (
	"cmp"
	"slices"
	"time"

	"gremienbot/committee/calendar"
)

// FeedStatus is the STATUS of an event (RFC 5545, section 3.8.1.11).
type FeedStatus string

// What an event of the feed can be.
const (
	FeedTentative FeedStatus = "TENTATIVE" // a day that is asked for in a date poll
	FeedConfirmed FeedStatus = "CONFIRMED"
	FeedCancelled FeedStatus = "CANCELLED"
)

// FeedMonths is how long an event stays in the feed after its day and after its
// last change: a cancelled one must be seen by calendars that look seldom.
const FeedMonths = 13

// FeedEvent is an event of the calendar feed, as subscribers know it. The UID never
// changes and is never given to another event, whatever becomes of date and title.
type FeedEvent struct {
	UID       string // "" of one that nobody has seen yet
	Meeting   int64  // 0 for a day that is asked for, and for a meeting that is forgotten
	Poll      int64  // the date poll that asks for the day, or asked; 0 for none
	Option    string // the key of the day in it
	Sequence  int    // raised by each change of time, status or place (RFC 5545, section 3.8.7.4)
	ChangedAt time.Time
	FeedEntry
}

// FeedEntry is what is seen of an event. It names the committee and the language,
// because its title is made of them.
type FeedEntry struct {
	Status  FeedStatus     `json:"status"`
	Kind    calendar.Kind  `json:"kind,omitempty"`
	Number  int            `json:"number,omitempty"` // of the meeting; 0 if it has none
	Asked   Number         `json:"asked,omitzero"`   // of the poll that asks for the day; zero for a meeting
	Day     calendar.Date  `json:"day"`
	Whole   bool           `json:"whole,omitempty"` // the whole day; Start and Minutes are zero
	Start   calendar.Clock `json:"start"`
	Zone    string         `json:"zone"` // IANA name of the zone of day and start
	Minutes int            `json:"minutes"`
	Place   string         `json:"place,omitempty"`
	Link    string         `json:"link,omitempty"`
	Name    string         `json:"name"` // of the committee
	Lang    string         `json:"lang"`
}

// Location is the time zone of the entry's clock.
func (e FeedEntry) Location() *time.Location { return Committee{Zone: e.Zone}.Location() }

// Begins is the instant at which the event begins.
func (e FeedEntry) Begins() time.Time { return e.Day.At(e.Start, e.Location()) }

// Ends is the instant at which the event is over.
func (e FeedEntry) Ends() time.Time {
	if e.Whole {
		return e.Day.AddDays(1).At(calendar.Clock{}, e.Location())
	}
	return e.Begins().Add(time.Duration(e.Minutes) * time.Minute)
}

// sameDate reports whether subscribers have nothing to do: begin, end, status and
// place are what they were.
func (e FeedEntry) sameDate(other FeedEntry) bool {
	for _, x := range []*FeedEntry{&e, &other} {
		x.Kind, x.Number, x.Asked, x.Name, x.Lang = "", 0, Number{}, "", ""
	}
	return e == other
}

// become is the event with another entry: SEQUENCE is raised if subscribers have
// something to do, and the last change is now if they see anything else at all.
func (e FeedEvent) become(x FeedEntry, now time.Time) FeedEvent {
	if e.FeedEntry == x {
		return e
	}
	if !e.sameDate(x) {
		e.Sequence++
	}
	e.FeedEntry, e.ChangedAt = x, now
	return e
}

// feedEntry is what is seen of a meeting. Neither the reason of a change nor
// anything on the agenda is.
func (m Meeting) feedEntry(c Committee) FeedEntry {
	x := FeedEntry{
		Status: FeedConfirmed, Kind: m.Kind, Number: m.Number, Day: m.Day, Start: m.Start, Zone: m.Zone, Minutes: m.Minutes,
		Place: m.Place, Link: m.Link, Name: c.Name, Lang: c.Lang,
	}
	if m.State == MeetingCancelled {
		x.Status = FeedCancelled
	}
	return x
}

// forgotten is a meeting that a new series does not know and whose number nobody
// was told: another one has the number now.
func (e FeedEntry) forgotten() FeedEntry {
	e.Status, e.Number = FeedCancelled, 0
	return e
}

// KeepFeed brings the events of a committee in line with its meetings and its date
// polls, and returns those that are new or have changed. Meetings and polls that
// are not in the lists stay as they are, unless they are gone.
func KeepFeed(c Committee, have []FeedEvent, ms []Meeting, polls []FeedPoll, now time.Time) []FeedEvent {
	after := slices.Clone(have)
	for _, m := range ms {
		after = keepMeeting(c, after, m, now)
	}
	for _, p := range polls {
		after = p.keep(c, after, ms, now)
	}
	var changed []FeedEvent
	for i, e := range after {
		if e.Meeting == 0 && e.Poll == 0 {
			e = e.become(e.forgotten(), now)
		}
		if i >= len(have) || have[i] != e {
			changed = append(changed, e)
		}
	}
	return changed
}

// keepMeeting brings the event of a meeting in line with it. If it was made of a
// day of a date poll, it takes over the event of that day.
func keepMeeting(c Committee, events []FeedEvent, m Meeting, now time.Time) []FeedEvent {
	i := slices.IndexFunc(events, func(e FeedEvent) bool { return e.Meeting == m.ID })
	if i < 0 {
		i = dayOf(events, m)
	}
	if i < 0 {
		return append(events, FeedEvent{Meeting: m.ID, ChangedAt: m.ChangedAt, FeedEntry: m.feedEntry(c)})
	}
	events[i].Meeting = m.ID
	events[i] = events[i].become(m.feedEntry(c), now)
	return events
}

// FeedShown are the events that the feed shows at an instant, in order of time.
func FeedShown(c Committee, events []FeedEvent, now time.Time) []FeedEvent {
	since := FeedSince(c, now)
	shown := slices.DeleteFunc(slices.Clone(events), func(e FeedEvent) bool {
		return e.Day.Before(since) && calendar.DateOf(e.ChangedAt, c.Location()).Before(since)
	})
	slices.SortFunc(shown, func(a, b FeedEvent) int {
		return cmp.Or(a.Begins().Compare(b.Begins()), cmp.Compare(a.UID, b.UID))
	})
	return shown
}

// FeedSince is the first day that the feed shows.
func FeedSince(c Committee, now time.Time) calendar.Date {
	return calendar.DateOf(now, c.Location()).AddMonths(-FeedMonths)
}
