package tally

import (
	"fmt"
	"slices"
)

// Ranking is one order of options, best first; options in the same level are
// tied. Options it does not mention are tied in a level after the last. An
// empty ranking, or one whose single level holds every option, has no opinion.
type Ranking [][]string

// RankedBallot is a ranking and how many voters cast it (0 or more).
type RankedBallot struct {
	Count   int
	Ranking Ranking
}

// ranked is a ballot in numbers: levels of option indices that together
// hold every option exactly once, and the same options in one slice.
type ranked struct {
	count  int
	levels [][]int
	flat   []int
}

// profile is a checked set of ballots, equal ballots counted together.
type profile struct {
	options []string
	ballots []ranked
	voters  int
}

// read checks options and ballots and merges equal ballots.
func read(options []string, ballots []RankedBallot) (profile, error) {
	number, err := index(options)
	if err != nil {
		return profile{}, err
	}
	p := profile{options: options}
	seen := make(map[string]int)
	for i, b := range ballots {
		if p.voters, err = voters(p.voters, b.Count, i); err != nil {
			return profile{}, err
		}
		levels, key, err := levelsOf(b.Ranking, number, i)
		if err != nil {
			return profile{}, err
		}
		if at, known := seen[key]; known {
			p.ballots[at].count += b.Count
			continue
		}
		seen[key] = len(p.ballots)
		p.ballots = append(p.ballots, ranked{count: b.Count, levels: levels, flat: slices.Concat(levels...)})
	}
	return p, nil
}

// levelsOf turns a ranking into complete levels and a key that equal
// rankings share.
func levelsOf(r Ranking, number map[string]int, ballot int) ([][]int, string, error) {
	rank := make([]uint16, len(number))
	all := make([]int, 0, len(number))
	levels := make([][]int, 0, len(r)+1)
	for _, level := range r {
		if len(level) == 0 {
			continue
		}
		start := len(all)
		for _, o := range level {
			x, known := number[o]
			if !known {
				return nil, "", wrong(fmt.Sprintf("ballots[%d]", ballot), "%q is not an option", o)
			}
			if rank[x] > 0 {
				return nil, "", wrong(fmt.Sprintf("ballots[%d]", ballot), "%q is ranked twice", o)
			}
			rank[x] = uint16(len(levels) + 1)
			all = append(all, x)
		}
		levels = append(levels, all[start:len(all):len(all)])
	}
	return withRest(levels, all, rank), keyOf(rank, len(levels)+1), nil
}

// withRest adds the unmentioned options as the last level.
func withRest(levels [][]int, all []int, rank []uint16) [][]int {
	start := len(all)
	for x, r := range rank {
		if r == 0 {
			all = append(all, x)
		}
	}
	if start == len(all) {
		return levels
	}
	return append(levels, all[start:])
}

// keyOf writes the ranks as bytes, unmentioned options with the last rank.
func keyOf(rank []uint16, last int) string {
	key := make([]byte, 0, 2*len(rank))
	for _, r := range rank {
		if r == 0 {
			r = uint16(last)
		}
		key = append(key, byte(r), byte(r>>8))
	}
	return string(key)
}

// pairwise returns d[x][y], the voters who rank x strictly above y.
func (p profile) pairwise() [][]int {
	d := square(len(p.options))
	for _, b := range p.ballots {
		below := b.flat
		for _, level := range b.levels {
			below = below[len(level):]
			for _, x := range level {
				addTo(d[x], below, b.count)
			}
		}
	}
	return d
}

func addTo(row, at []int, count int) {
	for _, y := range at {
		row[y] += count
	}
}

// names returns the options of the given indices, in the order of options.
func (p profile) names(of []int) []string {
	in := make([]bool, len(p.options))
	for _, x := range of {
		in[x] = true
	}
	names := make([]string, 0, len(of))
	for x, o := range p.options {
		if in[x] {
			names = append(names, o)
		}
	}
	return names
}

func square(n int) [][]int {
	cells := make([]int, n*n)
	rows := make([][]int, n)
	for i := range rows {
		rows[i], cells = cells[:n:n], cells[n:]
	}
	return rows
}

func everyIndex(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// layers splits n options into levels: again and again those that beats
// says nobody left is above.
func layers(n int, beats func(x, y int) bool) [][]int {
	var levels [][]int
	for left := everyIndex(n); len(left) > 0; {
		var top, rest []int
		for _, y := range left {
			if beatenBy(left, y, beats) {
				rest = append(rest, y)
			} else {
				top = append(top, y)
			}
		}
		levels, left = append(levels, top), rest
	}
	return levels
}

func beatenBy(left []int, y int, beats func(x, y int) bool) bool {
	for _, x := range left {
		if x != y && beats(x, y) {
			return true
		}
	}
	return false
}
