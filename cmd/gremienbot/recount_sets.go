package main

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// amount is an exact number written "3", "1/3" or "0.9" as JSON text.
type amount struct{ *big.Rat }

// UnmarshalText reads at most 24 characters, so that no exponent or length
// can make the number huge.
func (a *amount) UnmarshalText(text []byte) error {
	s := string(text)
	r, ok := new(big.Rat), len(s) <= 24 && strings.Trim(s, "0123456789./") == ""
	if ok {
		r, ok = r.SetString(s)
	}
	if !ok {
		return fmt.Errorf("%q is not a number such as 3, 1/3 or 0.9", s)
	}
	a.Rat = r
	return nil
}

type setsFile struct {
	committee.FileSeal
	Method  string   `json:"method"`
	Seats   int      `json:"seats"`
	Options []string `json:"options"`
	Ballots []struct {
		Count   *int     `json:"count"` // missing: 1; see rankedFile
		Heads   int      `json:"heads"`
		Approve []string `json:"approve"`
		Weight  amount   `json:"weight"` // missing: 1
	} `json:"ballots"`
	Completion tally.Completion   `json:"completion"`
	Budget     amount             `json:"budget"` // instead of seats
	Costs      map[string]amount  `json:"costs"`
	Utility    tally.Utility      `json:"utility"`
	TieOrder   []string           `json:"tie_order"`
	Abstain    int                `json:"abstain"` // seats beside the ballots
	Lot        *committee.FileLot `json:"lot"`
}

// setsCount is the result of choosing several options; fractions are strings.
type setsCount struct {
	Method    string            `json:"method"`
	Winners   []string          `json:"winners"`
	Tied      []string          `json:"tied"`
	Approvals map[string]string `json:"approvals"`
	Levels    [][]string        `json:"levels,omitempty"`
	Endowment string            `json:"endowment,omitempty"`
	Spent     string            `json:"spent,omitempty"`
	Rounds    []sharesRound     `json:"rounds,omitempty"`
	Heads     int               `json:"heads,omitempty"`
	Abstain   int               `json:"abstain,omitempty"`
	Lot       *lotCount         `json:"lot,omitempty"`
}

type sharesRound struct {
	Option string   `json:"option"`
	Price  string   `json:"price,omitempty"`
	Greedy bool     `json:"greedy"`
	Tied   []string `json:"tied,omitempty"`
}

func recountSets(f setsFile) (any, error) {
	if err := abstained(f.Abstain); err != nil {
		return nil, err
	}
	ballots := make([]tally.ApprovalBallot, len(f.Ballots))
	for i, b := range f.Ballots {
		ballots[i] = tally.ApprovalBallot{Count: countOf(b.Count), Approve: b.Approve, Weight: b.Weight.Rat}
	}
	cast := 0
	for i, b := range f.Ballots {
		var err error
		if cast, err = heads(cast, b.Heads, i); err != nil {
			return nil, err
		}
	}
	count := recountShares
	if f.Method == "approval" {
		count = recountApproval
	}
	c, err := count(f, ballots)
	c.Heads, c.Abstain = cast, f.Abstain
	return c, err
}

func recountApproval(f setsFile, ballots []tally.ApprovalBallot) (setsCount, error) {
	r, err := tally.Approval(f.Options, f.Seats, ballots)
	if err != nil {
		return setsCount{}, err
	}
	lot, err := drawnAgain(f.Lot, shared([][]string{r.Tied}), func(first []string) []string {
		return slices.Concat(r.Winners, first[:min(f.Seats-len(r.Winners), len(first))])
	})
	return setsCount{
		Method: f.Method, Winners: list(r.Winners), Tied: list(r.Tied),
		Approvals: fractions(f.Options, r.Approvals), Levels: r.Levels, Lot: lot,
	}, err
}

