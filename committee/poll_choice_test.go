package committee_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// choosing is an open poll of a kind about three options A, B and C, whose keys are
// short so that rows can be read; rank up to two, five dots and grades up to ten.
func choosing(kind committee.PollKind) committee.Poll {
	p := committee.Poll{
		Kind: kind, Number: committee.Number{Register: committee.PollRegister, Year: 2027, Seq: 4}, Rule: committee.PresetKoG.Rule(), Top: 2, State: committee.PollOpen,
		OpensAt: opening, ClosesAt: closing, Electors: []committee.Elector{{Seat: 1}}, Seats: 14,
		Options: []committee.PollOption{{Key: "A", Label: "Apfel"}, {Key: "B", Label: "Birne"}, {Key: "C", Label: "Kirsche"}},
	}
	p.Terms = p.Complete(kind)
	return p
}

func TestEveryKindOfPollTakesItsChoicesAndNoOthers(t *testing.T) {
	t.Parallel()
	type choice = committee.Choice
	strict := choosing(committee.MotionPoll)
	strict.Rule.Abstention = tally.AbstentionForbidden
	capped := choosing(committee.DotsPoll)
	capped.Cap = 3
	motion, ranking, one, several := choosing(committee.MotionPoll), choosing(committee.RankingPoll), choosing(committee.ChoicePoll), choosing(committee.ApprovalPoll)
	grades, dots, days := choosing(committee.ScorePoll), choosing(committee.DotsPoll), choosing(committee.DatePoll)
	unknown := motion
	unknown.Kind = "mood"
	points := func(a, b int) choice { return choice{Points: map[string]int{"A": a, "B": b}} }
	for name, row := range map[string]struct {
		poll committee.Poll
		said choice
		want string
		args map[string]any
	}{
		"a motion: yes":                        {motion, choice{Answer: "yes"}, "", nil},
		"a motion: no":                         {motion, choice{Answer: "no"}, "", nil},
		"a motion: an abstention":              {motion, choice{Answer: "abstain"}, "", nil},
		"a motion: an abstention that is none": {strict, choice{Answer: "abstain"}, "poll.abstain.forbidden", nil},
		"a motion: if need be":                 {motion, choice{Answer: "maybe"}, "poll.answer.unknown", nil},
		"a motion: in capitals":                {motion, choice{Answer: "Yes"}, "poll.answer.unknown", nil},
		"a motion: an option":                  {motion, choice{Approve: []string{"A"}}, "poll.answer.unknown", nil},
		"a motion: nothing":                    {motion, choice{}, "poll.answer.unknown", nil},

		"a ranking: one":                    {ranking, choice{Ranking: []string{"B"}}, "", nil},
		"a ranking: as many as may be":      {ranking, choice{Ranking: []string{"C", "A"}}, "", nil},
		"a ranking: one too many":           {ranking, choice{Ranking: []string{"C", "A", "B"}}, "poll.ranking.long", map[string]any{"Max": 2}},
		"a ranking: ranked twice":           {ranking, choice{Ranking: []string{"C", "C"}}, "rank2 poll.ranking.twice", map[string]any{"Option": "Kirsche"}},
		"a ranking: what is not asked":      {ranking, choice{Ranking: []string{"A", "D"}}, "poll.option.unknown", map[string]any{"Option": "D"}},
		"a ranking: by its label":           {ranking, choice{Ranking: []string{"Apfel"}}, "poll.option.unknown", map[string]any{"Option": "Apfel"}},
		"a ranking: nothing":                {ranking, choice{}, "rank1 poll.ranking.empty", nil},
		"a ranking: yes":                    {ranking, choice{Answer: "yes"}, "rank1 poll.ranking.empty", nil},
		"a ranking: an abstention":          {ranking, choice{Answer: "abstain"}, "", nil},
		"a ranking of needs is like others": {choosing(committee.PriorityPoll), choice{Ranking: []string{"B", "B"}}, "rank2 poll.ranking.twice", map[string]any{"Option": "Birne"}},

		"a choice: one":               {one, choice{Approve: []string{"B"}}, "", nil},
		"a choice: two":               {one, choice{Approve: []string{"B", "A"}}, "poll.choice.single", map[string]any{"Count": 2}},
		"a choice: none":              {one, choice{}, "poll.approve.empty", nil},
		"a choice: what is not asked": {one, choice{Approve: []string{"D"}}, "poll.option.unknown", map[string]any{"Option": "D"}},
		"a choice: an abstention":     {one, choice{Answer: "abstain"}, "", nil},

		"approval: all":               {several, choice{Approve: []string{"B", "A", "C"}}, "", nil},
		"approval: one":               {several, choice{Approve: []string{"B"}}, "", nil},
		"approval: twice":             {several, choice{Approve: []string{"B", "A", "B"}}, "poll.approve.twice", map[string]any{"Option": "Birne"}},
		"approval: what is not asked": {several, choice{Approve: []string{"B", ""}}, "poll.option.unknown", map[string]any{"Option": ""}},
		"approval: none":              {several, choice{}, "poll.approve.empty", nil},
		"approval: an abstention":     {several, choice{Answer: "abstain"}, "", nil},

		"grades: the bounds":             {grades, points(0, 10), "", nil},
		"grades: all get nothing":        {grades, points(0, 0), "", nil},
		"grades: over the highest":       {grades, points(0, 11), "B poll.points.range", map[string]any{"Option": "Birne", "Points": 11, "Max": 10}},
		"grades: below nothing":          {grades, points(-1, 5), "A poll.points.range", map[string]any{"Option": "Apfel", "Points": -1, "Max": 10}},
		"grades: two faults, first said": {grades, points(12, 11), "A poll.points.range", map[string]any{"Option": "Apfel", "Points": 12, "Max": 10}},
		"grades: what is not asked":      {grades, choice{Points: map[string]int{"D": 5}}, "poll.option.unknown", map[string]any{"Option": "D"}},
		"grades: none":                   {grades, choice{}, "poll.points.empty", nil},
		"grades: an abstention":          {grades, choice{Answer: "abstain"}, "", nil},

		"dots: all of them":             {dots, points(2, 3), "", nil},
		"dots: all on one":              {dots, points(5, 0), "", nil},
		"dots: fewer":                   {dots, points(1, 0), "", nil},
		"dots: one too many":            {dots, points(3, 3), "B poll.dots.sum", map[string]any{"Sum": 6, "Max": 5}},
		"dots: too many before a 0":     {dots, choice{Points: map[string]int{"A": 3, "B": 3, "C": 0}}, "B poll.dots.sum", map[string]any{"Sum": 6, "Max": 5}},
		"dots: far too many on one":     {dots, points(6, 0), "A poll.points.range", map[string]any{"Option": "Apfel", "Points": 6, "Max": 5}},
		"dots: below nothing":           {dots, points(-1, 5), "A poll.points.range", map[string]any{"Option": "Apfel", "Points": -1, "Max": 5}},
		"dots: as many as the cap":      {capped, points(3, 2), "", nil},
		"dots: over the cap":            {capped, points(4, 1), "A poll.points.range", map[string]any{"Option": "Apfel", "Points": 4, "Max": 3}},
		"dots: under the cap, too many": {capped, points(3, 3), "B poll.dots.sum", map[string]any{"Sum": 6, "Max": 5}},
		"dots: none":                    {dots, points(0, 0), "poll.points.empty", nil},
		"dots: what is not asked":       {dots, choice{Points: map[string]int{"D": 1}}, "poll.option.unknown", map[string]any{"Option": "D"}},
		"dots: an abstention":           {dots, choice{Answer: "abstain"}, "", nil},

		"days: an answer for each":      {days, choice{Days: map[string]string{"A": "yes", "B": "maybe", "C": "no"}}, "", nil},
		"days: an answer for one":       {days, choice{Days: map[string]string{"B": "no"}}, "", nil},
		"days: an abstention for one":   {days, choice{Days: map[string]string{"A": "yes", "B": "abstain"}}, "B poll.answer.unknown", nil},
		"days: an abstention":           {days, choice{Answer: "abstain"}, "poll.days.empty", map[string]any{"Seq": 4}},
		"days: one that is not asked":   {days, choice{Days: map[string]string{"D": "yes"}}, "poll.day.unasked", map[string]any{"Day": "D", "Number": days.Number, "Seq": 4}},
		"days: none":                    {days, choice{}, "poll.days.empty", map[string]any{"Seq": 4}},
		"a kind nobody knows: anything": {unknown, choice{Answer: "yes"}, "poll.kind.unknown", nil},
	} {
		b, err := row.poll.Cast(on(1, committee.Member), row.said, nil, opening)
		if got := refusedAs(t, err); got != row.want {
			t.Errorf("%s: refused %q, want %q", name, got, row.want)
			continue
		}
		if row.want == "" {
			if d := cmp.Diff(row.said, b.Choice); d != "" {
				t.Errorf("%s: the ballot says (-want +got):\n%s", name, d)
			}
			continue
		}
		e := committee.Refusals(err)[0]
		if d := cmp.Diff(row.args, e.Args); d != "" || e.Kind != committee.Invalid {
			t.Errorf("%s: said (-want +got):\n%s", name, d)
		}
	}
}

