package committee_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"gremienbot/committee"
)

// drawAnswers are what some of five seats say about three days; the first one
// may be the chair's.
func drawAnswers(t *rapid.T, p committee.Poll) []committee.Ballot {
	var said []string
	for range rapid.IntRange(1, 5).Draw(t, "ballots") {
		said = append(said, rapid.StringMatching("[jvn]{3}").Draw(t, "said"))
	}
	ballots := answers(p, said...)
	ballots[0].AsLead = rapid.Bool().Draw(t, "the chair votes")
	return ballots
}

func counted(t *rapid.T, p committee.Poll, ballots []committee.Ballot) committee.DaysResult {
	o, err := p.Count(ballots)
	if err != nil {
		t.Fatal(err)
	}
	return *o.Days
}

// drawConditions are a date poll of two groups under some conditions.
func drawConditions(t *rapid.T) committee.Poll {
	d, list, c := dates(), seats(5), kog()
	list[3].Group, list[4].Group, c.Seats = "KGSt", "KGSt", 5
	d.Dates = committee.DateTerms{
		AnyTurnout: rapid.Bool().Draw(t, "any turnout"), Unled: rapid.Bool().Draw(t, "unled"), EveryGroup: rapid.Bool().Draw(t, "every group"),
	}
	p, err := committee.OpenPoll(c, presiding(), d, list, opening)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTheOrderInWhichSeatsAnswerADatePollDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawConditions(t)
		ballots := drawAnswers(t, p)
		before := counted(t, p, ballots)
		if d := cmp.Diff(before, counted(t, p, rapid.Permutation(ballots).Draw(t, "shuffled"))); d != "" {
			t.Fatalf("answered in another order (-before +after):\n%s", d)
		}
	})
}

// A seat that can come after all makes a day no worse: it keeps its place or gets a
// better one, and is not ruled out for it.
func TestWhoCanComeAfterAllNeverHurtsADay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawConditions(t)
		ballots := drawAnswers(t, p)
		before := counted(t, p, ballots)
		key := p.Options[rapid.IntRange(0, 2).Draw(t, "day")].Key
		ballots[rapid.IntRange(0, len(ballots)-1).Draw(t, "seat")].Choice.Days[key] = committee.Yes
		after := counted(t, p, ballots)
		was, is := slices.Index(before.Order, key), slices.Index(after.Order, key)
		if was >= 0 && (is < 0 || is > was) {
			t.Fatalf("%s had place %d of %v, now %d of %v", key, was, before.Order, is, after.Order)
		}
	})
}
