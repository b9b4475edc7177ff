package tally

import (
	"math/big"
	"slices"
)

// Completion says how equal shares go on when nothing more is affordable.
type Completion string

// The completions; the empty string is CompletionNone.
const (
	CompletionNone Completion = "none"
	// CompletionAdd1 raises all endowments in equal steps and starts again,
	// until one more step would overspend or nothing more fits; what is left
	// goes to the options with most approvals. Where seats are filled a step
	// adds 1 to the total and a run ends with the last seat; otherwise a
	// step adds 1/100 of the budget. Where weights differ so much that 10,000 steps
	// are not enough, each further one is twice as long as the one before.
	CompletionAdd1 Completion = "add1"
)

// Utility says what a supporter gains from a chosen option.
type Utility string

// The utilities; the empty string is UtilityCardinality.
const (
	UtilityCardinality Utility = "cardinality" // 1 for each chosen option
	UtilityCost        Utility = "cost"        // the cost of the chosen option
)

// SharesRule is what equal shares needs besides ballots: Seats (options cost
// 1 each), or a Budget and the cost of every option. TieOrder lists options
// that win ties, first ones first; others follow by name.
type SharesRule struct {
	Seats      int
	Budget     *big.Rat
	Costs      map[string]*big.Rat
	Utility    Utility
	Completion Completion
	TieOrder   []string
}

// SharesRound is one choice. Price is what supporters paid per unit of
// utility (nil when Greedy: chosen by approvals in the completion). Tied are
// all options that were equal at this point, when there was more than one.
type SharesRound struct {
	Option string
	Price  *big.Rat
	Greedy bool
	Tied   []string
}

// SharesResult has the options in the order chosen. Tied are the options of
// those rounds whose tie left somebody out: there the tie order decided.
// Endowment is the total money the voters shared in the final run, Spent what
// the winners cost. Approvals are weighted, in the order of the options.
type SharesResult struct {
	Winners   []string
	Tied      []string
	Endowment *big.Rat
	Spent     *big.Rat
	Approvals []*big.Rat
	Rounds    []SharesRound
}

// equalSteps is after how many steps a completion doubles each further one.
const equalSteps = 10_000

// EqualShares gives every voter an equal part of the money (by weight); an
// option is bought by its supporters as equally as their purses allow, the
// one with the lowest price per utility first, then the one with more
// supporters, then by TieOrder. Without completion seats may stay empty.
// Options nobody approves are never chosen. Source: D. Peters, P. Skowron,
// "Proportionality and the Limits of Welfarism" (2020).
func EqualShares(rule SharesRule, options []string, ballots []ApprovalBallot) (SharesResult, error) {
	a, err := readApprovals(options, ballots)
	if err != nil {
		return SharesResult{}, err
	}
	m, err := newMarket(rule, a)
	if err != nil {
		return SharesResult{}, err
	}
	run := m.run(m.budget)
	if rule.Completion == CompletionAdd1 {
		run = m.add1(run)
		m.fill(&run)
	}
	return m.result(run), nil
}

// purchase is one run from scratch.
type purchase struct {
	total  *big.Rat
	spent  *big.Rat
	chosen []int
	rounds []SharesRound
}

func (m market) run(total *big.Rat) purchase {
	p := purchase{total: total, spent: new(big.Rat)}
	if m.total.Sign() == 0 {
		return p
	}
	purses := make([]*big.Rat, len(m.mass))
	for i := range purses {
		purses[i] = new(big.Rat).Quo(total, m.total)
	}
	for {
		best := m.cheapest(p.chosen, purses)
		if len(best) == 0 || m.seats > 0 && len(p.chosen) == m.seats {
			return p
		}
		m.take(&p, best[0].option, offered(best), best[0].price)
		m.pay(best[0], purses)
	}
}

func offered(best []offer) []int {
	var of []int
	for _, o := range best {
		of = append(of, o.option)
	}
	return of
}

func (m market) take(p *purchase, x int, tied []int, price *big.Rat) {
	round := SharesRound{Option: m.options[x], Price: price, Greedy: price == nil}
	if len(tied) > 1 {
		round.Tied = m.named(tied)
	}
	p.rounds = append(p.rounds, round)
	p.chosen = append(p.chosen, x)
	p.spent = new(big.Rat).Add(p.spent, m.costs[x])
}

func (m market) named(of []int) []string {
	of = slices.Sorted(slices.Values(of))
	names := make([]string, 0, len(of))
	for _, x := range of {
		names = append(names, m.options[x])
	}
	return names
}

// result names the winners and the ties that left somebody out.
func (m market) result(p purchase) SharesResult {
	r := SharesResult{Endowment: p.total, Spent: p.spent, Approvals: m.support, Rounds: p.rounds}
	for _, x := range p.chosen {
		r.Winners = append(r.Winners, m.options[x])
	}
	out := func(o string) bool { return !slices.Contains(r.Winners, o) }
	var tied []string
	for _, round := range p.rounds {
		if slices.ContainsFunc(round.Tied, out) {
			tied = append(tied, round.Tied...)
		}
	}
	for _, o := range m.options {
		if slices.Contains(tied, o) {
			r.Tied = append(r.Tied, o)
		}
	}
	return r
}
