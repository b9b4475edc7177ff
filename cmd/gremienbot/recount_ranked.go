package main

import (
	"errors"
	"fmt"
	"math/big"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

type rankedFile struct {
	committee.FileSeal
	Method  string   `json:"method"`
	Options []string `json:"options"`
	Ballots []struct {
		Count   *int          `json:"count"` // missing: 1; where seats have weights, what they weigh together
		Heads   int           `json:"heads"` // how many seats these are, of a count by weight
		Ranking tally.Ranking `json:"ranking"`
	} `json:"ballots"`
	Abstain int                `json:"abstain"` // seats beside the ballots
	Lot     *committee.FileLot `json:"lot"`
}

// rankedCount is the result of a ranked poll; fields a method has not stay
// out. Fractions are strings such as "51/2".
type rankedCount struct {
	Method    string            `json:"method"`
	Levels    [][]string        `json:"levels"`
	Winners   []string          `json:"winners"`
	Scores    map[string]string `json:"scores,omitempty"`
	Votes     map[string]int    `json:"votes,omitempty"`
	Blank     *int              `json:"blank,omitempty"`
	Condorcet *string           `json:"condorcet,omitempty"`
	Options   []string          `json:"options"`
	Pairwise  [][]int           `json:"pairwise,omitempty"`
	Paths     [][]int           `json:"paths,omitempty"`
	Ways      int               `json:"ways,omitempty"`
	Pairs     []rankedPair      `json:"pairs,omitempty"`
	Rounds    []irvRound        `json:"rounds,omitempty"`
	Heads     int               `json:"heads,omitempty"`
	Abstain   int               `json:"abstain,omitempty"`
	Lot       *lotCount         `json:"lot,omitempty"`
}

type rankedPair struct {
	Winner  string `json:"winner"`
	Loser   string `json:"loser"`
	For     int    `json:"for"`
	Against int    `json:"against"`
	Locked  string `json:"locked"` // always, never or sometimes
}

type irvRound struct {
	Votes     map[string]string `json:"votes"`
	Exhausted int               `json:"exhausted"`
	Winner    string            `json:"winner,omitempty"`
	Lowest    []string          `json:"lowest,omitempty"`
	Together  bool              `json:"together"`
}

func recountRanked(f rankedFile) (any, error) {
	ballots := make([]tally.RankedBallot, len(f.Ballots))
	for i, b := range f.Ballots {
		ballots[i] = tally.RankedBallot{Count: countOf(b.Count), Ranking: b.Ranking}
	}
	count := map[string]func(*rankedCount, []tally.RankedBallot) error{
		"plurality": (*rankedCount).plurality, "borda": (*rankedCount).borda, "irv": (*rankedCount).irv,
		"schulze": (*rankedCount).schulze, "ranked-pairs": (*rankedCount).rankedPairs,
	}[f.Method]
	c := rankedCount{Method: f.Method, Options: f.Options, Abstain: f.Abstain}
	err := abstained(f.Abstain)
	if err != nil {
		return nil, err
	}
	for i, b := range f.Ballots {
		if c.Heads, err = heads(c.Heads, b.Heads, i); err != nil {
			return nil, err
		}
	}
	err = count(&c, ballots)
	if ties, ok := errors.AsType[*tally.TooManyTiesError](err); ok {
		return nil, &tally.InputError{Where: "ballots", Why: ties.Error()}
	}
	if err != nil {
		return nil, err
	}
	equal := c.Levels
	if f.Method == "irv" { // the rest are not equal, they are out
		equal = equal[:1]
	}
	c.Lot, err = drawnAgain(f.Lot, shared(equal), nil)
	return c, err
}

// heads adds the seats of a ballot to a total.
func heads(total, more, ballot int) (int, error) {
	if more < 0 || more > tally.MaxVoters-total {
		return 0, &tally.InputError{Where: fmt.Sprintf("ballots[%d].heads", ballot), Why: fmt.Sprintf("%d is not a number of seats", more)}
	}
	return total + more, nil
}

// abstained refuses what is no number of seats that abstain.
func abstained(seats int) error {
	if seats < 0 || seats > tally.MaxVoters {
		return &tally.InputError{Where: "abstain", Why: fmt.Sprintf("%d is not a number of seats", seats)}
	}
	return nil
}

// countOf reads a ballot's count; a missing one is a single voter.
func countOf(count *int) int {
	if count == nil {
		return 1
	}
	return *count
}

func (c *rankedCount) plurality(ballots []tally.RankedBallot) error {
	r, err := tally.Plurality(c.Options, ballots)
	if err != nil {
		return err
	}
	c.Levels, c.Winners, c.Votes, c.Blank = r.Levels, r.Winners, byOption(c.Options, r.Votes), &r.Blank
	return nil
}

func (c *rankedCount) borda(ballots []tally.RankedBallot) error {
	r, err := tally.Borda(c.Options, ballots)
	if err != nil {
		return err
	}
	c.Levels, c.Winners, c.Scores = r.Levels, r.Winners, fractions(c.Options, r.Scores)
	return nil
}

func (c *rankedCount) schulze(ballots []tally.RankedBallot) error {
	r, err := tally.Schulze(c.Options, ballots)
	if err != nil {
		return err
	}
	c.Levels, c.Winners, c.Pairwise, c.Paths = r.Levels, r.Winners, r.Pairwise, r.Paths
	if r.Condorcet != "" {
		c.Condorcet = &r.Condorcet
	}
	return nil
}

func (c *rankedCount) rankedPairs(ballots []tally.RankedBallot) error {
	r, err := tally.RankedPairs(c.Options, ballots)
	if err != nil {
		return err
	}
	c.Levels, c.Winners, c.Pairwise, c.Ways = r.Levels, r.Winners, r.Pairwise, r.Ways
	for _, p := range r.Pairs {
		locked := "sometimes"
		if p.Always {
			locked = "always"
		} else if p.Never {
			locked = "never"
		}
		c.Pairs = append(c.Pairs, rankedPair{Winner: p.Winner, Loser: p.Loser, For: p.For, Against: p.Against, Locked: locked})
	}
	return nil
}

// irv has two levels: who wins in some way to break the ties, and the rest.
func (c *rankedCount) irv(ballots []tally.RankedBallot) error {
	r, err := tally.IRV(c.Options, ballots)
	if err != nil {
		return err
	}
	c.Winners, c.Levels = r.Winners, [][]string{r.Winners}
	if rest := others(c.Options, r.Winners); len(rest) > 0 {
		c.Levels = append(c.Levels, rest)
	}
	for _, round := range r.Rounds {
		c.Rounds = append(c.Rounds, irvRound{
			Votes: fractions(round.Options, round.Votes), Exhausted: round.Exhausted,
			Winner: round.Winner, Lowest: round.Lowest, Together: round.Together,
		})
	}
	return nil
}

func others(options, not []string) []string {
	in := make(map[string]bool, len(not))
	for _, o := range not {
		in[o] = true
	}
	var rest []string
	for _, o := range options {
		if !in[o] {
			rest = append(rest, o)
		}
	}
	return rest
}

func byOption(options []string, numbers []int) map[string]int {
	of := make(map[string]int, len(options))
	for i, o := range options {
		of[o] = numbers[i]
	}
	return of
}

// fractions writes exact numbers by option; nil ones stay out.
func fractions(options []string, numbers []*big.Rat) map[string]string {
	of := make(map[string]string, len(options))
	for i, o := range options {
		if numbers[i] != nil {
			of[o] = numbers[i].RatString()
		}
	}
	return of
}
