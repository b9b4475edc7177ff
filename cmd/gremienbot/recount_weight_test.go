package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// share is what a Land weighs.
type share struct {
	land   string
	weight int
}

// koenigstein is the key of 2019 in hundred-thousandths of a percent (domain,
// section 5).
var koenigstein = []share{
	{"BW", 1304061},
	{"BY", 1556072},
	{"BE", 518995},
	{"BB", 302987},
	{"HB", 95379},
	{"HH", 260343},
	{"HE", 744344},
	{"MV", 198045},
	{"NI", 939533},
	{"NW", 2107592},
	{"RP", 481848},
	{"SL", 119827},
	{"SN", 498208},
	{"ST", 269612},
	{"SH", 340578},
	{"TH", 262577},
}

// itPlanungsrat is the file of a binding decision: the Bund and at least eleven
// Länder, which stand for two thirds of the key. The Bund has no weight.
func itPlanungsrat(bund bool, lands []string) (file string, percent float64) {
	heads, yes, all := 0, 0, 0
	for _, l := range koenigstein {
		all += l.weight
		if slices.Contains(lands, l.land) {
			heads, yes = heads+1, yes+l.weight
		}
	}
	b := 0
	if bund {
		b = 1
	}
	return fmt.Sprintf(`{"method":"motion","seats":17,"yes":%d,"no":%d,
		"rule":{"majority":{"fraction":"12/17","comparator":"ge","base":"seats"}},
		"groups":[{"name":"Bund","yes":%d,"no":%d},{"name":"Länder","yes":%d,"no":%d}],
		"weights":{"yes":%d,"no":%d,"seats":%d,"both":true,"majority":{"fraction":"2/3","comparator":"ge","base":"seats"}}}`,
		heads+b, 17-heads-b, b, 1-b, heads, 16-heads, yes, all-yes, all), 100 * float64(yes) / float64(all)
}

// largest are the Länder by their part of the key, the largest first.
func largest() []string {
	sorted := slices.Clone(koenigstein)
	slices.SortFunc(sorted, func(a, b share) int { return b.weight - a.weight })
	var lands []string
	for _, l := range sorted {
		lands = append(lands, l.land)
	}
	return lands
}

func without(lands []string, out ...string) []string {
	return slices.DeleteFunc(slices.Clone(lands), func(l string) bool { return slices.Contains(out, l) })
}

func TestDecisionsOfTheITPlanungsratAreRecounted(t *testing.T) {
	t.Parallel()
	lands := largest()
	for name, row := range map[string]struct {
		bund    bool
		lands   []string
		percent string
		want    string
		reason  string
	}{
		"Bund and all but NW":            {true, lands[1:], "78.92", "adopted", "majority-reached"},
		"Bund and all but NW and BY":     {true, lands[2:], "63.36", "rejected", "weight-missed"},
		"Bund and all but NW and NI":     {true, without(lands, "NW", "NI"), "69.53", "adopted", "majority-reached"},
		"Bund and the eleven largest":    {true, lands[:11], "90.64", "adopted", "majority-reached"},
		"Bund and the ten largest":       {true, lands[:10], "", "rejected", "majority-missed"},
		"all Länder, but not the Bund":   {false, lands, "100.00", "rejected", "groups-missed"},
		"Bund and the eleven smallest":   {true, lands[5:], "33.48", "rejected", "weight-missed"},
		"Bund and everybody":             {true, lands, "100.00", "adopted", "majority-reached"},
		"eleven Länder without the Bund": {false, lands[:11], "90.64", "rejected", "majority-missed"},
	} {
		file, percent := itPlanungsrat(row.bund, row.lands)
		if got := fmt.Sprintf("%.2f", percent); row.percent != "" && got != row.percent {
			t.Errorf("%s: %s percent, want %s", name, got, row.percent)
		}
		if got := recountText(t, file); got.Outcome != row.want || got.Reason != row.reason {
			t.Errorf("%s: %s because %s, want %s because %s", name, got.Outcome, got.Reason, row.want, row.reason)
		}
	}
}

func TestWeightsThatCannotBeAreNamed(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		`{"method":"motion","yes":1,"seats":2,` + simpleMajority + `,"weights":{"yes":-1}}`:              "weights.yes: ",
		`{"method":"motion","yes":1,"seats":2,` + simpleMajority + `,"weights":{"yes":3,"present":2}}`:   "weights.present: ",
		`{"method":"motion","yes":1,"seats":2,` + simpleMajority + `,"weights":{"yes":3,"majority":{}}}`: "weights.majority.fraction: ",
	} {
		if err := recount(strings.NewReader(file), &strings.Builder{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", file, err, want)
		}
	}
}
