package tally

// Base says what a fraction is taken of.
type Base string

// The bases. A quorum knows Seats and FilledSeats, a majority all of them.
const (
	YesNo       Base = "yes_no"       // yes and no votes
	Cast        Base = "cast"         // yes, no and abstentions; never invalid votes
	Present     Base = "present"      // entitled members present
	Seats       Base = "seats"        // all statutory seats, vacant ones too
	FilledSeats Base = "filled_seats" // seats that have a holder
)

// Abstention says what an abstention does.
type Abstention string

// The meanings of an abstention; the empty string is AbstentionNeutral.
const (
	AbstentionNeutral   Abstention = "neutral"   // counts only in the bases Cast and Present
	AbstentionNo        Abstention = "no"        // is counted as a no
	AbstentionForbidden Abstention = "forbidden" // must not occur
)

// Tie says what happens when as many say yes as no.
type Tie string

// The ways out of a tie; the empty string is TieRejects. Repeating the vote
// or drawing lots are later steps: see [MotionResult.Tie].
const (
	TieRejects Tie = "reject" // the motion is rejected
	TieChair   Tie = "chair"  // the chair's own vote decides; there is no second vote
)

// ChairVote is how the chair voted; it is part of the counts already.
type ChairVote string

// The votes of a chair; the empty string is ChairNone.
const (
	ChairYes     ChairVote = "yes"
	ChairNo      ChairVote = "no"
	ChairAbstain ChairVote = "abstain"
	ChairNone    ChairVote = "none" // the chair has no vote or did not use it
)

// Quorum says how many must be present: at least Min, and the fraction of
// the base. The zero Fraction asks for Min only, the zero Quorum for nothing
// (a second call).
type Quorum struct {
	Fraction   Fraction   `json:"fraction"`
	Comparator Comparator `json:"comparator"`
	Base       Base       `json:"base"`
	Min        int        `json:"min"`
}

// Majority says how many yes votes adopt. Simple: 1/2 MoreThan of YesNo.
// Absolute: 1/2 MoreThan of Seats. Unanimous: 1/1 AtLeast of YesNo, or of
// Cast when abstentions spoil it. One yes is always needed.
type Majority struct {
	Fraction   Fraction   `json:"fraction"`
	Comparator Comparator `json:"comparator"`
	Base       Base       `json:"base"`
}

// KnowsTies reports whether as many yes as no is a case of its own for this majority;
// see [Motion.Count].
func (m Majority) KnowsTies() bool {
	return m.Fraction.half() && m.Comparator == MoreThan && m.Base != Seats && m.Base != FilledSeats
}

// Rule is everything that decides a motion besides the numbers.
type Rule struct {
	Quorum     Quorum     `json:"quorum"`
	Majority   Majority   `json:"majority"`
	Abstention Abstention `json:"abstention"`
	Tie        Tie        `json:"tie"`
}

// Check returns an [*InputError] when the rule is incomplete or unknown.
func (r Rule) Check() error {
	if err := r.Quorum.check(); err != nil {
		return err
	}
	if err := r.Majority.check(); err != nil {
		return err
	}
	switch r.Abstention {
	case "", AbstentionNeutral, AbstentionNo, AbstentionForbidden:
	default:
		return wrong("rule.abstention", "%q is not neutral, no or forbidden", r.Abstention)
	}
	switch r.Tie {
	case "", TieRejects, TieChair:
	default:
		return wrong("rule.tie", "%q is not reject or chair", r.Tie)
	}
	return nil
}

func (q Quorum) check() error {
	switch {
	case q.Min < 0 || q.Min > MaxVoters:
		return wrong("rule.quorum.min", "%d is not between 0 and %d", q.Min, MaxVoters)
	case q.Fraction == (Fraction{}):
		return nil
	case !q.Fraction.valid():
		return wrong("rule.quorum.fraction", "%s is not a fraction between 0 and 1", q.Fraction)
	case !q.Comparator.valid():
		return wrong("rule.quorum.comparator", "%q is not gt or ge", q.Comparator)
	case q.Base != Seats && q.Base != FilledSeats:
		return wrong("rule.quorum.base", "%q is not seats or filled_seats", q.Base)
	}
	return nil
}

func (m Majority) check() error {
	switch {
	case !m.Fraction.valid():
		return wrong("rule.majority.fraction", "%s is not a fraction between 0 and 1", m.Fraction)
	case !m.Comparator.valid():
		return wrong("rule.majority.comparator", "%q is not gt or ge", m.Comparator)
	}
	switch m.Base {
	case YesNo, Cast, Present, Seats, FilledSeats:
		return nil
	default:
		return wrong("rule.majority.base", "%q is not yes_no, cast, present, seats or filled_seats", m.Base)
	}
}
