package messages

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// mostWeights is how many seats with a weight of their own a sentence names.
const mostWeights = 40

// SeatWeights lists the weights of seats, and how they are used and changed.
func (v Voice) SeatWeights(seats []committee.Seat, mayEdit bool) bot.Message {
	total := 0
	var weighed []committee.Elector
	for _, s := range seats {
		total += s.Votes()
		weighed = append(weighed, committee.Elector{Seat: s.ID, Body: s.Body, Weight: s.Votes()})
	}
	said := []string{v.Say("weight.alike")}
	if heavy := v.heavy(weighed); len(heavy) > 0 {
		said = []string{v.Say("weight.head", "Total", total), "- " + strings.Join(heavy, "\n- ")}
	}
	said = append(said, "", v.Say("weight.hint"))
	if mayEdit {
		said = append(said, v.Say("weight.change"))
	}
	return bot.Message{Text: strings.Join(said, "\n")}
}

// SeatWeighed is the receipt of a weight.
func (v Voice) SeatWeighed(s committee.Seat, before, after int) bot.Message {
	return bot.Message{Text: v.Say("weight.done", "Body", Plain(s.Body), "Weight", after, "Before", before)}
}

// heavy names the seats that do not weigh 1, the heaviest first, and then the rest
// together; nobody if all weigh 1.
func (v Voice) heavy(seats []committee.Elector) []string {
	heavy := slices.DeleteFunc(slices.Clone(seats), func(e committee.Elector) bool { return e.Votes() == 1 })
	slices.SortStableFunc(heavy, func(a, b committee.Elector) int { return cmp.Compare(b.Votes(), a.Votes()) })
	var named []string
	for _, e := range heavy[:min(len(heavy), mostWeights)] {
		named = append(named, Plain(e.Body)+": "+strconv.Itoa(e.Votes()))
	}
	if more := len(heavy) - mostWeights; more > 0 {
		named = append(named, v.Say("more", "Count", more))
	}
	if len(heavy) > 0 && len(heavy) < len(seats) {
		named = append(named, v.Say("weight.rest"))
	}
	return named
}

// countsFor says for which seat a vote counts, and with what weight where a poll is
// counted by weights that are not all alike.
func (v Voice) countsFor(w committee.Voting) string {
	said := v.Say("poll.receipt.seat", "Group", Plain(w.Who.Seat.Group), "Body", Plain(w.Who.Seat.Body))
	if own := v.ownWeight(w); own != "" {
		said += " " + own
	}
	return said
}

// ownWeight is what the seat of a voter weighs in a poll, as it was opened; "" where
// that makes no difference.
func (v Voice) ownWeight(w committee.Voting) string {
	i := slices.IndexFunc(w.Poll.Electors, func(e committee.Elector) bool { return w.Who.Seat != nil && e.Seat == w.Who.Seat.ID })
	if i < 0 || !w.Poll.Weighs() || len(v.heavy(w.Poll.Electors)) == 0 {
		return ""
	}
	return v.Say("poll.receipt.weight", "Weight", w.Poll.Electors[i].Votes(), "Total", w.Poll.Weight())
}

// weightTerms are the rules of a poll that is counted by weight: with which, and
// what that may show.
func (v Voice) weightTerms(p committee.Poll) []string {
	if !p.Weighs() {
		return nil
	}
	return append(v.weightsUsed(p), v.Say("poll.term.weights.seen"))
}

// weightsUsed says with which weights a poll is counted, nothing for others.
func (v Voice) weightsUsed(p committee.Poll) []string {
	if !p.Weighs() {
		return nil
	}
	weights := v.Say("weight.alike")
	if heavy := v.heavy(p.Electors); len(heavy) > 0 {
		weights = strings.Join(heavy, ", ")
	}
	return []string{v.Say("poll.term.weights."+string(p.Weights), "Weights", strings.TrimSuffix(weights, "."), "Total", p.Weight())}
}

// cardAim is pollAim for the card, which says too that a poll is counted by weight.
func (v Voice) cardAim(p committee.Poll) string {
	if !p.Weighs() {
		return v.pollAim(p)
	}
	return v.pollAim(p) + " " + v.Say("poll.aim.weights."+string(p.Weights), "Total", p.Weight())
}

