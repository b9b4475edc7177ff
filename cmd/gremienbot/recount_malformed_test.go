package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Options that differ in their case only are two.
func TestRecountKeepsTheCaseOfOptions(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "poll.json")
	file := `{"method":"score","points":5,"options":["a","A"],"ballots":[{"scores":{"a":1,"A":2}}]}`
	if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, said, wrong := command(t, nil, "recount", path); status != 0 || !strings.Contains(said, `"A"`) {
		t.Errorf("status %d, said %q, %q, want a result", status, said, wrong)
	}
}

// A file that cannot be counted is answered with one line: where, and why. The
// exit status is 2, and nothing is written as a result.
func TestRecountSaysWhereAFileIsMalformed(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("[", 20_000)
	many := `"` + strings.Repeat(`x","y`, 2_000) + `"`
	for name, c := range map[string]struct{ file, want string }{
		"empty":                     {"", "line 1, column 1: unexpected end of JSON input"},
		"cut off":                   {"{\n  \"method\": \"schulze\",\n  \"options\": [\"A\"", "line 3, column 17: unexpected end of JSON input"},
		"a mark of byte order":      {"\ufeff{}", "line 1, column 1: invalid character"},
		"UTF-16":                    {"\xff\xfe{\x00}\x00", "line 1, column 1: invalid character"},
		"no JSON":                   {"{\n  \"method\": \"schulze\",\n  x}", "line 3, column 3: invalid character 'x' looking for beginning of object key string"},
		"a comma too many":          {"{\"method\":\"schulze\",\n}", "line 2, column 1: invalid character '}'"},
		"single quotes":             {"{'method':'schulze'}", "line 1, column 2: invalid character '\\''"},
		"two polls":                 {`{"method":"schulze"} {}`, "line 1, column 22: invalid character '{' after top-level value"},
		"a list":                    {`[{"method":"schulze"}]`, "a array does not fit here"},
		"only a word":               {`"schulze"`, "a string does not fit here"},
		"too deep":                  {deep, "exceeded max depth"},
		"no method":                 {"{}", "line 1: method: is missing"},
		"a method as number":        {`{"method":7}`, "method: a number does not fit here"},
		"a method nobody knows":     {"{\n\"method\":\"guess\"}", `line 2: method: "guess" is not motion, plurality`},
		"abstentions below 0":       {"{\"method\":\"borda\",\"options\":[\"A\"],\n\"abstain\":-1}", "line 2: abstain: -1 is not a number of seats"},
		"a field nobody knows":      {"{\"method\":\"schulze\",\n\n\"option\":[\"A\"]}", `line 3, column 10: unknown field "option"`},
		"a field deep inside":       {"{\"method\":\"schulze\",\"options\":[\"A\"],\n\"ballots\":[{\"rank\":[]}]}", `line 2, column 20: unknown field "rank"`},
		"a name twice":              {"{\"method\":\"borda\",\n\"seats\":1,\"options\":[\"A\"],\n\"options\":[\"B\"]}", "line 3, column 9: options: stands twice"},
		"a name twice, in capitals": {"{\"method\":\"borda\",\"options\":[\"A\"],\"ballots\":[{\"count\":1,\n\"COUNT\":2}]}", "line 2, column 7: ballots[0].COUNT: stands twice"},
		"a name twice, with ſ":      {`{"method":"borda","options":["A"],"optionſ":["B"]}`, "optionſ: stands twice"},
		"a grade twice":             {"{\"method\":\"score\",\"points\":5,\"options\":[\"A\"],\"ballots\":[{\"scores\":{\"A\":1,\n\"A\":2}}]}", "line 2, column 3: ballots[0].scores.A: stands twice"},
		"a method twice":            {`{"method":"borda","method":"schulze","options":["A"]}`, "method: stands twice"},
		"no UTF-8":                  {"{\"method\":\"borda\",\n\"options\":[\"M\xfcll\"]}", "line 2, column 14: this is not UTF-8"},
		"no options":                {"{\"method\":\"borda\",\n\"ballots\":[]}", "line 1: options: "},
		"an option twice":           {"{\"method\":\"borda\",\n\"options\":[\"A\",\n\"A\"],\"ballots\":[]}", `line 3: options[1]: `},
		"an option without name":    {"{\"method\":\"borda\",\"options\":[\"A\",\n\"\"],\"ballots\":[]}", "line 2: options[1]: "},
		"too many options":          {`{"method":"borda","options":[` + many + `]}`, "line 1: options"},
		"a count as text":           {"{\"method\":\"schulze\",\"options\":[\"A\"],\n\"ballots\":[{\"count\":\"1\"}]}", "line 2, column 23: ballots.count: a string does not fit here"},
		"a count with a fraction":   {`{"method":"schulze","options":["A"],"ballots":[{"count":1.5}]}`, "ballots.count: a number 1.5 does not fit here"},
		"a huge count":              {`{"method":"schulze","options":["A"],"ballots":[{"count":99999999999999999999}]}`, "does not fit here"},
		"a count below zero":        {"{\"method\":\"borda\",\"options\":[\"A\"],\"ballots\":[\n{\"count\":1},\n{\"count\":-1}]}", "line 3: ballots[1]: count -1 is not between"},
		"an unknown choice":         {"{\"method\":\"schulze\",\"options\":[\"A\"],\"ballots\":[{},\n{\"ranking\":[[\"B\"]]}]}", `line 2: ballots[1]: "B" is not an option`},
		"ranked twice":              {`{"method":"schulze","options":["A","B"],"ballots":[{"ranking":[["A"],["A"]]}]}`, `line 1: ballots[0]: "A"`},
		"approved twice":            {`{"method":"approval","seats":1,"options":["A","B"],"ballots":[{"approve":["A","A"]}]}`, `line 1: ballots[0]: "A"`},
		"too many dots":             {`{"method":"dots","points":2,"options":["A"],"ballots":[{"scores":{"A":3}}]}`, "line 1: ballots[0]: 3 points are over the budget of 2"},
		"a grade too high":          {`{"method":"score","points":5,"options":["A"],"ballots":[{"scores":{"A":6}}]}`, "line 1: ballots[0]"},
		"a grade below zero":        {`{"method":"score","points":5,"options":["A"],"ballots":[{"scores":{"A":-1}}]}`, "line 1: ballots[0]"},
		"an exponent":               {`{"method":"approval","seats":1,"options":["A"],"ballots":[{"weight":"1e9"}]}`, `"1e9" is not a number`},
		"a weight below zero":       {`{"method":"approval","seats":1,"options":["A"],"ballots":[{"weight":"-1"}]}`, `"-1" is not a number`},
		"no seats to fill":          {`{"method":"approval","options":["A"],"ballots":[]}`, "line 1: seats"},
		"a fraction over one":       {`{"method":"motion","yes":1,"seats":1,"rule":{"majority":{"fraction":"3/2"}}}`, `"3/2" is not a fraction`},
		"no rule":                   {"{\"method\":\"motion\",\"yes\":1,\"seats\":1,\n\"rule\":{}}", "line 2: rule.majority.fraction: "},
		"more votes than seats":     {`{"method":"motion","yes":3,"seats":2,` + simpleMajority + `}`, "line 1: "},
		"votes below zero":          {`{"method":"motion","yes":-3,"seats":2,` + simpleMajority + `}`, "line 1: yes"},
		"a group below zero":        {"{\"method\":\"motion\",\"yes\":1,\"no\":2,\"seats\":5," + simpleMajority + ",\n\"groups\":[{\"name\":\"A\",\"yes\":-1}]}", `line 2: groups[0]: "A" has a count below 0`},
		"a day without name":        {`{"method":"dates","days":[{"yes":1}]}`, "line 1: days[0]: "},
		"a day twice":               {"{\"method\":\"dates\",\"days\":[{\"name\":\"A\"},\n{\"name\":\"A\"}]}", `line 2: days[1]: "A" stands twice`},
		"answers below zero":        {`{"method":"dates","days":[{"name":"A","maybe":-1}]}`, "line 1: days[0]: "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "poll.json")
			if err := os.WriteFile(path, []byte(c.file), 0o600); err != nil {
				t.Fatal(err)
			}
			status, said, wrong := command(t, nil, "recount", path)
			if status != 2 || said != "" || !strings.Contains(wrong, c.want) || strings.Count(strings.TrimSpace(wrong), "\n") > 0 {
				t.Errorf("status %d, said %q, %q, want 2 and one line with %q", status, said, wrong, c.want)
			}
		})
	}
}
