package committee

import "gremienbot/committee/tally"

// Outcome is a counted poll: the numbers, and the rule's own result.
type Outcome struct {
	Cast   int                  // seats that have cast a ballot
	Seats  int                  // statutory seats
	Motion *tally.MotionResult  // of a MotionPoll
	Order  *tally.SchulzeResult // of a PriorityPoll
}

// Count counts the ballots of a poll. Seats that are no electors are left out.
// Outside a meeting the seats that answered are those present (the principle
// of BVerfGE 91, 148: enough have taken part, and a majority of these agree).
// It is the same function for the result, the recount and the tests; a fault
// means ballots that Cast would not have let in.
func (p Poll) Count(ballots []Ballot) (Outcome, error) {
	valid := p.valid(ballots)
	o := Outcome{Cast: len(valid), Seats: p.Seats}
	if p.Kind == MotionPoll {
		m, err := p.motion(valid).Count()
		o.Motion = &m
		return o, err
	}
	s, err := p.order(valid)
	o.Order = &s
	return o, err
}

func (p Poll) valid(ballots []Ballot) []Ballot {
	entitled := map[int64]bool{}
	for _, e := range p.Electors {
		entitled[e.Seat] = true
	}
	var valid []Ballot
	for _, b := range ballots {
		if entitled[b.Seat] {
			valid = append(valid, b)
		}
	}
	return valid
}

func (p Poll) motion(ballots []Ballot) tally.Motion {
	m := tally.Motion{Present: len(ballots), Seats: p.Seats, Filled: len(p.Electors), Rule: p.Rule, Chair: tally.ChairNone}
	for _, b := range ballots {
		switch b.Choice.Answer {
		case Yes:
			m.Yes++
		case No:
			m.No++
		default:
			m.Abstain++
		}
		if b.AsChair {
			m.Chair = chairVotes[b.Choice.Answer]
		}
	}
	return m
}

var chairVotes = map[string]tally.ChairVote{Yes: tally.ChairYes, No: tally.ChairNo, Abstain: tally.ChairAbstain}

func (p Poll) order(ballots []Ballot) (tally.SchulzeResult, error) {
	options := make([]string, len(p.Options))
	for i, o := range p.Options {
		options[i] = o.Key
	}
	ranked := make([]tally.RankedBallot, len(ballots))
	for i, b := range ballots {
		ranked[i] = tally.RankedBallot{Count: 1, Ranking: levels(b.Choice.Ranking)}
	}
	return tally.Schulze(options, ranked)
}

func levels(keys []string) tally.Ranking {
	r := make(tally.Ranking, len(keys))
	for i, k := range keys {
		r[i] = []string{k}
	}
	return r
}
