package committee

import (
	"slices"

	"gremienbot/committee/tally"
)

// DayQuorum is how many seats must be able to come for a day of a date poll to be
// possible: the quorum of the committee, or 0 where its terms ask for none or only
// one group answers.
func (p Poll) DayQuorum() int {
	if p.Dates.AnyTurnout || p.Voters != "" {
		return 0
	}
	m, err := p.motion(nil).Count()
	if err != nil {
		return 0
	}
	return m.Quorum.Needed
}

// DayLed reports whether a day of a date poll is ruled out when chair and deputy
// say no. That cannot be known of confidential ballots.
func (p Poll) DayLed() bool { return !p.Dates.Unled && !p.Confidential }

// countDays counts the answers for each day. A day without an answer is a no.
func (p Poll) countDays(ballots []Ballot) (DaysResult, error) {
	days := make([]tally.Day, len(p.Options))
	for i, o := range p.Options {
		days[i] = tally.Day{Name: o.Key, Led: !p.DayLed() || led(ballots, o.Key), Groups: p.missingGroups(ballots, o.Key), Holidays: len(o.Holidays)}
		for _, b := range ballots {
			switch b.Choice.Days[o.Key] {
			case Yes:
				days[i].Yes++
			case Maybe:
				days[i].Maybe++
			default:
				days[i].No++
			}
		}
	}
	r, err := tally.Dates(p.dateRule(), days)
	return DaysResult{DatesResult: r, Days: days}, err
}

// NoDayFits reports whether a counted date poll has no day that is possible.
func (o Outcome) NoDayFits() bool { return o.Days != nil && len(o.Days.Order) == 0 }

// NobodyCan reports whether nobody can come on any day of a counted date poll.
func (o Outcome) NobodyCan() bool {
	return o.Days != nil && !slices.ContainsFunc(o.Days.Days, func(d tally.Day) bool { return d.Yes+d.Maybe > 0 })
}

func (p Poll) dateRule() tally.DateRule {
	return tally.DateRule{Quorum: p.DayQuorum(), EveryGroup: p.Dates.EveryGroup}
}

// comes reports whether a ballot says that somebody can come on a day.
func (b Ballot) comes(key string) bool {
	return b.Choice.Days[key] == Yes || b.Choice.Days[key] == Maybe
}

// led reports whether chair or deputy can come on a day. Only those who hold a
// seat and have answered can say no: the others are presumed to be there, because
// the chair need not hold a seat.
func led(ballots []Ballot, key string) bool {
	leading := slices.DeleteFunc(slices.Clone(ballots), func(b Ballot) bool { return !b.AsLead })
	return len(leading) == 0 || slices.ContainsFunc(leading, func(b Ballot) bool { return b.comes(key) })
}

// missingGroups is how many groups have nobody who can come on a day; none where
// ballots do not say which seat they are from. Groups whose seats all have a conflict of
// interest are not asked.
func (p Poll) missingGroups(ballots []Ballot, key string) int {
	if !p.countsGroups() {
		return 0
	}
	coming := map[int64]bool{}
	for _, b := range ballots {
		coming[b.Seat] = b.comes(key)
	}
	groups := map[string]bool{}
	for _, e := range p.Electors {
		if p.IsRecused(e.Seat) {
			continue
		}
		groups[e.Group] = groups[e.Group] || coming[e.Seat]
	}
	missing := 0
	for _, there := range groups {
		if !there {
			missing++
		}
	}
	return missing
}

// exportDays is a date poll to be recounted.
func (p Poll) exportDays(f PollFile, r DaysResult) PollFile {
	rule := p.dateRule()
	f.Conditions = &FileConditions{Quorum: rule.Quorum, EveryGroup: rule.EveryGroup}
	for _, d := range r.Days {
		f.Days = append(f.Days, FileDay{Name: d.Name, Yes: d.Yes, Maybe: d.Maybe, No: d.No, Unled: !d.Led, MissingGroups: d.Groups, Holidays: d.Holidays})
	}
	return f
}

// FileConditions are what a day must meet to get a rank.
type FileConditions struct {
	Quorum     int  `json:"quorum,omitempty"`
	EveryGroup bool `json:"every_group,omitempty"`
}

// FileDay is a day and the answers for it. Unled means that chair and deputy said
// no, MissingGroups counts the groups of which nobody can come, and Holidays the
// Länder where it is a public holiday. Days stand in order of time.
type FileDay struct {
	Name          string `json:"name"`
	Yes           int    `json:"yes"`
	Maybe         int    `json:"maybe"`
	No            int    `json:"no"`
	Unled         bool   `json:"unled,omitempty"`
	MissingGroups int    `json:"missing_groups,omitempty"`
	Holidays      int    `json:"holidays,omitempty"`
}

// Tallied are the days and conditions of a file as they are counted.
func (f PollFile) Tallied() (tally.DateRule, []tally.Day) {
	var rule tally.DateRule
	if f.Conditions != nil {
		rule = tally.DateRule{Quorum: f.Conditions.Quorum, EveryGroup: f.Conditions.EveryGroup}
	}
	days := make([]tally.Day, len(f.Days))
	for i, d := range f.Days {
		days[i] = tally.Day{Name: d.Name, Yes: d.Yes, Maybe: d.Maybe, No: d.No, Led: !d.Unled, Groups: d.MissingGroups, Holidays: d.Holidays}
	}
	return rule, days
}
