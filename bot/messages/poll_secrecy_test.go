package messages_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// Of a confidential poll nothing that is said depends on who has cast which ballot.
// Every function that takes a poll in whatever way is called twice: the first seven
// seats have cast one choice and the others another one, and then every second seat.
// What is said must be the same, word by word, and before the end it must be the same
// too if all seats have cast the same choice. A function of a new kind fails here until
// the test can call it.
func TestNothingSaidOfAConfidentialPollTellsWhoVotedHow(t *testing.T) {
	t.Parallel()
	told := map[string]bool{} // of open ballots
	for _, kind := range committee.PollKinds() {
		for _, method := range kind.Methods() {
			for _, state := range []committee.PollState{committee.PollOpen, committee.PollClosed} {
				for _, confidential := range []bool{true, false} {
					p := secrecyPoll(kind, method, state, confidential)
					a, b := everySaying(t, p, halves), everySaying(t, p, alternating)
					same := a
					if confidential && state == committee.PollOpen {
						same = everySaying(t, p, func(int) int { return 0 })
					}
					for name := range a {
						differs := a[name] != b[name] || a[name] != same[name]
						if confidential && differs {
							t.Errorf("%s by %s, %s: %s says who has voted how:\n%s\n%s\n%s", kind, method, state, name, a[name], b[name], same[name])
						}
						if !confidential && differs {
							told[name] = true
						}
					}
				}
			}
		}
	}
	// The same comparison finds what is told of open ballots.
	for _, name := range []string{"PollReceipt", "PollMine", "BallotDialog", "PollShown", "PollEntered", "PollEnteredFor", "PollResult", "PollCard", "DayFound"} {
		if !told[name] {
			t.Errorf("%s was not seen to say anything of an open ballot, so that nothing is proved of it; only were: %v", name, slices.Sorted(maps.Keys(told)))
		}
	}
}

// Each is which of two choices a seat has cast, as often the one as the other.
func halves(seat int) int      { return seat / 7 }
func alternating(seat int) int { return (seat + 1) % 2 }

// secrecyPoll is a poll of fourteen seats in five groups, of all whose terms could
// make somebody tell more.
func secrecyPoll(kind committee.PollKind, method committee.Method, state committee.PollState, confidential bool) committee.Poll {
	p := motionPoll()
	p.Kind, p.State, p.Top = kind, state, 2
	p.Terms = committee.Terms{Method: method, Winners: 2, Confidential: confidential, Groups: committee.GroupsShown, Dates: committee.DateTerms{AnyTurnout: true}}.Complete(kind)
	if confidential { // which nobody could open; it must be of no use
		p.Interim, p.Weights = true, committee.WeightDecides
	}
	p.Electors = nil
	for i := range 14 {
		p.Electors = append(p.Electors, committee.Elector{Seat: int64(i + 1), Group: fmt.Sprintf("Gruppe %d", i/3+1), Body: fmt.Sprintf("Stelle %d", i+1), Weight: i + 1})
	}
	if kind != committee.MotionPoll {
		for i := range 4 {
			p.Options = append(p.Options, committee.PollOption{Key: string(rune('A' + i)), Label: fmt.Sprintf("Vorschlag %d", i+1)})
		}
	}
	if kind == committee.DatePoll {
		for i := range p.Options {
			p.Options[i].Day = calendar.Date{Year: 2027, Month: 9, Day: 21 + i}
		}
	}
	if state == committee.PollClosed {
		p = closedPoll(p)
	}
	if state == committee.PollClosed && len(p.Options) > 0 && kind != committee.DatePoll {
		p.Lot = &committee.Lot{Seed: "Blauer Kranich", Tied: [][]string{{"A", "C"}}, Order: [][]string{{"C", "A"}}}
	}
	return p
}

// twoChoices are two ballots of a kind that say different things, of one length.
func twoChoices(kind committee.PollKind) [2]committee.Choice {
	switch kind {
	case committee.MotionPoll:
		return [2]committee.Choice{{Answer: committee.Yes}, {Answer: committee.No}}
	case committee.PriorityPoll, committee.RankingPoll:
		return [2]committee.Choice{{Ranking: []string{"A", "B"}}, {Ranking: []string{"C", "D"}}}
	case committee.ChoicePoll:
		return [2]committee.Choice{{Approve: []string{"A"}}, {Approve: []string{"C"}}}
	case committee.ApprovalPoll:
		return [2]committee.Choice{{Approve: []string{"A", "B"}}, {Approve: []string{"C", "D"}}}
	case committee.DatePoll:
		return [2]committee.Choice{
			{Days: map[string]string{"A": committee.Yes, "B": committee.No}},
			{Days: map[string]string{"A": committee.No, "B": committee.Yes}},
		}
	default:
		return [2]committee.Choice{{Points: map[string]int{"A": 3}}, {Points: map[string]int{"C": 3}}}
	}
}

// Some functions are called after the end only, of one kind, where lots were drawn, or of
// what was recorded, which has no ballots.
var calledOf = map[string]func(committee.Poll) bool{
	"PollResult": ended, "PollFiles": ended,
	"DayFound":  func(p committee.Poll) bool { return ended(p) && p.Kind == committee.DatePoll },
	"FixDialog": func(p committee.Poll) bool { return ended(p) && p.Kind == committee.DatePoll },
	"LotDrawn":  drawn, "LotReceipt": drawn, "LotAgain": drawn, "LotDialog": drawn,
	"VoidDialog": recorded, "ResultVoid": recorded, "ResultVoidForAll": recorded,
}

