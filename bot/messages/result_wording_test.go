package messages_test

import (
	"strings"
	"testing"
	"time"

	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// endedCirculation is one of ten working days with a wording that came to an end.
func endedCirculation(text string) committee.Poll {
	p := motionPoll()
	p.Terms = committee.Terms{Text: text, Circulation: &committee.Circulation{Days: 10}}.Complete(p.Kind)
	p.OpensAt, p.ClosesAt = time.Date(2027, 4, 19, 7, 0, 0, 0, time.UTC), time.Date(2027, 5, 3, 22, 0, 0, 0, time.UTC)
	p.State, p.ClosedAt = committee.PollClosed, p.ClosesAt
	return p
}

// What was adopted stands in the record, with how it was adopted and what silence counted as.
func TestAResultSaysTheWordingThatWasAdopted(t *testing.T) {
	t.Parallel()
	p := endedCirculation("Das Gremium empfiehlt den Abruf.\nEr beginnt *2028*.")
	o := counted(t, p, answers(9, 1, 0)...)
	quote := "> Das Gremium empfiehlt den Abruf.\n> Er beginnt \\*2028\\*.\n\n"
	for lang, wants := range map[string][]string{
		"de": {
			"\nAngenommen ist dieser Wortlaut:\n" + quote, "4 Sitze, die nicht geantwortet haben; sie zählen als Enthaltung.",
			"Abgestimmt wurde im Umlaufverfahren, also außerhalb einer Sitzung. Frist von 10 Arbeitstagen: Montag, 19. April 2027, 09:00 Uhr bis Montag, 3. Mai 2027, 24:00 Uhr.",
		},
		"en": {
			"\nThis wording is adopted:\n" + quote, "4 seats have not answered; they count as abstentions.",
			"Voted on in a circulation, that is outside a meeting. Period of 10 working days: ",
		},
	} {
		v := messages.In(lang, kog().Location())
		posted, shown := v.PollResult(kog(), p, o).Text, v.PollShown(messages.PollView{Poll: p, Outcome: &o}).Text
		for _, want := range wants {
			if !strings.Contains(posted, want) || !strings.Contains(shown, want) {
				t.Errorf("%q is not in both of\n%s\n\n%s", want, posted, shown)
			}
		}
	}
}

// What was not adopted is not said to be.
func TestAResultSaysTheWordingThatWasPutToTheVote(t *testing.T) {
	t.Parallel()
	objected := endedCirculation("Wir treten bei.")
	objected.Circulation.Objector, objected.Circulation.Objected = "Vera", objected.ClosedAt
	confidential := endedCirculation("Wir treten bei.")
	confidential.Confidential = true
	for name, told := range map[string]string{
		"rejected":   inBerlin().PollResult(kog(), endedCirculation("Wir treten bei."), counted(t, endedCirculation("Wir treten bei."), answers(1, 9, 0)...)).Text,
		"too few":    inBerlin().PollResult(kog(), endedCirculation("Wir treten bei."), counted(t, endedCirculation("Wir treten bei."), answers(2, 1, 0)...)).Text,
		"objected":   inBerlin().PollResult(kog(), objected, counted(t, objected, answers(9, 0, 0)...)).Text,
		"too secret": inBerlin().PollResult(kog(), confidential, committee.Outcome{Cast: 2, Seats: 14, Withheld: true}).Text,
	} {
		if strings.Contains(told, "Angenommen") || !strings.Contains(told, "\nZur Abstimmung stand dieser Wortlaut:\n> Wir treten bei.\n\n") {
			t.Errorf("%s:\n%s", name, told)
		}
	}
}

func TestALongWordingIsWholeWhereItIsAskedFor(t *testing.T) {
	t.Parallel()
	p := endedCirculation(strings.Repeat("Die Länder stellen bereit. ", 100) + "Ende des Wortlauts.")
	o := counted(t, p, answers(9, 1, 0)...)
	posted, shown := inBerlin().PollResult(kog(), p, o).Text, inBerlin().PollShown(messages.PollView{Poll: p, Outcome: &o}).Text
	if strings.Contains(posted, "Ende des Wortlauts") || !strings.Contains(posted, "…\n\nDas ist nur der Anfang. Der ganze Wortlaut: `/umfrage 4`\n") {
		t.Errorf("the post:\n%s", posted)
	}
	if !strings.Contains(shown, "Ende des Wortlauts.\n\n") || strings.Contains(shown, "nur der Anfang") {
		t.Errorf("asked for:\n%s", shown)
	}
}

// An extended circulation had another period than it began with.
func TestAnExtendedPeriodIsNotSaidInDays(t *testing.T) {
	t.Parallel()
	p := endedCirculation("Wir treten bei.")
	p.Extended = "Ferien"
	if told := inBerlin().PollResult(kog(), p, counted(t, p, answers(9, 1, 0)...)).Text; !strings.Contains(told, "Sitzung. Frist: Montag, 19. April 2027") {
		t.Error(told)
	}
}
