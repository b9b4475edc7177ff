package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every vector of the tally is counted by the command from a file, as a third
// party would do it.
func TestEveryVectorIsRecountedFromAFile(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../committee/tally/testdata/tally.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Vectors []vectorFile }
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Vectors) < 10 {
		t.Fatalf("%d vectors", len(file.Vectors))
	}
	for _, v := range file.Vectors {
		t.Run(v.ID, func(t *testing.T) {
			t.Parallel()
			if v.Kind == "ranked" {
				v.rankedIsRecounted(t)
				return
			}
			v.sharesAreRecounted(t)
		})
	}
}

type vectorFile struct {
	ID, Kind, Options string
	K                 int
	Ballots           [][2]any
	Approvals         []string
	Expect            struct {
		PluralityMax           []string
		IRVWinnersAllTieBreaks []string
		Borda                  map[string]string
		SchulzeLevels          []string
		Condorcet              *string
		RankedPairs            []string
		Alone                  []string
		Add1Lexicographic      string
		Add1Endowment          string
		Approvals              map[string]int
	}
}

func (v vectorFile) rankedIsRecounted(t *testing.T) {
	t.Helper()
	var ballots []map[string]any
	for _, b := range v.Ballots {
		var ranking [][]string
		for o := range strings.SplitSeq(b[1].(string), "") {
			ranking = append(ranking, []string{o})
		}
		ballots = append(ballots, map[string]any{"count": b[0], "ranking": ranking})
	}
	counted := func(method string) counted {
		return recountFile(t, map[string]any{"method": method, "options": strings.Split(v.Options, ""), "ballots": ballots})
	}
	same(t, "plurality", v.Expect.PluralityMax, ordered(counted("plurality").Winners))
	same(t, "irv", v.Expect.IRVWinnersAllTieBreaks, ordered(counted("irv").Winners))
	same(t, "borda", v.Expect.Borda, counted("borda").Scores)
	same(t, "schulze", v.Expect.SchulzeLevels, joinedLevels(counted("schulze").Levels))
	same(t, "condorcet", v.Expect.Condorcet, counted("schulze").Condorcet)
	same(t, "ranked pairs", v.Expect.RankedPairs, joinedLevels(counted("ranked-pairs").Levels))
}

func (v vectorFile) sharesAreRecounted(t *testing.T) {
	t.Helper()
	var ballots []map[string]any
	for _, b := range v.Approvals {
		ballots = append(ballots, map[string]any{"approve": strings.Split(b, "")})
	}
	poll := func(more map[string]any) counted {
		more["options"], more["ballots"], more["seats"] = strings.Split(v.Options, ""), ballots, v.K
		return recountFile(t, more)
	}
	approvals := map[string]string{}
	for o, n := range v.Expect.Approvals {
		approvals[o] = strconv.Itoa(n)
	}
	same(t, "approvals", approvals, poll(map[string]any{"method": "approval"}).Approvals)
	order := strings.Split(v.Options, "")
	add1 := poll(map[string]any{"method": "equal-shares", "completion": "add1", "tie_order": order})
	same(t, "Add1", v.Expect.Add1Lexicographic, strings.Join(ordered(add1.Winners), ""))
	alone := poll(map[string]any{"method": "equal-shares", "tie_order": order})
	same(t, "alone", v.Expect.Alone, []string{strings.Join(ordered(alone.Winners), "")})
}

// counted is what the command writes, of all methods.
type counted struct {
	Outcome, Reason      string
	Winners, Tied, Order []string
	Levels               [][]string
	Scores, Approvals    any
	Condorcet            *string
	Endowment, Spent     string
	Pairwise, Paths      [][]int
	RuledOut             []string `json:"ruled_out"`
	Rounds               []struct{ Winner string }
}

// recountFile runs the command on a file.
func recountFile(t *testing.T, poll any) counted {
	t.Helper()
	text, err := json.MarshalIndent(poll, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return recountText(t, string(text))
}

func recountText(t *testing.T, text string) counted {
	t.Helper()
	path := filepath.Join(t.TempDir(), "poll.json")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	status, said, wrong := command(t, nil, "recount", path)
	var c counted
	if err := json.Unmarshal([]byte(said), &c); status != 0 || err != nil {
		t.Fatalf("recount: status %d, %v\n%s\n%s", status, err, wrong, text)
	}
	return c
}

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	w, _ := json.Marshal(want)
	g, _ := json.Marshal(got)
	if diff := cmp.Diff(string(w), string(g)); diff != "" {
		t.Errorf("%s (-expected +recounted):\n%s", what, diff)
	}
}

func ordered(names []string) []string { return slices.Sorted(slices.Values(names)) }

func joinedLevels(levels [][]string) []string {
	var all []string
	for _, l := range levels {
		all = append(all, strings.Join(ordered(l), ""))
	}
	return all
}
