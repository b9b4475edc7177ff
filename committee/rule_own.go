package committee

import (
	"errors"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"gremienbot/committee/tally"
)

// Rule is what a motion of the committee is decided by unless its poll says
// otherwise: the committee's own rule, or that of its preset.
func (c Committee) Rule() tally.Rule {
	if c.Own != nil {
		return *c.Own
	}
	return c.Preset.Rule()
}

// RuleIn is what a motion with these terms is decided by in a committee, before a
// circulation asks for its quorum: the poll's own rule, a preset, or the committee's.
func (t Terms) RuleIn(c Committee) tally.Rule {
	switch {
	case t.Own != nil:
		return *t.Own
	case t.Preset != "":
		return t.Preset.Rule()
	}
	return c.Rule()
}

// VoteBy is the committee with its own rule, or a refusal where too few seats are there
// to vote by it.
func (c Committee) VoteBy(r tally.Rule) (Committee, error) {
	m, err := tally.Motion{Seats: c.Seats, Filled: c.Seats, Rule: r}.Count()
	if err != nil {
		return c, err
	}
	if c.Seats > 0 && m.Quorum.Needed > c.Seats {
		return c, Errors{Refuse(Invalid, "rule.own.few", "Seats", c.Seats, "Needed", m.Quorum.Needed).At("least")}
	}
	c.Own = &r
	return c, nil
}

// RuleDraft is a rule for motions as somebody chooses and types it. Shares are a
// comparator and a fraction ("ge 2/3"), that of the quorum with its base behind it
// ("gt 1/2 seats") or nothing. Filled seats are no base: the bot does not fix which ones
// are when a poll opens.
type RuleDraft struct {
	Share      string
	Other      string // a share in words ("mindestens 3/5"); what is typed here goes before Share
	Base       string
	Abstention string
	Tie        string
	Quorum     string
	Least      string // how many seats must take part in any case; "" is none
}

// DraftOfRule is the draft that a rule would be made of.
func DraftOfRule(r tally.Rule) RuleDraft {
	d := RuleDraft{
		Share: ShareText(r.Majority.Comparator, r.Majority.Fraction), Base: string(r.Majority.Base),
		Abstention: string(r.Abstention), Tie: string(r.Tie), Least: strconv.Itoa(r.Quorum.Min),
	}
	if r.Quorum.Fraction != (tally.Fraction{}) {
		d.Quorum = ShareText(r.Quorum.Comparator, r.Quorum.Fraction) + " " + string(r.Quorum.Base)
	}
	return d
}

// ShareText is how a draft writes a share.
func ShareText(c tally.Comparator, f tally.Fraction) string { return string(c) + " " + f.String() }

// Rule makes the rule of a draft, or refuses field by field what nobody can vote by.
// A way out of ties stays only where the majority knows ties.
func (d RuleDraft) Rule() (tally.Rule, error) {
	r := tally.Rule{Abstention: tally.Abstention(d.Abstention), Tie: tally.Tie(d.Tie)}
	var es Errors
	es = es.add(d.majority(&r.Majority)).add(d.quorum(&r.Quorum)).add(d.least(&r.Quorum))
	for _, c := range []struct {
		field, chosen string
		known         []string
	}{
		{"base", d.Base, []string{string(tally.YesNo), string(tally.Cast), string(tally.Present), string(tally.Seats)}},
		{"abstention", d.Abstention, []string{string(tally.AbstentionNeutral), string(tally.AbstentionNo), string(tally.AbstentionForbidden)}},
		{"tie", d.Tie, []string{string(tally.TieRejects), string(tally.TieChair)}},
	} {
		if !slices.Contains(c.known, c.chosen) {
			es = es.add(Refuse(Invalid, "rule.own.unknown").At(c.field))
		}
	}
	if !r.Majority.KnowsTies() {
		r.Tie = tally.TieRejects
	}
	return r, es.orNil()
}

func (d RuleDraft) majority(m *tally.Majority) *Error {
	m.Base = tally.Base(d.Base)
	if typed := oneLine(d.Other); typed != "" {
		c, f, ok := ReadShare(typed)
		m.Comparator, m.Fraction = c, f
		switch {
		case !ok:
			return Refuse(Invalid, "rule.own.unread", "Text", typed).At("other")
		case f.Num == 0:
			return Refuse(Invalid, "rule.own.nothing", "Text", typed).At("other")
		case f.Num > f.Den || f.Num == f.Den && c == tally.MoreThan:
			return Refuse(Invalid, "rule.own.never", "Text", typed).At("other")
		}
		return nil
	}
	if !chosenShare(d.Share, &m.Comparator, &m.Fraction) {
		return Refuse(Invalid, "rule.own.unknown").At("share")
	}
	return nil
}

