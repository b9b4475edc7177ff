package messages_test

import (
	"strings"
	"testing"

	"gremienbot/bot"
	"gremienbot/committee"
)

// The question about a leap carries what was shown and typed; of a RED need the
// reason comes back to the person and goes nowhere else.
func TestTheQuestionAboutALeapCarriesTheReasonUnlessTheNeedIsRed(t *testing.T) {
	t.Parallel()
	const why = "Das läuft schon."
	for label, carried := range map[committee.TLP]string{committee.Amber: "implemented " + why, committee.Red: "implemented "} {
		n := need()
		n.TLP, n.Version = label, 7
		leap, ok := n.Leap(committee.NeedImplemented)
		m := german(t).NeedLeap(n, leap, committee.NeedStep{To: committee.NeedImplemented, Why: why})
		want := bot.Button{ID: "leap", Label: "Ja, Stand auf „umgesetzt“ setzen", Style: bot.Primary, Action: "need.leap", Object: "5 7", Value: carried}
		if !ok || len(m.Card.Buttons) != 2 || m.Card.Buttons[0] != want {
			t.Errorf("%s: %v, buttons %+v, want %+v first", label, ok, m.Card.Buttons, want)
		}
		if !strings.Contains(m.Text, why) || !strings.Contains(m.Text, "in Klärung, beschrieben, bewertet, priorisiert, empfohlen, übergeben und in Umsetzung") {
			t.Errorf("%s: asked %q, want the reason and all that is skipped", label, m.Text)
		}
	}
}

// What a poll has moved on was changed by nobody who has a name.
func TestANeedThatAPollChangedNamesNoEmptyPerson(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"need.taken", "need.meanwhile", "need.step.impossible"} {
		e := committee.Refuse(committee.Conflict, key, "Number", committee.Number{}, "State", committee.NeedPrioritised, "To", committee.NeedClarifying, "By", "", "At", pollEnd, "Possible", []committee.NeedState(nil), "Typed", false)
		if said := inBerlin().Refusal(e); !strings.Contains(said, "durch eine Umfrage oder Bewertung") || strings.Contains(said, "von )") || strings.Contains(said, "von  ") {
			t.Errorf("%s: %s", key, said)
		}
	}
}
