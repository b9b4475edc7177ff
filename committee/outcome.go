package committee

import (
	"errors"

	"gremienbot/committee/tally"
)

// Outcome is a counted poll: the numbers, and the method's own result. One of
// the results is set, as the poll's method says.
type Outcome struct {
	Cast      int          // seats that have cast a ballot
	Silent    int          // seats that did not answer a circulation, and so abstain
	Blank     int          // of these, abstentions of a poll that is no motion
	Seats     int          // statutory seats
	Entered   int          // of the ballots, those that the office has entered for a seat
	Withheld  bool         // confidential ballots so few that a result would tell who cast them; there is none then
	Undecided bool         // more ties than the method can follow; the committee must break some itself
	Groups    []GroupCount // of a motion whose terms show groups
	Weight    int          // of the seats that have cast a ballot, where weights count
	Heads     *Outcome     // the same ballots counted by heads, of a poll about options that weights decide
	// The result, by method.
	Motion    *tally.MotionResult
	Order     *tally.SchulzeResult
	Pairs     *tally.RankedPairsResult
	Borda     *tally.BordaResult
	Runoff    *tally.IRVResult
	Plurality *tally.PluralityResult
	Approval  *tally.ApprovalResult
	Shares    *tally.SharesResult
	Points    *tally.PointsResult
	Days      *DaysResult
}

// DaysResult is the result of a date poll with the counts it was made of.
type DaysResult struct {
	tally.DatesResult
	Days []tally.Day // in the order of the options, named by their keys
}

// Day is the count for a day by its key, zero for an unknown one.
func (r DaysResult) Day(key string) tally.Day {
	for _, d := range r.Days {
		if d.Name == key {
			return d
		}
	}
	return tally.Day{}
}

// Count counts the ballots of a poll; a circulation that a seat objected to has no
// result. Seats that are no electors are left out.
// Outside a meeting the seats that answered are those present (the principle
// of BVerfGE 91, 148: enough have taken part, and a majority of these agree).
// It is the same function for the result, the recount and the tests; a fault
// means ballots that Cast would not have let in.
func (p Poll) Count(ballots []Ballot) (Outcome, error) {
	valid := p.valid(ballots)
	o, err := p.count(valid)
	if err != nil || !p.Withholds(len(valid)) || o.TooFew() || p.Objected() {
		return o, err
	}
	return Outcome{Cast: o.Cast, Seats: o.Seats, Withheld: true}, nil
}

func (p Poll) count(valid []Ballot) (Outcome, error) {
	o := Outcome{Cast: len(valid), Seats: p.Seats, Entered: entered(valid)}
	if p.Outside != nil {
		o.Cast = p.Outside.voted()
	}
	if p.Weighs() {
		o.Weight = p.weightOf(valid)
	}
	if p.Kind == MotionPoll {
		if p.Objected() {
			return o, nil
		}
		asked := p.motion(valid)
		m, err := asked.Count()
		o.Motion = &m
		if err == nil {
			o, err = p.countSilent(o, asked)
		}
		if err != nil {
			return o, err
		}
		return p.countGroups(o, valid)
	}
	said := opinions(valid)
	o.Blank = len(valid) - len(said)
	o, err := p.countOptions(o, said)
	if err != nil {
		return o, err
	}
	return p.withHeads(o, said)
}

// opinions are the ballots that are no abstentions.
func opinions(ballots []Ballot) []Ballot {
	said := ballots[:0:0]
	for _, b := range ballots {
		if b.Choice.Answer != Abstain {
			said = append(said, b)
		}
	}
	return said
}

func (p Poll) countOptions(o Outcome, ballots []Ballot) (Outcome, error) {
	switch p.Kind {
	case PriorityPoll, RankingPoll:
		return p.countRanked(o, ballots)
	case ChoicePoll:
		r, err := tally.Plurality(p.keys(), p.firstChoices(ballots))
		o.Plurality = &r
		return o, err
	case ApprovalPoll:
		return p.countApproved(o, ballots)
	case DatePoll:
		r, err := p.countDays(ballots)
		o.Days = &r
		return o, err
	default:
		return p.countPoints(o, ballots)
	}
}

