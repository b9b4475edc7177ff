package messages_test

import (
	"strings"
	"testing"

	"gremienbot/committee"
)

// Who adds up the lines of the table comes to as many seats as have voted.
func TestTheFilesOfAPollNameItsAbstentions(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		weights   committee.WeightRule
		abstained int
		line      string
	}{
		"one":             {"", 1, "1;Enthaltung"},
		"two":             {"", 2, "2;Enthaltung"},
		"one, by weight":  {committee.WeightDecides, 1, ";1;Enthaltung"},
		"none":            {"", 0, ""},
		"none, by weight": {committee.WeightDecides, 0, ""},
	} {
		p := committee.Poll{Kind: committee.RankingPoll, State: committee.PollClosed, Rule: committee.PresetKoG.Rule(), Seats: 5, Top: 2}
		p.Terms = committee.Terms{Weights: row.weights}.Complete(p.Kind)
		p.Options = []committee.PollOption{{Key: "A", Label: "Kassel"}, {Key: "B", Label: "Gießen"}}
		var ballots []committee.Ballot
		for seat := range int64(5) {
			p.Electors = append(p.Electors, committee.Elector{Seat: seat, Weight: 2})
			choice := committee.Choice{Ranking: []string{"A"}}
			if int(seat) < row.abstained {
				choice = committee.Choice{Answer: committee.Abstain}
			}
			ballots = append(ballots, committee.Ballot{Seat: seat, By: "u", Choice: choice})
		}
		f, err := p.Export(ballots)
		if err != nil || f.Abstain != row.abstained {
			t.Fatalf("%s: %d abstentions in the file, want %d, %v", name, f.Abstain, row.abstained, err)
		}
		files, err := inBerlin().PollFiles(p, f)
		if err != nil {
			t.Fatal(err)
		}
		table := string(files[1].Data)
		if (row.line == "") == strings.Contains(table, "Enthaltung") || !strings.Contains(table, "\n"+row.line) && row.line != "" {
			t.Errorf("%s: want the line %q in\n%s", name, row.line, table)
		}
		if json := string(files[0].Data); strings.Contains(json, `"abstain"`) != (row.abstained > 0) {
			t.Errorf("%s: %s", name, json)
		}
	}
}
