package committee

import (
	"time"

	"gremienbot/committee/calendar"
)

// MeetingState is where a meeting stands in its life.
type MeetingState string

// The states of the first cut. A proposed meeting lies further ahead than
// meetings are written down: its series says so, nobody has numbered it yet.
const (
	MeetingProposed  MeetingState = "proposed"
	MeetingPlanned   MeetingState = "planned"
	MeetingCancelled MeetingState = "cancelled"
)

// Meeting is one sitting of the committee. It stores what people agree on, a
// local date and a time on the wall; the instant is derived when it is needed.
type Meeting struct {
	ID        int64
	Committee int64
	Series    int64 // the series that proposed it, 0 for none
	Number    int   // counted through all meetings, kept when moved or cancelled; 0 if only proposed
	Poll      int64 // the date poll it was made of, 0 for none
	Announced bool  // people were told the number: it stays, whatever becomes of the series
	Kind      calendar.Kind
	Day       calendar.Date
	Start     calendar.Clock
	Zone      string // IANA name
	Minutes   int    // how long
	Place     string
	Link      string
	State     MeetingState
	Reason    string        // why it was cancelled or moved
	Original  calendar.Date // the day its series proposed
	ChangedAt time.Time     // when it was planned or last changed; nothing is owed before
	Version   int           // raised by each change, 1 as planned
	Topics    int           // how many are on its agenda
}

// Location is the time zone of the meeting's clock.
func (m Meeting) Location() *time.Location { return Committee{Zone: m.Zone}.Location() }

// Instant is when the meeting begins. It is derived from date, clock and zone
// each time, so that a changed law on summer time is followed.
func (m Meeting) Instant() time.Time { return m.Day.At(m.Start, m.Location()) }

// Ends is when the meeting is expected to be over.
func (m Meeting) Ends() time.Time { return m.Instant().Add(time.Duration(m.Minutes) * time.Minute) }

// MayChange returns nil if the person may cancel or move the meeting now. seen
// is the version they looked at: somebody may have been faster.
func (m Meeting) MayChange(p Person, seen int, now time.Time) error {
	if err := p.Demand(PlanMeetings); err != nil {
		return err
	}
	switch {
	case m.State == MeetingCancelled:
		return Refuse(Conflict, "meeting.cancelled.already", "Moment", m.Instant())
	case !m.Instant().After(now):
		return Refuse(Conflict, "meeting.past", "Moment", m.Instant())
	case m.Version != seen:
		return Refuse(Conflict, "meeting.meanwhile", "Moment", m.Instant())
	}
	return nil
}

// Cancel calls the meeting off. A reason is required, because everybody is told.
func (m Meeting) Cancel(p Person, seen int, reason string, now time.Time) (Meeting, error) {
	if err := m.MayChange(p, seen, now); err != nil {
		return m, err
	}
	reason = oneLine(reason)
	if err := unclassified(reason); err != nil {
		return m, err
	}
	if e := bounds("reason", reason, "meeting.reason.missing", 0, MaxReason); e != nil {
		return m, e
	}
	m.State, m.Reason = MeetingCancelled, reason
	return m.changed(now), nil
}

// MayReinstate returns nil if the person may let a cancelled meeting take place
// after all. seen is the version they looked at.
func (m Meeting) MayReinstate(p Person, seen int, now time.Time) error {
	if err := p.Demand(PlanMeetings); err != nil {
		return err
	}
	switch {
	case m.State != MeetingCancelled:
		return Refuse(Conflict, "meeting.reinstate.planned", "Moment", m.Instant())
	case !m.Instant().After(now):
		return Refuse(Conflict, "meeting.past", "Moment", m.Instant())
	case m.Version != seen:
		return Refuse(Conflict, "meeting.meanwhile", "Moment", m.Instant())
	}
	return nil
}

// Reinstate lets a cancelled meeting take place after all, when and where it was
// to be, with its number.
func (m Meeting) Reinstate(p Person, seen int, now time.Time) (Meeting, error) {
	if err := m.MayReinstate(p, seen, now); err != nil {
		return m, err
	}
	m.State, m.Reason = MeetingPlanned, ""
	return m.changed(now), nil
}

// MoveDraft is where a meeting is to be moved, as a person typed it. Without a
// time the meeting keeps its own; the reason may be empty.
type MoveDraft struct{ To, Reason string }

// Move gives the meeting another date or time. It refuses moments that are
// over, ambiguous or in the hour the clocks change, and the moment it has now.
func (m Meeting) Move(p Person, seen int, d MoveDraft, now time.Time) (Meeting, error) {
	if err := m.MayChange(p, seen, now); err != nil {
		return m, err
	}
	reason := oneLine(d.Reason)
	if err := unclassified(reason); err != nil {
		return m, err
	}
	to, e := readMoment("to", d.To, now, m.Location(), m.Start)
	es := Errors(nil).add(e).add(bounds("reason", reason, "", 0, MaxReason))
	if e == nil && to.Equal(m.Instant()) {
		es = es.add(Refuse(Invalid, "meeting.move.same", "Moment", to).At("to"))
	}
	if err := es.orNil(); err != nil {
		return m, err
	}
	local := to.In(m.Location())
	m.Day, m.Start = calendar.DateOf(to, m.Location()), calendar.Clock{Hour: local.Hour(), Minute: local.Minute()}
	m.Reason = reason
	return m.changed(now), nil
}

func (m Meeting) changed(now time.Time) Meeting {
	m.ChangedAt = now
	m.Version++
	return m
}

// HolidayWarning says that a meeting falls on a public holiday. Nothing is
// moved by itself.
type HolidayWarning struct {
	Meeting  Meeting
	Lands    []calendar.Land // where it is a holiday
	All      bool            // in every Land of the committee
	Proposal calendar.Date   // another day; zero if there is none to propose
}

// Holidays lists the warnings for the meetings that are to take place, in the
// order of the meetings.
func Holidays(c Committee, ms []Meeting) []HolidayWarning {
	var all []HolidayWarning
	for _, m := range ms {
		days := c.MembersCalendar()
		lands := days.HolidayLands(m.Day)
		if m.State == MeetingCancelled || len(lands) == 0 {
			continue
		}
		proposal, _ := days.ProposeShift(m.Day)
		all = append(all, HolidayWarning{Meeting: m, Lands: lands, All: len(lands) == len(days.Lands), Proposal: proposal})
	}
	return all
}
