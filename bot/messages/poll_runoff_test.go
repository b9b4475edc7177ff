package messages_test

import (
	"strings"
	"testing"

	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// twelve asks the seats about the options A to L.
func twelve(kind committee.PollKind, method committee.Method, winners int) committee.Poll {
	p := motionPoll()
	p.Kind, p.Top = kind, 5
	p.Terms = committee.Terms{Method: method, Winners: winners}.Complete(kind)
	for i := range 12 {
		p.Options = append(p.Options, committee.PollOption{Key: string(rune('A' + i)), Label: "Vorschlag"})
	}
	return closedPoll(p)
}

// letters are ballots such as "ABC", as a ranking or as approvals.
func letters(approve bool, ballots ...string) []committee.Choice {
	list := make([]committee.Choice, len(ballots))
	for i, text := range ballots {
		list[i] = committee.Choice{Ranking: strings.Split(text, "")}
		if approve {
			list[i] = committee.Choice{Approve: strings.Split(text, "")}
		}
	}
	return list
}

// Twelve options and many ties fit a phone in every method and both languages.
func TestAResultWithTwelveOptionsIsShort(t *testing.T) {
	t.Parallel()
	ballots := []string{"ABCDE", "BACDE", "CABFG", "HIJKL", "EABCD", "FGHAB", "KABCD", "LKJIH", "AEIBF", "BFJAC", "CGKAD", "DHLAB"}
	for _, kind := range []committee.PollKind{committee.RankingPoll, committee.ApprovalPoll} {
		for _, method := range kind.Methods() {
			p := twelve(kind, method, 3)
			o := counted(t, p, letters(kind == committee.ApprovalPoll, ballots...)...)
			for _, lang := range []string{"de", "en"} {
				said := messages.In(lang, kog().Location()).PollResult(kog(), p, o).Text
				if lines := strings.Count(said, "\n") + 1; lines > 22 || len(said) > 2000 {
					t.Errorf("%s, %s: %d lines, %d bytes:\n%s", method, lang, lines, len(said), said)
				}
			}
		}
	}
}

func TestAnEliminationTellsItsRoundsAndWhereTiesLead(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		ballots []string
		want    []string
	}{
		"a winner": {[]string{"A", "A", "A", "B", "BC", "CB"}, []string{
			"- Runde 1: A 3, B 2, C 1, D 0, E 0, F 0, G 0, H 0, I 0, J 0, K 0, L 0. Es scheiden aus: **D** Vorschlag, ",
			"- Runde 2: A 3, B 2, C 1. Es scheidet aus: **C** Vorschlag.\n- Runde 3: A 3, B 3. Am wenigsten haben gleichauf: **A** Vorschlag und **B** Vorschlag.",
			"- Je nachdem, wer ausscheidet, steht am Ende vorn: **A** Vorschlag oder **B** Vorschlag.",
		}},
		"more than half": {[]string{"A", "A", "B"}, []string{"L 0. Mehr als die Hälfte hat **A** Vorschlag.\n\nVerfahren"}},
		"a tie that changes nothing": {[]string{"AB", "AB", "BA", "CA"}, []string{
			"- Runde 2: A 2, B 1, C 1. Am wenigsten haben gleichauf: **B** Vorschlag und **C** Vorschlag. Wer von ihnen ausscheidet, steht nicht fest",
			"\n- In jedem Fall steht am Ende vorn: **A** Vorschlag.\n",
		}},
	} {
		p := twelve(committee.RankingPoll, committee.ByIRV, 1)
		said := inBerlin().PollResult(kog(), p, counted(t, p, letters(false, row.ballots...)...)).Text
		for _, want := range row.want {
			if !strings.Contains(said, want) {
				t.Errorf("%s: lacks %q:\n%s", name, want, said)
			}
		}
	}
}

// Who shares a selection is chosen or not; a rank would say that more approvals
// come first.
func TestEqualSharesHaveNoRanks(t *testing.T) {
	t.Parallel()
	p := twelve(committee.ApprovalPoll, committee.ByEqualShares, 2)
	said := inBerlin().PollResult(kog(), p, counted(t, p, letters(true, "AB", "AB", "AB", "A", "CD", "CD", "C")...)).Text
	const want = "- **gewählt:** **A** Vorschlag – 4 Zustimmungen ██████████\n- **gewählt:** **C** Vorschlag – 3 Zustimmungen ████████\n- **nicht gewählt:** **B** Vorschlag – 3 Zustimmungen ████████\n- **nicht gewählt:** **D** Vorschlag – 2"
	if !strings.Contains(said, want) || strings.Contains(said, "Rang 1") {
		t.Errorf("lacks %q:\n%s", want, said)
	}
}

func TestARankingSaysHowManyAbstained(t *testing.T) {
	t.Parallel()
	for _, method := range []committee.Method{committee.BySchulze, committee.ByRankedPairs} {
		p := twelve(committee.RankingPoll, method, 1)
		said := inBerlin().PollResult(kog(), p, counted(t, p, append(letters(false, "AB", "BA"), committee.Choice{Answer: committee.Abstain})...)).Text
		if !strings.Contains(said, "- **Rang 1–2:** **A** Vorschlag und **B** Vorschlag gleichauf\n") ||
			!strings.Contains(said, "gleichauf\n\n3 von 14 Sitzen haben abgestimmt.\nEin Sitz hat sich enthalten.\n") {
			t.Errorf("%s:\n%s", method, said)
		}
	}
}
