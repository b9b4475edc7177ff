package messages

import "gremienbot/committee"

// MethodName names a way of counting in a few words.
func (v Voice) MethodName(m committee.Method) string { return v.Say("method.name." + string(m)) }

// methodOf names how a poll is counted: equal shares are not equal where seats have
// weights.
func (v Voice) methodOf(p committee.Poll) string {
	return v.Say("method.name." + string(p.Method) + sharesByWeight(p))
}

// sharesByWeight ends the keys of words about shares that go by weight, "" for others.
func sharesByWeight(p committee.Poll) string {
	if p.Method == committee.ByEqualShares && p.Weighs() {
		return ".weighed"
	}
	return ""
}

// MethodHint says when a method is the right one, and then how it counts.
func (v Voice) MethodHint(m committee.Method) string { return v.Say("method.hint." + string(m)) }

// methodRule says how a poll about options is counted, in a sentence that is true
// before and after its end.
func (v Voice) methodRule(p committee.Poll) string {
	if p.Kind.Ranks() && (p.Method == "" || p.Method == committee.BySchulze) {
		return v.Say("poll.order.rule." + string(p.Kind))
	}
	return v.Say("poll.method.rule", "Name", v.methodOf(p), "Rule", v.Say("method.rule."+string(p.Method)+sharesByWeight(p)))
}

// tieRule says what happens to options that come out equal; see [committee.Poll.Ties].
func (v Voice) tieRule(p committee.Poll) string {
	if p.Kind == committee.ApprovalPoll {
		return v.Say("method.tie.chosen")
	}
	return v.Say("method.tie.rank")
}

// decides is by which rule a poll is decided, for whoever votes in it: majority and
// quorum, or the method and what a tie means. What a day must meet is told with the
// aim of the poll.
func (v Voice) decides(p committee.Poll) []string {
	switch p.Kind {
	case committee.MotionPoll:
		o, err := p.Count(nil)
		if err != nil || o.Motion == nil {
			return nil
		}
		rules := []string{v.RuleInWords(p, *o.Motion)}
		if p.Groups != committee.GroupsAside {
			rules = append(rules, v.Say("poll.term.groups."+string(p.Groups)))
		}
		return rules
	case committee.DatePoll:
		return []string{v.Say("method.rule.dates")}
	}
	return []string{v.methodRule(p), v.tieRule(p)}
}
