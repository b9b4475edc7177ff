package committee_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
)

func TestCriteriaAreReadFromLines(t *testing.T) {
	t.Parallel()
	two := []committee.Criterion{{Name: "Nutzen", Weight: 60}, {Name: "Reichweite", Weight: 40}}
	asked := []committee.Criterion{{Name: "Nutzen", Weight: 60, Question: "Wer hat etwas davon?"}, {Name: "Reichweite", Weight: 40}}
	umlauts := strings.Repeat("ü", committee.MaxCriterionName/2)
	long := strings.Repeat("ä", committee.MaxCriterionQuestion)
	for name, row := range map[string]struct {
		text string
		want []committee.Criterion
	}{
		"names and weights":             {"Nutzen 60\nReichweite 40", two},
		"with per cent":                 {"Nutzen 60 %\nReichweite 40%", two},
		"with the word":                 {"Nutzen: 60 Prozent\nReichweite = 40 Punkte", two},
		"in English":                    {"Nutzen 60 percent\nReichweite 40 points", two},
		"in brackets":                   {"Nutzen (60)\nReichweite (40 %)", two},
		"as a list":                     {"- Nutzen; 60\n• Reichweite – 40", two},
		"as a table":                    {"Nutzen | 60\nReichweite | 40", two},
		"with empty lines and spaces":   {"\n  Nutzen   60  \n\n\tReichweite\t40\n\n", two},
		"with a question":               {"Nutzen 60: Wer hat etwas davon?\nReichweite 40", asked},
		"with a question behind a dash": {"Nutzen 60 % – Wer hat etwas davon?\nReichweite 40", asked},
		"a digit in the name":           {"Ziel 1 60\nZiel 2 40", []committee.Criterion{{Name: "Ziel 1", Weight: 60}, {Name: "Ziel 2", Weight: 40}}},
		"the longest name, in bytes":    {umlauts + " 99\nReichweite 1", []committee.Criterion{{Name: umlauts, Weight: 99}, {Name: "Reichweite", Weight: 1}}},
		"the longest question":          {"Nutzen 60: " + long + "\nReichweite 40", []committee.Criterion{{Name: "Nutzen", Weight: 60, Question: long}, {Name: "Reichweite", Weight: 40}}},
		"six of them":                   {"aa 50\nbb 10\ncc 10\ndd 10\nee 10\nff 10", []committee.Criterion{{Name: "aa", Weight: 50}, {Name: "bb", Weight: 10}, {Name: "cc", Weight: 10}, {Name: "dd", Weight: 10}, {Name: "ee", Weight: 10}, {Name: "ff", Weight: 10}}},
	} {
		got, err := committee.ParseCriteria(row.text)
		if d := cmp.Diff(row.want, got); err != nil || d != "" {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, d)
		}
	}
}

func TestCriteriaAreRefused(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		text string
		want string
		args map[string]any // of the first refusal
	}{
		"nothing":                               {"", "lines criteria.number", map[string]any{"Count": 0, "Min": 2, "Max": 6}},
		"a single one, though it is all":        {"Nutzen 100", "lines criteria.number", map[string]any{"Count": 1, "Min": 2, "Max": 6}},
		"seven":                                 {"aa 40\nbb 10\ncc 10\ndd 10\nee 10\nff 10\ngg 10", "lines criteria.number", map[string]any{"Count": 7, "Min": 2, "Max": 6}},
		"one point is missing":                  {"Nutzen 60\nReichweite 39", "lines criteria.sum", map[string]any{"Sum": 99}},
		"one point too many":                    {"Nutzen 60\nReichweite 41", "lines criteria.sum", map[string]any{"Sum": 101}},
		"each is all":                           {"Nutzen 100\nReichweite 100", "lines criteria.sum", map[string]any{"Sum": 200}},
		"no weight":                             {"Nutzen 60\nReichweite", "lines criteria.line.form", map[string]any{"Line": 2, "Text": "Reichweite"}},
		"no name":                               {"Nutzen 60\n40", "lines criteria.line.form", map[string]any{"Line": 2, "Text": "40"}},
		"empty lines count":                     {"Nutzen 60\n\n\nReichweite", "lines criteria.line.form", map[string]any{"Line": 4, "Text": "Reichweite"}},
		"a weight of nothing":                   {"Nutzen 100\nReichweite 0", "lines criteria.line.weight", map[string]any{"Line": 2, "Weight": 0}},
		"a weight over all":                     {"Nutzen 101\nReichweite 40", "lines criteria.line.weight", map[string]any{"Line": 1, "Weight": 101}},
		"a name of one letter":                  {"N 60\nReichweite 40", "lines criteria.line.name", map[string]any{"Line": 1, "Name": "N", "Max": 24}},
		"a name that does not fit over a field": {strings.Repeat("n", 25) + " 60\nReichweite 40", "lines criteria.line.name", map[string]any{"Line": 1, "Name": strings.Repeat("n", 25), "Max": 24}},
		"a question that is too long":           {"Nutzen 60: " + strings.Repeat("ä", 101) + "\nReichweite 40", "lines criteria.line.question", map[string]any{"Line": 1, "Count": 101, "Max": 100}},
		"a name twice, in capitals":             {"Nutzen 60\nNUTZEN 40", "lines criteria.line.twice", map[string]any{"Line": 2, "Name": "NUTZEN"}},
		"every faulty line, and no sum":         {"Nutzen\nN 5\nReichweite 0", "lines criteria.line.form, lines criteria.line.name, lines criteria.line.weight", map[string]any{"Line": 1, "Text": "Nutzen"}},
		"classified":                            {"Lage VS-NfD 60\nReichweite 40", "text.classified", map[string]any{"Marking": "VS-NfD"}},
	} {
		_, err := committee.ParseCriteria(row.text)
		if got := refusedAs(t, err); got != row.want {
			t.Errorf("%s: refused %q, want %q", name, got, row.want)
			continue
		}
		if d := cmp.Diff(row.args, committee.Refusals(err)[0].Args); d != "" {
			t.Errorf("%s: said (-want +got):\n%s", name, d)
		}
	}
}

