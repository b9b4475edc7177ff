package messages

import (
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
	lines := []string{v.Say("poll.order.pairs." + how), "", "| " + v.Say("poll.pairs.option."+kind) + " | " + v.Say("poll.pairs.beats") + " |", "|:--|:--|"}
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
	if ties != nil {
		lines = append(lines, "", v.Say("poll.pairs.tied", "Pairs", strings.Join(ties, ", ")))
	}
	return append(append(lines, v.detour(p, o, ranked, before)...), v.circle(p, ranked, before)...)
}

// detour says that of two that tie one is ahead, because by Schulze the way over
// others is stronger from it.
func (v Voice) detour(p committee.Poll, o committee.Outcome, ranked []int, before [][]int) []string {
	if o.Order == nil {
		return nil
	}
	paths := o.Order.Paths
	for i, x := range ranked {
		for _, y := range ranked[i+1:] {
			if before[x][y] == before[y][x] && paths[x][y] > paths[y][x] {
				return []string{"", v.Say("poll.pairs.detour", "Ahead", shortKey(p, x), "Behind", shortKey(p, y))}
			}
		}
	}
	return nil
}

// circle says that somebody behind is ahead of somebody in front: that is so where
// comparisons close a circle.
func (v Voice) circle(p committee.Poll, ranked []int, before [][]int) []string {
	for i, x := range ranked {
		for _, y := range ranked[i+1:] {
			if before[y][x] > before[x][y] {
				return []string{"", v.Say("poll.pairs.circle", "Behind", shortKey(p, y), "Ahead", shortKey(p, x))}
			}
		}
	}
	return nil
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
