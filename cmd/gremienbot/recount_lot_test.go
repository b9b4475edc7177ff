package main

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"gremienbot/committee"
)

// drawn is a lot as recount writes it.
type drawn struct {
	Lot struct {
		Order    [][]string `json:"order"`
		Selected []string   `json:"selected"`
		Agrees   bool       `json:"agrees"`
		Differs  []string   `json:"differs"`
	} `json:"lot"`
}

func recountLot(t *testing.T, f committee.PollFile) drawn {
	t.Helper()
	text, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	var got drawn
	if err := recount(bytes.NewReader(text), &out); err != nil {
		t.Fatalf("recounting: %v\n%s", err, text)
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

// Whatever lot was drawn, a third party draws the same from the exported file, and
// sees where somebody has written another one into it.
func TestALotIsDrawnAgainFromTheExportedFile(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	chair := committee.Person{User: "v", Roles: []committee.Role{committee.Chair}}
	found := map[committee.Method]int{}
	for _, k := range committee.PollKinds() {
		for _, m := range k.Methods() {
			for range 150 {
				var terms committee.Terms
				if ways := weightsOf(k); len(ways) > 0 && r.IntN(3) == 0 {
					terms.Weights = ways[0]
				}
				p, ballots := exported(r, k, m, terms)
				if len(ballots) > 5 {
					ballots = ballots[:5] // ties are more frequent
				}
				p, err := p.Draw(chair, "Roter Ziegel, nasser Hund", ballots, time.Time{})
				if err != nil {
					continue // no tie
				}
				f, err := p.Export(ballots)
				if err != nil {
					t.Fatal(err)
				}
				found[m]++
				agreesAsWritten(t, f)
			}
		}
	}
	for _, m := range slices.Concat(committee.RankingPoll.Methods(), committee.ApprovalPoll.Methods(), []committee.Method{committee.ByPlurality, committee.ByScore, committee.ByDots}) {
		if found[m] < 3 {
			t.Errorf("only %d lots by %s", found[m], m)
		}
	}
}

func agreesAsWritten(t *testing.T, f committee.PollFile) {
	t.Helper()
	got := recountLot(t, f)
	if !got.Lot.Agrees || len(got.Lot.Differs) > 0 || !slices.EqualFunc(got.Lot.Order, f.Lot.Order, slices.Equal) || !slices.Equal(got.Lot.Selected, f.Lot.Selected) {
		t.Errorf("%s: %+v, want %+v", f.Method, got.Lot, f.Lot)
	}
	other := *f.Lot
	other.Order = slices.Clone(f.Lot.Order)
	other.Order[0] = slices.Clone(other.Order[0])
	slices.Reverse(other.Order[0])
	f.Lot = &other
	if got := recountLot(t, f); got.Lot.Agrees || len(got.Lot.Differs) == 0 || !strings.HasPrefix(got.Lot.Differs[0], "lot.order[0]: the words give ") {
		t.Errorf("%s, the other way round: %+v", f.Method, got.Lot)
	}
}

func TestALotThatDoesNotFitIsNamed(t *testing.T) {
	t.Parallel()
	const file = `{"method":"approval","seats":2,"options":["A","B","C","D"],"ballots":[{"count":2,"approve":["A"]},{"approve":["B"]},{"approve":["C"]}],"lot":`
	const ranks = `{"method":"schulze","options":["A","B","C"],"ballots":[{"ranking":[["A","B"],["C"]]}],"lot":`
	for name, row := range map[string]struct{ file, want string }{
		"no lot in it":        {file + `{"seed":"s"}}`, "lot.tied: names no options"},
		"was not equal":       {file + `{"seed":"s","tied":[["A","B"]],"order":[["A","B"]]}}`, "lot.tied[0]: A, B did not come out equal"},
		"only a part of them": {ranks + `{"seed":"s","tied":[["A"]],"order":[["A"]]}}`, "lot.tied: A, B came out equal too"},
		"no order":            {ranks + `{"seed":"s","tied":[["A","B"]]}}`, "lot.order[0]: the words give "},
		"more orders":         {ranks + `{"seed":"s","tied":[["A","B"]],"order":[["A","B"],["B","A"]]}}`, "lot.order: has 2 orders for 1 ties"},
		"another selection":   {file + `{"seed":"Roter Ziegel, nasser Hund","tied":[["B","C"]],"order":[["B","C"]],"selected":["A","C"]}}`, "lot.selected: with the lot these are A, B"},
	} {
		var out bytes.Buffer
		if err := recount(strings.NewReader(row.file), &out); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !strings.Contains(out.String(), `"`+row.want) || !strings.Contains(out.String(), `"agrees": false`) {
			t.Errorf("%s: %s, want %q", name, &out, row.want)
		}
	}
	for _, seed := range []string{"", `two\nlines`} {
		err := recount(strings.NewReader(ranks+`{"seed":"`+seed+`","tied":[["A","B"]],"order":[["A","B"]]}}`), &bytes.Buffer{})
		if err == nil || !strings.Contains(err.Error(), "lot.seed: must be one line") {
			t.Errorf("seed %q: %v", seed, err)
		}
	}
}
