package committee

import (
	"cmp"
	"slices"
	"time"

	"gremienbot/committee/calendar"
)

// AssessmentState is open or closed.
type AssessmentState string

// The two states.
const (
	AssessmentOpen   AssessmentState = "open"
	AssessmentClosed AssessmentState = "closed"
)

// Bounds of a round.
const (
	MaxAssessed    = 30 // needs
	AssessmentDays = 10 // working days, unless somebody says otherwise
)

// Assessment is a round in which the seats appraise needs by criteria
// (Bewertungsrunde). A committee has at most one that is open.
type Assessment struct {
	ID        int64
	Committee int64
	Criteria  []Criterion    // those of the committee when it opened
	Needs     []AssessedNeed // in the order of their numbers
	Seats     int            // statutory seats when it opened
	Electors  []Elector      // the seats entitled when it opened
	State     AssessmentState
	By        string
	ByName    string
	OpensAt   time.Time
	ClosesAt  time.Time // an appraisal at this instant is too late
	ClosedAt  time.Time // zero while open
	Took      int       // seats that took part; 0 while open
	Version   int
}

// AssessedNeed is a need in a round.
type AssessedNeed struct {
	Need   int64
	Number Number
	Title  string
	State  NeedState // as it is now
	Into   Number    // the need it is bundled in now
	// Outcome is nil while the round is open.
	Outcome *NeedOutcome
}

// Standing reports whether the need is still to be appraised: somebody works on
// it, and not under another number.
func (n AssessedNeed) Standing() bool { return slices.Contains(OpenNeedStates(), n.State) }

// AssessmentDraft is what a chair fills in. Needs may hold some that cannot enter.
type AssessmentDraft struct {
	Needs    []Need
	Criteria []Criterion
	ClosesAt time.Time
}

// AssessmentEnd is when a round that opens now ends if nobody says otherwise:
// at the end of the tenth working day, by the calendar of all members.
func AssessmentEnd(c Committee, now time.Time) time.Time {
	loc := c.Location()
	return c.MembersCalendar().PeriodEndWorkingDays(calendar.DateOf(now, loc), AssessmentDays).At(calendar.EndOfDay, loc)
}

// OpenAssessment makes an open round of a draft with the seats as electors. It
// refuses who does not keep the register, and says of every need why it cannot
// enter: it was named twice, nobody works on it, or it did not pass the gate.
func OpenAssessment(c Committee, p Person, d AssessmentDraft, seats []Seat, now time.Time) (Assessment, error) {
	if err := p.Demand(KeepRegister); err != nil {
		return Assessment{}, err
	}
	es := Errors(nil).add(checkClosing(d.ClosesAt, now))
	switch {
	case len(d.Needs) == 0:
		es = es.add(Refuse(Invalid, "assess.needs.none").At("needs"))
	case len(d.Needs) > MaxAssessed:
		es = es.add(Refuse(Invalid, "assess.needs.many", "Count", len(d.Needs), "Max", MaxAssessed).At("needs"))
	}
	for i, n := range d.Needs {
		if slices.ContainsFunc(d.Needs[:i], func(o Need) bool { return o.Number == n.Number }) {
			es = es.add(Refuse(Invalid, "poll.needs.twice", "Number", n.Number).At("needs"))
			continue
		}
		es = es.add(n.MayBeAssessed())
	}
	if len(seats) == 0 {
		es = es.add(Refuse(Conflict, "poll.noseats"))
	}
	if err := es.orNil(); err != nil {
		return Assessment{}, err
	}
	return newRound(c, p, d, seats, now), nil
}

