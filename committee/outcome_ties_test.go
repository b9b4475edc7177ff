package committee_test

import (
	"fmt"
	"testing"

	"gremienbot/committee"
)

// Twelve options and few ballots make ties in plenty. Every method must come to
// an end, and say so if it comes to none.
func TestManyTiesEndInAnOutcome(t *testing.T) {
	t.Parallel()
	for _, m := range committee.RankingPoll.Methods() {
		for _, cast := range []int{1, 2, 7, 14} {
			p := committee.Poll{Kind: committee.RankingPoll, Terms: committee.Terms{Method: m}, Seats: 14}
			for i := range committee.MaxOptions {
				p.Options = append(p.Options, committee.PollOption{Key: fmt.Sprintf("O%d", i)})
			}
			var ballots []committee.Ballot
			for i := range cast {
				p.Electors = append(p.Electors, committee.Elector{Seat: int64(i)})
				var c committee.Choice
				for j := range 5 {
					c.Ranking = append(c.Ranking, fmt.Sprintf("O%d", (i+j)%committee.MaxOptions))
				}
				if i%5 > 0 {
					c.Ranking = c.Ranking[:1]
				}
				ballots = append(ballots, committee.Ballot{Seat: int64(i), Choice: c})
			}
			o, err := p.Count(ballots)
			if err != nil {
				t.Errorf("%s with %d ballots: %v", m, cast, err)
			}
			if found := o.Order != nil || o.Pairs != nil || o.Borda != nil || o.Runoff != nil; found == o.Undecided {
				t.Errorf("%s with %d ballots: %+v", m, cast, o)
			}
		}
	}
}
