package messages_test

import (
	"strings"
	"testing"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// ruleSaid is the rule of a poll with fourteen seats in words, German and English.
func ruleSaid(t *testing.T, terms committee.Terms, rule tally.Rule) [2]string {
	t.Helper()
	p := motionPoll()
	p.Rule, p.Terms = rule, terms.Complete(p.Kind)
	o, err := p.Count(nil)
	if err != nil {
		t.Fatal(err)
	}
	de, en := inBerlin(), inEnglish
	return [2]string{de.RuleInWords(p, *o.Motion), en.RuleInWords(p, *o.Motion)}
}

func TestEveryPresetSaysItselfInBothLanguages(t *testing.T) {
	t.Parallel()
	const quorum, share = " Nötige Teilnahme: mehr als die Hälfte aller Sitze, hier also mindestens 8 von 14.", " Required participation: more than half of all seats, here at least 8 of 14."
	const plain, simple = "Regel: einfache Mehrheit der Ja- und Nein-Stimmen; Enthaltungen zählen nicht mit; bei Stimmengleichheit gilt der Vorschlag als abgelehnt.",
		"Rule: simple majority of the yes and no votes; abstentions do not count; in a tie the proposal is rejected."
	for preset, want := range map[committee.Preset][2]string{
		committee.PresetITPLR:            {plain + " Eine Mindestzahl an Teilnehmenden gibt es nicht.", simple + " There is no minimum number of participants."},
		committee.PresetRLP:              {plain + quorum, simple + share},
		committee.PresetMinistryAdvisory: {plain + quorum, simple + share},
		committee.PresetRoberts:          {plain + quorum, simple + share},
		committee.PresetATKommunal: {
			"Regel: mehr als die Hälfte der teilnehmenden Sitze muss zustimmen; Enthaltungen zählen als Nein; bei Stimmengleichheit gilt der Vorschlag als abgelehnt. Nötige Teilnahme: mindestens zwei Drittel aller Sitze, hier also mindestens 10 von 14.",
			"Rule: more than half of the seats taking part must agree; abstentions count as no; in a tie the proposal is rejected. Required participation: at least two thirds of all seats, here at least 10 of 14.",
		},
		committee.PresetATBeirat: {
			"Regel: einfache Mehrheit der Ja- und Nein-Stimmen; Enthaltungen zählen als Nein; bei Stimmengleichheit entscheidet die Stimme des Vorsitzes. Nötige Teilnahme: mindestens die Hälfte aller Sitze, hier also mindestens 7 von 14.",
			"Rule: simple majority of the yes and no votes; abstentions count as no; in a tie the chair's vote decides. Required participation: at least half of all seats, here at least 7 of 14.",
		},
		committee.PresetNoAbstention: {
			"Regel: mindestens zwei Drittel der Ja- und Nein-Stimmen müssen Ja lauten; Enthaltungen sind nicht möglich. Nötige Teilnahme: mindestens 5 Sitze.",
			"Rule: at least two thirds of the yes and no votes must be yes; abstentions are not possible. Required participation: at least 5 seats.",
		},
		committee.PresetConsensusFirst: {
			"Regel: Einstimmigkeit der Ja- und Nein-Stimmen; Enthaltungen zählen nicht mit. Nötige Teilnahme: mindestens 6 Sitze. Bleiben zwei Runden ohne Einstimmigkeit, sieht das Vorbild dieser Regel in der dritten die einfache Mehrheit der Mitglieder vor. Jede Runde ist eine eigene Umfrage; das Gremium eröffnet sie selbst.",
			"Rule: unanimity of the yes and no votes; abstentions do not count. Required participation: at least 6 seats. If two rounds end without unanimity, the model of this rule has a simple majority of the members decide the third. Each round is a poll of its own, which the committee opens itself.",
		},
	} {
		if got := ruleSaid(t, committee.Terms{Preset: preset}, preset.Rule()); got != want {
			t.Errorf("%s:\n%s\n%s", preset, got[0], got[1])
		}
	}
}

// Rounds belong to the preset, be it the committee's, and not to a rule that somebody
// has put together.
func TestOnlyConsensusFirstSpeaksOfRounds(t *testing.T) {
	t.Parallel()
	rule := committee.PresetConsensusFirst.Rule()
	circulated := rule
	circulated.Quorum = committee.PresetKoG.Rule().Quorum
	for name, row := range map[string]struct {
		terms committee.Terms
		rule  tally.Rule
		want  bool
	}{
		"the committee's preset":   {committee.Terms{}, rule, true},
		"chosen for a circulation": {committee.Terms{Preset: committee.PresetConsensusFirst, Circulation: &committee.Circulation{Days: 10}}, circulated, true},
		"somebody's own":           {committee.Terms{Own: &rule}, rule, false},
		"another preset":           {committee.Terms{Preset: committee.PresetKoG}, committee.PresetKoG.Rule(), false},
	} {
		got := ruleSaid(t, row.terms, row.rule)
		if strings.Contains(got[0], "Runde") != row.want || strings.Contains(got[1], "round") != row.want {
			t.Errorf("%s:\n%s\n%s", name, got[0], got[1])
		}
	}
}

func TestTheFormForARuleIsFilledInWithTheOneBefore(t *testing.T) {
	t.Parallel()
	sevenths := committee.PresetVwVfG.Rule()
	sevenths.Majority.Fraction = tally.Fraction{Num: 4, Den: 7}
	v := inBerlin()
	for name, row := range map[string]struct {
		form bot.Dialog
		want string // names and defaults of its fields
	}{
		"a preset": {
			v.OwnRuleDialog(kog(), committee.PollSketch{Terms: committee.Terms{Preset: committee.PresetATBeirat}}),
			"share=gt 1/2 other= base=yes_no abstention=no tie=chair quorum=-ge 1/2 seats least=0",
		},
		"an unusual share": {
			v.OwnRuleDialog(kog(), committee.PollSketch{Terms: committee.Terms{Own: &sevenths}}),
			"share=gt 4/7 other= base=yes_no abstention=neutral tie=chair quorum=-gt 1/2 seats least=3",
		},
		"a circulation, which has its quorum": {
			v.OwnRuleDialog(kog(), committee.PollSketch{Terms: committee.Terms{Preset: committee.PresetConsensusFirst, Circulation: &committee.Circulation{Days: 10}}}),
			"share=ge 1/1 other= base=yes_no abstention=neutral tie=reject",
		},
		"the committee's": {
			v.CommitteeRuleDialog(committee.Committee{Preset: committee.PresetITPLR}),
			"share=gt 1/2 other= base=yes_no abstention=neutral tie=reject quorum=- least=0",
		},
	} {
		var got []string
		for _, f := range row.form.Fields {
			got = append(got, f.Name+"="+f.Default)
			offered := f.Kind != bot.Choice
			for _, o := range f.Options {
				offered = offered || o.Value == f.Default
			}
			if !offered || len(f.Label) > 24 || len(f.Help) > 150 {
				t.Errorf("%s: %+v", name, f)
			}
		}
		if said := strings.Join(got, " "); said != row.want {
			t.Errorf("%s: %s, want %s", name, said, row.want)
		}
	}
}
