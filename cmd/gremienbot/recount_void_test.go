package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// Who recounts the file of a void result learns that it does not hold, and that the
// checksum agrees all the same.
func TestARecountSaysThatAResultIsVoid(t *testing.T) {
	t.Parallel()
	p := committee.Poll{
		Kind: committee.MotionPoll, State: committee.PollClosed, Question: "Treten wir bei?", Rule: committee.PresetKoG.Rule(), Seats: 3,
		Outside: &committee.Outside{Counted: committee.Counted{Yes: 2, No: 1, Present: 3}, Way: committee.OnPaper},
	}
	p.Terms = committee.Terms{Result: committee.Resolution}.Complete(p.Kind)
	for seat := range int64(3) {
		p.Electors = append(p.Electors, committee.Elector{Seat: seat})
	}
	p.Hash = p.Seal()
	p.Voided = &committee.Void{
		Why: "Falsch gezählt.", At: time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC), Right: committee.Number{Register: committee.ResultRegister, Year: 2027, Seq: 3},
	}
	var got struct {
		Outcome tally.Outcome
		Void    committee.FileVoid
		Seal    sealCount
	}
	if err := json.Unmarshal([]byte(recountedFile(t, p)), &got); err != nil {
		t.Fatal(err)
	}
	want := committee.FileVoid{Why: "Falsch gezählt.", At: p.Voided.At, Right: "E-2027-003"}
	if got.Outcome != tally.Adopted || got.Void != want || !got.Seal.Agrees {
		t.Errorf("recounted: %+v", got)
	}
	p.Voided = nil
	if held := recountedFile(t, p); strings.Contains(held, `"void"`) {
		t.Errorf("one that holds: %s", held)
	}
}

// recountedFile is what comes of the file of a recorded poll.
func recountedFile(t *testing.T, p committee.Poll) string {
	t.Helper()
	f, err := p.Export(nil)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := recount(bytes.NewReader(text), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
