package committee

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"gremienbot/committee/tally"
)

// Differs says how a file's checksum does not fit what the file is counted by; ""
// where it does. It covers what was fixed when the poll opened: method, options and
// their number of winners or points, rule, seats, conditions of days, and the numbers
// of a vote outside the bot. Which ballots were cast came later.
func (f PollFile) Differs() string {
	if f.Sealed == "" {
		return "sealed: is missing, so the checksum cannot be computed"
	}
	if sum := sha256.Sum256([]byte(f.Sealed)); hex.EncodeToString(sum[:]) != f.Seal {
		return "seal: is not the SHA-256 of sealed"
	}
	var text struct {
		Kind     PollKind     `json:"kind"`
		Options  []PollOption `json:"options"`
		Terms    Terms        `json:"terms"`
		Rule     tally.Rule   `json:"rule"`
		Seats    int          `json:"seats"`
		Outside  *Outside     `json:"outside"`
		Electors []int64      `json:"electors"`
	}
	if err := json.Unmarshal([]byte(f.Sealed), &text); err != nil {
		return "sealed: is no poll"
	}
	p := Poll{Kind: text.Kind, Options: text.Options, Terms: text.Terms, Rule: text.Rule, Seats: text.Seats, Outside: text.Outside}
	for _, seat := range text.Electors {
		p.Electors = append(p.Electors, Elector{Seat: seat})
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
		return f.motionDiffers(p)
	}
	return f.termsDiffer(p)
}

func (f PollFile) motionDiffers(p Poll) string {
	if f.Rule == nil || !slices.ContainsFunc(p.countedBy(), func(r tally.Rule) bool { return sameRule(r, f.Rule.Rule) }) {
		return "rule: sealed says " + string(asText(p.Rule))
	}
	recused := p.Seats - f.Seats
	if !sameRule(f.Rule.Rule, groupMotion(p.Rule, nil).Rule) && (recused < 0 || len(p.Electors)-f.Filled != recused) {
		return fmt.Sprintf("seats: sealed says %d, and %d of them filled", p.Seats, len(p.Electors))
	}
	if o := p.Outside; o != nil && !f.Withheld {
		if got := (Counted{Yes: f.Yes, No: f.No, Abstain: f.Abstain, Invalid: f.Invalid, Present: presentIn(f)}); got != o.Counted {
			return "yes, no, abstain, invalid, present: sealed says " + string(asText(o.Counted))
		}
	}
	return ""
}

func presentIn(f PollFile) int {
	if f.Present == nil {
		return 0
	}
	return *f.Present
}

// countedBy are the rules that a file of the motion may be counted by: its own, or
// what is left of it where the silent of a circulation are among the abstentions or
// groups vote.
func (p Poll) countedBy() []tally.Rule {
	rules := []tally.Rule{p.Rule}
	if p.Circulation != nil {
		rules = append(rules, silenced(tally.Motion{Rule: p.Rule}, 0).Rule)
	}
	if p.Groups == GroupsVote {
		rules = append(rules, groupMotion(p.Rule, nil).Rule)
	}
	return rules
}

func (f PollFile) termsDiffer(p Poll) string {
	points, most, winners := 0, 0, 0
	switch p.Kind {
	case ScorePoll:
		points = p.Points
	case DotsPoll:
		points, most = p.Points, p.Cap
	case ApprovalPoll:
		winners = p.Winners
	}
	switch {
	case f.Points != points:
		return fmt.Sprintf("points: sealed says %d", points)
	case f.Cap != most:
		return fmt.Sprintf("cap: sealed says %d", most)
	case f.Seats != winners:
		return fmt.Sprintf("seats: sealed says %d", winners)
	}
	if c := f.Conditions; c != nil {
		rule := p.dateRule() // of which seats with a conflict of interest may have lowered the number
		if c.Quorum > rule.Quorum || (c.Quorum == 0) != (rule.Quorum == 0) || c.EveryGroup != rule.EveryGroup {
			return fmt.Sprintf("conditions: sealed says %d and every group %t", rule.Quorum, rule.EveryGroup)
		}
	}
	return ""
}

func sameRule(a, b tally.Rule) bool { return bytes.Equal(asText(a), asText(b)) }

// asText is a rule or number in the form of the file.
func asText(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("committee: what is no JSON: %v", err))
	}
	return text
}