func (d RuleDraft) quorum(q *tally.Quorum) *Error {
	if d.Quorum == "" {
		return nil
	}
	at := strings.LastIndex(d.Quorum, " ")
	if at < 0 || !chosenShare(d.Quorum[:at], &q.Comparator, &q.Fraction) {
		return Refuse(Invalid, "rule.own.unknown").At("quorum")
	}
	if q.Base = tally.Base(d.Quorum[at+1:]); q.Base != tally.Seats {
		return Refuse(Invalid, "rule.own.unknown").At("quorum")
	}
	return nil
}

func (d RuleDraft) least(q *tally.Quorum) *Error {
	text := oneLine(d.Least)
	if text == "" {
		return nil
	}
	n, err := strconv.Atoi(text)
	switch {
	case err != nil && !errors.Is(err, strconv.ErrRange):
		return Refuse(Invalid, "poll.rules.number", "Text", text).At("least")
	case err != nil || n < 0 || n > MaxSeats:
		return Refuse(Invalid, "rule.own.least", "Max", MaxSeats).At("least")
	}
	q.Min = n
	return nil
}

// chosenShare reads a share as a draft writes it; more than all is none.
func chosenShare(text string, c *tally.Comparator, f *tally.Fraction) bool {
	compare, fraction, _ := strings.Cut(text, " ")
	*c = tally.Comparator(compare)
	err := f.UnmarshalText([]byte(fraction))
	return err == nil && f.Num > 0 && (*c == tally.AtLeast || *c == tally.MoreThan && f.Num < f.Den)
}

// comparing are the words that say how a share is meant; one that another begins with
// comes after it.
var comparing = []struct {
	word  string
	means tally.Comparator
}{
	{"mindestens", tally.AtLeast},
	{"wenigstens", tally.AtLeast},
	{"at least", tally.AtLeast},
	{"≥", tally.AtLeast},
	{">=", tally.AtLeast},
	{"mehr als", tally.MoreThan},
	{"über", tally.MoreThan},
	{"more than", tally.MoreThan},
	{">", tally.MoreThan},
}

// shareWords are fractions that people say in words.
var shareWords = map[string]tally.Fraction{
	"die hälfte": half, "der hälfte": half, "hälfte": half, "half": half, "one half": half,
	"ein drittel": {Num: 1, Den: 3}, "one third": {Num: 1, Den: 3}, "a third": {Num: 1, Den: 3},
	"zwei drittel": twoThirds, "two thirds": twoThirds,
	"ein viertel": {Num: 1, Den: 4}, "one quarter": {Num: 1, Den: 4}, "a quarter": {Num: 1, Den: 4},
	"drei viertel": {Num: 3, Den: 4}, "three quarters": {Num: 3, Den: 4},
	"drei fünftel": {Num: 3, Den: 5}, "three fifths": {Num: 3, Den: 5},
	"vier fünftel": {Num: 4, Den: 5}, "four fifths": {Num: 4, Den: 5},
	"alle": whole, "all": whole, "einstimmig": whole, "unanimous": whole,
}

// ReadShare reads a share in German or English: "mindestens 3/5", "more than 60 %",
// "zwei Drittel". Without a comparator it is at least so much, but of a half more
// than that, as everybody means it. The fraction may be more than 1.
func ReadShare(text string) (tally.Comparator, tally.Fraction, bool) {
	rest := strings.ToLower(oneLine(text))
	compare := tally.Comparator("")
	for _, c := range comparing {
		if after, found := strings.CutPrefix(rest, c.word); found && compare == "" {
			compare, rest = c.means, strings.TrimSpace(after)
		}
	}
	f, ok := readFraction(rest)
	switch {
	case compare == "" && 2*f.Num == f.Den:
		compare = tally.MoreThan
	case compare == "":
		compare = tally.AtLeast
	}
	return compare, f, ok
}

// readFraction reads "3/5", "60 %" or words, reduced; neither side may be more than
// 1,000.
func readFraction(text string) (tally.Fraction, bool) {
	if f, known := shareWords[text]; known {
		return f, true
	}
	num, den, _ := strings.Cut(text, "/")
	if percent, found := strings.CutSuffix(text, "%"); found {
		num, den = percent, "100"
	}
	n, errNum := strconv.Atoi(strings.TrimSpace(num))
	d, errDen := strconv.Atoi(strings.TrimSpace(den))
	if errNum != nil || errDen != nil || n < 0 || n > 1000 || d < 1 || d > 1000 {
		return tally.Fraction{}, false
	}
	r := big.NewRat(int64(n), int64(d))
	return tally.Fraction{Num: int(r.Num().Int64()), Den: int(r.Denom().Int64())}, true
}
