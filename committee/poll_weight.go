package committee

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"gremienbot/committee/tally"
)

// WeightRule says what the weights of seats have to do with the result.
type WeightRule string

// The weight rules (domain, section 5). The quorum is one of seats in any case.
const (
	WeightAside   WeightRule = ""       // one seat, one vote
	WeightDecides WeightRule = "weight" // each ballot counts as often as its seat weighs
	WeightDouble  WeightRule = "double" // a majority of seats and one of the weight; a motion only
)

// MaxWeight bounds the weight of a seat, so that every sum of a committee can be counted.
const MaxWeight = tally.MaxVoters / MaxSeats

// Votes is how much the seat weighs where polls are counted by weight, 1 unless set.
func (s Seat) Votes() int { return max(1, s.Weight) }

// Votes is how much the seat weighed when the poll opened.
func (e Elector) Votes() int { return max(1, e.Weight) }

// ReadWeight reads the weight of a seat as typed: a whole number.
func ReadWeight(text string) (int, error) {
	if strings.TrimSpace(text) == "" {
		return 0, Refuse(Invalid, "weight.missing")
	}
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 1 || n > MaxWeight {
		return 0, Refuse(Invalid, "weight.number", "Text", oneLine(text), "Max", MaxWeight)
	}
	return n, nil
}

// checkWeights refuses weights where they would show who voted how, or have no meaning.
func (t Terms) checkWeights(k PollKind) *Error {
	refuse := func(key string) *Error { return Refuse(Invalid, key).At("weights") }
	switch {
	case t.Weights == WeightAside:
		return nil
	case !slices.Contains([]WeightRule{WeightDecides, WeightDouble}, t.Weights):
		return refuse("poll.weights.unknown")
	case t.Confidential:
		return refuse("poll.weights.confidential")
	case k == DatePoll:
		return refuse("poll.weights.dates")
	case k != MotionPoll && t.Weights == WeightDouble:
		return refuse("poll.weights.motion")
	case t.Groups == GroupsDouble || t.Groups == GroupsVote:
		return refuse("poll.weights.groups")
	}
	return nil
}

// Weighs reports whether seats have weights in this poll. Confidential ballots have
// none, as they have no seat.
func (p Poll) Weighs() bool { return p.Weights != WeightAside && !p.Confidential }

// Weight is the weight of all seats that are to take part: the electors without
// those that have a conflict of interest. A seat by statute that is not filled in
// weighs 1.
func (p Poll) Weight() int {
	sum := p.Seats - len(p.Electors)
	for _, e := range p.Electors {
		if !p.IsRecused(e.Seat) {
			sum += e.Votes()
		}
	}
	return sum
}

// fullWeight is the weight of all seats, whether or not they have a conflict of interest.
func (p Poll) fullWeight() int {
	p.Recused = nil
	return p.Weight()
}

// weighing is how often a ballot counts: once, or as often as its seat weighs.
func (p Poll) weighing() func(Ballot) int {
	weights := map[int64]int{}
	for _, e := range p.Electors {
		weights[e.Seat] = e.Votes()
	}
	return func(b Ballot) int {
		if !p.Weighs() {
			return 1
		}
		return weights[b.Seat]
	}
}

// weightOf is how much some ballots weigh together.
func (p Poll) weightOf(ballots []Ballot) int {
	weigh, sum := p.weighing(), 0
	for _, b := range ballots {
		sum += weigh(b)
	}
	return sum
}

// weights are those behind the answers to a motion, nil where every seat counts alike.
func (p Poll) weights(ballots []Ballot) *tally.Weights {
	if !p.Weighs() {
		return nil
	}
	all := p.Weight()
	w := tally.Weights{Present: p.weightOf(ballots), Seats: all, Filled: all - (p.Seats - len(p.Electors)), Both: p.Weights == WeightDouble}
	weigh := p.weighing()
	for _, b := range ballots {
		switch b.Choice.Answer {
		case Yes:
			w.Yes += weigh(b)
		case No:
			w.No += weigh(b)
		default:
			w.Abstain += weigh(b)
		}
	}
	return &w
}

// inWeight is a ballot's weight as equal shares and approvals take it.
func inWeight(n int) *big.Rat { return new(big.Rat).SetInt64(int64(n)) }

// withHeads adds to what was counted by weight how the same ballots count by heads.
func (p Poll) withHeads(o Outcome, ballots []Ballot) (Outcome, error) {
	if !p.Weighs() {
		return o, nil
	}
	p.Weights = WeightAside
	heads, err := p.countOptions(Outcome{Cast: o.Cast, Blank: o.Blank, Seats: o.Seats}, ballots)
	if err != nil {
		return o, fmt.Errorf("counting heads: %w", err)
	}
	o.Heads = &heads
	return o, nil
}

// sealedWeights are the weights that a poll was opened with, by seat; nil where they
// do not count, so that the seals of other polls stay as they are.
func (p Poll) sealedWeights() map[int64]int {
	if !p.Weighs() {
		return nil
	}
	weights := map[int64]int{}
	for _, e := range p.Electors {
		weights[e.Seat] = e.Votes()
	}
	return weights
}
