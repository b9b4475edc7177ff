package main

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// Whoever noted a checksum when a poll opened finds it in the recount of its file,
// for every method, and is told what was changed.
func TestRecountComparesTheChecksum(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	for _, k := range committee.PollKinds() {
		for _, m := range k.Methods() {
			p, ballots := exported(r, k, m, committee.Terms{})
			p.Question = "Was \"zuerst\" <jetzt> – oder später?"
			if k == committee.MotionPoll {
				p.Options = nil
			}
			p.Hash = p.Seal()
			f, err := p.Export(ballots)
			if err != nil || f.Seal != p.Hash {
				t.Fatalf("%s by %s: %q, %v", k, m, f.Seal, err)
			}
			if got := sealOf(t, f); !got.Agrees || got.Seal != p.Hash || got.Differs != "" {
				t.Errorf("%s by %s: %+v", k, m, got)
			}
			for want, change := range map[string]func(*committee.PollFile){
				"seal: is not the SHA-256 of sealed":                     func(f *committee.PollFile) { f.Sealed = strings.Replace(f.Sealed, "oder", "und", 1) },
				"sealed: is missing, so the checksum cannot be computed": func(f *committee.PollFile) { f.Sealed = "" },
			} {
				changed := f
				change(&changed)
				if got := sealOf(t, changed); got.Agrees || got.Differs != want {
					t.Errorf("%s by %s: %+v, want %q", k, m, got, want)
				}
			}
		}
	}
	p, ballots := exported(r, committee.RankingPoll, committee.BySchulze, committee.Terms{})
	p.Hash = p.Seal()
	f, err := p.Export(ballots)
	if err != nil {
		t.Fatal(err)
	}
	borda, fewer := f, f
	borda.Method = string(committee.ByBorda)
	fewer.Options = append(f.Options[:0:0], f.Options...)
	fewer.Options[0], fewer.Options[1] = fewer.Options[1], fewer.Options[0]
	if got := sealOf(t, borda); got.Differs != `method: sealed says "schulze"` {
		t.Errorf("another method: %+v", got)
	}
	if got := sealOf(t, fewer); got.Differs != "options: sealed says A, B, C, D" {
		t.Errorf("other options: %+v", got)
	}
	p.Hash = ""
	if f, _ := p.Export(ballots); sealOf(t, f) != (sealCount{}) {
		t.Errorf("a poll without a checksum has %+v", sealOf(t, f))
	}
}

// Who has a file wants to know that it is counted by what people voted under, not by
// a rule that somebody has written over it.
func TestRecountComparesTheRuleWithTheChecksum(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 6))
	for name, row := range map[string]struct {
		kind   committee.PollKind
		method committee.Method
		terms  committee.Terms
		change func(*committee.PollFile)
		want   string
	}{
		"a higher quorum": {committee.MotionPoll, committee.ByMotion, committee.Terms{}, func(f *committee.PollFile) { f.Rule.Quorum.Min += 10 }, "rule"},
		"another tie":     {committee.MotionPoll, committee.ByMotion, committee.Terms{}, func(f *committee.PollFile) { f.Rule.Tie = "chair" }, "rule"},
		"fewer seats":     {committee.MotionPoll, committee.ByMotion, committee.Terms{}, func(f *committee.PollFile) { f.Seats-- }, "seats"},
		"more seats":      {committee.MotionPoll, committee.ByMotion, committee.Terms{}, func(f *committee.PollFile) { f.Seats, f.Filled = f.Seats+1, f.Filled+1 }, "seats"},
		"no quorum, though no circulation": {
			committee.MotionPoll, committee.ByMotion,
			committee.Terms{},
			func(f *committee.PollFile) { f.Rule.Quorum = tally.Quorum{} }, "rule",
		},
		"a lower grade":   {committee.ScorePoll, committee.ByScore, committee.Terms{Points: 10}, func(f *committee.PollFile) { f.Points = 11 }, "points"},
		"more points":     {committee.DotsPoll, committee.ByDots, committee.Terms{Points: 5, Cap: 3}, func(f *committee.PollFile) { f.Points = 6 }, "points"},
		"another cap":     {committee.DotsPoll, committee.ByDots, committee.Terms{Points: 5, Cap: 3}, func(f *committee.PollFile) { f.Cap = 4 }, "cap"},
		"another winner":  {committee.ApprovalPoll, committee.ByApproval, committee.Terms{Winners: 2}, func(f *committee.PollFile) { f.Seats = 1 }, "seats"},
		"every group too": {committee.DatePoll, committee.ByDates, committee.Terms{}, func(f *committee.PollFile) { f.Conditions.EveryGroup = true }, "conditions"},
	} {
		p, ballots := exported(r, row.kind, row.method, row.terms)
		if row.kind == committee.MotionPoll {
			p.Options = nil
		}
		p.Hash = p.Seal()
		f, err := p.Export(ballots)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if why := f.Differs(); why != "" {
			t.Errorf("%s: unchanged, and differs: %s", name, why)
		}
		row.change(&f)
		if why := f.Differs(); !strings.HasPrefix(why, row.want+": sealed says ") {
			t.Errorf("%s: %q", name, why)
		}
	}
}

