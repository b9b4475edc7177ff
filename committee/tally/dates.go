package tally

import (
	"cmp"
	"slices"
)

// Day is what members said about one date. Maybe is "if need be". Led is true
// unless chair and deputy both said no, Groups counts the groups of which
// nobody can come, Holidays the Länder where the day is no working or school
// day.
type Day struct {
	Name     string
	Yes      int
	Maybe    int
	No       int
	Led      bool
	Groups   int
	Holidays int
}

// DateRule holds the hard conditions: at least Quorum of yes and maybe, and
// one in any case, somebody to lead, and with EveryGroup nobody's group missing.
type DateRule struct {
	Quorum     int
	EveryGroup bool
}

// DatesResult has the possible days, best first, and those ruled out.
type DatesResult struct {
	Order    []string
	RuledOut []string
}

// Dates orders days given from the earliest to the latest: most yes and
// maybe, then most yes, then fewest holidays, then earliest.
func Dates(rule DateRule, days []Day) (DatesResult, error) {
	var possible []Day
	var r DatesResult
	for _, d := range days {
		if d.Yes < 0 || d.Maybe < 0 || d.No < 0 || d.Groups < 0 || d.Holidays < 0 {
			return DatesResult{}, wrong("days", "%q has a count below 0", d.Name)
		}
		if d.Yes+d.Maybe < max(rule.Quorum, 1) || !d.Led || rule.EveryGroup && d.Groups > 0 {
			r.RuledOut = append(r.RuledOut, d.Name)
			continue
		}
		possible = append(possible, d)
	}
	slices.SortStableFunc(possible, Day.compare)
	for _, d := range possible {
		r.Order = append(r.Order, d.Name)
	}
	return r, nil
}

func (d Day) compare(o Day) int {
	return cmp.Or(cmp.Compare(o.Yes+o.Maybe, d.Yes+d.Maybe), cmp.Compare(o.Yes, d.Yes), cmp.Compare(d.Holidays, o.Holidays))
}
