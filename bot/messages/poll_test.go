package messages_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/tally"
)

var pollEnd = time.Date(2027, 3, 9, 11, 0, 0, 0, time.UTC)

func kog() committee.Committee {
	return committee.Committee{Name: "Kommunalgremium", Lang: "de", Zone: "Europe/Berlin"}
}

func inBerlin() messages.Voice { return messages.In("de", kog().Location()) }

// motionPoll is an open question to fourteen seats.
func motionPoll() committee.Poll {
	p := committee.Poll{
		ID: 4, Number: committee.Number{Register: committee.PollRegister, Year: 2027, Seq: 4}, Kind: committee.MotionPoll,
		Question: "Stellungnahme zum *Registerabruf*?", Rule: committee.PresetKoG.Rule(), Seats: 14, State: committee.PollOpen, ClosesAt: pollEnd,
	}
	p.Terms = p.Complete(p.Kind)
	for i := range 14 {
		p.Electors = append(p.Electors, committee.Elector{Seat: int64(i + 1), Group: "Städte", Body: fmt.Sprintf("Stadt %d", i+1)})
	}
	return p
}

// priorityPoll asks the same seats about the needs A to F.
func priorityPoll() committee.Poll {
	p := motionPoll()
	p.Kind, p.Question, p.Top = committee.PriorityPoll, "Was zuerst?", 5
	p.Terms = committee.Terms{}.Complete(p.Kind)
	for i, title := range []string{"Anton", "Berta", "Cäsar", "Dora", "Emil", "Friedrich"} {
		p.Options = append(p.Options, committee.PollOption{Key: fmt.Sprintf("B-2027-%03d", i+1), Label: title})
	}
	return p
}

func closedPoll(p committee.Poll) committee.Poll {
	p.State, p.ClosedAt = committee.PollClosed, pollEnd
	return p
}

// counted counts ballots, one choice for each seat from the first on.
func counted(t *testing.T, p committee.Poll, choices ...committee.Choice) committee.Outcome {
	t.Helper()
	ballots := make([]committee.Ballot, len(choices))
	for i, c := range choices {
		ballots[i] = committee.Ballot{Seat: int64(i + 1), Choice: c}
	}
	o, err := p.Count(ballots)
	if err != nil {
		t.Fatalf("Count = %v", err)
	}
	return o
}

func answers(yes, no, abstain int) []committee.Choice {
	var list []committee.Choice
	for _, a := range []struct {
		answer string
		n      int
	}{{committee.Yes, yes}, {committee.No, no}, {committee.Abstain, abstain}} {
		for range a.n {
			list = append(list, committee.Choice{Answer: a.answer})
		}
	}
	return list
}

// ranked reads "3 EAFBC" as three ballots.
func ranked(lines ...string) []committee.Choice {
	var list []committee.Choice
	for _, l := range lines {
		var c committee.Choice
		for _, letter := range l[2:] {
			c.Ranking = append(c.Ranking, fmt.Sprintf("B-2027-%03d", letter-'A'+1))
		}
		for range int(l[0] - '0') {
			list = append(list, c)
		}
	}
	return list
}

func labels(bs []bot.Button) string {
	var list []string
	for _, b := range bs {
		list = append(list, b.Label)
	}
	return strings.Join(list, " | ")
}

func TestTheCardOfAnOpenPollShowsParticipationAndNoNumbers(t *testing.T) {
	t.Parallel()
	got := inBerlin().PollCard(motionPoll(), 9, nil)
	if want := `U-2027-004 · Stellungnahme zum \*Registerabruf\*?`; got.Card.Title != want {
		t.Errorf("title %q, want %q", got.Card.Title, want)
	}
	want := `Bitte stimmen Sie zu, lehnen Sie ab oder enthalten Sie sich.
Das Ergebnis ist: Meinungsbild.
9 von 14 Sitzen haben abgestimmt.
Ende: **Dienstag, 9. März 2027, 12:00 Uhr**. Bis dahin können Sie Ihre Stimme ändern.
Zahlen gibt es erst nach dem Ende. Der Bot nennt zu keiner Stimme einen Namen. Vorsitz und Geschäftsstelle sehen, welche Sitze noch fehlen.`
	if diff := cmp.Diff(want, got.Card.Text); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
	if got := labels(got.Card.Buttons); got != "Ich stimme zu | Ich lehne ab | Ich enthalte mich | Meine Stimme" {
		t.Errorf("buttons %q", got)
	}
	strict := motionPoll()
	strict.Rule.Abstention = tally.AbstentionForbidden
	if got := labels(inBerlin().PollCard(strict, 0, nil).Card.Buttons); got != "Ich stimme zu | Ich lehne ab | Meine Stimme" {
		t.Errorf("buttons without abstention %q", got)
	}
}