func TestABallotOfPointsIsReadOutBestFirst(t *testing.T) {
	t.Parallel()
	p := choosing(committee.DotsPoll)
	for name, row := range map[string]struct {
		points map[string]int
		best   string
		dots   int
	}{
		"nothing":                            {nil, "", 0},
		"one":                                {map[string]int{"B": 2}, "B", 2},
		"most points first":                  {map[string]int{"A": 1, "C": 3}, "CA", 4},
		"equal ones in the poll's order":     {map[string]int{"C": 1, "A": 1, "B": 1}, "ABC", 3},
		"what got nothing is not read out":   {map[string]int{"A": 0, "B": 1}, "B", 1},
		"the last of three is not forgotten": {map[string]int{"A": 2, "B": 1, "C": 2}, "ACB", 5},
	} {
		c, best := committee.Choice{Points: row.points}, strings.Builder{}
		for _, o := range p.Best(c) {
			best.WriteString(o.Key)
		}
		if got := best.String(); got != row.best || committee.SpreadDots(c) != row.dots {
			t.Errorf("%s: %q with %d dots, want %q with %d", name, got, committee.SpreadDots(c), row.best, row.dots)
		}
	}
	if d := cmp.Diff(choosing(committee.DotsPoll), p); d != "" {
		t.Errorf("reading a ballot out changed the poll (-before +after):\n%s", d)
	}
}
