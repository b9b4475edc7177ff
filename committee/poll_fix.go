package committee

import (
	"slices"
	"time"

	"gremienbot/committee/calendar"
)

// OwedDayFound tells chair and office the result of a date poll, from which they
// can make a meeting.
const OwedDayFound OwedKind = "day-found"

// FixDraft is what a person fills in to make a meeting of a day of a date poll.
type FixDraft struct {
	Option  string // the key of the day
	Meeting int64  // the planned meeting to be moved to the day, 0 for a new one
	Seen    int    // its version, as the person saw it
	Kind    calendar.Kind
	Start   string // as typed; "" is the time of the option, or the usual one
	Place   string
}

// MadeOf is the planned meeting that was made of a date poll, if there is one in
// the list.
func (p Poll) MadeOf(ms []Meeting) (Meeting, bool) {
	i := slices.IndexFunc(ms, func(m Meeting) bool { return p.ID != 0 && m.Poll == p.ID && m.State == MeetingPlanned })
	if i < 0 {
		return Meeting{}, false
	}
	return ms[i], true
}

// MayFix returns nil if the person may make a meeting of a day of the poll now:
// it is a date poll that has ended, one of its days is to come, and no planned
// meeting was made of it yet.
func (p Poll) MayFix(who Person, ms []Meeting, loc *time.Location, now time.Time) error {
	if err := who.Demand(PlanMeetings); err != nil {
		return err
	}
	made, done := p.MadeOf(ms)
	switch {
	case p.Kind != DatePoll:
		return Refuse(Conflict, "poll.fix.kind", "Number", p.Number)
	case p.State != PollClosed:
		return Refuse(Conflict, "poll.fix.open", "Number", p.Number, "At", Ending(p.ClosesAt))
	case done:
		return Refuse(Conflict, "poll.fix.done", "Number", p.Number, "Meeting", made.Number, "Moment", made.Instant())
	case !slices.ContainsFunc(p.Options, func(o PollOption) bool { return !o.Over(loc, now) }):
		return Refuse(Conflict, "poll.fix.over", "Number", p.Number)
	}
	return nil
}

// FixNone settles that no meeting is made of a closed date poll: its days are taken
// out of the calendar. It can become a meeting after all, see [Poll.Fix].
func (p Poll) FixNone(who Person, ms []Meeting, loc *time.Location, now time.Time) (Poll, error) {
	if err := p.MayFix(who, ms, loc, now); err != nil {
		return p, err
	}
	if !p.NoDay.IsZero() {
		return p, Refuse(Conflict, "poll.nodays.already", "Number", p.Number, "At", p.NoDay)
	}
	p.NoDay = now
	p.Version++
	return p, nil
}

// Fix makes a meeting of a day of a closed date poll, or moves a planned one there.
// ms are the meetings of the committee and series those in force, from which a new
// meeting takes length and link, and the time if nobody says. The meeting
// returned has no ID if it is new.
func (p Poll) Fix(c Committee, who Person, d FixDraft, ms []Meeting, series []Series, now time.Time) (Meeting, error) {
	if err := p.MayFix(who, ms, c.Location(), now); err != nil {
		return Meeting{}, err
	}
	usual := UsualSeries(series, d.Kind)
	m, err := p.fixed(c, d, usual, now)
	if err != nil {
		return Meeting{}, err
	}
	if i := slices.IndexFunc(ms, func(o Meeting) bool { return o.ID != d.Meeting && o.State == MeetingPlanned && o.Day == m.Day }); i >= 0 {
		return Meeting{}, Refuse(Conflict, "poll.fix.taken", "Meeting", ms[i].Number, "Moment", ms[i].Instant()).At("meeting")
	}
	if d.Meeting == 0 {
		return m, nil
	}
	i := slices.IndexFunc(ms, func(o Meeting) bool { return o.ID == d.Meeting })
	if i < 0 {
		return Meeting{}, Refuse(Missing, "meeting.nothing.ahead").At("meeting")
	}
	return ms[i].to(m, who, d.Seen, now)
}

// fixed is the new meeting that a draft describes, or a refusal of its fields.
func (p Poll) fixed(c Committee, d FixDraft, usual Series, now time.Time) (Meeting, error) {
	i := slices.IndexFunc(p.Options, func(o PollOption) bool { return o.Key == d.Option })
	if i < 0 {
		return Meeting{}, Refuse(Invalid, "poll.option.unknown", "Option", d.Option).At("day")
	}
	m := Meeting{
		Committee: c.ID, Poll: p.ID, Kind: d.Kind, Day: p.Options[i].Day, Original: p.Options[i].Day, Start: p.Options[i].Time, Zone: c.Location().String(),
		Minutes: max(usual.Minutes, 0), Place: oneLine(d.Place), Link: usual.Link, State: MeetingPlanned, ChangedAt: now, Version: 1,
	}
	if m.Minutes == 0 {
		m.Minutes = usualMinutes
	}
	if err := unclassified(m.Place); err != nil {
		return m, err
	}
	es := Errors(nil).add(bounds("place", m.Place, "", 0, MaxPlace))
	if d.Kind != calendar.Virtual && d.Kind != calendar.Physical {
		es = es.add(Refuse(Invalid, "meeting.kind.unknown").At("kind"))
	}
	if m.Start == (calendar.Clock{}) && usual.ID != 0 {
		m.Start = usual.Start
	}
	if d.Start != "" || m.Start == (calendar.Clock{}) {
		var e *Error
		m.Start, e = readClock("start", d.Start)
		es = es.add(e)
	}
	if es == nil && !m.Instant().After(now) {
		es = es.add(Refuse(Invalid, "meeting.moment.past", "Moment", m.Instant()).At("day"))
	}
	return m, es.orNil()
}

// to moves a planned meeting to where and how another is held.
func (m Meeting) to(other Meeting, who Person, seen int, now time.Time) (Meeting, error) {
	if err := m.MayChange(who, seen, now); err != nil {
		return m, err
	}
	if m.Instant().Equal(other.Instant()) && m.Kind == other.Kind && m.Place == other.Place {
		return m, Refuse(Invalid, "meeting.move.same", "Moment", m.Instant()).At("day")
	}
	if m.Kind != other.Kind {
		m.Kind, m.Link = other.Kind, other.Link
	}
	m.Day, m.Start, m.Place, m.Poll, m.Reason = other.Day, other.Start, other.Place, other.Poll, ""
	return m.changed(now), nil
}

// UsualSeries is the series of a kind that is in force, zero if there is none.
func UsualSeries(series []Series, kind calendar.Kind) Series {
	for _, s := range series {
		if s.Kind == kind {
			return s
		}
	}
	return Series{}
}

// DayFound are the messages to chair, deputy and office that a date poll has ended,
// so that they make a meeting of its result; none for other polls. They wait until
// the quiet hours are over.
func DayFound(c Committee, p Poll, people []Person, now time.Time) []Owed {
	if p.Kind != DatePoll {
		return nil
	}
	var all []Owed
	for _, user := range usersOf(people, func(p Person) bool { return p.May(PlanMeetings) }) {
		all = append(all, Owed{
			Committee: c.ID, Object: Object{PollObject, p.ID}, Kind: OwedDayFound, User: user,
			Due: afterQuiet(c, now, now.AddDate(0, 1, 0)), Grace: 7 * 24 * time.Hour,
		})
	}
	return all
}
