package messages

import (
	"strings"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// RuleInWords says by which rule a motion is decided. The sentence is made of
// the rule that counts, so that it cannot say anything else; m gives the
// numbers that the fractions came to. Seats with a conflict of interest belong to
// no base, and the sentence says so. Of a rule with rounds it says what follows.
func (v Voice) RuleInWords(p committee.Poll, m tally.MotionResult) string {
	r, recused := p.Rule, len(p.Recused)
	parts := []string{v.majority(r.Majority, recused), v.abstention(r)}
	if r.Abstention == tally.AbstentionForbidden {
		parts[1] = v.Say("rule.abstention.forbidden")
	}
	switch {
	case r.Majority.KnowsTies():
		parts = append(parts, v.tie(p))
	case tieAdopts(r):
		parts = append(parts, v.Say("rule.tie.adopts"))
	}
	said := v.Say("rule.sentence", "Rule", strings.Join(parts, "; ")) + " " + v.quorum(r.Quorum, m.Quorum, recused)
	if p.Own == nil && (p.Preset == committee.PresetConsensusFirst || r == committee.PresetConsensusFirst.Rule()) {
		said += " " + v.Say("rule.rounds")
	}
	return said
}

// tieAdopts reports whether as many yes as no are enough, of which people should know.
func tieAdopts(r tally.Rule) bool {
	f := r.Majority.Fraction
	return 2*f.Num == f.Den && r.Majority.Comparator == tally.AtLeast && r.Majority.Base == tally.YesNo
}

// majority is the majority with what it is taken of: "einfache Mehrheit der Ja-
// und Nein-Stimmen".
func (v Voice) majority(m tally.Majority, recused int) string {
	base := v.base(m.Base, recused)
	half := m.Fraction.Den > 0 && 2*m.Fraction.Num == m.Fraction.Den
	switch {
	case half && m.Comparator == tally.MoreThan && m.Base == tally.YesNo:
		return v.Say("rule.majority.simple", "Base", base)
	case half && m.Comparator == tally.MoreThan && (m.Base == tally.Seats || m.Base == tally.FilledSeats):
		return v.Say("rule.majority.absolute", "Base", base)
	case m.Fraction.Num == m.Fraction.Den:
		return v.Say("rule.majority.all", "Base", base)
	}
	key := "rule.majority.share"
	if half {
		key = "rule.majority.share.half"
	}
	ofSeats := m.Base != tally.YesNo && m.Base != tally.Cast
	return v.Say(key, "Share", v.share(m.Fraction, m.Comparator), "Base", base, "Seats", ofSeats)
}

// base is what a fraction is taken of. Of the seats, those that have a conflict of
// interest are left out.
func (v Voice) base(b tally.Base, recused int) string {
	if recused > 0 && (b == tally.Seats || b == tally.FilledSeats) {
		return v.Say("rule.base." + string(b) + ".recused")
	}
	return v.Say("rule.base." + string(b))
}

// share is a fraction with its comparator: "mindestens zwei Drittel".
func (v Voice) share(f tally.Fraction, c tally.Comparator) string {
	name := f.String()
	switch f {
	case tally.Fraction{Num: 1, Den: 2}:
		name = v.Say("rule.share.half")
	case tally.Fraction{Num: 2, Den: 3}:
		name = v.Say("rule.share.twothirds")
	case tally.Fraction{Num: 3, Den: 4}:
		name = v.Say("rule.share.threequarters")
	}
	return v.Say("rule.compare."+string(c), "Share", name)
}

func (v Voice) abstention(r tally.Rule) string {
	switch {
	case r.Abstention == tally.AbstentionNo:
		return v.Say("rule.abstention.no")
	case r.Majority.Base == tally.YesNo:
		return v.Say("rule.abstention.neutral")
	}
	return v.Say("rule.abstention.base")
}

// tie says what happens to as many yes as no. The chair's vote decides nothing where
// nobody's vote is known, and where groups have votes, of which the chair has none.
func (v Voice) tie(p committee.Poll) string {
	switch {
	case p.Rule.Tie != tally.TieChair || p.Groups == committee.GroupsVote:
		return v.Say("rule.tie.reject")
	case p.Confidential:
		return v.Say("rule.tie.confidential")
	}
	return v.Say("rule.tie.chair")
}

// quorum says how many seats must take part, in general and here.
func (v Voice) quorum(q tally.Quorum, met tally.Threshold, recused int) string {
	if q.Fraction == (tally.Fraction{}) && q.Min == 0 {
		return v.Say("rule.quorum.none")
	}
	if q.Fraction == (tally.Fraction{}) {
		return v.Say("rule.quorum.min", "Needed", met.Needed)
	}
	return v.Say("rule.quorum.share", "Share", v.share(q.Fraction, q.Comparator), "Base", v.base(q.Base, recused), "Least", least(q, met), "Needed", met.Needed, "Total", met.Base, "Recused", recused)
}

// least is the number of seats that a quorum asks for in any case, where its share
// comes to fewer; else 0.
func least(q tally.Quorum, met tally.Threshold) int {
	share := (q.Fraction.Num*met.Base + q.Fraction.Den - 1) / q.Fraction.Den
	if q.Comparator == tally.MoreThan {
		share = q.Fraction.Num*met.Base/q.Fraction.Den + 1
	}
	if share >= q.Min {
		return 0
	}
	return q.Min
}
