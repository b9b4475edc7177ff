package tally

// Motion is a counted vote on one question. Present are the entitled members
// who take part; where a rule counts those who answered (a written
// procedure), the caller puts them there. Filled is read only where a base is
// FilledSeats. Chair is read only in a tie. Weights are nil where every member
// counts alike.
type Motion struct {
	Yes     int
	No      int
	Abstain int
	Invalid int
	Present int
	Seats   int
	Filled  int
	Rule    Rule
	Chair   ChairVote
	Weights *Weights
}

// Outcome is what became of a motion.
type Outcome string

// The outcomes of a motion.
const (
	Adopted    Outcome = "adopted"
	Rejected   Outcome = "rejected"
	NotQuorate Outcome = "not-quorate" // no result, for too few were there or nobody voted; the numbers are kept, not announced
)

// Reason is the step of the count that settled the outcome.
type Reason string

// The reasons, in the order in which the count asks.
const (
	QuorumMissed       Reason = "quorum-missed"
	QuorumBelowMinimum Reason = "quorum-below-minimum"
	NobodyVoted        Reason = "nobody-voted" // not even an abstention
	NoYesVotes         Reason = "no-yes-votes"
	MajorityReached    Reason = "majority-reached"
	TieRejected        Reason = "tie-rejected"
	TieChairYes        Reason = "tie-chair-yes"
	TieChairNo         Reason = "tie-chair-no"
	TieChairAbstained  Reason = "tie-chair-abstained"
	TieChairNoVote     Reason = "tie-chair-without-vote"
	MajorityMissed     Reason = "majority-missed"
)

// Threshold is one comparison: Have was there, Needed is the smallest whole
// number that passes, Base is what the fraction was taken of.
type Threshold struct {
	Have   int  `json:"have"`
	Base   int  `json:"base"`
	Needed int  `json:"needed"`
	Met    bool `json:"met"`
}

// MotionResult is the outcome with everything needed to check it. Against
// are the votes counted as no, abstentions among them where the rule says so.
// Tie is true when yes and Against were equal and the tie rule decided. Weight
// is the same count by weight, nil where every member counts alike.
type MotionResult struct {
	Outcome  Outcome   `json:"outcome"`
	Reason   Reason    `json:"reason"`
	Yes      int       `json:"yes"`
	No       int       `json:"no"`
	Abstain  int       `json:"abstain"`
	Invalid  int       `json:"invalid"`
	Against  int       `json:"against"`
	Quorum   Threshold `json:"quorum"`
	Majority Threshold `json:"majority"`
	Tie      bool      `json:"tie"`

	Weight *MotionResult `json:"weight,omitempty"`
}

// Count decides the motion: quorum, then at least one yes, then the majority,
// then the tie rule. A tie exists only for a majority of more than 1/2 that
// is not taken of seats, with as many against as for and nobody else in the
// base; an absolute majority is missed, not tied. Where members have weights,
// these decide by the same rule, alone or together with the heads.
// Contradictory numbers are an [*InputError].
func (m Motion) Count() (MotionResult, error) {
	if err := m.check(); err != nil {
		return MotionResult{}, err
	}
	r := MotionResult{Yes: m.Yes, No: m.No, Abstain: m.Abstain, Invalid: m.Invalid, Against: m.No}
	if m.Rule.Abstention == AbstentionNo {
		r.Against += m.Abstain
	}
	r.Quorum, r.Majority = m.quorum(), m.majority(r.Against)
	r.Tie = r.Quorum.Met && m.tied(r)
	r.Outcome, r.Reason = m.decide(r)
	if m.Weights != nil {
		return m.byWeight(r)
	}
	return r, nil
}

func (m Motion) decide(r MotionResult) (Outcome, Reason) {
	switch {
	case !r.Quorum.Met && m.Present < m.Rule.Quorum.Min:
		return NotQuorate, QuorumBelowMinimum
	case !r.Quorum.Met:
		return NotQuorate, QuorumMissed
	case r.Yes+r.No+r.Abstain+r.Invalid == 0:
		return NotQuorate, NobodyVoted
	case r.Yes == 0:
		return Rejected, NoYesVotes
	case r.Majority.Met:
		return Adopted, MajorityReached
	case r.Tie:
		return m.breakTie()
	}
	return Rejected, MajorityMissed
}

func (m Motion) breakTie() (Outcome, Reason) {
	if m.Rule.Tie != TieChair {
		return Rejected, TieRejected
	}
	switch m.Chair {
	case ChairYes:
		return Adopted, TieChairYes
	case ChairNo:
		return Rejected, TieChairNo
	case ChairAbstain:
		return Rejected, TieChairAbstained
	default:
		return Rejected, TieChairNoVote
	}
}

func (m Motion) quorum() Threshold {
	q := m.Rule.Quorum
	t := Threshold{Have: m.Present, Base: m.base(q.Base, m.No), Needed: q.Min}
	if q.Fraction != (Fraction{}) {
		t.Needed = max(q.Min, q.Comparator.needed(q.Fraction, t.Base))
	}
	t.Met = t.Have >= t.Needed
	return t
}

func (m Motion) majority(against int) Threshold {
	rule := m.Rule.Majority
	base := m.base(rule.Base, against)
	needed := max(1, rule.Comparator.needed(rule.Fraction, base))
	return Threshold{Have: m.Yes, Base: base, Needed: needed, Met: m.Yes >= needed}
}

func (m Motion) tied(r MotionResult) bool {
	return m.Rule.Majority.KnowsTies() && r.Yes > 0 && r.Yes == r.Against && 2*r.Yes == r.Majority.Base
}

func (m Motion) base(b Base, against int) int {
	switch b {
	case YesNo:
		return m.Yes + against
	case Cast:
		return m.Yes + m.No + m.Abstain
	case Present:
		return m.Present
	case Seats:
		return m.Seats
	case FilledSeats:
		return m.Filled
	default:
		return 0
	}
}
