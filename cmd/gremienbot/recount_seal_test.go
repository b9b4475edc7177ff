package main

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
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

func sealOf(t *testing.T, f committee.PollFile) sealCount {
	t.Helper()
	text, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
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