func TestTheCardOfAPriorityPollListsTheNeedsAboveItUnderTheQuestion(t *testing.T) {
	t.Parallel()
	got := inBerlin().PollCard(priorityPoll(), 1, nil)
	if !strings.HasPrefix(got.Text, "#### U-2027-004 · Was zuerst?\n- **B-2027-001** Anton\n- **B-2027-002** Berta\n") || strings.Count(got.Text, "\n") != 6 || got.Card.Title != "" {
		t.Errorf("text %q", got.Text)
	}
	if !strings.Contains(got.Card.Text, "bis zu 5 von 6") || !strings.Contains(got.Card.Text, "1 von 14 Sitzen hat abgestimmt.") || labels(got.Card.Buttons) != "Abstimmen | Ich enthalte mich | Meine Stimme" {
		t.Errorf("card %+v", got.Card)
	}
}

func TestTheResultOfAMotionSaysTheRuleThatDecided(t *testing.T) {
	t.Parallel()
	const simple = "Regel: einfache Mehrheit der Ja- und Nein-Stimmen; Enthaltungen zählen nicht mit; bei Stimmengleichheit gilt der Vorschlag als abgelehnt. " +
		"Nötige Teilnahme: mehr als die Hälfte aller Sitze, hier also mindestens 8 von 14."
	for _, row := range []struct {
		preset           committee.Preset
		yes, no, abstain int
		want, rule       string
	}{
		{committee.PresetKoG, 6, 6, 2, "**Abgelehnt** wegen Stimmengleichheit. Ja 6, Nein 6, Enthaltung 2.", simple},
		{committee.PresetKoG, 5, 4, 5, "**Angenommen.** Ja 5, Nein 4, Enthaltung 5.", simple},
		{committee.PresetKoG, 4, 1, 1, "**Nicht zustande gekommen:** Teilnahme 6 von 14 Sitzen, nötig sind mindestens 8.", simple},
		{
			committee.PresetVwVfG, 7, 7, 0, "**Abgelehnt** wegen Stimmengleichheit. Eine Stimme des Vorsitzes, die entscheiden könnte, gibt es nicht. Ja 7, Nein 7, keine Enthaltung.",
			"Regel: einfache Mehrheit der Ja- und Nein-Stimmen; Enthaltungen zählen nicht mit; bei Stimmengleichheit entscheidet die Stimme des Vorsitzes. Nötige Teilnahme: mehr als die Hälfte aller Sitze, hier also mindestens 8 von 14.",
		},
		{
			committee.PresetTwoThirds, 7, 4, 3, "**Abgelehnt.** Nötig waren mindestens 8 Ja-Stimmen. Ja 7, Nein 4, Enthaltung 3.",
			"Regel: mindestens zwei Drittel der Ja- und Nein-Stimmen müssen Ja lauten; Enthaltungen zählen nicht mit. Nötige Teilnahme: mehr als die Hälfte aller Sitze, hier also mindestens 8 von 14.",
		},
		{
			committee.PresetAllSeats, 8, 3, 3, "**Angenommen.** Ja 8, Nein 3, Enthaltung 3.",
			"Regel: absolute Mehrheit aller Sitze; Enthaltungen zählen nicht als Ja. Nötige Teilnahme: mehr als die Hälfte aller Sitze, hier also mindestens 8 von 14.",
		},
		{
			committee.PresetAbstainIsNo, 0, 0, 10, "**Abgelehnt**, denn es gibt keine Ja-Stimmen. Kein Ja, kein Nein, Enthaltung 10.",
			"Regel: mehr als die Hälfte der teilnehmenden Sitze muss zustimmen; Enthaltungen zählen als Nein; bei Stimmengleichheit gilt der Vorschlag als abgelehnt. Nötige Teilnahme: mindestens die Hälfte aller Sitze, hier also mindestens 7 von 14.",
		},
	} {
		p := motionPoll()
		p.Rule = row.preset.Rule()
		o := counted(t, p, answers(row.yes, row.no, row.abstain)...)
		got, meaning := inBerlin().PollResult(kog(), closedPoll(p), o).Text, "Das ist ein Meinungsbild, kein Beschluss."
		if o.TooFew() {
			meaning = "Ein Ergebnis gibt es damit nicht."
		}
		for _, want := range []string{"U-2027-004", "\n" + row.want + "\n", "\n" + row.rule + "\n", meaning} {
			if !strings.Contains(got, want) {
				t.Errorf("%s %d/%d/%d:\n%s\nlacks %q", row.preset, row.yes, row.no, row.abstain, got, want)
			}
		}
		if strings.Count(got, "von 14 Sitzen")+strings.Count(got, "Alle 14 Sitze") != 1 {
			t.Errorf("says the turnout not once:\n%s", got)
		}
		if strings.Contains(row.want, "zustande") && strings.Contains(got, "Ja 4") {
			t.Errorf("tells the answers though too few took part:\n%s", got)
		}
	}
}

