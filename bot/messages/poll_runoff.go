package messages

import (
	"slices"
	"strings"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// runoff tells the rounds of an elimination. Where the last are equal and it matters
// who goes, every way is counted. There can be hundreds of them; what is told is
// where they part and where they lead.
func (v Voice) runoff(p committee.Poll, r tally.IRVResult) []string {
	var lines []string
	for i, round := range r.Rounds {
		line := "- " + v.Say("poll.round", "Round", i+1, "Counts", v.firstPlaces(round))
		out := v.labels(p, round.Lowest)
		switch {
		case round.Winner != "":
			return append(lines, line+" "+v.Say("poll.round.won", "First", v.labels(p, []string{round.Winner})[0]))
		case len(out) == len(round.Options) && nobody(round):
			return append(lines, line+" "+v.Say("poll.round.empty", "Out", v.and(out)))
		case len(out) > 1 && !round.Together:
			first := v.labels(p, r.Winners)
			return append(lines, line+" "+v.Say("poll.round.ways", "Out", v.and(out)), "- "+v.Say("poll.round.lead", "Count", len(first), "First", v.or(first)))
		}
		lines = append(lines, line+" "+v.Say("poll.round.out", "Count", len(out), "Out", v.and(out)))
	}
	return lines
}

// firstPlaces are the votes of a round, most first.
func (v Voice) firstPlaces(round tally.IRVRound) string {
	places := make([]int, len(round.Options))
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(a, b int) int { return round.Votes[b].Cmp(round.Votes[a]) })
	counts := make([]string, len(places))
	for i, at := range places {
		counts[i] = Unbroken(round.Options[at]) + " " + v.exactly(round.Votes[at])
	}
	return strings.Join(counts, ", ")
}

// nobody reports whether no ballot tells the options of a round apart any more.
func nobody(round tally.IRVRound) bool {
	for _, n := range round.Votes {
		if n.Sign() != 0 {
			return false
		}
	}
	return true
}

// shared are the options that share a selection: those chosen, in the order of the
// choice, those tied for the last place, and the others with the most approvals
// first. They have no ranks: one with fewer approvals can be chosen.
func (v Voice) shared(p committee.Poll, r tally.SharesResult, by map[string]standing) []string {
	var rest []string
	for _, o := range p.Options {
		if !slices.Contains(r.Winners, o.Key) && !slices.Contains(r.Tied, o.Key) {
			rest = append(rest, o.Key)
		}
	}
	slices.SortStableFunc(rest, func(a, b string) int { return by[b].amount.Cmp(by[a].amount) })
	var lines []string
	for _, part := range []struct {
		key  string
		list []string
	}{{"poll.shares.in", untied(r)}, {"poll.shares.tied", r.Tied}, {"poll.shares.out", rest}} {
		for _, key := range part.list {
			lines = append(lines, v.standingLine(p, key, v.Say(part.key), by, mostOf(by)))
		}
	}
	return lines
}
