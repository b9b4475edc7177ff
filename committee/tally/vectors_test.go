package tally_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"gremienbot/committee/tally"
)

// vector is one case of testdata/tally.json; its conventions stand there.
type vector struct {
	ID        string
	Kind      string
	Options   string
	K         int
	Ballots   [][2]any
	Approvals []string
	Expect    struct {
		PluralityMax          []string
		IRVWinnersAllTieBreak []string `json:"irvWinnersAllTieBreaks"`
		Borda                 map[string]string
		SchulzeLevels         []string
		Condorcet             *string
		RankedPairs           []string
		Alone                 []string
		Add1Lexicographic     string
		Add1Endowment         string
		Approvals             map[string]int
	}
}

func vectors(t *testing.T, kind string) []vector {
	t.Helper()
	text, err := os.ReadFile("testdata/tally.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Vectors []vector }
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	var of []vector
	for _, v := range file.Vectors {
		if v.Kind == kind {
			of = append(of, v)
		}
	}
	if len(of) == 0 {
		t.Fatalf("no vectors of kind %s", kind)
	}
	return of
}

func (v vector) ranked() []tally.RankedBallot {
	var ballots []tally.RankedBallot
	for _, b := range v.Ballots {
		ballots = append(ballots, order(int(b[0].(float64)), b[1].(string)))
	}
	return ballots
}

// letters splits "ABC" into A, B and C.
func letters(s string) []string { return strings.Split(s, "") }

// order makes a ballot of letters: "AC" ranks A above C, "A(BC)D" ties B and C.
func order(count int, s string) tally.RankedBallot {
	b := tally.RankedBallot{Count: count}
	tied := false
	for _, o := range letters(s) {
		switch {
		case o == "(":
			tied = true
			b.Ranking = append(b.Ranking, nil)
		case o == ")":
			tied = false
		case tied:
			b.Ranking[len(b.Ranking)-1] = append(b.Ranking[len(b.Ranking)-1], o)
		default:
			b.Ranking = append(b.Ranking, []string{o})
		}
	}
	return b
}

// joined writes levels as "A BC D".
func joined(levels [][]string) string {
	var parts []string
	for _, l := range levels {
		parts = append(parts, strings.Join(l, ""))
	}
	return strings.Join(parts, " ")
}

// sorted joins names in alphabetical order.
func sorted(names []string) string {
	return strings.Join(slices.Sorted(slices.Values(names)), "")
}
