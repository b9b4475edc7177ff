package committee_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

func TestSharesAreReadAsPeopleSayThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2/3": "ge 2/3", "mindestens 3/5": "ge 3/5", "mehr als 3/5": "gt 3/5", "Mehr als die Hälfte": "gt 1/2",
		"1/2": "gt 1/2", "mindestens die Hälfte": "ge 1/2", "mindestens 1/2": "ge 1/2", "half": "gt 1/2",
		"zwei Drittel": "ge 2/3", "at least three quarters": "ge 3/4", "more than 60 %": "gt 3/5", "60%": "ge 3/5", "50 %": "gt 1/2",
		" 6 / 8 ": "ge 3/4", ">2/3": "gt 2/3", ">= 2/3": "ge 2/3", "≥ 2/3": "ge 2/3", "über 2/3": "gt 2/3",
		"einstimmig": "ge 1/1", "alle": "ge 1/1", "3/2": "ge 3/2",
		"": "", "Mehrheit": "", "2": "", "2/0": "", "-1/2": "", "zwei": "", "1/2/3": "", "2/3 der Sitze": "", "1001/2000": "", "%": "", "/": "",
	} {
		c, f, ok := committee.ReadShare(text)
		got := ""
		if ok {
			got = committee.ShareText(c, f)
		}
		if got != want {
			t.Errorf("ReadShare(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestARuleOfOnesOwnIsMadeOfChoices(t *testing.T) {
	t.Parallel()
	plain := committee.DraftOfRule(committee.PresetVwVfG.Rule())
	with := func(change func(d *committee.RuleDraft)) committee.RuleDraft {
		d := plain
		change(&d)
		return d
	}
	rule := committee.PresetVwVfG.Rule()
	fifths := rule
	fifths.Majority.Fraction, fifths.Majority.Comparator, fifths.Tie = tally.Fraction{Num: 3, Den: 5}, tally.AtLeast, tally.TieRejects
	strict := tally.Rule{
		Majority:   tally.Majority{Fraction: tally.Fraction{Num: 3, Den: 4}, Comparator: tally.AtLeast, Base: tally.Seats},
		Abstention: tally.AbstentionForbidden, Tie: tally.TieRejects,
	}
	present := rule
	present.Majority.Base, present.Abstention = tally.Present, tally.AbstentionNo
	for name, row := range map[string]struct {
		draft committee.RuleDraft
		want  tally.Rule
		error string // field and key, one after the other
	}{
		"as it was":                             {plain, rule, ""},
		"what is typed goes before the choice":  {with(func(d *committee.RuleDraft) { d.Other = "mindestens 3/5" }), fifths, ""},
		"of those who take part, chair decides": {with(func(d *committee.RuleDraft) { d.Base, d.Abstention = "present", "no" }), present, ""},
		"no quorum at all":                      {committee.RuleDraft{Share: "ge 3/4", Base: "seats", Abstention: "forbidden", Tie: "chair"}, strict, ""},
		"more than all":                         {with(func(d *committee.RuleDraft) { d.Other = "4/3" }), rule, "other rule.own.never"},
		"more than one":                         {with(func(d *committee.RuleDraft) { d.Other = "mehr als alle" }), rule, "other rule.own.never"},
		"nothing":                               {with(func(d *committee.RuleDraft) { d.Other = "0/3" }), rule, "other rule.own.nothing"},
		"unreadable":                            {with(func(d *committee.RuleDraft) { d.Other = "die meisten" }), rule, "other rule.own.unread"},
		"a share that nobody offered": {
			with(func(d *committee.RuleDraft) { d.Share = "gt 1/1" }), rule, "share rule.own.unknown",
		},
		"everything unheard of": {
			committee.RuleDraft{Share: "x", Base: "filled_seats", Abstention: "x", Tie: "lot", Quorum: "gt 1/2 present", Least: "-1"},
			rule,
			"share rule.own.unknown quorum rule.own.unknown least rule.own.least base rule.own.unknown abstention rule.own.unknown tie rule.own.unknown",
		},
		"a number in words":        {with(func(d *committee.RuleDraft) { d.Least = "fünf" }), rule, "least poll.rules.number"},
		"more seats than there is": {with(func(d *committee.RuleDraft) { d.Least = "99999999999999999999" }), rule, "least rule.own.least"},
	} {
		got, err := row.draft.Rule()
		var refused []string
		for _, e := range committee.Refusals(err) {
			refused = append(refused, e.Field, e.Key)
		}
		if said := strings.Join(refused, " "); said != row.error {
			t.Errorf("%s: refused %q, want %q", name, said, row.error)
		}
		if diff := cmp.Diff(row.want, got); row.error == "" && (diff != "" || got.Check() != nil) {
			t.Errorf("%s: %v (-want +got):\n%s", name, got.Check(), diff)
		}
	}
}

func TestEveryPresetIsADraftAndBack(t *testing.T) {
	t.Parallel()
	for _, p := range committee.Presets() {
		got, err := committee.DraftOfRule(p.Rule()).Rule()
		if diff := cmp.Diff(p.Rule(), got); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", p, err, diff)
		}
	}
}

func TestAPollIsDecidedByItsOwnRuleBeforeThatOfTheCommittee(t *testing.T) {
	t.Parallel()
	fifths := tally.Rule{Majority: tally.Majority{Fraction: tally.Fraction{Num: 3, Den: 5}, Comparator: tally.AtLeast, Base: tally.Present}, Abstention: tally.AbstentionNo, Tie: tally.TieRejects}
	many := fifths
	many.Quorum.Min = 15
	broken := fifths
	broken.Majority.Base = ""
	owned := kog()
	owned.Own = &fifths
	list := seats(14)
	list[0].Group = "Land"
	for name, row := range map[string]struct {
		home  committee.Committee
		terms committee.Terms
		want  tally.Rule
		error string
	}{
		"a rule of the poll":                  {kog(), committee.Terms{Own: &fifths}, fifths, ""},
		"it goes before a preset":             {kog(), committee.Terms{Own: &fifths, Preset: committee.PresetTwoThirds}, fifths, ""},
		"the committee's own rule":            {owned, committee.Terms{}, fifths, ""},
		"a preset in place of it":             {owned, committee.Terms{Preset: committee.PresetTwoThirds}, committee.PresetTwoThirds.Rule(), ""},
		"more must take part than there are":  {kog(), committee.Terms{Own: &many}, fifths, "least rule.own.few"},
		"a rule that nobody can count by":     {kog(), committee.Terms{Own: &broken}, fifths, "preset poll.preset.unknown"},
		"a group too small for a poll's rule": {kog(), committee.Terms{Own: &many, Voters: "Land"}, fifths, "voters poll.voters.few"},
	} {
		d := motionDraft()
		d.Terms = row.terms
		p, err := committee.OpenPoll(row.home, presiding(), d, list, opening)
		said := ""
		for _, e := range committee.Refusals(err) {
			said = e.Field + " " + e.Key
		}
		if said != row.error {
			t.Errorf("%s: refused %q, %v, want %q", name, said, err, row.error)
		}
		if diff := cmp.Diff(row.want, p.Rule); row.error == "" && diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestACommitteeVotesByNoRuleThatItHasTooFewSeatsFor(t *testing.T) {
	t.Parallel()
	rule := committee.PresetNoAbstention.Rule()
	for seats, want := range map[int]bool{0: true, 4: false, 5: true, 14: true} { // 0: they are not named yet
		c := kog()
		c.Seats = seats
		got, err := c.VoteBy(rule)
		if (err == nil) != want || want && got.Rule() != rule || !want && got.Own != nil {
			t.Errorf("%d seats: %+v, %v, want it taken %t", seats, got.Own, err, want)
		}
	}
}
