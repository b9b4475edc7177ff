package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// motionRule writes a rule; what is empty is the usual.
func motionRule(quorum, majority, base, abstention, chair string) string {
	or := func(s, usual string) string {
		if s == "" {
			return usual
		}
		return s
	}
	tie := "reject"
	if chair != "" {
		tie = "chair"
	}
	return fmt.Sprintf(`{"quorum":{"fraction":"1/2","comparator":%q,"base":"seats"},"majority":{%s,"base":%q},"abstention":%q,"tie":%q,"chair":%q}`,
		or(quorum, "gt"), or(majority, `"fraction":"1/2","comparator":"gt"`), or(base, "yes_no"), or(abstention, "neutral"), tie, chair)
}

// The motions of the domain, sections 3.2 and 5, of fourteen seats.
func TestMotionsOfTheDomainAreRecounted(t *testing.T) {
	t.Parallel()
	simple := motionRule("", "", "", "", "")
	two := `"fraction":"2/3","comparator":"ge"`
	for _, m := range []struct {
		id               string
		yes, no, abstain int
		rule, want       string
	}{
		{"M1", 8, 4, 2, simple, "adopted"},
		{"M2", 5, 4, 5, simple, "adopted"},
		{"M4", 5, 4, 5, motionRule("", "", "", "no", ""), "rejected"},
		{"M5", 7, 7, 0, simple, "rejected"},
		{"M6 yes", 7, 7, 0, motionRule("", "", "", "", "yes"), "adopted"},
		{"M6 no", 7, 7, 0, motionRule("", "", "", "", "no"), "rejected"},
		{"M6 none", 7, 7, 0, motionRule("", "", "", "", "none"), "rejected"},
		{"M7", 3, 2, 2, simple, "not-quorate"},
		{"M8 gt", 7, 0, 0, simple, "not-quorate"},
		{"M8 ge", 7, 0, 0, motionRule("ge", "", "", "", ""), "adopted"},
		{"M9", 7, 3, 4, motionRule("", "", "seats", "", ""), "rejected"},
		{"M9 more", 8, 3, 3, motionRule("", "", "seats", "", ""), "adopted"},
		{"M10", 8, 4, 2, motionRule("", two, "", "", ""), "adopted"},
		{"M10 less", 7, 4, 3, motionRule("", two, "", "", ""), "rejected"},
		{"M12", 0, 0, 10, simple, "rejected"},
		{"M12 one", 1, 0, 9, simple, "adopted"},
	} {
		file := fmt.Sprintf(`{"method":"motion","seats":14,"yes":%d,"no":%d,"abstain":%d,"rule":%s}`, m.yes, m.no, m.abstain, m.rule)
		if got := recountText(t, file); got.Outcome != m.want {
			t.Errorf("%s: %s (%s), want %s", m.id, got.Outcome, got.Reason, m.want)
		}
	}
	for _, g := range []struct{ id, groups, want string }{
		{"G1", "3:0 3:0 0:3 1:2 0:2", "rejected"},
		{"G2", "3:0 3:0 1:2 1:2 0:2", "rejected"},
		{"G4", "2:1 2:1 2:1 1:2 1:1", "adopted"},
	} {
		if got := recountText(t, doubleMajority(t, g.groups, simple)); got.Outcome != g.want {
			t.Errorf("%s: %s (%s), want %s", g.id, got.Outcome, got.Reason, g.want)
		}
	}
}

func doubleMajority(t *testing.T, groups, rule string) string {
	t.Helper()
	yes, no := 0, 0
	var all []map[string]any
	for i, g := range strings.Fields(groups) {
		var y, n int
		if _, err := fmt.Sscanf(g, "%d:%d", &y, &n); err != nil {
			t.Fatal(err)
		}
		yes, no = yes+y, no+n
		all = append(all, map[string]any{"name": fmt.Sprint("group ", i), "yes": y, "no": n})
	}
	text, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf(`{"method":"motion","seats":14,"yes":%d,"no":%d,"rule":%s,"groups":%s}`, yes, no, rule, text)
}