func TestTheResultOfAPriorityPollIsAnOrderWithSharedRanks(t *testing.T) {
	t.Parallel()
	p := priorityPoll()
	got := inBerlin().PollResult(kog(), closedPoll(p), counted(t, p, ranked("3 EAFBC", "2 AEB", "1 FA", "3 DEA", "3 BAE", "2 CDE")...)).Text
	want := `#### Ergebnis der Umfrage U-2027-004
„Was zuerst?“

- **Rang 1:** **B‑2027‑005** Emil
- **Rang 2:** **B‑2027‑001** Anton
- **Rang 3:** **B‑2027‑002** Berta
- **Rang 4:** **B‑2027‑003** Cäsar
- **Rang 5:** **B‑2027‑004** Dora
- **Rang 6:** **B‑2027‑006** Friedrich

Alle 14 Sitze haben abgestimmt.
Verfahren: Rangfolge nach Schulze (jeder Bedarf wird mit jedem verglichen); nicht genannte Bedarfe gelten als gleich nachrangig.
Wie die einzelnen Vergleiche ausgegangen sind, steht in der Unterhaltung zu diesem Ergebnis.
Das ist eine Priorisierung, kein Beschluss.`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("result (-want +got):\n%s", diff)
	}
	shared := inBerlin().PollResult(kog(), closedPoll(p), counted(t, p, ranked("2 ADBC", "2 ADCB")...)).Text
	if want := "- **Rang 3–4:** **B‑2027‑002** Berta und **B‑2027‑003** Cäsar gleichauf\n"; !strings.Contains(shared, want) {
		t.Errorf("lacks %q:\n%s", want, shared)
	}
	if nobody := inBerlin().PollResult(kog(), closedPoll(p), counted(t, p)).Text; !strings.Contains(nobody, "Es gibt keine Rangfolge.") || strings.Contains(nobody, "Rang 1") {
		t.Errorf("nobody voted:\n%s", nobody)
	}
}

func TestTheCardOfAClosedPollShowsTheOutcomeAndNoButtons(t *testing.T) {
	t.Parallel()
	for want, p := range map[string]committee.Poll{
		"**Angenommen.** Ja 8, Nein 4, Enthaltung 2.": motionPoll(),
		"An erster Stelle: **B‑2027‑002** Berta.":     priorityPoll(),
	} {
		choices := answers(8, 4, 2)
		if p.Kind == committee.PriorityPoll {
			choices = ranked("9 BA")
		}
		o := counted(t, p, choices...)
		card := inBerlin().PollCard(closedPoll(p), o.Cast, &o).Card
		if !strings.Contains(card.Text, want) || !strings.Contains(card.Text, "Beendet: Dienstag, 9. März 2027, 12:00 Uhr.") || len(card.Buttons) != 0 {
			t.Errorf("card %+v lacks %q", card, want)
		}
	}
}
