package messages_test

import (
	"strings"
	"testing"

	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// A list says what came out in a few words, whatever kind of poll it was.
func TestAListSaysWhatCameOut(t *testing.T) {
	t.Parallel()
	answered := func(yes, no, abstain int) func(committee.Poll) committee.Outcome {
		return func(p committee.Poll) committee.Outcome { return counted(t, p, answers(yes, no, abstain)...) }
	}
	chosen := func(keys ...string) func(committee.Poll) committee.Outcome {
		return func(p committee.Poll) committee.Outcome {
			var all []committee.Choice
			for _, k := range keys {
				all = append(all, committee.Choice{Approve: strings.Split(k, "")})
			}
			return counted(t, p, all...)
		}
	}
	choice, selection := pollOf(committee.ChoicePoll, 14, 3, committee.Terms{}), pollOf(committee.ApprovalPoll, 14, 3, committee.Terms{Winners: 2})
	drawn := choice
	drawn.Lot = &committee.Lot{Tied: [][]string{{"A", "B"}}, Order: [][]string{{"B", "A"}}}
	selected := selection
	selected.Lot = &committee.Lot{Tied: [][]string{{"B", "C"}}, Order: [][]string{{"C", "B"}}, Selected: []string{"A", "C"}}
	objected := endedCirculation("Wir treten bei.")
	objected.Circulation.Objector, objected.Circulation.Objected = "Vera", objected.ClosedAt
	for name, row := range map[string]struct {
		p    committee.Poll
		o    func(committee.Poll) committee.Outcome
		want string
	}{
		"adopted":           {motionPoll(), answered(9, 3, 2), "angenommen (Ja 9, Nein 3, Enthaltung 2)"},
		"rejected":          {motionPoll(), answered(3, 9, 2), "abgelehnt (Ja 3, Nein 9, Enthaltung 2)"},
		"too few":           {motionPoll(), answered(2, 1, 0), "nicht zustande gekommen, zu wenige haben teilgenommen"},
		"objected":          {objected, answered(9, 0, 0), "ohne Ergebnis, ein Mitglied hat dem Verfahren widersprochen"},
		"an order":          {priorityPoll(), func(p committee.Poll) committee.Outcome { return counted(t, p, ranked("3 EAFBC", "2 AEB")...) }, "vorn: **B‑2027‑005** Emil"},
		"nobody":            {choice, chosen(), "kein Ergebnis, niemand hat sich geäußert"},
		"one in front":      {choice, chosen("A", "A", "B"), "vorn: **A** Vorschlag"},
		"two in front":      {choice, chosen("A", "B"), "gleichauf: **A** Vorschlag und **B** Vorschlag"},
		"by lot":            {drawn, chosen("A", "B"), "durch das Los vorn: **B** Vorschlag"},
		"selected":          {selection, chosen("AB", "AB", "A"), "ausgewählt: **A** Vorschlag und **B** Vorschlag"},
		"tied for the last": {selection, chosen("AB", "AC"), "ausgewählt: **A** Vorschlag; gleichauf: **B** Vorschlag und **C** Vorschlag"},
		"selected by lot":   {selected, chosen("AB", "AC"), "ausgewählt, mit Los: **A** Vorschlag und **C** Vorschlag"},
	} {
		p := closedPoll(row.p)
		list := inBerlin().ResultList(messages.ResultPage{
			Found: committee.FoundResults{Polls: []committee.Poll{p}, Unentered: 1}, Outcomes: map[int64]committee.Outcome{p.ID: row.o(p)}, Page: 1, Size: 10,
		}).Text
		if !strings.Contains(list, " – "+row.want+"\n") {
			t.Errorf("%s: %q is not in\n%s", name, row.want, list)
		}
	}
}

// Numbers that nobody may know are not in a list either.
func TestAListKeepsConfidentialNumbersThatAreWithheld(t *testing.T) {
	t.Parallel()
	p := closedPoll(motionPoll())
	p.Confidential = true
	list := inBerlin().ResultList(messages.ResultPage{
		Found: committee.FoundResults{Polls: []committee.Poll{p}, Unentered: 1}, Outcomes: map[int64]committee.Outcome{p.ID: {Cast: 2, Seats: 14, Withheld: true}}, Page: 1, Size: 10,
	}).Text
	if !strings.Contains(list, "kein Ergebnis, zu wenige Stimmen") || strings.Contains(list, "Ja ") {
		t.Error(list)
	}
}
