package main

import (
	"math/rand/v2"
	"strings"
	"testing"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// ownRules are the rules of all presets and some of people's own.
func ownRules(t *testing.T) []tally.Rule {
	t.Helper()
	var rules []tally.Rule
	for _, p := range committee.Presets() {
		rules = append(rules, p.Rule())
	}
	for _, d := range []committee.RuleDraft{
		{Other: "mindestens 3/5", Base: "present", Abstention: "no", Tie: "reject", Quorum: "ge 2/3 seats", Least: "5"},
		{Other: "mehr als 60 %", Base: "cast", Abstention: "neutral", Tie: "chair", Least: "4"},
		{Other: "mindestens 1/2", Base: "yes_no", Abstention: "forbidden", Tie: "reject"},
		{Other: "1/2", Base: "cast", Abstention: "neutral", Tie: "chair"},
		{Other: "alle", Base: "seats", Abstention: "neutral", Tie: "reject", Quorum: "ge 3/4 seats"},
	} {
		r, err := d.Rule()
		if err != nil {
			t.Fatalf("%+v: %v", d, err)
		}
		rules = append(rules, r)
	}
	return rules
}

// A poll carries its own rule into its checksum, its file and the recount, however it
// is counted besides.
func TestMotionsByEveryRuleAreRecountedTheSame(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 8))
	for _, rule := range ownRules(t) {
		for _, terms := range []committee.Terms{
			{},
			{Groups: committee.GroupsShown},
			{Groups: committee.GroupsDouble},
			{Groups: committee.GroupsVote},
			{Weights: committee.WeightDecides},
			{Weights: committee.WeightDouble},
			{Circulation: &committee.Circulation{Days: 10}},
		} {
			terms.Own = &rule
			for range 12 {
				recountExported(t, r, committee.MotionPoll, committee.ByMotion, terms)
			}
		}
	}
}

func TestARuleWrittenOverThePollsOwnIsFound(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(9, 10))
	for _, rule := range ownRules(t) {
		p, ballots := exported(r, committee.MotionPoll, committee.ByMotion, committee.Terms{Own: &rule})
		p.Options = nil
		p.Hash = p.Seal()
		f, err := p.Export(ballots)
		if err != nil {
			t.Fatal(err)
		}
		if got := sealOf(t, f); !got.Agrees || got.Seal != p.Hash {
			t.Errorf("%+v: %+v", rule, got)
		}
		f.Rule.Majority = tally.Majority{Fraction: tally.Fraction{Num: 4, Den: 7}, Comparator: tally.MoreThan, Base: tally.Present}
		if why := f.Differs(); !strings.HasPrefix(why, "rule: sealed says ") {
			t.Errorf("%+v: %q", rule, why)
		}
	}
}

// Where a rule asks for no participation, nobody may vote at all; the file is sound.
func TestAMotionThatNobodyVotedOnFitsItsChecksumByEveryRule(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(11, 12))
	for _, rule := range ownRules(t) {
		for _, groups := range []committee.GroupRule{committee.GroupsAside, committee.GroupsShown, committee.GroupsDouble, committee.GroupsVote} {
			p, _ := exported(r, committee.MotionPoll, committee.ByMotion, committee.Terms{Own: &rule, Groups: groups})
			p.Options = nil
			p.Hash = p.Seal()
			f, err := p.Export(nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := sealOf(t, f); !got.Agrees {
				t.Errorf("%+v, groups %q: %+v", rule, groups, got)
			}
		}
	}
}
