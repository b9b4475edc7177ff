package tally

import (
	"fmt"
	"math/big"
)

// ApprovalBallot is a set of approved options. Count voters (0 or more) cast
// it, each with the given weight above 0; nil weighs 1.
type ApprovalBallot struct {
	Count   int
	Approve []string
	Weight  *big.Rat
}

// ApprovalResult has the weighted approvals in the order of the options.
// Winners are sure of a seat; where options are tied for the last seats,
// Tied are all of these and the seats after len(Winners) stay open.
type ApprovalResult struct {
	Approvals []*big.Rat
	Levels    [][]string
	Winners   []string
	Tied      []string
}

// Approval gives the seats (at least 1) to the options with most approvals.
func Approval(options []string, seats int, ballots []ApprovalBallot) (ApprovalResult, error) {
	if seats < 1 {
		return ApprovalResult{}, wrong("seats", "there must be at least 1, not %d", seats)
	}
	a, err := readApprovals(options, ballots)
	if err != nil {
		return ApprovalResult{}, err
	}
	r := ApprovalResult{Approvals: a.support}
	r.Levels = leveled(options, everyIndex(len(options)), func(x, y int) int { return a.support[y].Cmp(a.support[x]) })
	for _, level := range r.Levels {
		if len(r.Winners)+len(level) > seats {
			if len(r.Winners) < seats {
				r.Tied = level
			}
			break
		}
		r.Winners = append(r.Winners, level...)
	}
	return r, nil
}

// approvals is a checked set of approval ballots. mass is count times weight,
// support the mass behind each option.
type approvals struct {
	options []string
	mass    []*big.Rat
	total   *big.Rat
	backers [][]int // per option the ballots that approve it
	support []*big.Rat
}

func readApprovals(options []string, ballots []ApprovalBallot) (approvals, error) {
	number, err := index(options)
	if err != nil {
		return approvals{}, err
	}
	a := approvals{options: options, total: new(big.Rat), backers: make([][]int, len(options))}
	for range options {
		a.support = append(a.support, new(big.Rat))
	}
	sum := 0
	for i, b := range ballots {
		if sum, err = voters(sum, b.Count, i); err != nil {
			return approvals{}, err
		}
		if err := a.add(b, i, number); err != nil {
			return approvals{}, err
		}
	}
	return a, nil
}

func (a *approvals) add(b ApprovalBallot, i int, number map[string]int) error {
	where := fmt.Sprintf("ballots[%d]", i)
	mass := new(big.Rat).SetInt64(int64(b.Count))
	if b.Weight != nil {
		if b.Weight.Sign() <= 0 {
			return wrong(where, "weight %s is not above 0", b.Weight.RatString())
		}
		mass.Mul(mass, b.Weight)
	}
	a.mass = append(a.mass, mass)
	a.total.Add(a.total, mass)
	seen := make(map[string]bool, len(b.Approve))
	for _, o := range b.Approve {
		x, known := number[o]
		if !known {
			return wrong(where, "%q is not an option", o)
		}
		if seen[o] {
			return wrong(where, "%q is approved twice", o)
		}
		seen[o] = true
		a.backers[x] = append(a.backers[x], i)
		a.support[x].Add(a.support[x], mass)
	}
	return nil
}
