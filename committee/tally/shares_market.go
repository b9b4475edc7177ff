package tally

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
)

// market is a checked election by equal shares.
type market struct {
	approvals
	seats  int // 0: a budget
	budget *big.Rat
	step   *big.Rat
	costs  []*big.Rat
	gains  []*big.Rat // utility per option
	place  []int      // place in the tie order per option
}

func newMarket(rule SharesRule, a approvals) (market, error) {
	m := market{approvals: a, budget: rule.Budget}
	switch rule.Completion {
	case "", CompletionNone, CompletionAdd1:
	default:
		return market{}, wrong("completion", "%q is not none or add1", rule.Completion)
	}
	if rule.Utility != "" && rule.Utility != UtilityCardinality && rule.Utility != UtilityCost {
		return market{}, wrong("utility", "%q is not cardinality or cost", rule.Utility)
	}
	if err := m.price(rule); err != nil {
		return market{}, err
	}
	m.gains = m.costs
	if rule.Utility != UtilityCost {
		m.gains = ones(len(a.options))
	}
	return m, m.arrange(rule.TieOrder)
}

func ones(n int) []*big.Rat {
	of := make([]*big.Rat, n)
	for i := range of {
		of[i] = big.NewRat(1, 1)
	}
	return of
}

// price sets budget, step and costs from seats or from a budget.
func (m *market) price(rule SharesRule) error {
	if rule.Budget == nil && len(rule.Costs) == 0 {
		if rule.Seats < 1 || rule.Seats > MaxOptions {
			return wrong("seats", "%d is not between 1 and %d", rule.Seats, MaxOptions)
		}
		m.budget, m.step = big.NewRat(int64(rule.Seats), 1), big.NewRat(1, 1)
		m.seats, m.costs = rule.Seats, ones(len(m.options))
		return nil
	}
	if rule.Seats != 0 {
		return wrong("seats", "seats and a budget exclude each other")
	}
	if rule.Budget == nil || rule.Budget.Sign() <= 0 {
		return wrong("budget", "costs need a budget above 0")
	}
	m.step = new(big.Rat).Quo(rule.Budget, big.NewRat(100, 1))
	return m.costList(rule.Costs)
}

func (m *market) costList(costs map[string]*big.Rat) error {
	for _, o := range m.options {
		c := costs[o]
		if c == nil || c.Sign() < 0 {
			return wrong("costs", "%q needs a cost of 0 or more", o)
		}
		m.costs = append(m.costs, c)
	}
	if len(costs) > len(m.options) {
		return wrong("costs", "%d costs for %d options", len(costs), len(m.options))
	}
	return nil
}

// arrange numbers the options: the tie order first, the others by name.
func (m *market) arrange(ties []string) error {
	at := make(map[string]int, len(ties))
	for i, o := range ties {
		if _, twice := at[o]; twice || !slices.Contains(m.options, o) {
			return wrong(fmt.Sprintf("tie_order[%d]", i), "%q is not an option or listed twice", o)
		}
		at[o] = i
	}
	rest := slices.Sorted(slices.Values(m.options))
	for _, o := range rest {
		if _, listed := at[o]; !listed {
			at[o] = len(at)
		}
	}
	for _, o := range m.options {
		m.place = append(m.place, at[o])
	}
	return nil
}

// offer is an option its supporters can afford.
type offer struct {
	option int
	price  *big.Rat // per unit of utility
	share  *big.Rat // most that one unit of weight pays
}

// cheapest returns the best offers, which are equal but for the tie order,
// in the tie order.
func (m market) cheapest(chosen []int, purses []*big.Rat) []offer {
	var best []offer
	for x := range m.options {
		if slices.Contains(chosen, x) {
			continue
		}
		o, affordable := m.offer(x, purses)
		if !affordable {
			continue
		}
		switch c := m.compare(o, best); {
		case c < 0:
			best = []offer{o}
		case c == 0:
			best = append(best, o)
		}
	}
	slices.SortFunc(best, func(a, b offer) int { return cmp.Compare(m.place[a.option], m.place[b.option]) })
	return best
}

func (m market) compare(o offer, best []offer) int {
	if len(best) == 0 {
		return -1
	}
	return cmp.Or(o.price.Cmp(best[0].price), m.support[best[0].option].Cmp(m.support[o.option]))
}

// offer finds the smallest share q with which the supporters of x, each
// paying min(purse, q), reach its cost.
func (m market) offer(x int, purses []*big.Rat) (offer, bool) {
	if m.support[x].Sign() == 0 || m.gains[x].Sign() == 0 {
		return offer{}, false
	}
	backers := slices.Clone(m.backers[x])
	slices.SortFunc(backers, func(i, j int) int { return purses[i].Cmp(purses[j]) })
	cost, mass := new(big.Rat).Set(m.costs[x]), new(big.Rat).Set(m.support[x])
	for _, i := range backers {
		if m.mass[i].Sign() == 0 {
			continue
		}
		if new(big.Rat).Mul(purses[i], mass).Cmp(cost) >= 0 {
			q := new(big.Rat).Quo(cost, mass)
			return offer{option: x, price: new(big.Rat).Quo(q, m.gains[x]), share: q}, true
		}
		cost.Sub(cost, new(big.Rat).Mul(purses[i], m.mass[i]))
		mass.Sub(mass, m.mass[i])
	}
	return offer{}, false
}

func (m market) pay(o offer, purses []*big.Rat) {
	for _, i := range m.backers[o.option] {
		paid := o.share
		if purses[i].Cmp(paid) < 0 {
			paid = purses[i]
		}
		purses[i] = new(big.Rat).Sub(purses[i], paid)
	}
}

// add1 raises the total step by step and returns the last run within budget. It ends,
// because the longer steps soon let everybody afford everything alone.
func (m market) add1(run purchase) purchase {
	step := m.step
	for n := 0; len(m.fitting(run)) > 0; n++ {
		if n >= equalSteps {
			step = new(big.Rat).Add(step, step)
		}
		next := m.run(new(big.Rat).Add(run.total, step))
		if next.spent.Cmp(m.budget) > 0 {
			return run
		}
		run = next
	}
	return run
}

// fitting returns the options left that have supporters and fit the budget.
func (m market) fitting(run purchase) []int {
	var fit []int
	left := new(big.Rat).Sub(m.budget, run.spent)
	for x := range m.options {
		wanted := m.support[x].Sign() > 0 && m.gains[x].Sign() > 0
		if wanted && m.costs[x].Cmp(left) <= 0 && !slices.Contains(run.chosen, x) {
			fit = append(fit, x)
		}
	}
	return fit
}

// fill spends what is left on the options with most approvals.
func (m market) fill(run *purchase) {
	for fit := m.fitting(*run); len(fit) > 0; fit = m.fitting(*run) {
		slices.SortFunc(fit, func(x, y int) int {
			return cmp.Or(m.support[y].Cmp(m.support[x]), cmp.Compare(m.place[x], m.place[y]))
		})
		tied := slices.DeleteFunc(slices.Clone(fit), func(x int) bool { return m.support[x].Cmp(m.support[fit[0]]) != 0 })
		m.take(run, fit[0], tied, nil)
	}
}
