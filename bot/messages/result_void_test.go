package messages_test

import (
	"strings"
	"testing"
	"time"

	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// voided is a resolution that was recorded on paper and is void. What people typed is
// full of signs.
func voided(weights committee.WeightRule) committee.Poll {
	p := committee.Poll{
		Kind: committee.MotionPoll, State: committee.PollClosed, Question: "Treten wir bei? ~~nein~~", Rule: committee.PresetKoG.Rule(), Seats: 3,
		Number: committee.Number{Register: committee.PollRegister, Year: 2027, Seq: 4}, Entry: committee.Number{Register: committee.ResultRegister, Year: 2027, Seq: 2},
		Outside: &committee.Outside{Counted: committee.Counted{Yes: 2, No: 1, Present: 3}, Way: committee.OnPaper},
		Voided: &committee.Void{
			Why: "=1+1; *falsch* ~~gezählt~~.", ByName: "Bela @all", At: time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC), Instead: 9,
			Right: committee.Number{Register: committee.ResultRegister, Year: 2027, Seq: 3},
		},
	}
	for seat := range int64(3) {
		p.Electors = append(p.Electors, committee.Elector{Seat: seat, Weight: 2})
	}
	p.Terms = committee.Terms{Result: committee.Resolution, Weights: weights}.Complete(p.Kind)
	return p
}

// What a void result says to all: that it does not hold, and in no line that it does.
func TestAVoidResultIsNotToldAsOneThatHolds(t *testing.T) {
	t.Parallel()
	v, p := inBerlin(), voided("")
	o, err := p.Count(nil)
	if err != nil {
		t.Fatal(err)
	}
	told := v.PollResult(committee.Committee{}, p, o).Text
	for _, said := range []string{told, v.ResultVoidForAll(p, o).Text, v.ResultList(messages.ResultPage{Found: committee.FoundResults{Polls: []committee.Poll{p}, Entered: 1}, Outcomes: map[int64]committee.Outcome{p.ID: o}, Page: 1, Size: 10}).Text, v.PollList(nil, nil, []committee.Poll{p}, 1, false).Text} {
		if !strings.Contains(said, "gilt nicht") {
			t.Errorf("it does not say that it is void:\n%s", said)
		}
		if strings.Contains(said, "Das ist ein Beschluss") {
			t.Errorf("it is a resolution still:\n%s", said)
		}
		if strings.Count(said, "~~")%2 != 0 || strings.Contains(said, "@all") || strings.Contains(said, "*falsch*") && !strings.Contains(said, "\\*falsch\\*") {
			t.Errorf("what people typed has a meaning:\n%s", said)
		}
	}
	if !strings.Contains(told, "~~**Angenommen.**") || !strings.Contains(told, "Richtig ist: **E-2027-003**.") {
		t.Errorf("the result:\n%s", told)
	}
	p.Voided = nil
	if held := v.PollResult(committee.Committee{}, p, o).Text; !strings.Contains(held, "Das ist ein Beschluss") || strings.Contains(held, "~~**") {
		t.Errorf("one that holds:\n%s", held)
	}
}

// The files say that the result is void, why and what is right, and name nobody.
func TestTheFilesOfAVoidResultSaySo(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		weights committee.WeightRule
		cells   string
	}{
		"seats":   {"", "Hinweis;\"Gestrichen am "},
		"weights": {committee.WeightDecides, "Hinweis;\"Gestrichen am "},
	} {
		p := voided(row.weights)
		f, err := p.Export(nil)
		if err != nil {
			t.Fatal(err)
		}
		if want := (committee.FileVoid{Why: p.Voided.Why, At: p.Voided.At, Right: "E-2027-003"}); f.Void == nil || *f.Void != want {
			t.Errorf("%s: the file says %+v, want %+v", name, f.Void, want)
		}
		files := filesOf(t, inBerlin(), p, nil)
		if table := string(files[1].Data); !strings.Contains(table, row.cells) || !strings.Contains(table, "Richtig ist: E-2027-003") {
			t.Errorf("%s: the table:\n%s", name, table)
		}
		for _, file := range files {
			if strings.Contains(string(file.Data), "Bela") {
				t.Errorf("%s names somebody:\n%s", file.Name, file.Data)
			}
		}
		p.Voided = nil
		if f, err = p.Export(nil); err != nil || f.Void != nil {
			t.Errorf("%s: the file of one that holds says %+v, %v", name, f.Void, err)
		}
	}
}
