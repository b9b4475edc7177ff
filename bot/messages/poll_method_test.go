package messages_test

import (
	"strings"
	"testing"

	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// Seats with a conflict of interest belong to no base, so "all seats" would be untrue.
func TestARuleWithSeatsLeftOutSaysWhichAreCounted(t *testing.T) {
	t.Parallel()
	for v, row := range map[*messages.Voice]struct{ before, open, rule, untrue string }{
		new(inBerlin()): {"mehr als die Hälfte aller Sitze, hier also mindestens 8 von 14.", "Ein Sitz stimmt wegen Befangenheit nicht mit; die nötige Teilnahme richtet sich nach den übrigen 13.", "mehr als die Hälfte aller nicht befangenen Sitze, hier also mindestens 7 von 13 (ein Sitz ist befangen und zählt dabei nicht mit).", "aller Sitze"},
		new(inEnglish):  {"more than half of all seats, here at least 8 of 14.", "One seat does not vote because of a conflict of interest; the required participation is taken of the other 13.", "more than half of all seats without a conflict of interest, here at least 7 of 13 (one seat has a conflict of interest and does not count here).", "of all seats,"},
	} {
		p := motionPoll()
		p.Rule.Quorum, p.Rule.Majority.Base = committee.PresetKoG.Rule().Quorum, tally.Seats
		if said := v.PollShown(messages.PollView{Poll: p}).Text; !strings.Contains(said, row.before) {
			t.Errorf("with no seat left out, the view lacks %q:\n%s", row.before, said)
		}
		p.Recused = []int64{2}
		o := counted(t, closedPoll(p), answers(8, 0, 0)...)
		for name, said := range map[string]string{"view": v.PollShown(messages.PollView{Poll: p}).Text, "result": v.PollResult(kog(), closedPoll(p), o).Text} {
			if !strings.Contains(said, row.rule) || strings.Contains(said, row.untrue) {
				t.Errorf("the %s lacks %q or says %q:\n%s", name, row.rule, row.untrue, said)
			}
		}
		if card := v.PollCard(p, 3, nil).Card.Text; !strings.Contains(card, row.open) {
			t.Errorf("the card lacks %q:\n%s", row.open, card)
		}
		if result := v.PollResult(kog(), closedPoll(p), o).Text; strings.Contains(result, row.open) {
			t.Errorf("the result says it twice:\n%s", result)
		}
	}
}

// Whoever may see a poll can read how it is decided before voting, and who writes it
// before opening it.
func TestEveryKindOfPollSaysHowItIsDecided(t *testing.T) {
	t.Parallel()
	tied := "Was gleichauf liegt, teilt sich den Rang; das Gremium kann dann neu abstimmen oder losen."
	for kind, want := range map[committee.PollKind][2][]string{
		committee.MotionPoll:   {{"Regel: einfache Mehrheit", "Nötige Teilnahme:"}, {"Regel: einfache Mehrheit", "Nötige Teilnahme:"}},
		committee.ChoicePoll:   {{"Verfahren: meiste Stimmen. Jeder Sitz wählt einen Vorschlag", tied}, {"Verfahren: meiste Stimmen.", tied}},
		committee.ApprovalPoll: {{"Verfahren: meiste Zustimmungen.", "Bei Gleichstand um den letzten Platz ist davon nichts ausgewählt"}, {"Jeder Sitz stimmt beliebig vielen Vorschlägen zu", "Bei Gleichstand um den letzten Platz"}},
		committee.PriorityPoll: {{"Verfahren: Rangfolge nach Schulze", "nicht genannte Bedarfe", tied}, {"Jeder Vorschlag wird mit jedem verglichen", tied}},
		committee.RankingPoll:  {{"Verfahren: Rangfolge nach Schulze", "nicht genannte Vorschläge", tied}, {"Jeder Vorschlag wird mit jedem verglichen", tied}},
		committee.ScorePoll:    {{"Verfahren: Noten.", tied}, {"Verfahren: Noten.", tied}},
		committee.DotsPoll:     {{"Verfahren: Punkte verteilen.", "die höchste Summe steht vorn", tied}, {"Verfahren: Punkte verteilen.", tied}},
		committee.DatePoll:     {{"Regel: Zuerst zählt, wie viele kommen könnten"}, {"Regel: Zuerst zählt, wie viele kommen könnten"}},
	} {
		p := pollOf(kind, 3, 3, committee.Terms{})
		p.Rule = committee.PresetKoG.Rule()
		for i, said := range []string{inBerlin().PollShown(messages.PollView{Poll: p}).Text, inBerlin().PollPreview(kog(), p, 1).Text} {
			for _, sentence := range want[i] {
				if !strings.Contains(said, sentence) {
					t.Errorf("%s, %s: lacks %q:\n%s", kind, []string{"view", "preview"}[i], sentence, said)
				}
			}
		}
	}
	for _, kind := range committee.PollKinds() {
		p := pollOf(kind, 3, 3, committee.Terms{})
		p.Rule = committee.PresetKoG.Rule()
		if said := inEnglish.PollShown(messages.PollView{Poll: p}).Text; !strings.Contains(said, "Rule: ") && !strings.Contains(said, "Method: ") {
			t.Errorf("%s: the English view does not say how it is decided:\n%s", kind, said)
		}
	}
}

// Who has never heard of Schulze reads when a method is the right one before choosing it,
// and again in the preview, before how it counts.
func TestEveryMethodSaysWhenItIsTheRightOneBeforeItIsChosen(t *testing.T) {
	t.Parallel()
	for lang, right := range map[string]string{"de": "Richtig", "en": "Right"} {
		v := messages.In(lang, kog().Location())
		for _, kind := range committee.PollKinds() {
			form := v.PollRulesDialog(kog(), committee.PollSketch{Kind: kind}, nil, false)
			for _, m := range kind.Methods() {
				if hint := v.MethodHint(m); !strings.HasPrefix(hint, right) {
					t.Errorf("%s: %s is explained with %q, want first when it is right", lang, m, hint)
				}
				several := len(kind.Methods()) > 1
				if told := strings.Contains(form.Intro, "\n- **"+v.MethodName(m)+":** "); told != several {
					t.Errorf("%s: the form of %s says when %s is right: %t, want %t:\n%s", lang, kind, m, told, several, form.Intro)
				}
				p := pollOf(kind, 3, 3, committee.Terms{Method: m})
				p.Rule = committee.PresetKoG.Rule()
				preview := v.PollPreview(kog(), p, 1).Text
				if kind != committee.MotionPoll && kind != committee.DatePoll && !strings.Contains(preview, v.MethodHint(m)) {
					t.Errorf("%s: the preview of %s by %s does not say when that is right:\n%s", lang, kind, m, preview)
				}
			}
		}
	}
}
