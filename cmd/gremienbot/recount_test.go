package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

const simpleMajority = `"rule":{"quorum":{"fraction":"1/2","comparator":"gt","base":"seats","min":3},` +
	`"majority":{"fraction":"1/2","comparator":"gt","base":"yes_no"},"abstention":"neutral","tie":"chair","chair":"yes"}`

func TestRecountGivesTheResult(t *testing.T) {
	t.Parallel()
	ballots := `"options":["A","B","C"],"ballots":[{"count":5,"ranking":[["A"],["B","C"]]},{"count":4,"ranking":[["B"],["C"]]}]}`
	sets := `"options":["a","b","c"],"ballots":[{"count":3,"approve":["a","b"],"weight":"1"},{"approve":["c"],"weight":"3/2"}]`
	points := `"options":["A","B"],"ballots":[{"count":1,"scores":{"A":3}},{"count":2,"scores":{"B":1}}]}`
	tests := []struct{ name, file, field, want string }{
		{"a motion", `{"method":"motion","yes":8,"no":4,"abstain":2,"present":14,"seats":14,` + simpleMajority + `}`, "outcome", `"adopted"`},
		{"a tie the chair breaks", `{"method":"motion","yes":7,"no":7,"seats":14,` + simpleMajority + `}`, "reason", `"tie-chair-yes"`},
		{"too few", `{"method":"motion","yes":7,"seats":14,` + simpleMajority + `}`, "outcome", `"not-quorate"`},
		{"schulze", `{"method":"schulze",` + ballots, "levels", `[["A"],["B"],["C"]]`},
		{"ranked pairs", `{"method":"ranked-pairs",` + ballots, "winners", `["A"]`},
		{"borda", `{"method":"borda",` + ballots, "scores", `{"A":"10","B":"21/2","C":"13/2"}`},
		{"irv", `{"method":"irv",` + ballots, "winners", `["A"]`},
		{"plurality", `{"method":"plurality",` + ballots, "votes", `{"A":5,"B":4,"C":0}`},
		{"approval", `{"method":"approval","seats":1,` + sets + `}`, "tied", `["a","b"]`},
		{"approvals weigh", `{"method":"approval","seats":1,` + sets + `}`, "approvals", `{"a":"3","b":"3","c":"3/2"}`},
		{"equal shares", `{"method":"equal-shares","seats":2,"completion":"add1",` + sets + `}`, "winners", `["a","b"]`},
		{"equal shares of a budget", `{"method":"equal-shares","budget":"2","costs":{"a":"0.5","b":"3","c":"2/3"},` + sets + `}`, "spent", `"7/6"`},
		{"score", `{"method":"score","points":5,` + points, "scores", `{"A":3,"B":2}`},
		{"dots", `{"method":"dots","points":5,` + points, "levels", `[["A"],["B"]]`},
		{"means", `{"method":"score","points":5,"mean":true,` + points, "means", `{"A":"3","B":"1"}`},
	}
	for _, tt := range tests {
		var out bytes.Buffer
		if err := recount(strings.NewReader(tt.file), &out); err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(out.Bytes(), &fields); err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := json.Compact(&got, fields[tt.field]); err != nil || got.String() != tt.want {
			t.Errorf("%s: %s is %s (%v), want %s", tt.name, tt.field, &got, err, tt.want)
		}
	}
}

// FuzzRecount holds that every input gives a result or one line of reason.
func FuzzRecount(f *testing.F) {
	for _, method := range []string{"schulze", "ranked-pairs", "irv", "borda", "plurality"} {
		f.Add(`{"method":"` + method + `","options":["A","B"],"ballots":[{"count":2,"ranking":[["A"],["B"]]}]}`)
	}
	f.Add(`{"method":"motion","yes":7,"no":7,"seats":14,` + simpleMajority + `}`)
	f.Add(`{"method":"equal-shares","seats":1,"options":["a"],"ballots":[{"approve":["a"],"weight":"1/2"}],"completion":"add1"}`)
	f.Add(`{"method":"dots","points":5,"options":["a"],"ballots":[{"scores":{"a":5}}]}`)
	f.Fuzz(func(t *testing.T, file string) {
		var out bytes.Buffer
		err := recount(strings.NewReader(file), &out)
		_, expected := errors.AsType[*malformedError](err)
		if err != nil && (!expected || strings.Contains(err.Error(), "\n")) {
			t.Fatalf("recount(%s) = %v, want one line of a malformed file", file, err)
		}
		if err == nil && !json.Valid(out.Bytes()) {
			t.Fatalf("recount(%s) wrote %s", file, &out)
		}
	})
}
