package committee

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"gremienbot/committee/calendar"
)

// Untouched reports whether a meeting still is as its series proposed it, and is
// still to come: a new series may replace it.
func (m Meeting) Untouched(now time.Time) bool {
	return m.Series != 0 && m.Version == 1 && m.State == MeetingPlanned && m.Instant().After(now)
}

// SameDate reports whether two meetings begin at the same moment and both take
// place, or neither.
func (m Meeting) SameDate(other Meeting) bool {
	return m.State == other.State && m.Instant().Equal(other.Instant())
}

// Replace is what a new series makes of a meeting of the one before it. On a day
// of its own the meeting stays and takes time, length, place and link. On any
// other day known is false: the meeting is only proposed again, to be forgotten,
// or cancelled if people were told its number.
func (s Series) Replace(c Committee, m Meeting, now time.Time) (after Meeting, known bool) {
	own := s.Meetings(c, now)
	i := slices.IndexFunc(own, func(o Meeting) bool { return o.Original == m.Original })
	switch {
	case i < 0 && m.Announced:
		m.State, m.Reason = MeetingCancelled, ""
		return m.changed(now), false
	case i < 0:
		m.State, m.Number = MeetingProposed, 0
		return m, false
	}
	if m.Start != own[i].Start {
		m.ChangedAt = now
	}
	m.Series, m.Start, m.Minutes, m.Place, m.Link = s.ID, s.Start, s.Minutes, s.Place, s.Link
	return m, true
}

// How many dates the message about a new series names.
const (
	nextNamed    = 3
	droppedNamed = 6
)

// SeriesChange is what the message about a new series tells. Days are local, and
// rule and start as the series has them.
type SeriesChange struct {
	Kind    calendar.Kind
	Rule    string // "" where dates are listed
	Start   string
	Minutes int
	Was     int         // minutes that meetings lasted before; 0 if they last as long
	First   bool        // there was no meeting of this kind before
	From    time.Time   // the first meeting that is new, gone or at another time
	Next    []time.Time // the first ones from then on, at most three
	Link    LinkChange
	Longer  bool // nothing but the length changes
	Dropped []DroppedMeeting
	More    int // dropped besides those named
}

// LinkChange says whether an announced meeting has another link now.
type LinkChange string

// The ways a link changes.
const (
	LinkToo  LinkChange = "too"  // and dates change as well
	LinkOnly LinkChange = "only" // and nothing else
)

// DroppedMeeting is a meeting that does not take place after all.
type DroppedMeeting struct {
	Number int // 0 if nobody was told one
	At     time.Time
}

// Note writes the change into a message that is owed; [ReadSeriesChange] reads it.
func (x SeriesChange) Note() string {
	text, err := json.Marshal(x)
	if err != nil {
		panic(err) // it holds nothing that JSON does not know
	}
	return string(text)
}

// ReadSeriesChange reads what [SeriesChange.Note] wrote.
func ReadSeriesChange(note string) (SeriesChange, error) {
	var x SeriesChange
	if err := json.Unmarshal([]byte(note), &x); err != nil {
		return x, fmt.Errorf("reading the change of a series: %w", err)
	}
	return x, nil
}

// SeriesChanged is the one message to the channel that a series changed its
// dates, how long meetings last, or the link of one that was announced; none if all
// meetings of the kind are when and where they were. before
// and after are the planned meetings of the kind to come, in order of time.
func SeriesChanged(c Committee, s Series, before, after, dropped []Meeting, now time.Time) []Owed {
	moments, link := changedMoments(before, after), LinkChange("")
	if linked := newLinks(before, after); len(linked) > 0 {
		if link = LinkToo; len(moments) == 0 {
			link, moments = LinkOnly, linked
		}
	}
	lasting, was := newLengths(before, after)
	longer := len(moments) == 0 && len(lasting) > 0
	if longer {
		moments = lasting
	}
	if len(moments) == 0 {
		return nil
	}
	x := SeriesChange{
		Was: was, Longer: longer,
		Kind: s.Kind, Rule: s.Rule.String(), Start: s.Start.String(), Minutes: s.Minutes, First: len(before) == 0,
		From: slices.MinFunc(moments, time.Time.Compare), More: max(0, len(dropped)-droppedNamed), Link: link,
	}
	for _, m := range after {
		if len(x.Next) < nextNamed && !m.Instant().Before(x.From) {
			x.Next = append(x.Next, m.Instant().UTC())
		}
	}
	for _, m := range dropped[:min(len(dropped), droppedNamed)] {
		x.Dropped = append(x.Dropped, DroppedMeeting{Number: m.Number, At: m.Instant().UTC()})
	}
	return []Owed{{Committee: c.ID, Object: Object{SeriesObject, s.ID}, Kind: OwedSeriesChanged, Channel: c.Channel, Due: now, Grace: changeGrace, Note: x.Note()}}
}

// changedMoments are when meetings begin, or were to begin, that are in one of
// the lists only.
func changedMoments(before, after []Meeting) []time.Time {
	var moments []time.Time
	for _, pair := range [][2][]Meeting{{before, after}, {after, before}} {
		for _, m := range pair[0] {
			same := func(o Meeting) bool { return o.Instant().Equal(m.Instant()) && o.Place == m.Place }
			if !slices.ContainsFunc(pair[1], same) {
				moments = append(moments, m.Instant().UTC())
			}
		}
	}
	return moments
}

// newLengths are when meetings begin that last longer or shorter than before, and how
// many minutes that was.
func newLengths(before, after []Meeting) (moments []time.Time, was int) {
	for _, m := range before {
		i := slices.IndexFunc(after, func(o Meeting) bool { return o.Original == m.Original && o.Minutes != m.Minutes })
		if i >= 0 {
			moments, was = append(moments, after[i].Instant().UTC()), m.Minutes
		}
	}
	return moments, was
}

// newLinks are when meetings begin that people were told of, and that have another
// link than before.
func newLinks(before, after []Meeting) []time.Time {
	var moments []time.Time
	for _, m := range before {
		other := func(o Meeting) bool { return o.Instant().Equal(m.Instant()) && o.Link != m.Link }
		if m.Announced && slices.ContainsFunc(after, other) {
			moments = append(moments, m.Instant().UTC())
		}
	}
	return moments
}

// AsShown returns the draft with what the person is shown: the series it replaces
// (was, zero for none), and the meetings it would plan and drop.
func (d SeriesDraft) AsShown(was Series, planned, dropped []Meeting) SeriesDraft {
	said := []string{fmt.Sprintf("%d.%d", was.ID, was.Version)}
	for _, m := range slices.Concat(planned, dropped) {
		said = append(said, fmt.Sprintf("%d %s %d %s %d", m.Number, m.Instant().UTC().Format(time.RFC3339), m.Minutes, m.State, m.Topics))
	}
	d.Shown = strings.Join(said, "\n")
	return d
}

// Still refuses a series that does something else now than the person was shown.
func (d SeriesDraft) Still(was Series, planned, dropped []Meeting) error {
	if d.AsShown(was, planned, dropped).Shown != d.Shown {
		return Refuse(Conflict, "meeting.series.meanwhile")
	}
	return nil
}
