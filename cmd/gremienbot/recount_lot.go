package main

import (
	"fmt"
	"slices"
	"strings"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// lotCount is a lot drawn again: the order that the words give, and where the file
// says something else.
type lotCount struct {
	Seed     string     `json:"seed"`
	Tied     [][]string `json:"tied"`
	Order    [][]string `json:"order"`
	Selected []string   `json:"selected,omitempty"`
	Agrees   bool       `json:"agrees"`
	Differs  []string   `json:"differs,omitempty"`
}

// drawnAgain draws the lot of a file again, nil for none. equal are the levels or
// seats of the recount that more than one option share; chosen says who is selected
// with an order of options, nil where nobody is.
func drawnAgain(lot *committee.FileLot, equal [][]string, chosen func(first []string) []string) (*lotCount, error) {
	switch {
	case lot == nil:
		return nil, nil
	case lot.Seed == "" || strings.ContainsAny(lot.Seed, "\r\n"):
		return nil, &tally.InputError{Where: "lot.seed", Why: "must be one line of text"}
	}
	c := lotCount{Seed: lot.Seed, Tied: lot.Tied}
	if len(lot.Tied) == 0 {
		c.differ("lot.tied: names no options")
	}
	for i, tie := range lot.Tied {
		c.Order = append(c.Order, tally.Lot(lot.Seed, tie))
		if !slices.ContainsFunc(equal, func(level []string) bool { return sameSet(level, tie) }) {
			c.differ("lot.tied[%d]: %s did not come out equal", i, strings.Join(tie, ", "))
		}
		if i >= len(lot.Order) || !slices.Equal(lot.Order[i], c.Order[i]) {
			c.differ("lot.order[%d]: the words give %s", i, strings.Join(c.Order[i], ", "))
		}
	}
	if len(lot.Order) > len(lot.Tied) {
		c.differ("lot.order: has %d orders for %d ties", len(lot.Order), len(lot.Tied))
	}
	c.leftOut(equal)
	if chosen != nil && len(c.Differs) == 0 {
		c.Selected = chosen(c.Order[0])
		if !slices.Equal(lot.Selected, c.Selected) {
			c.differ("lot.selected: with the lot these are %s", strings.Join(c.Selected, ", "))
		}
	}
	c.Agrees = len(c.Differs) == 0
	return &c, nil
}

func (c *lotCount) differ(format string, args ...any) {
	c.Differs = append(c.Differs, fmt.Sprintf(format, args...))
}

// leftOut finds the first tie of the recount that no lot was drawn for. Ties on
// lower ranks may be left alone: where they do not matter nobody draws.
func (c *lotCount) leftOut(equal [][]string) {
	if len(equal) > 0 && !slices.ContainsFunc(c.Tied, func(tie []string) bool { return sameSet(tie, equal[0]) }) {
		c.differ("lot.tied: %s came out equal too", strings.Join(equal[0], ", "))
	}
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// shared are the levels that more than one option is on.
func shared(levels [][]string) [][]string {
	return slices.DeleteFunc(slices.Clone(levels), func(l []string) bool { return len(l) < 2 })
}
