package main

import (
	"fmt"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// groupsToo rejects what has a majority of heads but not of the groups.
func groupsToo(groups []committee.GroupCount, r *tally.MotionResult) error {
	if err := noneBelow("groups", groups); err != nil {
		return err
	}
	if len(groups) > 0 {
		committee.MajorityOfGroups(groups, r)
	}
	return nil
}

func noneBelow(name string, groups []committee.GroupCount) error {
	for i, g := range groups {
		if g.Yes < 0 || g.No < 0 || g.Abstain < 0 {
			return &tally.InputError{Where: fmt.Sprintf("%s[%d]", name, i), Why: fmt.Sprintf("%q has a count below 0", g.Group)}
		}
	}
	return nil
}

// votesOf compares the votes of groups with the heads that they come from.
func votesOf(heads []committee.GroupCount, f motionFile) error {
	if err := noneBelow("group_heads", heads); err != nil || len(heads) == 0 {
		return err
	}
	if yes, no := committee.Majorities(heads); f.Yes != yes || f.No != no || f.Abstain != len(heads)-yes-no {
		return &tally.InputError{Where: "group_heads", Why: fmt.Sprintf("they give %d yes, %d no and %d without a majority", yes, no, len(heads)-yes-no)}
	}
	return nil
}

type datesFile struct {
	committee.FileSeal
	Method     string                    `json:"method"`
	Days       []committee.FileDay       `json:"days"`
	Conditions *committee.FileConditions `json:"conditions"`
}

// datesCount is the order of the days, best first, and those that do not meet the
// conditions.
type datesCount struct {
	Method   string   `json:"method"`
	Order    []string `json:"order"`
	Winners  []string `json:"winners"`
	RuledOut []string `json:"ruled_out,omitempty"`
}

func recountDates(f datesFile) (any, error) {
	seen := map[string]bool{}
	for i, d := range f.Days {
		where := fmt.Sprintf("days[%d]", i)
		switch {
		case d.Name == "":
			return nil, &tally.InputError{Where: where, Why: "has no name"}
		case seen[d.Name]:
			return nil, &tally.InputError{Where: where, Why: fmt.Sprintf("%q stands twice", d.Name)}
		case min(d.Yes, d.Maybe, d.No, d.MissingGroups, d.Holidays) < 0:
			return nil, &tally.InputError{Where: where, Why: fmt.Sprintf("%q has a count below 0", d.Name)}
		}
		seen[d.Name] = true
	}
	rule, days := committee.PollFile{Days: f.Days, Conditions: f.Conditions}.Tallied()
	r, err := tally.Dates(rule, days)
	if err != nil {
		return nil, err
	}
	return datesCount{Method: f.Method, Order: list(r.Order), Winners: list(r.Order[:min(1, len(r.Order))]), RuledOut: r.RuledOut}, nil
}