func newRound(c Committee, p Person, d AssessmentDraft, seats []Seat, now time.Time) Assessment {
	a := Assessment{
		Committee: c.ID, Criteria: d.Criteria, Seats: max(c.Seats, len(seats)), State: AssessmentOpen,
		By: p.User, ByName: p.Name, OpensAt: now, ClosesAt: d.ClosesAt, Version: 1,
	}
	for _, s := range seats {
		a.Electors = append(a.Electors, Elector{Seat: s.ID, Group: s.Group, Body: s.Body})
	}
	for _, n := range d.Needs {
		a.Needs = append(a.Needs, AssessedNeed{Need: n.ID, Number: n.Number, Title: n.Title, State: n.State})
	}
	slices.SortFunc(a.Needs, func(x, y AssessedNeed) int {
		return cmp.Or(cmp.Compare(x.Number.Year, y.Number.Year), cmp.Compare(x.Number.Seq, y.Number.Seq))
	})
	return a
}

// assessable are the states from which a need may enter a round: what is decided
// or handed over is no longer weighed against others.
var assessable = []NeedState{NeedReported, NeedClarifying, NeedQueried, NeedDescribed, NeedAssessed, NeedPrioritised}

// MayBeAssessed returns nil if the need may enter a round, else why not: nobody
// works on it, it is decided, put off, not checked yet, or did not pass the gate.
func (n Need) MayBeAssessed() *Error {
	var closed *Error
	if es := Refusals(n.open()); es != nil {
		closed = es[0]
	}
	switch {
	case closed != nil:
		return closed.At("needs")
	case !slices.Contains(assessable, n.State):
		return Refuse(Conflict, "assess.needs.state", "Number", n.Number, "State", n.State).At("needs")
	case n.Gate == nil:
		return Refuse(Conflict, "assess.gate.missing", "Number", n.Number).At("needs")
	case !n.Gate.Passed():
		return Refuse(Conflict, "assess.gate.failed", "Number", n.Number, "Questions", n.Gate.Failed()).At("needs")
	}
	return nil
}

// OpenAt reports whether an appraisal at this instant counts.
func (a Assessment) OpenAt(now time.Time) bool {
	return a.State == AssessmentOpen && now.Before(a.ClosesAt)
}

// Entitled reports whether the person's seat was in the committee when the round opened.
func (a Assessment) Entitled(who Person) bool {
	return who.Seat != nil && slices.ContainsFunc(a.Electors, func(e Elector) bool { return e.Seat == who.Seat.ID })
}

// Standing lists the needs that are still to be appraised.
func (a Assessment) Standing() []AssessedNeed {
	return slices.DeleteFunc(slices.Clone(a.Needs), func(n AssessedNeed) bool { return !n.Standing() })
}

// Close ends the round early.
func (a Assessment) Close(who Person, now time.Time) (Assessment, error) {
	if err := who.Demand(KeepRegister); err != nil {
		return a, err
	}
	return a.Expire(now)
}

// Expire ends the round; the scheduler calls it when its time has come, and the
// last seat that finishes.
func (a Assessment) Expire(now time.Time) (Assessment, error) {
	if a.State == AssessmentClosed {
		return a, Refuse(Conflict, "assess.over")
	}
	a.State, a.ClosedAt = AssessmentClosed, now
	a.Version++
	return a, nil
}

// AssessmentObject names rounds of assessment in messages.
const AssessmentObject ObjectKind = "assessment"

// OwedAssessment reminds one person, a working day before a round ends, that
// their seat has not finished.
const OwedAssessment OwedKind = "assess-day-left"

// reminderClock is when a working day begins for a reminder of one.
var reminderClock = calendar.Clock{Hour: 9}

// AssessmentReminder is owed to one person who may appraise: at nine on the
// working day before the last one, by the calendar of all members. It is false
// if that is not after the opening.
func AssessmentReminder(c Committee, a Assessment, user string) (Owed, bool) {
	loc := c.Location()
	last := calendar.DateOf(a.ClosesAt.Add(-time.Nanosecond), loc)
	at := c.MembersCalendar().WorkingDaysBefore(last, 1).At(reminderClock, loc)
	o := Owed{Committee: c.ID, Object: Object{AssessmentObject, a.ID}, Kind: OwedAssessment, User: user, Due: at, Grace: 8 * time.Hour}
	return o, at.After(a.OpensAt)
}
