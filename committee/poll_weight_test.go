package committee_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// heavy is a closed poll about A to D with seats of these weights and their ballots.
func heavy(k committee.PollKind, terms committee.Terms, weights []int, choices []committee.Choice) (committee.Poll, []committee.Ballot) {
	p, ballots := ended(k, terms, choices...)
	p.Seats = len(choices)
	for i := range p.Electors {
		p.Electors[i].Weight = weights[i]
	}
	return p, ballots
}

// choiceOf is any choice that a kind of poll admits.
func choiceOf(r *rapid.T, k committee.PollKind) committee.Choice {
	if rapid.IntRange(0, 9).Draw(r, "abstains") == 0 {
		return committee.Choice{Answer: committee.Abstain}
	}
	some := rapid.Permutation([]string{"A", "B", "C", "D"}).Draw(r, "keys")[:rapid.IntRange(1, 4).Draw(r, "many")]
	switch {
	case k == committee.MotionPoll:
		return committee.Choice{Answer: rapid.SampledFrom([]string{committee.Yes, committee.No}).Draw(r, "answer")}
	case k.Ranks():
		return rank(some...)
	case k == committee.ChoicePoll:
		return approve(some[0])
	case k == committee.ApprovalPoll:
		return approve(some...)
	}
	return points(some...)
}

// A seat that weighs three counts like three seats that vote alike, by every method.
func TestAWeightIsSoManySeats(t *testing.T) {
	t.Parallel()
	for _, k := range committee.PollKinds() {
		if k == committee.DatePoll {
			continue
		}
		for _, m := range k.Methods() {
			t.Run(string(k)+" by "+string(m), func(t *testing.T) {
				t.Parallel()
				rapid.Check(t, func(r *rapid.T) {
					var weights []int
					var choices, clones []committee.Choice
					for range rapid.IntRange(3, 6).Draw(r, "seats") {
						w, c := rapid.IntRange(1, 4).Draw(r, "weight"), choiceOf(r, k)
						weights, choices, clones = append(weights, w), append(choices, c), append(clones, slices.Repeat([]committee.Choice{c}, w)...)
					}
					terms := committee.Terms{Method: m, Winners: 2, Weights: committee.WeightDecides}
					p, ballots := heavy(k, terms, weights, choices)
					terms.Weights = committee.WeightAside
					many, all := ended(k, terms, clones...)
					many.Seats = len(clones)
					sameOutcome(r, p, ballots, many, all)
					terms.Weights = committee.WeightAside
					plain, _ := ended(k, terms, choices...)
					headsAreKept(r, p, plain, ballots)
				})
			})
		}
	}
}

func sameOutcome(r *rapid.T, p committee.Poll, ballots []committee.Ballot, many committee.Poll, all []committee.Ballot) {
	got, err := p.Count(ballots)
	if err != nil {
		r.Fatal(err)
	}
	want, err := many.Count(all)
	if err != nil {
		r.Fatal(err)
	}
	if got.Cast != len(ballots) || got.Weight != len(all) || p.Weight() != len(all) {
		r.Fatalf("%d of %d seats weigh %d of %d, want %d", got.Cast, len(ballots), got.Weight, p.Weight(), len(all))
	}
	if got.Motion != nil {
		if got.Motion.Outcome != tally.NotQuorate && want.Motion.Outcome != tally.NotQuorate && (got.Motion.Outcome != want.Motion.Outcome || got.Motion.Weight.Yes != want.Motion.Yes) {
			r.Fatalf("%+v, want %+v", got.Motion, want.Motion)
		}
		return
	}
	if diff := cmp.Diff(result(want), result(got)); diff != "" {
		r.Fatalf("(-cloned +weighed):\n%s", diff)
	}
	if diff := cmp.Diff(many.Ties(want), p.Ties(got)); diff != "" {
		r.Fatalf("ties (-cloned +weighed):\n%s", diff)
	}
}

// result is what people see of a count: ranks, and whom it selects.
func result(o committee.Outcome) [][]string {
	switch {
	case o.Order != nil:
		return o.Order.Levels
	case o.Pairs != nil:
		return o.Pairs.Levels
	case o.Borda != nil:
		return o.Borda.Levels
	case o.Runoff != nil:
		return [][]string{o.Runoff.Winners}
	case o.Plurality != nil:
		return o.Plurality.Levels
	case o.Approval != nil:
		return append(o.Approval.Levels, o.Approval.Winners, o.Approval.Tied)
	case o.Shares != nil:
		return [][]string{o.Shares.Winners, o.Shares.Tied}
	case o.Points != nil:
		return o.Points.Levels
	}
	return nil
}

func headsAreKept(r *rapid.T, p, plain committee.Poll, ballots []committee.Ballot) {
	got, err := p.Count(ballots)
	if err != nil {
		r.Fatal(err)
	}
	want, err := plain.Count(ballots)
	if err != nil {
		r.Fatal(err)
	}
	if got.Motion != nil {
		if got.Motion.Yes != want.Motion.Yes || got.Motion.No != want.Motion.No || got.Motion.Quorum.Have != want.Motion.Quorum.Have {
			r.Fatalf("heads %+v, want %+v", got.Motion, want.Motion)
		}
		return
	}
	if diff := cmp.Diff(result(want), result(*got.Heads)); diff != "" || want.Heads != nil {
		r.Fatalf("heads (-alone +beside the weights):\n%s", diff)
	}
}