// Files that were exported before the sealed text had a version stay what they are.
func TestFilesOfTheFirstVersionAreRecountedAsBefore(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/exports/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no files, %v", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var f committee.PollFile
		if err := json.Unmarshal(text, &f); err != nil {
			t.Fatal(err)
		}
		if got := sealOf(t, f); !got.Agrees {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// What was fixed at the opening cannot be left out of a file, and what it says of later
// must be possible.
func TestRecountFindsWhatWasLeftOutOrInvented(t *testing.T) {
	t.Parallel()
	const y, n = committee.Yes, committee.No
	plain := func(f *committee.PollFile) { // as if each seat had counted once, and the seats said no
		f.Rule.Rule, f.Seats, f.Filled = committee.PresetKoG.Rule(), 14, 14
		f.Yes, f.No, f.Abstain, *f.Present, f.Groups, f.GroupHeads, f.Weights = 2, 6, 0, 8, nil, nil, nil
	}
	votes, double := committee.Terms{Groups: committee.GroupsVote}, committee.Terms{Groups: committee.GroupsDouble}
	circulation := committee.Terms{Circulation: &committee.Circulation{Days: 10}}
	for name, row := range map[string]struct {
		terms   committee.Terms
		recused []int64
		change  func(*committee.PollFile)
		want    string
	}{
		"a group vote as a plain one":        {votes, nil, plain, "rule"},
		"a group vote without its heads":     {votes, nil, func(f *committee.PollFile) { f.GroupHeads = nil }, "yes, no, abstain"},
		"heads of a group that there is not": {votes, nil, func(f *committee.PollFile) { f.GroupHeads[0].Group = "Z" }, "groups"},
		"too few heads":                      {votes, nil, func(f *committee.PollFile) { f.GroupHeads[0].Yes, f.GroupHeads[2].Yes = 2, 0 }, "group_heads"},
		"more heads than seats":              {votes, nil, func(f *committee.PollFile) { f.GroupHeads[0].Yes = 4 }, "groups"},
		"a group left out": {votes, nil, func(f *committee.PollFile) {
			f.GroupHeads = f.GroupHeads[:4]
			f.Abstain--
			f.Seats, f.Filled, *f.Present = 4, 4, 4
		}, "groups"},
		"a double majority as a plain one":     {double, nil, plain, "groups"},
		"other groups of a double majority":    {double, nil, func(f *committee.PollFile) { f.Groups[4].Yes, f.Groups[0].Yes = 3, 0 }, "groups"},
		"a majority of groups invented":        {committee.Terms{}, nil, func(f *committee.PollFile) { f.Groups = []committee.GroupCount{{Group: "K"}} }, "groups"},
		"a weighted vote as a plain one":       {committee.Terms{Weights: committee.WeightDecides}, nil, plain, "weights"},
		"weights invented":                     {committee.Terms{}, nil, func(f *committee.PollFile) { f.Weights = &tally.Weights{Yes: 1, Present: 1, Seats: 14, Filled: 14} }, "weights"},
		"other weights":                        {committee.Terms{Weights: committee.WeightDecides}, nil, func(f *committee.PollFile) { f.Weights.Seats++ }, "weights"},
		"a conflict of interest invented":      {committee.Terms{}, nil, func(f *committee.PollFile) { f.Seats, f.Filled = 12, 12 }, "seats"},
		"a conflict of interest left out":      {committee.Terms{}, []int64{13}, func(f *committee.PollFile) { f.Recused = 0 }, "seats"},
		"more of them than seats":              {committee.Terms{}, nil, func(f *committee.PollFile) { f.Recused = 15 }, "recused"},
		"a circulation that too few answered":  {circulation, nil, func(f *committee.PollFile) { f.Silent = 7 }, "silent"},
		"the silent of a circulation left out": {circulation, nil, func(f *committee.PollFile) { f.Silent = 0 }, "silent"},
		"more are present than have voted":     {committee.Terms{}, nil, func(f *committee.PollFile) { *f.Present = 14 }, "present"},
		"fewer are present than was said":      {committee.Terms{Quick: true, Present: 11}, nil, func(f *committee.PollFile) { *f.Present = 10 }, "present"},
		"votes withheld though enough voted":   {committee.Terms{}, nil, func(f *committee.PollFile) { f.Yes, f.No, f.Withheld = 0, 0, true }, "withheld"},
	} {
		p, _ := exported(rand.New(rand.NewPCG(7, 8)), committee.MotionPoll, committee.ByMotion, row.terms)
		p.Options, p.Recused = nil, row.recused
		var ballots []committee.Ballot
		for i, answer := range []string{y, y, y, y, y, n, n, n, y} {
			ballots = append(ballots, committee.Ballot{Seat: int64(i), Choice: committee.Choice{Answer: answer}})
		}
		p.Hash = p.Seal()
		f, err := p.Export(ballots)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := sealOf(t, f); !got.Agrees || got.Recused != len(row.recused) {
			t.Errorf("%s: unchanged, and %+v", name, got)
		}
		row.change(&f)
		if why := f.Differs(); !strings.HasPrefix(why, row.want+": ") {
			t.Errorf("%s: %q", name, why)
		}
	}
}

// A file can tell recount to count in another way, which nobody has voted under.
func TestRecountFindsWhatNoExportedPollSays(t *testing.T) {
	t.Parallel()
	for field, row := range map[string]struct {
		kind   committee.PollKind
		method committee.Method
	}{
		`"mean": true`:         {committee.ScorePoll, committee.ByScore},
		`"use_all": false`:     {committee.DotsPoll, committee.ByDots},
		`"tie_order": ["D"]`:   {committee.ApprovalPoll, committee.ByEqualShares},
		`"completion": "none"`: {committee.ApprovalPoll, committee.ByEqualShares},
		`"ballots": [{"weight": "2", "approve": ["A"]}]`:                                    {committee.ApprovalPoll, committee.ByApproval},
		`"ballots": [` + strings.Repeat(`{"approve": ["A"]}, `, 14) + `{"approve": ["B"]}]`: {committee.ApprovalPoll, committee.ByApproval},
		`"ballots": [{"count": 15, "approve": ["A"]}]`:                                      {committee.ApprovalPoll, committee.ByApproval},
		`"ballots": [{"count": 2, "heads": 1, "scores": {"A": 1}}]`:                         {committee.ScorePoll, committee.ByScore},
	} {
		p, _ := exported(rand.New(rand.NewPCG(7, 8)), row.kind, row.method, committee.Terms{})
		p.Hash = p.Seal()
		f, err := p.Export(nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := sealOf(t, f); !got.Agrees {
			t.Errorf("%s: unchanged, and %+v", field, got)
		}
		f.Completion = ""
		text, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		changed := append(append(bytes.TrimSuffix(text, []byte("}")), ", "+field...), '}')
		name, _, _ := strings.Cut(strings.Trim(field, `"`), `"`)
		if got := sealIn(t, changed); got.Agrees || !strings.HasPrefix(got.Differs, name) && !strings.HasPrefix(got.Differs, "weight:") {
			t.Errorf("%s: %+v", field, got)
		}
	}
}

func sealOf(t *testing.T, f committee.PollFile) sealCount {
	t.Helper()
	text, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return sealIn(t, text)
}

func sealIn(t *testing.T, text []byte) sealCount {
	t.Helper()
	var out bytes.Buffer
	if err := recount(bytes.NewReader(text), &out); err != nil {
		t.Fatalf("recounting: %v\n%s", err, text)
	}
	var got struct {
		Seal sealCount `json:"seal"`
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatalf("%v\n%s", err, out.Bytes())
	}
	return got.Seal
}