func recountShares(f setsFile, ballots []tally.ApprovalBallot) (setsCount, error) {
	rule := tally.SharesRule{Seats: f.Seats, Budget: f.Budget.Rat, Utility: f.Utility, Completion: f.Completion, TieOrder: f.TieOrder}
	for o, cost := range f.Costs {
		if rule.Costs == nil {
			rule.Costs = make(map[string]*big.Rat, len(f.Costs))
		}
		rule.Costs[o] = cost.Rat
	}
	r, err := tally.EqualShares(rule, f.Options, ballots)
	if err != nil {
		return setsCount{}, err
	}
	c := setsCount{
		Method: f.Method, Winners: list(r.Winners), Tied: list(r.Tied), Approvals: fractions(f.Options, r.Approvals),
		Endowment: r.Endowment.RatString(), Spent: r.Spent.RatString(),
	}
	for _, round := range r.Rounds {
		written := sharesRound{Option: round.Option, Greedy: round.Greedy, Tied: round.Tied}
		if round.Price != nil {
			written.Price = round.Price.RatString()
		}
		c.Rounds = append(c.Rounds, written)
	}
	c.Lot, err = drawnAgain(f.Lot, shared([][]string{r.Tied}), func([]string) []string {
		rule.TieOrder = tally.Lot(f.Lot.Seed, f.Options)
		again, _ := tally.EqualShares(rule, f.Options, ballots) // counted above without an error
		return again.Winners
	})
	return c, err
}

// list makes an empty list of none, so that JSON says [] and not null.
func list(names []string) []string {
	if names == nil {
		return []string{}
	}
	return names
}

type pointsFile struct {
	committee.FileSeal
	Method    string   `json:"method"`
	Points    int      `json:"points"` // highest grade, or budget of dots
	Cap       int      `json:"cap"`
	UseAll    bool     `json:"use_all"`
	Mean      bool     `json:"mean"`
	MinGrades int      `json:"min_grades"`
	Options   []string `json:"options"`
	Ballots   []struct {
		Count  *int           `json:"count"` // missing: 1; see rankedFile
		Heads  int            `json:"heads"`
		Scores map[string]int `json:"scores"`
	} `json:"ballots"`
	Abstain int                `json:"abstain"` // seats beside the ballots
	Lot     *committee.FileLot `json:"lot"`
}

// pointsCount is the result of adding up points; means are fractions.
type pointsCount struct {
	Method  string            `json:"method"`
	Scores  map[string]int    `json:"scores"`
	Means   map[string]string `json:"means,omitempty"`
	Grades  map[string]int    `json:"grades"`
	Levels  [][]string        `json:"levels"`
	Winners []string          `json:"winners"`
	Unrated []string          `json:"unrated,omitempty"`
	Heads   int               `json:"heads,omitempty"`
	Abstain int               `json:"abstain,omitempty"`
	Lot     *lotCount         `json:"lot,omitempty"`
}

func recountPoints(f pointsFile) (any, error) {
	if err := abstained(f.Abstain); err != nil {
		return nil, err
	}
	ballots := make([]tally.PointBallot, len(f.Ballots))
	var r tally.PointsResult
	var err error
	cast := 0
	for i, b := range f.Ballots {
		ballots[i] = tally.PointBallot{Count: countOf(b.Count), Scores: b.Scores}
		if cast, err = heads(cast, b.Heads, i); err != nil {
			return nil, err
		}
	}
	if f.Method == "dots" {
		r, err = tally.Dots(f.Options, tally.DotRule{Points: f.Points, Cap: f.Cap, UseAll: f.UseAll}, ballots)
	} else {
		r, err = tally.Score(f.Options, tally.ScoreRule{Max: f.Points, Mean: f.Mean, MinGrades: f.MinGrades}, ballots)
	}
	if err != nil {
		return nil, err
	}
	c := pointsCount{
		Method: f.Method, Scores: byOption(f.Options, r.Sums), Grades: byOption(f.Options, r.Grades),
		Levels: r.Levels, Winners: list(r.Winners), Unrated: r.Unrated, Heads: cast, Abstain: f.Abstain,
	}
	if f.Mean {
		c.Means = fractions(f.Options, r.Means)
	}
	c.Lot, err = drawnAgain(f.Lot, shared(r.Levels), nil)
	return c, err
}
