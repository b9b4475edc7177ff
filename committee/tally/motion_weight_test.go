package tally_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"gremienbot/committee/tally"
)

// weighing puts weights behind the answers; all of them are present, of 30 in all.
func weighing(yes, no, abstain int, both bool) func(*tally.Motion) {
	return func(m *tally.Motion) {
		m.Weights = &tally.Weights{Yes: yes, No: no, Abstain: abstain, Present: yes + no + abstain, Seats: 30, Both: both}
	}
}

func TestWeightsDecideByTheSameRule(t *testing.T) {
	t.Parallel()
	absolute := majority(half, tally.MoreThan, tally.Seats)
	for name, row := range map[string]struct {
		motion  tally.Motion
		outcome tally.Outcome
		reason  tally.Reason
	}{
		"few heads, much weight":               {with(fourteen(3, 5, 0), weighing(12, 8, 0, false)), tally.Adopted, tally.MajorityReached},
		"many heads, little weight":            {with(fourteen(5, 3, 0), weighing(8, 12, 0, false)), tally.Rejected, tally.MajorityMissed},
		"the quorum is one of seats":           {with(fourteen(3, 2, 0), weighing(20, 8, 0, false)), tally.NotQuorate, tally.QuorumMissed},
		"a tie of weight":                      {with(fourteen(5, 3, 0), weighing(10, 10, 0, false)), tally.Rejected, tally.TieRejected},
		"which the chair's vote decides":       {with(fourteen(5, 3, 0), weighing(10, 10, 0, false), tie(tally.TieChair, tally.ChairYes)), tally.Adopted, tally.TieChairYes},
		"a tie of heads is none of weight":     {with(fourteen(4, 4, 0), weighing(11, 10, 0, false)), tally.Adopted, tally.MajorityReached},
		"abstentions weigh as no":              {with(fourteen(5, 3, 1), weighing(11, 6, 5, false), abstention(tally.AbstentionNo)), tally.Rejected, tally.TieRejected},
		"an absolute majority of all weight":   {with(fourteen(7, 1, 0), weighing(15, 1, 0, false), absolute), tally.Rejected, tally.MajorityMissed},
		"and one more":                         {with(fourteen(7, 1, 0), weighing(16, 1, 0, false), absolute), tally.Adopted, tally.MajorityReached},
		"both, and both have it":               {with(fourteen(5, 3, 0), weighing(12, 8, 0, true)), tally.Adopted, tally.MajorityReached},
		"both, but only heads have it":         {with(fourteen(5, 3, 0), weighing(8, 12, 0, true)), tally.Rejected, tally.WeightMissed},
		"both, but only the weight has it":     {with(fourteen(3, 5, 0), weighing(12, 8, 0, true)), tally.Rejected, tally.MajorityMissed},
		"both, and nobody says yes":            {with(fourteen(0, 8, 0), weighing(0, 20, 0, true)), tally.Rejected, tally.NoYesVotes},
		"both, with too few of them":           {with(fourteen(3, 2, 0), weighing(20, 8, 0, true)), tally.NotQuorate, tally.QuorumMissed},
		"both, and a tie of weight is no lead": {with(fourteen(5, 3, 0), weighing(10, 10, 0, true)), tally.Rejected, tally.WeightMissed},
	} {
		r, err := row.motion.Count()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if r.Outcome != row.outcome || r.Reason != row.reason || r.Yes != row.motion.Yes || r.Weight.Yes != row.motion.Weights.Yes {
			t.Errorf("%s: %s because %s, %d and %d, want %s because %s", name, r.Outcome, r.Reason, r.Yes, r.Weight.Yes, row.outcome, row.reason)
		}
	}
}

func TestWeightsMustComeFromOneVote(t *testing.T) {
	t.Parallel()
	for want, change := range map[string]func(*tally.Weights){
		"weights.yes":                 func(w *tally.Weights) { w.Yes = -1 },
		"weights.present":             func(w *tally.Weights) { w.Present = 3 },
		"weights.majority.comparator": func(w *tally.Weights) { w.Majority = &tally.Majority{Fraction: half, Base: tally.YesNo} },
	} {
		m := with(fourteen(8, 4, 0), weighing(8, 4, 0, false))
		change(m.Weights)
		_, err := m.Count()
		if wrong, ok := errors.AsType[*tally.InputError](err); !ok || wrong.Where != want {
			t.Errorf("%v, want one at %s", err, want)
		}
	}
}

// Where everybody weighs the same, weights change no outcome; so it is with both.
func TestEqualWeightsChangeNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		n := func(name string) int { return rapid.IntRange(0, 4).Draw(r, name) }
		m := fourteen(n("yes"), n("no"), n("abstain"))
		m.Rule.Majority = rapid.SampledFrom([]tally.Majority{
			simple, {Fraction: twoThirds, Comparator: tally.AtLeast, Base: tally.Cast}, {Fraction: half, Comparator: tally.MoreThan, Base: tally.Seats},
		}).Draw(r, "majority")
		plain, err := m.Count()
		if err != nil {
			r.Fatal(err)
		}
		w := rapid.IntRange(1, 9).Draw(r, "weight")
		m.Weights = &tally.Weights{
			Yes: w * m.Yes, No: w * m.No, Abstain: w * m.Abstain, Present: w * m.Present, Seats: w * m.Seats, Both: rapid.Bool().Draw(r, "both"),
		}
		got, err := m.Count()
		if err != nil || got.Outcome != plain.Outcome || got.Reason != plain.Reason {
			r.Fatalf("%+v: %s because %s, %v, want %s because %s", m, got.Outcome, got.Reason, err, plain.Outcome, plain.Reason)
		}
	})
}
