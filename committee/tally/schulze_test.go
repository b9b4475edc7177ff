package tally_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"gremienbot/committee/tally"
)

func TestSchulzeVectors(t *testing.T) {
	t.Parallel()
	for _, v := range vectors(t, "ranked") {
		got, err := tally.Schulze(letters(v.Options), v.ranked())
		if err != nil {
			t.Fatal(err)
		}
		if want := strings.Join(v.Expect.SchulzeLevels, " "); joined(got.Levels) != want {
			t.Errorf("%s: levels %s, want %s", v.ID, joined(got.Levels), want)
		}
		condorcet := ""
		if v.Expect.Condorcet != nil {
			condorcet = *v.Expect.Condorcet
		}
		if got.Condorcet != condorcet {
			t.Errorf("%s: Condorcet winner %q, want %q", v.ID, got.Condorcet, condorcet)
		}
	}
}

func TestSchulzeShowsTheStrongestPaths(t *testing.T) {
	t.Parallel()
	got, err := tally.Schulze(letters("ABCDE"), vectors(t, "ranked")[1].ranked())
	if err != nil {
		t.Fatal(err)
	}
	for path := range strings.FieldsSeq("AB28 AC28 AD30 AE24 BA25 BC28 BD33 BE24 CA25 CB29 CD29 CE24 DA25 DB28 DC28 DE24 EA25 EB28 EC28 ED31") {
		x, y := path[0]-'A', path[1]-'A'
		if strength := strconv.Itoa(got.Paths[x][y]); strength != path[2:] {
			t.Errorf("path %s is %s strong", path, strength)
		}
	}
}

func TestSchulzeSharesRanks(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		ballots []tally.RankedBallot
		levels  string
	}{
		{"S4 two winners", []tally.RankedBallot{order(1, "A(BC)"), order(1, "BAC")}, "AB C"},
		{"no ballots", nil, "ABC"},
		{"nobody has an opinion", []tally.RankedBallot{order(3, "(ABC)"), order(2, "")}, "ABC"},
		{"what is missing is tied last", []tally.RankedBallot{order(1, "C")}, "C AB"},
		{"a ballot counted zero times", []tally.RankedBallot{order(0, "ABC"), order(1, "CBA")}, "C B A"},
		{"a perfect cycle", []tally.RankedBallot{order(1, "ABC"), order(1, "BCA"), order(1, "CAB")}, "ABC"},
	}
	for _, tt := range tests {
		got, err := tally.Schulze(letters("ABC"), tt.ballots)
		if err != nil || joined(got.Levels) != tt.levels {
			t.Errorf("%s: levels %s (%v), want %s", tt.name, joined(got.Levels), err, tt.levels)
		}
	}
}

func TestSchulzeRefusesBadInput(t *testing.T) {
	t.Parallel()
	many := make([]string, tally.MaxOptions+1)
	for i := range many {
		many[i] = strconv.Itoa(i)
	}
	tests := []struct {
		options []string
		ballots []tally.RankedBallot
		want    string
	}{
		{letters("AB"), []tally.RankedBallot{order(1, "AB"), order(1, "AX")}, `ballots[1]: "X" is not an option`},
		{letters("AB"), []tally.RankedBallot{order(1, "ABA")}, `ballots[0]: "A" is ranked twice`},
		{letters("AB"), []tally.RankedBallot{order(1, "(AA)")}, `ballots[0]: "A" is ranked twice`},
		{letters("AB"), []tally.RankedBallot{order(-1, "AB")}, `ballots[0]: count -1 is not between 0 and 1000000000`},
		{letters("AB"), []tally.RankedBallot{order(999_999_999, "A"), order(2, "B")}, `ballots[1]: more than 1000000000 ballots in total`},
		{letters("ABA"), nil, `options[2]: "A" is already options[0]`},
		{[]string{"A", ""}, nil, `options[1]: an option needs a name`},
		{nil, nil, `options: there must be 1 to 500 options, not 0`},
		{many, nil, `options: there must be 1 to 500 options, not 501`},
	}
	for _, tt := range tests {
		if _, err := tally.Schulze(tt.options, tt.ballots); err == nil || err.Error() != tt.want {
			t.Errorf("Schulze() = %v, want %s", err, tt.want)
		}
	}
}

func ExampleSchulze() {
	r, err := tally.Schulze([]string{"A", "B", "C"}, []tally.RankedBallot{
		{Count: 5, Ranking: tally.Ranking{{"A"}, {"B", "C"}}},
		{Count: 4, Ranking: tally.Ranking{{"B"}, {"C"}, {"A"}}},
	})
	fmt.Println(r.Levels, r.Winners, err)
	// Output: [[A] [B] [C]] [A] <nil>
}

// randomBallots returns strict orders of n options named 0 to n-1.
func randomBallots(n, count int) ([]string, []tally.RankedBallot) {
	random := rand.New(rand.NewPCG(1, 2))
	options := make([]string, n)
	for i := range options {
		options[i] = strconv.Itoa(i)
	}
	ballots := make([]tally.RankedBallot, count)
	for i := range ballots {
		ballots[i].Count = 1
		for _, x := range random.Perm(n) {
			ballots[i].Ranking = append(ballots[i].Ranking, []string{options[x]})
		}
	}
	return options, ballots
}

func BenchmarkSchulze(b *testing.B) {
	b.Run("options=40/ballots=10000", func(b *testing.B) {
		options, ballots := randomBallots(40, 10_000)
		for b.Loop() {
			if _, err := tally.Schulze(options, ballots); err != nil {
				b.Fatal(err)
			}
		}
	})
}
