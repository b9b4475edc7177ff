package messages_test

import (
	"slices"
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

// Of a motion that missed its quorum the file says that there are votes, and not that
// there are none.
func TestTheTableOfWithheldVotesDoesNotSayThatThereAreNone(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		cast    int
		weights committee.WeightRule
		lines   []string
	}{
		"two of five":            {2, "", []string{"2;zurückgehalten (zu wenige Sitze haben teilgenommen)"}},
		"two of five, by weight": {2, committee.WeightDecides, []string{";2;zurückgehalten (zu wenige Sitze haben teilgenommen)"}},
		"none":                   {0, "", []string{"0;Ja – ich stimme zu", "0;Nein – ich lehne ab", "0;Enthaltung – ich enthalte mich"}},
	} {
		p := committee.Poll{Kind: committee.MotionPoll, State: committee.PollClosed, Rule: committee.PresetKoG.Rule(), Seats: 5}
		p.Terms = committee.Terms{Weights: row.weights}.Complete(p.Kind)
		var ballots []committee.Ballot
		for seat := range int64(5) {
			p.Electors = append(p.Electors, committee.Elector{Seat: seat, Weight: 2})
			if int(seat) < row.cast {
				ballots = append(ballots, committee.Ballot{Seat: seat, Choice: committee.Choice{Answer: committee.Yes}})
			}
		}
		f, err := p.Export(ballots)
		if err != nil {
			t.Fatal(err)
		}
		files, err := inBerlin().PollFiles(p, f)
		if err != nil {
			t.Fatal(err)
		}
		table := strings.Split(strings.TrimSpace(string(files[1].Data)), "\n")[1:]
		for i := range table {
			table[i] = strings.TrimSpace(table[i])
		}
		if !slices.Equal(table, row.lines) {
			t.Errorf("%s: the table is %q, want %q", name, table, row.lines)
		}
		told := inBerlin().PollExported(p, f).Text
		if strings.Contains(told, "alle Stimmen") == (row.cast > 0) {
			t.Errorf("%s: with it comes %q", name, told)
		}
	}
}