// The other vectors of the domain, section 3, that the file of vectors has not.
func TestVectorsOfTheDomainAreRecounted(t *testing.T) {
	t.Parallel()
	budget := `"method":"equal-shares","budget":"4","options":["p0","p1","p2","p3"],"costs":{"p0":"1","p1":"0.9","p2":"2","p3":"1.09"},
		"ballots":[{"approve":["p0"]},{"approve":["p1","p2","p3"],"count":2},{"approve":["p2"]}]`
	free := `"method":"equal-shares","budget":"2","options":["p0","p1","p2"],"costs":{"p0":"0","p1":"1","p2":"2"},
		"ballots":[{"approve":["p0"]},{"approve":["p0","p1","p2"]},{"approve":["p2"]}]`
	for _, v := range []struct {
		id, file string
		got      func(counted) any
		want     any
	}{
		{"top two approved", `{"method":"approval","seats":1,"options":["M","N","C","K"],"ballots":[{"count":42,"approve":["M","N"]},
			{"count":26,"approve":["N","C"]},{"count":15,"approve":["C","K"]},{"count":17,"approve":["K","C"]}]}`, winners, []string{"N"}},
		{"score", `{"method":"score","points":5,"options":["0","1","2"],"ballots":[{"scores":{"0":5,"1":4,"2":0}},{"scores":{"0":5,"1":3,"2":1}},
			{"scores":{"0":0,"1":5,"2":5}}]}`, scores, map[string]int{"0": 10, "1": 12, "2": 6}},
		{"nobody graded", `{"method":"score","points":5,"options":["0","1"],"ballots":[{"scores":{}}]}`, levels, [][]string{{"0", "1"}}},
		{"approval tie", `{"method":"approval","seats":1,"options":["0","1","2"],"ballots":[{"approve":["0"]},{"approve":["0","1"]},
			{"approve":["1","2"]}]}`, tied, []string{"0", "1"}},
		{"four of L", `{"method":"approval","seats":4,"options":["a","b","c","d","e","f","g","h"],"ballots":[{"count":3,"approve":["a","b"]},
			{"count":3,"approve":["a","c"]},{"count":2,"approve":["a","d"]},{"approve":["b","c","f"]},{"approve":["e"]},{"approve":["f"]},
			{"approve":["g"]}]}`, func(c counted) any { return []any{ordered(c.Winners), ordered(c.Tied)} }, []any{[]string{"a", "b", "c"}, []string{"d", "f"}}},
		{"dots", `{"method":"dots","points":5,"use_all":true,"options":["0","1","2"],"ballots":[{"scores":{"0":3,"1":2}},{"scores":{"0":5}},
			{"scores":{"1":2,"2":3}}]}`, scores, map[string]int{"0": 8, "1": 4, "2": 3}},
		{"Borda and Condorcet", `{"method":"borda","options":["A","B","C"],"ballots":[{"count":3,"ranking":[["A"],["B"],["C"]]},
			{"count":2,"ranking":[["B"],["C"],["A"]]}]}`, scores, map[string]string{"A": "6", "B": "7", "C": "2"}},
		{"S4", `{"method":"schulze","options":["A","B","C"],"ballots":[{"ranking":[["A"],["B","C"]]},{"ranking":[["B"],["A"],["C"]]}]}`, winners, []string{"A", "B"}},
		{"days", `{"method":"dates","days":[{"name":"D1","yes":9,"maybe":1,"no":4},{"name":"D2","yes":8,"maybe":5,"no":1},
			{"name":"D3","yes":10,"maybe":0,"no":4}]}`, winners, []string{"D2"}},
		{"B1 by number", `{` + budget + `}`, winners, []string{"p0", "p1", "p3"}},
		{"B1 by cost", `{` + budget + `,"utility":"cost"}`, winners, []string{"p0", "p2"}},
		{"B2 by number", `{` + free + `}`, winners, []string{"p0"}},
		{"B2 by cost", `{` + free + `,"utility":"cost"}`, winners, []string{}},
		{"51 to 49 alone", halves(""), reds, [2]int{5, 4}},
		{"51 to 49 with Add1", halves(`,"completion":"add1"`), reds, [2]int{5, 5}},
	} {
		same(t, v.id, v.want, v.got(recountText(t, v.file)))
	}
}

func winners(c counted) any { return append([]string{}, ordered(c.Winners)...) }
func tied(c counted) any    { return ordered(c.Tied) }
func scores(c counted) any  { return c.Scores }
func levels(c counted) any  { return c.Levels }

// halves are ten red and ten blue options, of which 51 of 100 want the red ones.
func halves(more string) string {
	var red, blue []string
	for i := range 10 {
		red, blue = append(red, fmt.Sprintf(`"r%d"`, i)), append(blue, fmt.Sprintf(`"x%d"`, i))
	}
	r, b := strings.Join(red, ","), strings.Join(blue, ",")
	return fmt.Sprintf(`{"method":"equal-shares","seats":10,"options":[%s,%s],"tie_order":[%s,%s]%s,"ballots":[{"count":51,"approve":[%s]},{"count":49,"approve":[%s]}]}`,
		r, b, r, b, more, r, b)
}

func reds(c counted) any {
	var n [2]int
	for _, w := range c.Winners {
		n[strings.IndexByte("rx", w[0])]++
	}
	return n
}
