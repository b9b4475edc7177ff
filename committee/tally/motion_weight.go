package tally

import (
	"errors"
	"strings"
)

// WeightMissed is the reason of a motion with a majority of heads, but not of the
// weight, where both are needed.
const WeightMissed Reason = "weight-missed"

// Weights are the weights behind the answers to a motion whose members do not
// count alike. The quorum is one of heads in any case. Present, Seats and Filled
// weigh what the same fields of the motion count.
type Weights struct {
	Yes     int `json:"yes"`
	No      int `json:"no"`
	Abstain int `json:"abstain"`
	Present int `json:"present"`
	Seats   int `json:"seats,omitempty"`
	Filled  int `json:"filled,omitempty"`
	// Both asks for a majority of heads and one of the weight (double majority);
	// else the weight alone decides.
	Both bool `json:"both,omitempty"`
	// Majority is that of the weight; nil is the one of the motion's rule.
	Majority *Majority `json:"majority,omitempty"`
}

// byWeight counts the weights as if they were heads, without a quorum, and lets
// them decide what the heads have not left undone.
func (m Motion) byWeight(heads MotionResult) (MotionResult, error) {
	w := *m.Weights
	weighed := Motion{
		Yes: w.Yes, No: w.No, Abstain: w.Abstain, Present: w.Present, Seats: w.Seats, Filled: w.Filled, Rule: m.Rule, Chair: m.Chair,
	}
	weighed.Rule.Quorum = Quorum{}
	if w.Majority != nil {
		weighed.Rule.Majority = *w.Majority
	}
	r, err := weighed.Count()
	if err != nil {
		return MotionResult{}, inWeights(err)
	}
	heads.Weight = &r
	switch {
	case heads.Outcome == NotQuorate:
	case !w.Both:
		heads.Outcome, heads.Reason, heads.Tie = r.Outcome, r.Reason, r.Tie
	case heads.Outcome == Adopted && r.Outcome != Adopted:
		heads.Outcome, heads.Reason = Rejected, WeightMissed
	}
	return heads, nil
}

// inWeights says that an error is about the weights.
func inWeights(err error) error {
	wrong, ok := errors.AsType[*InputError](err)
	if !ok {
		return err
	}
	return &InputError{Where: "weights." + strings.TrimPrefix(wrong.Where, "rule."), Why: wrong.Why}
}