func ended(p committee.Poll) bool { return p.State == committee.PollClosed }
func drawn(p committee.Poll) bool { return p.Lot != nil }

func recorded(p committee.Poll) bool { return p.Outside != nil }

// everySaying is what each function that takes a poll says, by its name.
func everySaying(t *testing.T, p committee.Poll, cast func(seat int) int) map[string]string {
	t.Helper()
	m := newSayings(t, p, cast)
	said, v := map[string]string{}, reflect.ValueOf(inBerlin())
	for i := range v.NumMethod() {
		name, f := v.Type().Method(i).Name, v.Method(i)
		var args []reflect.Value
		takes := false
		for in := range f.Type().Ins() {
			args = append(args, m.value(in))
			takes = takes || holdsPoll(in)
		}
		if of := calledOf[name]; !takes || of != nil && !of(p) {
			continue
		}
		text, err := json.Marshal(outputs(f.Call(args)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		said[name] = string(text)
	}
	if len(said) < 30 {
		t.Fatalf("only %d functions take a poll: %v", len(said), slices.Sorted(maps.Keys(said)))
	}
	return said
}

func outputs(values []reflect.Value) []any {
	var list []any
	for _, v := range values {
		list = append(list, v.Interface())
	}
	return list
}

// sayings are values to call functions with.
type sayings map[reflect.Type]reflect.Value

func newSayings(t *testing.T, p committee.Poll, cast func(seat int) int) sayings {
	t.Helper()
	choices := twoChoices(p.Kind)
	var ballots []committee.Ballot
	for i, e := range p.Electors {
		ballots = append(ballots, committee.Ballot{Seat: e.Seat, By: fmt.Sprintf("user%d", i), AsHolder: true, AsChair: i == 0, AsLead: i == 0, Choice: choices[cast(i)]})
	}
	o, err := p.Count(ballots)
	if err != nil {
		t.Fatal(err)
	}
	var file committee.PollFile
	if p.State == committee.PollClosed {
		if file, err = p.Export(ballots); err != nil {
			t.Fatal(err)
		}
	}
	own, who, withCharts := ballots[0], seated(committee.Member), kog()
	withCharts.Charts = true
	view := messages.PollView{
		Poll: p, Outcome: &o, Own: &own, Missing: true, Manage: true, Vote: true, Fix: true,
		Turnout: committee.Turnout{Cast: 13, Seats: 14, Missing: p.Electors[13:]},
	}
	hit := committee.Hit{Object: p.Ref(), Number: p.Number, Title: p.Question, State: string(p.State)}
	m := sayings{}
	for _, value := range []any{
		p, o, &o, own, &own, own.Choice, file, view, view.Turnout, p.Electors[0], who, withCharts,
		committee.Owed{Kind: committee.OwedDayLeft},
		committee.Voting{Poll: p, Who: who, Before: &own},
		[]committee.Poll{p},
		committee.PollSketch{Kind: p.Kind, Terms: p.Terms},
		map[int64]messages.PollView{p.ID: view},
		committee.Findings{Hits: []committee.Hit{hit}, Total: 1},
		"", 20,
	} {
		m[reflect.TypeOf(value)] = reflect.ValueOf(value)
	}
	return m
}

// value is one of a type: what is known, a structure made of it, or nothing.
func (m sayings) value(t reflect.Type) reflect.Value {
	if v, known := m[t]; known {
		return v
	}
	v := reflect.New(t).Elem()
	if t.Kind() == reflect.Struct && holdsPoll(t) {
		for i := range t.NumField() {
			v.Field(i).Set(m.value(t.Field(i).Type))
		}
	}
	return v
}

// holdsPoll reports whether a poll or a ballot is somewhere in a type.
func holdsPoll(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Array:
		return holdsPoll(t.Elem())
	case reflect.Struct:
		if slices.Contains([]reflect.Type{reflect.TypeFor[committee.Poll](), reflect.TypeFor[committee.Ballot](), reflect.TypeFor[committee.PollSketch]()}, t) {
			return true
		}
		for field := range t.Fields() {
			if field.Type.Kind() != reflect.Pointer && holdsPoll(field.Type) {
				return true
			}
		}
	}
	return false
}

// Who presses one option after the other of a confidential poll is told how many
// there are, but not where the number says which: all of them, or none.
func TestAConfidentialReceiptCountsNothingThatSaysWhich(t *testing.T) {
	t.Parallel()
	p := secrecyPoll(committee.ApprovalPoll, committee.ByApproval, committee.PollOpen, true)
	for name, row := range map[string]struct {
		choice committee.Choice
		counts bool
	}{
		"one":     {committee.Choice{Approve: []string{"B"}}, true},
		"several": {committee.Choice{Approve: []string{"B", "C"}}, true},
		"all":     {committee.Choice{Approve: []string{"A", "B", "C", "D"}}, false},
		"none":    {committee.Choice{Answer: committee.Abstain}, false},
	} {
		said := inBerlin().PollReceipt(committee.Voting{Poll: p, Who: seated(committee.Member)}, committee.Ballot{AsHolder: true, Choice: row.choice}).Text
		if strings.Contains(said, "Sie stimmen jetzt") != row.counts || !strings.Contains(said, "weil die Umfrage vertraulich ist") {
			t.Errorf("%s: %q", name, said)
		}
	}
}