// turnout says how many have voted, and how much they weigh where that counts.
func (v Voice) turnout(p committee.Poll, o committee.Outcome) string {
	said := v.pollTurnout(p, o.Cast)
	if p.Weighs() {
		said += " " + v.Say("poll.turnout.weight", "Weight", o.Weight, "Total", p.Weight())
	}
	return said
}

// weighedReason is the key of the words for why a motion was decided.
func weighedReason(p committee.Poll, m tally.MotionResult) string {
	switch {
	case p.Groups == committee.GroupsVote && slices.Contains([]tally.Reason{tally.TieRejected, tally.MajorityMissed, tally.NoYesVotes, tally.MajorityReached}, m.Reason):
		return "poll.reason.groups." + string(m.Reason)
	case p.Weights == committee.WeightDecides && m.Reason == tally.MajorityMissed:
		return "poll.reason.weight." + string(m.Reason)
	case p.Confidential && m.Reason == tally.TieChairNoVote:
		return "poll.reason.tie.confidential"
	}
	return "poll.reason." + string(m.Reason)
}

// weightNeeded is what yes had to weigh, 0 where weights do not count.
func weightNeeded(m tally.MotionResult) int {
	if m.Weight == nil {
		return 0
	}
	return m.Weight.Majority.Needed
}

// weighing says below a result that it was counted by weight.
func (v Voice) weighing(p committee.Poll) []string {
	if !p.Weighs() {
		return nil
	}
	return []string{v.Say("poll.weighed." + string(p.Weights))}
}

// weighed puts the numbers by weight and by heads side by side.
func (v Voice) weighed(p committee.Poll, o committee.Outcome, by map[string]standing) map[string]standing {
	_, heads := v.counted(p, *o.Heads)
	unit := "points"
	switch {
	case o.Plurality != nil, o.Approval != nil, o.Shares != nil:
		unit = "votes"
	case p.Kind == committee.ScorePoll:
		unit = "grades"
	}
	for key, s := range by {
		if h, ok := heads[key]; ok {
			s.said = v.Say("poll.count.weighed."+unit, "Exact", v.exactly(s.amount), "Heads", v.exactly(h.amount))
			by[key] = s
		}
	}
	return by
}

// duel is how many prefer one option to another: seats, or weights and seats.
func (v Voice) duel(p committee.Poll, o committee.Outcome, x, y int) string {
	_, before := p.Comparisons(o)
	var heads [][]int
	if o.Heads != nil {
		_, heads = p.Comparisons(*o.Heads)
	}
	if heads == nil { // one vote each, or so many ties of heads that nothing came of them
		return strconv.Itoa(before[x][y]) + ":" + strconv.Itoa(before[y][x])
	}
	return v.Say("poll.pairs.weighed", "For", before[x][y], "Against", before[y][x], "HeadsFor", heads[x][y], "HeadsAgainst", heads[y][x])
}

// weighedRows are the choices of a poll with their weight and their seats.
func (v Voice) weighedRows(p committee.Poll, f committee.PollFile) []Row {
	var rows []Row
	if w := f.Weights; w != nil {
		rows = []Row{
			{strconv.Itoa(w.Yes), strconv.Itoa(f.Yes), v.Say("poll.answer." + committee.Yes)},
			{strconv.Itoa(w.No), strconv.Itoa(f.No), v.Say("poll.answer." + committee.No)},
			{strconv.Itoa(w.Abstain), strconv.Itoa(f.Abstain), v.Say("poll.answer." + committee.Abstain)},
		}
	}
	for _, b := range f.Ballots {
		rows = append(rows, Row{strconv.Itoa(b.Count), strconv.Itoa(b.Heads), written(p, b)})
	}
	if p.Kind != committee.MotionPoll && f.Abstain > 0 { // what these weigh is not counted
		rows = append(rows, Row{"", strconv.Itoa(f.Abstain), v.Say("poll.answer." + committee.Abstain)})
	}
	return rows
}
