package committee_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

func TestOptionLines(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string][]string{
		"":                                     nil,
		" \n\t\n":                              nil,
		"Eins\nZwei":                           {"Eins", "Zwei"},
		"Eins\r\n\r\n  Zwei  \r\n":             {"Eins", "Zwei"},
		"- Eins\n– Zwei\n* Drei\n• Vier":       {"Eins", "Zwei", "Drei", "Vier"},
		"•Eins\n•  Zwei":                       {"Eins", "Zwei"},
		"-10 %\n- -5 %\n+5 %":                  {"-10 %", "-5 %", "+5 %"},
		"-\n---\n- -\n***\nEins":               {"Eins"},
		"*wichtig*\n- **Zwei**":                {"*wichtig*", "**Zwei**"},
		"A - B":                                {"A - B"},
		"\u200b\nEins\n- \u2060\u00a0\n\u00ad": {"Eins"},
	} {
		var got []string
		for i, o := range committee.OptionLines(typed) {
			got = append(got, o.Label)
			if want := string(rune('A' + i)); o.Key != want {
				t.Errorf("%q: option %d has the key %q, want %q", typed, i, o.Key, want)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("OptionLines(%q) = %q, want %q", typed, got, want)
		}
	}
}

func TestOptionLinesHaveOneKeyEach(t *testing.T) {
	t.Parallel()
	var typed strings.Builder
	for i := range 800 {
		fmt.Fprintf(&typed, "Vorschlag %d\n", i)
	}
	seen := map[string]bool{}
	list := committee.OptionLines(typed.String())
	for _, o := range list {
		seen[o.Key] = true
	}
	if len(seen) != 800 || list[25].Key != "Z" || list[26].Key != "AA" || list[701].Key != "ZZ" || list[702].Key != "AAA" {
		t.Errorf("%d keys; %q %q %q %q", len(seen), list[25].Key, list[26].Key, list[701].Key, list[702].Key)
	}
}

// What voters see is frozen: any change of it gives another seal, and what
// happens to a poll afterwards gives none.
func TestSealCoversWhatIsVotedOn(t *testing.T) {
	t.Parallel()
	first := opened(t, motionDraft())
	seal := first.Seal()
	for name, change := range map[string]func(*committee.Poll){
		"question": func(p *committee.Poll) { p.Question += "?" },
		"wording":  func(p *committee.Poll) { p.Text = "anders" },
		"kind":     func(p *committee.Poll) { p.Kind = committee.ChoicePoll },
		"outcome":  func(p *committee.Poll) { p.Result = committee.Resolution },
		"options":  func(p *committee.Poll) { p.Options = committee.OptionLines("Eins\nZwei") },
		"groups":   func(p *committee.Poll) { p.Groups = committee.GroupsVote },
		"rule":     func(p *committee.Poll) { p.Rule.Majority.Fraction = tally.Fraction{Num: 3, Den: 4} },
		"own rule": func(p *committee.Poll) { p.Own = &tally.Rule{} },
		"seats":    func(p *committee.Poll) { p.Seats++ },
		"voters":   func(p *committee.Poll) { p.Electors = append(p.Electors[1:14:14], committee.Elector{Seat: 99}) },
		"counted":  func(p *committee.Poll) { p.Outside = &committee.Outside{} },
	} {
		p := first
		if change(&p); p.Seal() == seal {
			t.Errorf("another %s has the same seal", name)
		}
	}
	for name, change := range map[string]func(*committee.Poll){
		"end":            func(p *committee.Poll) { p.ClosesAt = p.ClosesAt.AddDate(0, 0, 1) },
		"state":          func(p *committee.Poll) { p.State = committee.PollClosed },
		"recused":        func(p *committee.Poll) { p.Recused = []int64{1} },
		"order of seats": func(p *committee.Poll) { p.Electors = slices.Clone(p.Electors); slices.Reverse(p.Electors) },
		"version":        func(p *committee.Poll) { p.Version++ },
	} {
		p := first
		if change(&p); p.Seal() != seal {
			t.Errorf("another %s breaks the seal", name)
		}
	}
}

// TestASealTakenBeforeTheStoreRoundedIsStillGood is about polls that were opened
// when an instant finer than a microsecond was sealed.
func TestASealTakenBeforeTheStoreRoundedIsStillGood(t *testing.T) {
	t.Parallel()
	p := committee.Poll{Kind: committee.MotionPoll, Question: "Jetzt?", OpensAt: time.Date(2027, 2, 15, 8, 2, 0, 123_456_000, time.UTC)}
	p.Hash = p.Seal()
	p.OpensAt = p.OpensAt.Add(time.Microsecond)
	if !p.Intact() {
		t.Error("rounded up by a microsecond, it is taken for another poll")
	}
	p.OpensAt = p.OpensAt.Add(time.Microsecond)
	if p.Intact() {
		t.Error("opened two microseconds later it is taken for the same poll")
	}
}

// Where groups decide, it matters of which group a seat is. The first checksums did not
// say; they stay good.
func TestTheSealSaysOfWhichGroupASeatIsWhereThatCounts(t *testing.T) {
	t.Parallel()
	for rule, covered := range map[committee.GroupRule]bool{committee.GroupsAside: false, committee.GroupsShown: true, committee.GroupsDouble: true, committee.GroupsVote: true} {
		p, _ := grouped(rule)
		p.Hash = p.Seal()
		p.Electors[0].Group = "S"
		if p.Intact() == covered {
			t.Errorf("%q: a seat of another group: intact %t", rule, p.Intact())
		}
	}
	p, _ := grouped(committee.GroupsDouble)
	p.Terms, p.Question, p.OpensAt = p.Complete(p.Kind), "Nehmen wir teil?", time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	p.Hash = "c709c1a147daa8c805df2be3d53cf4b2783d29f14a89a01a3e298fdeb0a2d93d" // of version 1
	if !p.Intact() || p.Seal() == p.Hash {
		t.Error("a checksum of the first version is not known")
	}
	p.State = committee.PollClosed
	if f, err := p.Export(nil); err != nil || f.Seal != p.Hash || strings.Contains(f.Sealed, "version") || f.Differs() != "" {
		t.Errorf("its file: %s, %v, %s", f.Sealed, err, f.Differs())
	}
}
