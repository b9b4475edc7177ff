package messages

import (
	"slices"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// PollPairs is the table behind a ranking, for the thread of its result: how each
// comparison came out. It is false if there is none.
func (v Voice) PollPairs(p committee.Poll, o committee.Outcome) (bot.Message, bool) {
	table := v.pairs(p, o)
	if table == nil {
		return bot.Message{}, false
	}
	m := v.aboutPoll("poll.pairs.head", p)
	m.Text += "\n\n" + strings.Join(table, "\n")
	return m, true
}

// pairsElsewhere says where that table is.
func (v Voice) pairsElsewhere(p committee.Poll, o committee.Outcome) []string {
	if v.pairs(p, o) == nil {
		return nil
	}
	return []string{v.Say("poll.pairs.where")}
}

// pairs is how to read the table of duels, and the table in two columns, so that it
// can be read on a phone: an option, and those it beats, each with the seats for and
// against it; ties stand below. Every pair stands there once.
func (v Voice) pairs(p committee.Poll, o committee.Outcome) []string {
	ranked, before := p.Comparisons(o)
	if ranked == nil || !p.Tells(committee.NumbersOfPairs, committee.ToAll, &o) {
		return nil
	}
	kind, how := string(p.Kind), string(p.Kind)
	if o.Heads != nil {
		how = "weighed"
	}
	lines := []string{"", "| " + v.Say("poll.pairs.option."+kind) + " | " + v.Say("poll.pairs.beats") + " |", "|:--|:--|"}
	var ties []string
	for i, x := range ranked {
		var duels []string
		for j, y := range ranked {
			switch ours, theirs := before[x][y], before[y][x]; {
			case ours == theirs && i < j:
				ties = append(ties, shortKey(p, x)+"/"+shortKey(p, y)+" ("+v.duel(p, o, x, y)+")")
			case ours > theirs:
				duels = append(duels, shortKey(p, y)+" ("+v.duel(p, o, x, y)+")")
			}
		}
		if duels == nil {
			duels = []string{"–"}
		}
		lines = append(lines, "| **"+shortKey(p, x)+"** | "+strings.Join(duels, ", ")+" |")
	}
	lines = append([]string{v.Say("poll.order.pairs."+how, "Ties", ties != nil)}, lines...)
	if ties != nil {
		lines = append(lines, "", v.Say("poll.pairs.tied", "Pairs", strings.Join(ties, ", ")))
	}
	return append(lines, v.unlike(p, o)...)
}

// mostPairs is how many pairs a sentence names.
const mostPairs = 6

// unlike explains each pair whose direct comparison came out unlike its place in the
// order: tied and yet one behind the other, or won and yet behind, or on one rank. Where
// one that wins is not ahead, there is a way back to it over others: a circle.
func (v Voice) unlike(p committee.Poll, o committee.Outcome) []string {
	ranked, before := p.Comparisons(o)
	rank := ranksOf(o)
	var split, behind, level [][2]string
	for i, x := range ranked {
		for _, y := range ranked[i+1:] {
			one, other := shortKey(p, x), shortKey(p, y)
			ahead := rank[p.Options[x].Key] < rank[p.Options[y].Key]
			switch ours, theirs := before[x][y], before[y][x]; {
			case ahead && ours == theirs:
				split = append(split, [2]string{one, other})
			case ahead && ours < theirs:
				behind = append(behind, [2]string{other, one})
			case !ahead && ours > theirs:
				level = append(level, [2]string{one, other})
			case !ahead && ours < theirs:
				level = append(level, [2]string{other, one})
			}
		}
	}
	return slices.Concat(v.pairsSaid("split", split), v.pairsSaid("circle", behind), v.pairsSaid("level", level))
}

// pairsSaid is a paragraph about pairs, none if there are none.
func (v Voice) pairsSaid(what string, pairs [][2]string) []string {
	if pairs == nil {
		return nil
	}
	var list []string
	for _, pair := range pairs[:min(len(pairs), mostPairs)] {
		list = append(list, v.Say("poll.pairs.pair", "One", pair[0], "Other", pair[1]))
	}
	if more := len(pairs) - mostPairs; more > 0 {
		list = append(list, strings.TrimSuffix(v.Say("more", "Count", more), "."))
	}
	return []string{"", v.Say("poll.pairs."+what, "Count", len(pairs), "One", pairs[0][0], "Other", pairs[0][1], "Pairs", strings.Join(list, ", "))}
}

// ranksOf are the ranks of the options of an order by comparisons; equal ones share one.
func ranksOf(o committee.Outcome) map[string]int {
	var levels [][]string
	switch {
	case o.Order != nil:
		levels = o.Order.Levels
	case o.Pairs != nil:
		levels = o.Pairs.Levels
	}
	rank := map[string]int{}
	for i, level := range levels {
		for _, key := range level {
			rank[key] = i
		}
	}
	return rank
}

// shortKey is the last part of an option's number where all are of one year,
// else the number.
func shortKey(p committee.Poll, i int) string {
	key := p.Options[i].Key
	cut := strings.LastIndex(key, "-") + 1
	for _, o := range p.Options {
		if !strings.HasPrefix(o.Key, key[:cut]) {
			return Unbroken(key)
		}
	}
	return key[cut:]
}
