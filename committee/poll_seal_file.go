package committee

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"gremienbot/committee/tally"
)

// Differs says how a file's checksum does not fit what the file is counted by; ""
// where it does. It covers what was fixed when the poll opened: method, options and
// their number of winners or points, rule, seats, groups and weights, conditions of
// days, and the numbers of a vote outside the bot. Which ballots were cast and which
// seats declared a conflict of interest came later; but what the file says of it must be
// possible.
func (f PollFile) Differs() string {
	if f.Sealed == "" {
		return "sealed: is missing, so the checksum cannot be computed"
	}
	if checksum([]byte(f.Sealed)) != f.Seal {
		return "seal: is not the SHA-256 of sealed"
	}
	p, version, err := readSealed(f.Sealed)
	if err != nil {
		return "sealed: is no poll"
	}
	if f.Recused < 0 || f.Recused > len(p.Electors) {
		return fmt.Sprintf("recused: sealed says %d seats", len(p.Electors))
	}
	for _, e := range p.Electors[:f.Recused] { // which ones it were does not matter to a number
		p.Recused = append(p.Recused, e.Seat)
	}
	options := f.Options
	for _, d := range f.Days {
		options = append(slices.Clip(options), d.Name)
	}
	switch keys := p.keys(); {
	case string(p.Method) != f.Method:
		return fmt.Sprintf("method: sealed says %q", p.Method)
	case !slices.Equal(keys, options):
		return "options: sealed says " + strings.Join(keys, ", ")
	case p.Kind == MotionPoll:
		return f.motionDiffers(p, version)
	}
	return cmp.Or(f.termsDiffer(p, version), f.ballotsDiffer(p))
}

// readSealed is what a sealed text says of a poll, and the version of the text.
func readSealed(sealed string) (Poll, int, error) {
	var text struct {
		Kind     PollKind         `json:"kind"`
		Options  []PollOption     `json:"options"`
		Terms    Terms            `json:"terms"`
		Rule     tally.Rule       `json:"rule"`
		Seats    int              `json:"seats"`
		Outside  *Outside         `json:"outside"`
		Electors []int64          `json:"electors"`
		Weights  map[int64]int    `json:"weights"`
		Groups   map[int64]string `json:"groups"`
		Version  int              `json:"version"`
	}
	err := json.Unmarshal([]byte(sealed), &text)
	p := Poll{Kind: text.Kind, Options: text.Options, Terms: text.Terms, Rule: text.Rule, Seats: text.Seats, Outside: text.Outside}
	for _, seat := range text.Electors {
		p.Electors = append(p.Electors, Elector{Seat: seat, Group: text.Groups[seat], Weight: text.Weights[seat]})
	}
	return p, max(firstSeal, text.Version), err
}

func (f PollFile) termsDiffer(p Poll, version int) string {
	points, most, winners, completion := 0, 0, 0, ""
	switch p.Kind {
	case ScorePoll:
		points = p.Points
	case DotsPoll:
		points, most = p.Points, p.Cap
	case ApprovalPoll:
		winners = p.Winners
	}
	if p.Method == ByEqualShares {
		completion = string(tally.CompletionAdd1)
	}
	switch {
	case f.Points != points:
		return fmt.Sprintf("points: sealed says %d", points)
	case f.Cap != most:
		return fmt.Sprintf("cap: sealed says %d", most)
	case f.Seats != winners:
		return fmt.Sprintf("seats: sealed says %d", winners)
	case f.Completion != completion:
		return fmt.Sprintf("completion: sealed says %q", completion)
	case p.Kind == DatePoll:
		return f.conditionsDiffer(p, version)
	}
	return ""
}

// conditionsDiffer compares the conditions of days. In files of the first version the
// seats with a conflict of interest may have lowered the number, and are not named.
func (f PollFile) conditionsDiffer(p Poll, version int) string {
	var c FileConditions
	if f.Conditions != nil {
		c = *f.Conditions
	}
	rule := p.dateRule()
	lowered := version == firstSeal && f.Recused == 0 && c.Quorum > 0 && c.Quorum < rule.Quorum
	if c.Quorum != rule.Quorum && !lowered || c.EveryGroup != rule.EveryGroup {
		return fmt.Sprintf("conditions: sealed says %d and every group %t", rule.Quorum, rule.EveryGroup)
	}
	return ""
}

// ballotsDiffer finds more votes than there are seats, and votes that are weighed where
// seats have no weights, or the other way round.
func (f PollFile) ballotsDiffer(p Poll) string {
	heads, weight := f.Abstain, 0
	for i, b := range f.Ballots {
		switch {
		case p.Weighs() && (b.Heads < 1 || b.Count < b.Heads):
			return fmt.Sprintf("ballots[%d]: sealed says that seats have weights", i)
		case !p.Weighs() && b.Heads != 0:
			return fmt.Sprintf("ballots[%d]: sealed says that each seat counts once", i)
		case p.Weighs():
			heads += b.Heads
		default:
			heads += max(1, b.Count) // without a count recount takes it for one
		}
		weight += b.Count
	}
	for _, d := range f.Days {
		heads = max(heads, d.Yes+d.Maybe+d.No)
	}
	if left := len(p.Electors) - f.Recused; heads > left {
		return fmt.Sprintf("ballots: sealed says %d seats", left)
	}
	if all := p.fullWeight(); p.Weighs() && weight > all {
		return fmt.Sprintf("ballots: sealed says a weight of %d", all)
	}
	return ""
}

// asText is a rule or number in the form of the file.
func asText(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("committee: what is no JSON: %v", err))
	}
	return text
}
