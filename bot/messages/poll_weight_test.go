package messages_test

import (
	"strings"
	"testing"

	"gremienbot/committee"
)

// Among equals the tally of shares goes on with one of them. The result calls none of
// them chosen, and names each once.
func TestATieOfSharesIsNotCalledChosen(t *testing.T) {
	t.Parallel()
	p := twelve(committee.ApprovalPoll, committee.ByEqualShares, 2)
	said := inBerlin().PollResult(kog(), p, counted(t, p, letters(true, "A", "A", "A", "B", "C")...)).Text
	const want = "Ausgewählt: **A** Vorschlag. Gleichauf auf dem letzten Platz: **B** Vorschlag und **C** Vorschlag."
	if !strings.Contains(said, want) || strings.Count(said, "- **gewählt:**") != 1 || strings.Count(said, "**B** Vorschlag –") != 1 {
		t.Errorf("lacks %q, or says more:\n%s", want, said)
	}
}

// Where weights count, a result names them and the seats behind them.
func TestAResultByWeightNamesWeightsAndSeats(t *testing.T) {
	t.Parallel()
	dots := committee.Choice{Points: map[string]int{"A": 2, "B": 1}}
	for name, row := range map[string]struct {
		kind    committee.PollKind
		method  committee.Method
		choices []committee.Choice
		want    string
	}{
		"approval":    {committee.ApprovalPoll, committee.ByApproval, letters(true, "AB", "B"), "**A** Vorschlag – Gewicht 5, 1 Sitz"},
		"shares":      {committee.ApprovalPoll, committee.ByEqualShares, letters(true, "A", "B", "B"), "**A** Vorschlag – Gewicht 5, 1 Sitz"},
		"points":      {committee.DotsPoll, committee.ByDots, []committee.Choice{dots, dots}, "**A** Vorschlag – 12 Punkte nach Gewicht, 4 ohne"},
		"grades":      {committee.ScorePoll, committee.ByScore, []committee.Choice{dots, dots}, "**A** Vorschlag – Summe 12 nach Gewicht, 4 ohne"},
		"ranks":       {committee.RankingPoll, committee.ByBorda, letters(false, "A", "B"), "Punkte nach Gewicht, "},
		"elimination": {committee.RankingPoll, committee.ByIRV, letters(false, "A", "B"), "A 5, B 1"},
	} {
		p := twelve(row.kind, row.method, 1)
		p.Weights = committee.WeightDecides
		if p.Points == 0 {
			p.Points = 10
		}
		p.Electors[0].Weight = 5
		said := inBerlin().PollResult(kog(), p, counted(t, p, row.choices...)).Text
		for _, want := range []string{row.want, "Gewicht der Stimmen: ", "Gezählt ist nach dem Gewicht der Sitze, nicht nach ihrer Zahl."} {
			if !strings.Contains(said, want) {
				t.Errorf("%s: lacks %q:\n%s", name, want, said)
			}
		}
	}
}
