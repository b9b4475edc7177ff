package messages

import (
	"slices"
	"strings"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// cameOut says in a few words what came of a poll, for a list.
func (v Voice) cameOut(p committee.Poll, o committee.Outcome) string {
	switch {
	case p.CalledOff():
		return v.Say("result.out.calledoff")
	case p.Objected():
		return v.Say("result.out.objected")
	case o.Withheld:
		return v.Say("result.out.withheld")
	case o.Motion != nil:
		return v.decided(p, o)
	case o.Empty():
		return v.Say("result.out.nobody")
	case o.Undecided:
		return v.Say("result.out.undecided")
	}
	return v.inFront(p, o)
}

// decided is what came of a motion, with the numbers if all may know them.
func (v Voice) decided(p committee.Poll, o committee.Outcome) string {
	said := v.Say("result.out.rejected")
	switch o.Motion.Outcome {
	case tally.Adopted:
		said = v.Say("result.out.adopted")
	case tally.NotQuorate:
		said = v.Say("result.out.notquorate")
	case tally.Rejected:
	}
	if !p.Tells(committee.Numbers, committee.ToAll, &o) {
		return said
	}
	if p.Groups == committee.GroupsVote { // the numbers of the seats may be the other way round
		return said + " " + v.Say("result.out.groups")
	}
	return said + " (" + strings.TrimSuffix(v.numbers(*o.Motion), ".") + ")"
}

// inFront is who or what is in front in a poll about options, by the lot if one was drawn.
func (v Voice) inFront(p committee.Poll, o committee.Outcome) string {
	first, tied := winners(o)
	named := func(keys []string) string { return v.and(v.ordered(p, keys)) }
	switch {
	case o.NoDayFits():
		return v.Say("result.out.noday")
	case p.Lot != nil && p.Winners > 1:
		return v.Say("result.out.chosen.lot", "First", named(p.Lot.Selected))
	case byLot(p, first, tied) != "":
		return v.Say("result.out.lot", "First", named([]string{byLot(p, first, tied)}))
	case len(first) == 0:
		return v.Say("result.out.tied", "First", named(tied))
	case len(tied) > 0:
		return v.Say("result.out.chosen", "First", named(first)) + "; " + v.Say("result.out.tied", "First", named(tied))
	case p.Winners > 1:
		return v.Say("result.out.chosen", "First", named(first))
	case len(first) > 1:
		return v.Say("result.out.tied", "First", named(first))
	}
	return v.Say("result.out.first", "First", named(first))
}

// byLot is the option that a lot has put in front of those tied for the first place, "" if
// none was drawn among them.
func byLot(p committee.Poll, first, tied []string) string {
	if len(first) == 1 || p.Lot == nil {
		return ""
	}
	for i, keys := range p.Lot.Tied {
		if slices.ContainsFunc(keys, func(k string) bool { return slices.Contains(first, k) || slices.Contains(tied, k) }) {
			return p.Lot.Order[i][0]
		}
	}
	return ""
}
