package main

import (
	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// groupsToo rejects what has a majority of heads but not of the groups.
func groupsToo(groups []committee.GroupCount, r *tally.MotionResult) error {
	for _, g := range groups {
		if g.Yes < 0 || g.No < 0 {
			return malformed("groups: %q has a count below 0", g.Group)
		}
	}
	if len(groups) > 0 {
		committee.MajorityOfGroups(groups, r)
	}
	return nil
}

type datesFile struct {
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
	rule, days := committee.PollFile{Days: f.Days, Conditions: f.Conditions}.Tallied()
	r, err := tally.Dates(rule, days)
	if err != nil {
		return nil, err
	}
	return datesCount{Method: f.Method, Order: list(r.Order), Winners: list(r.Order[:min(1, len(r.Order))]), RuledOut: r.RuledOut}, nil
}