func TestWhoChangesCriteriaOfWhichVersion(t *testing.T) {
	t.Parallel()
	set := committee.CriteriaSet{List: fourCriteria(), Version: 3}
	for name, row := range map[string]struct {
		who   committee.Person
		lines string
		of    int
		want  string
	}{
		"the chair":             {presiding(), "Nutzen 60\nReichweite 40", 3, ""},
		"the office, unseen":    {keeper(), "Nutzen 60\nReichweite 40", 0, ""},
		"the deputy":            {with(committee.Deputy), "Nutzen 60\nReichweite 40", 3, "may.not"},
		"a member":              {on(1, committee.Member), "Nutzen 60\nReichweite 40", 3, "may.not"},
		"an outsider":           {with(), "Nutzen 60\nReichweite 40", 3, "may.outsider"},
		"of an older version":   {keeper(), "Nutzen 60\nReichweite 40", 2, "criteria.meanwhile"},
		"with a sum that is 90": {keeper(), "Nutzen 50\nReichweite 40", 3, "lines criteria.sum"},
	} {
		got, err := set.Change(row.who, row.lines, row.of)
		if refused := refusedAs(t, err); refused != row.want {
			t.Errorf("%s: refused %q, want %q", name, refused, row.want)
		}
		if want := map[bool]committee.CriteriaSet{true: {List: []committee.Criterion{{Name: "Nutzen", Weight: 60}, {Name: "Reichweite", Weight: 40}}, Version: 4}, false: set}[row.want == ""]; cmp.Diff(want, got) != "" {
			t.Errorf("%s: the criteria are %+v, want %+v", name, got, want)
		}
	}
}

func TestTheStandardWeightsAreWhole(t *testing.T) {
	t.Parallel()
	sum := 0
	for _, w := range committee.StandardWeights() {
		sum += w
	}
	if sum != 100 {
		t.Errorf("they sum to %d, want 100", sum)
	}
}

func TestANeedIsCheckedBeforeItIsAssessed(t *testing.T) {
	t.Parallel()
	good := committee.CheckDraft{InRemit: committee.Yes, SupraLocal: committee.Yes, NotYetDone: committee.No, Urgency: committee.UrgencyB, Effort: "M", Of: 7}
	changed := func(change func(*committee.CheckDraft)) committee.CheckDraft {
		d := good
		change(&d)
		return d
	}
	for name, row := range map[string]struct {
		state committee.NeedState
		who   committee.Person
		draft committee.CheckDraft
		want  string
	}{
		"the office":                  {committee.NeedReported, keeper(), good, ""},
		"further on":                  {committee.NeedAdopted, keeper(), good, ""},
		"the effort is not known yet": {committee.NeedReported, keeper(), changed(func(d *committee.CheckDraft) { d.Effort = "" }), ""},
		"a member":                    {committee.NeedReported, on(1, committee.Member), good, "may.not"},
		"an outsider":                 {committee.NeedReported, with(), good, "may.outsider"},
		"of an older version":         {committee.NeedReported, keeper(), changed(func(d *committee.CheckDraft) { d.Of = 6 }), "need.meanwhile"},
		"withdrawn":                   {committee.NeedWithdrawn, keeper(), good, "need.closed"},
		"bundled":                     {committee.NeedBundled, keeper(), good, "need.bundled"},
		"nothing is answered":         {committee.NeedReported, keeper(), committee.CheckDraft{}, "remit check.answer.missing, supra check.answer.missing, undone check.answer.missing, urgency check.urgency.missing"},
		"maybe is no answer":          {committee.NeedReported, keeper(), changed(func(d *committee.CheckDraft) { d.SupraLocal = committee.Maybe }), "supra check.answer.missing"},
		"a class nobody knows":        {committee.NeedReported, keeper(), changed(func(d *committee.CheckDraft) { d.Urgency = "D" }), "urgency check.urgency.missing"},
		"an effort nobody knows":      {committee.NeedReported, keeper(), changed(func(d *committee.CheckDraft) { d.Effort = "XXL" }), "effort check.effort.unknown"},
	} {
		was := in(t, row.state)
		got, err := was.Check(row.who, row.draft, monday)
		if refused := refusedAs(t, err); refused != row.want {
			t.Errorf("%s: refused %q, want %q", name, refused, row.want)
		}
		want := was
		if row.want == "" {
			want.Gate = &committee.Gate{InRemit: true, SupraLocal: true, CheckedBy: "Bela Stift"}
			want.Urgency, want.Effort, want.Version = committee.UrgencyB, row.draft.Effort, 8
			want.ChangedBy, want.ChangedByName, want.ChangedAt = "office", "Bela Stift", monday
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}