func (p Poll) countRanked(o Outcome, ballots []Ballot) (Outcome, error) {
	ranked, weigh := make([]tally.RankedBallot, len(ballots)), p.weighing()
	for i, b := range ballots {
		ranked[i] = tally.RankedBallot{Count: weigh(b), Ranking: levels(b.Choice.Ranking)}
	}
	var err error
	switch p.Method {
	case ByRankedPairs:
		o.Pairs, err = result(tally.RankedPairs(p.keys(), ranked))
	case ByBorda:
		o.Borda, err = result(tally.Borda(p.keys(), ranked))
	case ByIRV:
		o.Runoff, err = result(tally.IRV(p.keys(), ranked))
	default:
		o.Order, err = result(tally.Schulze(p.keys(), ranked))
	}
	if _, tied := errors.AsType[*tally.TooManyTiesError](err); tied {
		o.Pairs, o.Runoff, o.Undecided = nil, nil, true
		return o, nil
	}
	return o, err
}

func (p Poll) countApproved(o Outcome, ballots []Ballot) (Outcome, error) {
	var err error
	if p.Method == ByEqualShares {
		o.Shares, err = result(p.countShares(ballots, nil))
		return o, err
	}
	o.Approval, err = result(tally.Approval(p.keys(), p.Winners, p.approvals(ballots)))
	return o, err
}

// countShares counts by equal shares; first are the options that win ties.
func (p Poll) countShares(ballots []Ballot, first []string) (tally.SharesResult, error) {
	rule := tally.SharesRule{Seats: p.Winners, Completion: tally.CompletionAdd1, TieOrder: first}
	return tally.EqualShares(rule, p.keys(), p.approvals(ballots))
}

func (p Poll) approvals(ballots []Ballot) []tally.ApprovalBallot {
	approved, weigh := make([]tally.ApprovalBallot, len(ballots)), p.weighing()
	for i, b := range ballots {
		approved[i] = tally.ApprovalBallot{Count: 1, Approve: b.Choice.Approve, Weight: inWeight(weigh(b))}
	}
	return approved
}

func (p Poll) countPoints(o Outcome, ballots []Ballot) (Outcome, error) {
	given, weigh := make([]tally.PointBallot, len(ballots)), p.weighing()
	for i, b := range ballots {
		given[i] = tally.PointBallot{Count: weigh(b), Scores: b.Choice.Points}
	}
	var err error
	if p.Kind == ScorePoll {
		o.Points, err = result(tally.Score(p.keys(), tally.ScoreRule{Max: p.Points}, given))
		return o, err
	}
	o.Points, err = result(tally.Dots(p.keys(), tally.DotRule{Points: p.Points, Cap: p.Cap}, given))
	return o, err
}

// result is a tally's result to be pointed at.
func result[T any](r T, err error) (*T, error) { return &r, err }

func (p Poll) keys() []string {
	keys := make([]string, len(p.Options))
	for i, o := range p.Options {
		keys[i] = o.Key
	}
	return keys
}

func (p Poll) firstChoices(ballots []Ballot) []tally.RankedBallot {
	ranked, weigh := make([]tally.RankedBallot, len(ballots)), p.weighing()
	for i, b := range ballots {
		ranked[i] = tally.RankedBallot{Count: weigh(b), Ranking: levels(b.Choice.Approve)}
	}
	return ranked
}

// valid are the ballots of entitled seats that declared no conflict of interest.
// Confidential ballots have no seat; what was not to be counted was not let in.
func (p Poll) valid(ballots []Ballot) []Ballot {
	if p.Confidential {
		return ballots
	}
	entitled := map[int64]bool{}
	for _, e := range p.Electors {
		entitled[e.Seat] = true
	}
	for _, seat := range p.Recused {
		delete(entitled, seat)
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
	if p.Outside != nil {
		return p.outside()
	}
	m := tally.Motion{Present: p.present(len(ballots)), Seats: p.Seats - len(p.Recused), Filled: len(p.Electors) - len(p.Recused), Rule: p.Rule, Weights: p.weights(ballots)}
	for _, b := range ballots {
		switch b.Choice.Answer {
		case Yes:
			m.Yes++
		case No:
			m.No++
		default:
			m.Abstain++
		}
	}
	m.Chair = chairsVote(ballots)
	return m
}

// chairsVote is how the chair has voted. If the chair has passed to somebody else
// meanwhile and they do not agree, there is no such vote.
func chairsVote(ballots []Ballot) tally.ChairVote {
	vote := tally.ChairNone
	for _, b := range ballots {
		switch said := chairVotes[b.Choice.Answer]; {
		case !b.AsChair || said == vote:
		case vote != tally.ChairNone:
			return tally.ChairNone
		default:
			vote = said
		}
	}
	return vote
}

var chairVotes = map[string]tally.ChairVote{Yes: tally.ChairYes, No: tally.ChairNo, Abstain: tally.ChairAbstain}

func levels(keys []string) tally.Ranking {
	r := make(tally.Ranking, len(keys))
	for i, k := range keys {
		r[i] = []string{k}
	}
	return r
}
