package committee

import (
	"slices"
	"time"

	"gremienbot/committee/tally"
)

// Appraisal is what one seat says about one need of a round.
type Appraisal struct {
	Need     int64
	Seat     int64
	By       string
	AsHolder bool  // by the seat's member, not its substitute
	Grades   []int // one for each criterion, 0 to 10 or tally.CannotJudge
	At       time.Time
}

// Judged reports whether any criterion could be judged.
func (a Appraisal) Judged() bool {
	return slices.ContainsFunc(a.Grades, func(g int) bool { return g != tally.CannotJudge })
}

// Assessing is all that an appraisal is decided on, read at one moment.
type Assessing struct {
	Committee Committee
	Round     Assessment
	Who       Person
	Before    []Appraisal // of their seat, by whomever
}

// Admits returns nil if the person may appraise needs for their seat now.
func (w Assessing) Admits(now time.Time) error {
	if err := w.Who.Demand(Assess); err != nil {
		return err
	}
	if !w.Round.OpenAt(now) {
		return Refuse(Conflict, "assess.over")
	}
	if !w.Round.Entitled(w.Who) {
		return Refuse(Forbidden, "assess.seat.late")
	}
	return nil
}

// Need finds a need of the round that is still to be appraised, or says why it
// is not.
func (w Assessing) Need(id int64) (AssessedNeed, error) {
	for _, n := range w.Round.Needs {
		switch {
		case n.Need != id:
		case n.State == NeedBundled:
			return n, Refuse(Conflict, "need.bundled", "Number", n.Number, "Into", n.Into)
		case !n.Standing():
			return n, Refuse(Conflict, "assess.need.gone", "Number", n.Number, "State", n.State)
		default:
			return n, nil
		}
	}
	return AssessedNeed{}, Refuse(Missing, "assess.need.none")
}

// Of is what the person's seat has said about a need, nil for nothing.
func (w Assessing) Of(need int64) *Appraisal {
	for _, a := range w.Before {
		if a.Need == need {
			return &a
		}
	}
	return nil
}

// Own is what the person themselves has said about a need, nil for nothing: what
// others said is never shown, not even by the same seat.
func (w Assessing) Own(need int64) *Appraisal {
	if a := w.Of(need); a != nil && a.By == w.Who.User {
		return a
	}
	return nil
}

// MayAppraise returns nil if the person may appraise this need now. The member
// prevails: once they have said something, the substitute is refused.
func (w Assessing) MayAppraise(need int64, now time.Time) error {
	if err := w.Admits(now); err != nil {
		return err
	}
	n, err := w.Need(need)
	if err != nil {
		return err
	}
	if before := w.Of(need); before != nil && before.AsHolder && !w.Who.HoldsSeat() {
		return Refuse(Conflict, "assess.member.judged", "Number", n.Number, "Body", w.Who.Seat.Body)
	}
	return nil
}

// Appraise decides what becomes of a person's grades for a need: they are the
// appraisal of their seat, or refused. No grades at all say that they cannot
// judge the need.
func (w Assessing) Appraise(need int64, grades []int, now time.Time) (Appraisal, error) {
	if err := w.MayAppraise(need, now); err != nil {
		return Appraisal{}, err
	}
	if len(grades) == 0 {
		grades = slices.Repeat([]int{tally.CannotJudge}, len(w.Round.Criteria))
	}
	if len(grades) != len(w.Round.Criteria) {
		return Appraisal{}, Refuse(Invalid, "assess.grades.number", "Count", len(grades), "Criteria", len(w.Round.Criteria))
	}
	for i, g := range grades {
		if g != tally.CannotJudge && (g < 0 || g > tally.MaxGrade) {
			return Appraisal{}, Refuse(Invalid, "assess.grade", "Name", w.Round.Criteria[i].Name).At(GradeField(i))
		}
	}
	return Appraisal{Need: need, Seat: w.Who.Seat.ID, By: w.Who.User, AsHolder: w.Who.HoldsSeat(), Grades: grades, At: now}, nil
}

// GradeField names the field of the form for the i-th criterion, from 0 on.
func GradeField(i int) string { return "grade" + string(rune('1'+i)) }

// Done counts the standing needs that the person's seat has appraised, and all.
func (w Assessing) Done() (done, all int) {
	for _, n := range w.Round.Standing() {
		all++
		if w.Of(n.Need) != nil {
			done++
		}
	}
	return done, all
}

// Next is the first standing need behind the given one that the person's seat
// has not appraised, in the order of the round; 0 begins at the first.
func (w Assessing) Next(after int64) (AssessedNeed, bool) {
	behind := after == 0
	for _, n := range w.Round.Needs {
		if behind && n.Standing() && w.Of(n.Need) == nil {
			return n, true
		}
		behind = behind || n.Need == after
	}
	return AssessedNeed{}, false
}

// Place is the place of a need among those of the round, from 1 on.
func (a Assessment) Place(need int64) int {
	return 1 + slices.IndexFunc(a.Needs, func(n AssessedNeed) bool { return n.Need == need })
}

// Progress says who has finished a round, never what they said.
type Progress struct {
	Finished int       // entitled seats that have appraised every standing need
	Seats    int       // statutory seats
	Missing  []Elector // entitled seats that have not finished
}

// Progress finds out who has finished.
func (a Assessment) Progress(given []Appraisal) Progress {
	p := Progress{Seats: a.Seats}
	said := map[[2]int64]bool{}
	for _, g := range given {
		said[[2]int64{g.Seat, g.Need}] = true
	}
	standing := a.Standing()
	for _, e := range a.Electors {
		if slices.ContainsFunc(standing, func(n AssessedNeed) bool { return !said[[2]int64{e.Seat, n.Need}] }) {
			p.Missing = append(p.Missing, e)
			continue
		}
		p.Finished++
	}
	return p
}

// Complete reports whether every seat that somebody fills has finished, so that
// nobody is waited for.
func (p Progress) Complete(filled []int64) bool {
	return p.Finished > 0 && !slices.ContainsFunc(p.Missing, func(e Elector) bool { return slices.Contains(filled, e.Seat) })
}
