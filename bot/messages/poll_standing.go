package messages

import (
	"math/big"
	"slices"
	"strings"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// barLength is how many blocks the longest bar has; every bar begins at zero.
const barLength = 10

// standing is how an option came out: how many it has in exact words, and how
// much that is against the others. Amount is nil where the method has no number.
type standing struct {
	said   string
	amount *big.Rat
}

// standings are the ranks and numbers of a counted poll about options. levels are
// the keys that share a rank, best first.
func (v Voice) standings(p committee.Poll, o committee.Outcome) (levels [][]string, by map[string]standing) {
	levels, by = v.counted(p, o)
	if o.Heads != nil {
		by = v.weighed(p, o, by)
	}
	return levels, by
}

// counted are the standings by the numbers that were counted.
func (v Voice) counted(p committee.Poll, o committee.Outcome) (levels [][]string, by map[string]standing) {
	switch {
	case o.Plurality != nil:
		return o.Plurality.Levels, v.counts(p, o.Plurality.Votes, "poll.count.votes")
	case o.Approval != nil:
		return o.Approval.Levels, v.amounts(p, o.Approval.Approvals, "poll.count.approvals")
	case o.Points != nil && p.Kind == committee.ScorePoll:
		return o.Points.Levels, v.graded(p, o)
	case o.Points != nil:
		return o.Points.Levels, v.counts(p, o.Points.Sums, "poll.count.points")
	case o.Borda != nil:
		return o.Borda.Levels, v.amounts(p, o.Borda.Scores, "poll.count.points")
	case o.Pairs != nil:
		return o.Pairs.Levels, nil
	case o.Shares != nil:
		return append(singly(untied(*o.Shares)), o.Shares.Tied), v.amounts(p, o.Shares.Approvals, "poll.count.approvals")
	case o.Days != nil:
		return singly(o.Days.Order), v.daysCounted(p, o.Days.Days)
	}
	return nil, nil
}

// untied are the winners that no tie is about: among equals the tally goes on with
// one of them, which is no result.
func untied(r tally.SharesResult) []string {
	return slices.DeleteFunc(slices.Clone(r.Winners), func(key string) bool { return slices.Contains(r.Tied, key) })
}

func singly(keys []string) [][]string {
	levels := make([][]string, len(keys))
	for i, k := range keys {
		levels[i] = []string{k}
	}
	return levels
}

func (v Voice) counts(p committee.Poll, counts []int, key string) map[string]standing {
	exact := make([]*big.Rat, len(counts))
	for i, n := range counts {
		exact[i] = big.NewRat(int64(n), 1)
	}
	return v.amounts(p, exact, key)
}

func (v Voice) amounts(p committee.Poll, exact []*big.Rat, key string) map[string]standing {
	by := map[string]standing{}
	for i, o := range p.Options {
		one := 2 // grammatical number of what is no whole number
		if exact[i].IsInt() && exact[i].Num().IsInt64() {
			one = int(exact[i].Num().Int64())
		}
		by[o.Key] = standing{v.Say(key, "Count", one, "Exact", v.exactly(exact[i])), exact[i]}
	}
	return by
}

// exactly writes a number as people read it, a half with the comma of their
// language, and what has no short form as a fraction.
func (v Voice) exactly(r *big.Rat) string {
	if r.IsInt() {
		return r.Num().String()
	}
	if digits, exact := r.FloatPrec(); exact && digits <= 2 {
		return v.decimal(r.FloatString(digits))
	}
	return r.RatString()
}

func (v Voice) decimal(text string) string {
	if v.lang == "de" {
		return strings.Replace(text, ".", ",", 1)
	}
	return text
}

// graded are sums of grades, and their mean among all who have voted, for a grade that
// is missing counts as 0.
func (v Voice) graded(p committee.Poll, o committee.Outcome) map[string]standing {
	by, r, voted := map[string]standing{}, *o.Points, int64(o.Cast-o.Blank)
	for i, option := range p.Options {
		said := v.Say("poll.count.ungraded")
		if r.Grades[i] > 0 {
			mean := big.NewRat(int64(r.Sums[i]), max(1, voted))
			said = v.Say("poll.count.grades", "Sum", r.Sums[i], "Grades", r.Grades[i], "Ballots", voted, "Mean", v.decimal(mean.FloatString(1)))
		}
		by[option.Key] = standing{said, big.NewRat(int64(r.Sums[i]), 1)}
	}
	return by
}

func (v Voice) daysCounted(p committee.Poll, days []tally.Day) map[string]standing {
	by := map[string]standing{}
	for _, d := range days {
		by[d.Name] = standing{v.Say("poll.count.days", "Yes", d.Yes, "Maybe", d.Maybe, "No", d.No) + v.dayOut(p, d), big.NewRat(int64(d.Yes+d.Maybe), 1)}
	}
	return by
}

// standingLines are the ranks of a poll about options, one line each with its
// number and a bar.
func (v Voice) standingLines(p committee.Poll, levels [][]string, by map[string]standing) []string {
	most := mostOf(by)
	var lines []string
	rank, listed := 1, []string{}
	for _, level := range levels {
		for _, key := range level {
			lines = append(lines, v.standingLine(p, key, v.rankOf(level, rank), by, most))
		}
		rank, listed = rank+len(level), append(listed, level...)
	}
	for _, o := range p.Options { // those that a method leaves without a rank
		if by != nil && !slices.Contains(listed, o.Key) {
			lines = append(lines, v.standingLine(p, o.Key, v.Say("poll.rank.none"), by, most))
		}
	}
	return lines
}

// mostOf is the largest amount.
func mostOf(by map[string]standing) *big.Rat {
	most := new(big.Rat)
	for _, s := range by {
		if s.amount != nil && s.amount.Cmp(most) > 0 {
			most = s.amount
		}
	}
	return most
}

func (v Voice) rankOf(level []string, rank int) string {
	if len(level) == 1 {
		return v.Say("poll.rank.at", "Rank", rank)
	}
	return v.Say("poll.rank.between", "From", rank, "To", rank+len(level)-1)
}

func (v Voice) standingLine(p committee.Poll, key, rank string, by map[string]standing, most *big.Rat) string {
	line := "- " + rank + " " + v.optionKeyed(p, key)
	if s, ok := by[key]; ok {
		line += " – " + s.said + bar(s.amount, most)
	}
	return line
}

// bar is as long as the amount is of the most, rounded to the nearest block.
func bar(amount, most *big.Rat) string {
	if amount == nil || most.Sign() == 0 {
		return ""
	}
	blocks := new(big.Rat).Quo(amount, most)
	blocks.Mul(blocks, big.NewRat(barLength, 1)).Add(blocks, big.NewRat(1, 2))
	n := new(big.Int).Quo(blocks.Num(), blocks.Denom()).Int64()
	if n == 0 {
		return ""
	}
	return " " + strings.Repeat("█", int(n))
}

// winners are the options in front, and those tied for the last places.
func winners(o committee.Outcome) (first, tied []string) {
	switch {
	case o.Order != nil:
		return o.Order.Winners, nil
	case o.Pairs != nil:
		return o.Pairs.Winners, nil
	case o.Borda != nil:
		return o.Borda.Winners, nil
	case o.Runoff != nil:
		return o.Runoff.Winners, nil
	case o.Plurality != nil:
		return o.Plurality.Winners, nil
	case o.Approval != nil:
		return o.Approval.Winners, o.TiedForSeats()
	case o.Shares != nil:
		return untied(*o.Shares), o.TiedForSeats()
	case o.Points != nil:
		return o.Points.Winners, nil
	case o.Days != nil && len(o.Days.Order) > 0:
		return o.Days.Order[:1], nil
	}
	return nil, nil
}

// optionsInBrief is the outcome of a poll about options in one or two lines.
func (v Voice) optionsInBrief(p committee.Poll, o committee.Outcome) string {
	if o.Withheld {
		return v.withheld(p, o)
	}
	if o.Empty() {
		if o.Order != nil && o.Cast == 0 {
			return v.Say("poll.order.none")
		}
		return v.Say("poll.options.none", "Count", o.Blank)
	}
	if o.Undecided {
		return v.Say("poll.undecided", "Method", v.methodOf(p))
	}
	first, tied := winners(o)
	names := v.labels(p, first)
	switch {
	case o.Days != nil:
		return v.dateInBrief(p, o)
	case len(tied) > 0 && len(first) == 0:
		return v.Say("poll.tied.only", "Tied", v.and(v.labels(p, tied)))
	case len(tied) > 0:
		return v.Say("poll.chosen.tied", "First", v.and(names), "Tied", v.and(v.labels(p, tied)))
	case p.Winners > 1:
		return v.Say("poll.chosen", "First", v.and(names), "Empty", p.EmptyPlaces(o))
	case len(first) > 1:
		return v.Say("poll.first.shared", "First", v.and(names))
	}
	return v.Say("poll.order.first", "First", v.and(names))
}

// optionsResult is everything about a poll about options but its head.
func (v Voice) optionsResult(p committee.Poll, o committee.Outcome) []string {
	lines := []string{v.optionsInBrief(p, o), v.turnout(p, o)}
	if o.Cast == o.Blank || o.Undecided {
		return lines
	}
	lines = append(lines, "")
	levels, by := v.standings(p, o)
	switch {
	case o.Runoff != nil:
		lines = append(lines, v.runoff(p, *o.Runoff)...)
	case o.Shares != nil:
		lines = append(lines, v.shared(p, *o.Shares, by)...)
	default:
		lines = append(lines, v.standingLines(p, levels, by)...)
	}
	if o.Blank > 0 {
		lines = append(lines, "", v.Say("poll.blank", "Count", o.Blank))
	}
	if p.Kind == committee.DatePoll {
		return append(lines, v.datesRule(p, o)...)
	}
	lines = append(lines, "", v.methodRule(p))
	return append(lines, v.weighing(p)...)
}

// meaning says what the result is and what it is not, by its kind; nothing where a
// date poll has found no day.
func (v Voice) meaning(p committee.Poll, o *committee.Outcome) []string {
	mood := p.Result == committee.Mood || p.Result == committee.Prioritisation
	void := p.Objected() || o != nil && o.TooFew()
	switch {
	case o != nil && (o.NoDayFits() || mood && (o.Withheld || o.Empty())): // it is said already
		return nil
	case void && mood:
		return []string{v.Say("poll.void")}
	case void, o != nil && o.Motion != nil && o.Motion.Outcome != tally.Adopted:
		return []string{v.Say("poll.failed." + string(p.Result))}
	}
	return []string{v.Say("poll.meaning."+string(p.Result), "Group", Plain(p.Voters))}
}