func TestWhoSaysNothingInACirculationAbstainsWithTheirWeight(t *testing.T) {
	t.Parallel()
	p, ballots := grouped(committee.GroupsAside, "yes", "yes", "yes", "yes", "yes", "yes", "yes", "no")
	p.Circulation, p.Weights, p.Rule = &committee.Circulation{Days: 10}, committee.WeightDecides, committee.PresetAbstainIsNo.Rule()
	p.Electors[13].Weight = 4 // silent
	p.Electors[0].Weight = 3
	o, err := p.Count(ballots)
	if err != nil {
		t.Fatal(err)
	}
	w := o.Motion.Weight
	if o.Silent != 6 || w.Yes != 9 || w.Against != 10 || w.Abstain != 0 || o.Motion.Outcome != tally.Rejected || p.Weight() != 19 {
		t.Errorf("silent %d, weight %+v of %d, %s", o.Silent, w, p.Weight(), o.Motion.Outcome)
	}
	p.Recused = []int64{14}
	if o, err = p.Count(ballots); err != nil || o.Motion.Weight.Against != 6 || o.Motion.Outcome != tally.Adopted || p.Weight() != 15 {
		t.Errorf("without the heavy one: %+v of %d, %v", o.Motion, p.Weight(), err)
	}
}

func TestWeightsAreRefusedWhereTheyShowTooMuch(t *testing.T) {
	t.Parallel()
	options := committee.OptionLines("Fulda\nKassel")
	for want, change := range map[string]func(*committee.PollDraft){
		"poll.weights.unknown":      func(d *committee.PollDraft) { d.Weights = "heavy" },
		"poll.weights.confidential": func(d *committee.PollDraft) { d.Weights, d.Confidential = committee.WeightDecides, true },
		"poll.weights.groups":       func(d *committee.PollDraft) { d.Weights, d.Groups = committee.WeightDouble, committee.GroupsVote },
		"poll.weights.motion": func(d *committee.PollDraft) {
			d.Kind, d.Options, d.Weights = committee.ChoicePoll, options, committee.WeightDouble
		},
	} {
		d := motionDraft()
		change(&d)
		if _, err := committee.OpenPoll(kog(), presiding(), d, seats(14), opening); key(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	d := dates()
	d.Weights = committee.WeightDecides
	if _, err := committee.OpenPoll(kog(), presiding(), d, seats(14), opening); key(err) != "poll.weights.dates" {
		t.Errorf("days: %v", err)
	}
}

// Nobody can open one; but if somebody writes it into the database, it shows nothing.
func TestConfidentialBallotsAreNeverWeighed(t *testing.T) {
	t.Parallel()
	p, ballots := heavy(committee.ChoicePoll, committee.Terms{Weights: committee.WeightDecides, Confidential: true}, []int{9, 1, 1},
		[]committee.Choice{approve("A"), approve("B"), approve("B")})
	for i := range ballots {
		ballots[i].Seat = 0
	}
	if o, err := p.Count(ballots); err != nil || o.Weight != 0 || o.Heads != nil || o.Plurality.Winners[0] != "B" || o.Plurality.Votes[0] != 1 {
		t.Errorf("counted %+v, %v", o, err)
	}
}

func TestWeightsAreFrozenWhenThePollOpens(t *testing.T) {
	t.Parallel()
	d, all := motionDraft(), seats(14)
	all[2].Weight = 7
	d.Weights = committee.WeightDecides
	p, err := committee.OpenPoll(kog(), presiding(), d, all, opening)
	if err != nil {
		t.Fatal(err)
	}
	if all[2].Weight = 1; p.Electors[2].Votes() != 7 || p.Weight() != 20 || !p.Intact() {
		t.Errorf("the third seat weighs %d of %d", p.Electors[2].Votes(), p.Weight())
	}
	changed := p
	changed.Electors = slices.Clone(p.Electors)
	if changed.Electors[2].Weight = 6; changed.Intact() {
		t.Error("a weight was changed, and the checksum is the same")
	}
	plain := opened(t, motionDraft())
	heavier := plain
	heavier.Electors = slices.Clone(plain.Electors)
	if heavier.Electors[2].Weight = 6; !heavier.Intact() {
		t.Error("weights that do not count change the checksum")
	}
}

func TestAWeightIsAWholeNumber(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"2": 2, " 17 ": 17, "5000000": committee.MaxWeight} {
		if n, err := committee.ReadWeight(text); err != nil || n != want {
			t.Errorf("%q is %d, %v", text, n, err)
		}
	}
	for text, want := range map[string]string{"": "weight.missing", "0": "weight.number", "-1": "weight.number", "1,5": "weight.number", "zwei": "weight.number", "5000001": "weight.number"} {
		if n, err := committee.ReadWeight(text); key(err) != want {
			t.Errorf("%q is %d, %v, want %s", text, n, err, want)
		}
	}
}
