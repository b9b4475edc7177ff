package messages_test

import (
	"strings"
	"testing"

	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// circulation is an open circulation to fourteen seats.
func circulation(result committee.ResultKind) committee.Poll {
	p := motionPoll()
	p.Rule.Quorum = committee.PresetKoG.Rule().Quorum
	p.Terms = committee.Terms{Result: result, Text: "Das Gremium empfiehlt den Registerabruf.", Circulation: &committee.Circulation{Days: 10}}
	p.Terms = p.Complete(p.Kind)
	return p
}

func TestACirculationSaysOnItsCardWhatItNeedsAndWhatEndsIt(t *testing.T) {
	t.Parallel()
	for v, want := range map[*messages.Voice]string{
		new(inBerlin()): "müssen mindestens 8 von 14 Sitzen antworten. Widerspricht auch nur ein Sitz dem Verfahren, endet es ohne Ergebnis, und die Frage kommt in eine Sitzung.",
		new(inEnglish):  "answers of at least 8 of 14 seats. If even one seat objects to the procedure, it ends without a result, and the question goes to a meeting.",
	} {
		for name, said := range map[string]string{
			"card": v.PollCard(circulation(""), 0, nil).Card.Text,
			"view": v.PollShown(messages.PollView{Poll: circulation("")}).Text,
		} {
			if !strings.Contains(said, want) {
				t.Errorf("the %s lacks %q:\n%s", name, want, said)
			}
		}
		if other := v.PollCard(motionPoll(), 0, nil).Card.Text; strings.Contains(other, want) {
			t.Errorf("an ordinary poll says it too:\n%s", other)
		}
	}
}

// What was ended by an objection, or answered by too few, is no result that could be
// or not be a Beschluss.
func TestACirculationWithoutAResultSaysSo(t *testing.T) {
	t.Parallel()
	objected := closedPoll(circulation(committee.Mood))
	objected.Circulation.Objected, objected.Circulation.Why = pollEnd, "zu eilig"
	recommends := objected
	recommends.Result = committee.Recommendation
	for name, row := range map[string]struct {
		poll       committee.Poll
		said, lack []string
	}{
		"objected, a straw poll":     {objected, []string{"**Das Umlaufverfahren ist beendet, weil ein Mitglied widersprochen hat.**", "in die nächste Sitzung", "`/umfrage 4`", "zu eilig", "Ein Ergebnis gibt es damit nicht."}, []string{"Beschluss", "abgestimmt"}},
		"objected, a recommendation": {recommends, []string{"weil ein Mitglied widersprochen hat", "Eine Empfehlung ist damit nicht zustande gekommen."}, []string{"Beschluss"}},
		"too few, a straw poll":      {closedPoll(circulation(committee.Mood)), []string{"Nicht zustande gekommen", "`/umfrage vorlage 4`", "Ein Ergebnis gibt es damit nicht."}, []string{"Beschluss"}},
		"too few, a resolution":      {closedPoll(circulation(committee.Resolution)), []string{"`/umfrage vorlage 4`", "Ein Beschluss ist damit nicht zustande gekommen."}, []string{"Ergebnis gibt es"}},
		"too few, no circulation":    {closedPoll(motionPoll()), []string{"Nicht zustande gekommen", "Ein Ergebnis gibt es damit nicht."}, []string{"Beschluss", "vorlage"}},
	} {
		o := counted(t, row.poll, answers(3, 0, 0)...)
		for _, text := range []string{inBerlin().PollResult(kog(), row.poll, o).Text, inBerlin().PollCard(row.poll, 3, &o).Card.Text} {
			for _, want := range row.said {
				if !strings.Contains(text, want) {
					t.Errorf("%s lacks %q:\n%s", name, want, text)
				}
			}
			for _, wrong := range row.lack {
				if strings.Contains(strings.ReplaceAll(text, "Ergebnis der Umfrage", ""), wrong) {
					t.Errorf("%s says %q:\n%s", name, wrong, text)
				}
			}
		}
	}
}

// The preview prints what the result will be called, and that it can be another.
func TestThePreviewOfACirculationSaysWhatItsResultIs(t *testing.T) {
	t.Parallel()
	got := inBerlin().PollPreview(kog(), circulation(""), 7).Text
	if want := "- Das Ergebnis ist: Empfehlung. Mit „Regeln ändern“ heißt es anders: Beschluss, Votum, Kenntnisnahme oder Meinungsbild."; !strings.Contains(got, want) {
		t.Errorf("lacks %q:\n%s", want, got)
	}
	form := inBerlin().PollRulesDialog(kog(), committee.PollSketch{Kind: committee.MotionPoll, Terms: committee.Terms{Circulation: &committee.Circulation{}}}, nil, false)
	if f := form.Fields[0]; f.Name != "result" || f.Default != "recommendation" || len(f.Options) != 5 {
		t.Errorf("the form begins with %+v", f)
	}
}

// Where the rule knows no abstention, silence is none either; see committee.Poll.Count.
func TestACirculationWithoutAbstentionsDoesNotCountSilenceAsOne(t *testing.T) {
	t.Parallel()
	p := motionPoll()
	p.Circulation, p.Rule = &committee.Circulation{Days: 10}, committee.PresetNoAbstention.Rule()
	for voice, want := range map[string]string{"de": "zählt Ihr Sitz nicht mit", "en": "your seat is not counted"} {
		if said := messages.In(voice, kog().Location()).PollCard(p, 0, nil).Card.Text; !strings.Contains(said, want) || strings.Contains(said, "gilt das als Enthaltung") || strings.Contains(said, "counts as an abstention") {
			t.Errorf("%s:\n%s", voice, said)
		}
	}
}
