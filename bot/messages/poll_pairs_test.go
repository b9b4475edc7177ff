package messages_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/bot/messages"
	"gremienbot/committee"
)

const circleTable = `Die Vergleiche hinter dem Ergebnis von **U-2027-004 „Was zuerst?“**:

Jeder Bedarf ist mit jedem verglichen. In Klammern steht, wie viele Sitze den ersten weiter vorn sehen und wie viele den zweiten.

| Bedarf | liegt vorn gegen |
|:--|:--|
| **005** | 001 (8:6), 002 (10:3), 003 (11:2), 004 (8:5), 006 (13:1) |
| **001** | 002 (9:3), 003 (12:2), 004 (9:5), 006 (11:1) |
| **002** | 003 (8:2), 004 (8:5), 006 (5:4) |
| **003** | 004 (5:3) |
| **004** | 006 (5:4) |
| **006** | 003 (4:2) |

Hier laufen Vergleiche im Kreis: **006** liegt vorn gegen **003** und steht in der Rangfolge doch dahinter. Deutliche Vergleiche zählen dann mehr als knappe.`

func TestTheTableBehindARankingSaysHowEachComparisonCameOut(t *testing.T) {
	t.Parallel()
	p := priorityPoll()
	circle := ranked("3 EAFBC", "2 AEB", "1 FA", "3 DEA", "3 BAE", "2 CDE")
	m, there := inBerlin().PollPairs(closedPoll(p), counted(t, p, circle...))
	if diff := cmp.Diff(circleTable, m.Text); diff != "" || !there {
		t.Errorf("%t (-want +got):\n%s", there, diff)
	}
	tideman := p
	tideman.Method = committee.ByRankedPairs
	straight := counted(t, tideman, ranked("2 ADBC", "2 ADCB")...)
	m, _ = inBerlin().PollPairs(closedPoll(tideman), straight)
	for _, want := range []string{"| **001** | 004 (4:0), 002 (4:0), 003 (4:0), 005 (4:0), 006 (4:0) |", "| **002** | 005 (4:0), ", "Gleichauf: 002/003 (2:2)", "| **006** | – |"} {
		if !strings.Contains(m.Text, want) || strings.Contains(m.Text, "im Kreis") {
			t.Errorf("lacks %q, or sees a circle:\n%s", want, m.Text)
		}
	}
}

func TestTheTableSaysWhyOneOfTwoThatTieIsAhead(t *testing.T) {
	t.Parallel()
	p := priorityPoll()
	m, _ := inBerlin().PollPairs(closedPoll(p), counted(t, p, ranked("2 ACB", "1 BAC", "1 CBA")...))
	const why = "**001** und **002** sind im direkten Vergleich gleichauf. **001** steht trotzdem davor"
	if !strings.Contains(m.Text, why) || !strings.Contains(m.Text, "001/002 (2:2)") {
		t.Errorf("lacks %q:\n%s", why, m.Text)
	}
}

// The result says that there is a table just where there is one; who looks at a
// poll alone sees it there.
func TestTheResultSaysWhereTheTableIs(t *testing.T) {
	t.Parallel()
	const elsewhere = "steht in der Unterhaltung zu diesem Ergebnis."
	for name, row := range map[string]struct {
		method  committee.Method
		ballots []committee.Choice
		table   bool
	}{
		"Schulze":        {committee.BySchulze, ranked("2 ADB"), true},
		"Tideman":        {committee.ByRankedPairs, ranked("2 ADB"), true},
		"points by rank": {committee.ByBorda, ranked("2 ADB"), false},
		"in rounds":      {committee.ByIRV, ranked("2 ADB"), false},
		"nobody":         {committee.BySchulze, nil, false},
		"nobody says":    {committee.ByRankedPairs, []committee.Choice{{Answer: committee.Abstain}}, false},
	} {
		p := priorityPoll()
		p.Method = row.method
		o := counted(t, p, row.ballots...)
		result := inBerlin().PollResult(kog(), closedPoll(p), o).Text
		alone := inBerlin().PollShown(messages.PollView{Poll: closedPoll(p), Outcome: &o}).Text
		_, there := inBerlin().PollPairs(closedPoll(p), o)
		if there != row.table || strings.Contains(result, elsewhere) != row.table || strings.Contains(result, "|:--") {
			t.Errorf("%s: table %t, result\n%s", name, there, result)
		}
		if strings.Contains(alone, "|:--") != row.table || strings.Contains(alone, elsewhere) {
			t.Errorf("%s: alone\n%s", name, alone)
		}
	}
}

// fourNeeds is a poll about A, B, C and D.
func fourNeeds() committee.Poll {
	p := priorityPoll()
	p.Options, p.Top = p.Options[:4], 4
	return p
}

// The order by Schulze can differ from a direct comparison, even between neighbours. What
// is said must be true then, and a tie is said to be one. Recounted by hand:
//
// Reversed: 1 DCAB, 2 ADC, 3 DC, 4 CABD, 4 BDA (14 seats; who is not named shares the
// last rank). A:B 7:4 (1+2+4 against 4), A:C 6:8 (2+4 against 1+3+4), A:D 6:8 (2+4
// against 1+3+4), B:C 4:10 (4 against 1+2+3+4), B:D 8:6 (4+4 against 1+2+3), C:D 4:10
// (4 against 1+2+3+4). The won duels are AB 7, CA 8, DA 8, CB 10, BD 8, DC 10. Strongest
// ways: D to C 10 and back 8 (CBD); C to B 10 and back 8 (BDC); B to A 8 (BDA) and back
// 7 (AB); D to B 10 (DCB) and back 8; D to A 8 and back 7 (ABD); C to A 8 and back 7
// (ABDC). So D, C, B, A: B stands before its neighbour A that beats it, D before B.
//
// Tied: 3 CA, 4 BC, 3 DABC (10 seats). A:B 6:4, A:C 3:7, A:D 3:3, B:C 7:3, B:D 4:3, C:D
// 7:3. Won: AB 6, CA 7, BC 7, BD 4, CD 7. B to C 7 and back 6 (CAB), C to A 7 and back 6
// (ABC), B to A 7 (BCA) and back 6; D leads nowhere, A to D 6 (ABCD). So B, C, A, D: A
// stands before its neighbour D that it ties with, and behind B that it beats.
//
// A circle of equals: 1 ABC, 1 BCA, 1 CAB. A:B, B:C and C:A 2:1, every way is 2 strong.
// All share the first rank. D is named by nobody and loses 0:3 to each.
//
// A tie: 3 AD, 2 DA, 1 BD. A:D 3:3 (3 against 2+1), A:B 5:1, B:D 1:5; nothing leads from A
// to D or back, so they share the first rank. C is named by nobody.
func TestWhatIsSaidOfAnOrderStaysTrueWhereNeighboursTieOrAreReversed(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		ballots  []committee.Choice
		order    string // what the result says of the ranks
		de, en   []string
		unspoken []string
	}{
		"reversed": {
			ranked("1 DCAB", "2 ADC", "3 DC", "4 CABD", "4 BDA"), "Rang 1:D Rang 2:C Rang 3:B Rang 4:A",
			[]string{
				"| **004** | 003 (10:4), 001 (8:6) |", "| **003** | 002 (10:4), 001 (8:6) |", "| **002** | 004 (8:6) |", "| **001** | 002 (7:4) |",
				"Hier laufen Vergleiche im Kreis. Diese liegen vorn und stehen in der Rangfolge doch dahinter: **002** gegen **004**, **001** gegen **002**. Deutliche Vergleiche zählen dann mehr als knappe.",
			},
			[]string{"These are ahead and yet stand behind in the ranking: **002** against **004**, **001** against **002**. Clear comparisons then count for more than narrow ones."},
			[]string{"gleichauf", "Gleichauf:", "teilen"},
		},
		"tied": {
			ranked("3 CA", "4 BC", "3 DABC"), "Rang 1:B Rang 2:C Rang 3:A Rang 4:D",
			[]string{
				"| **002** | 003 (7:3), 004 (4:3) |", "| **003** | 001 (7:3), 004 (7:3) |", "| **001** | 002 (6:4) |", "| **004** | – |", "Gleichauf: 001/004 (3:3).",
				"**001** und **004** sind im direkten Vergleich gleichauf. **001** steht trotzdem davor. Den Ausschlag geben die Vergleiche mit den anderen.",
				"Hier laufen Vergleiche im Kreis: **001** liegt vorn gegen **002** und steht in der Rangfolge doch dahinter.",
			},
			[]string{"**001** and **004** tie when compared directly. **001** still stands ahead. The comparisons with the others decide.", "**001** is ahead of **002** and yet stands behind it in the ranking."},
			[]string{"teilen"},
		},
		"a circle of equals": {
			ranked("1 ABC", "1 BCA", "1 CAB"), "Rang 1–3:A, B, C Rang 4:D",
			[]string{
				"| **001** | 002 (2:1), 004 (3:0) |", "| **003** | 001 (2:1), 004 (3:0) |",
				"Diese liegen vorn, und doch teilen beide einen Rang: **001** gegen **002**, **003** gegen **001**, **002** gegen **003**. Keiner der Vergleiche gibt den Ausschlag.",
			},
			[]string{"These are ahead, and yet both share a rank: **001** against **002**, **003** against **001**, **002** against **003**. None of the comparisons decides."},
			[]string{"dahinter", "davor"},
		},
		"a tie": {
			ranked("3 AD", "2 DA", "1 BD"), "Rang 1–2:A, D Rang 3:B Rang 4:C",
			[]string{"Gleichauf: 001/004 (3:3)."},
			[]string{"Tied: 001/004 (3:3)."},
			[]string{"Kreis", "davor", "dahinter", "teilen"},
		},
	} {
		p := closedPoll(fourNeeds())
		o := counted(t, p, row.ballots...)
		if got := ranksSaid(inBerlin().PollResult(kog(), p, o).Text); got != row.order {
			t.Errorf("%s: the result says %s, want %s", name, got, row.order)
		}
		de, _ := inBerlin().PollPairs(p, o)
		en, _ := inEnglish.PollPairs(p, o)
		for text, wants := range map[string][]string{de.Text: row.de, en.Text: row.en} {
			for _, want := range wants {
				if !strings.Contains(text, want) {
					t.Errorf("%s: lacks %q:\n%s", name, want, text)
				}
			}
		}
		said := strings.ReplaceAll(de.Text, "Gleichstände stehen unter der Tabelle", "")
		for _, wrong := range row.unspoken {
			if strings.Contains(said, wrong) {
				t.Errorf("%s: says %q:\n%s", name, wrong, said)
			}
		}
	}
}

var rankLine = regexp.MustCompile(`(?m)^- \*\*(Rang [0-9–]+):\*\* (.*)$`)

// ranksSaid are the ranks of a result with the letters of the needs on them.
func ranksSaid(result string) string {
	var said []string
	for _, m := range rankLine.FindAllStringSubmatch(result, -1) {
		var letters []string
		for i, title := range []string{"Anton", "Berta", "Cäsar", "Dora"} {
			if strings.Contains(m[2], title) {
				letters = append(letters, string(rune('A'+i)))
			}
		}
		if shared := len(letters) > 1; shared != strings.Contains(m[2], "gleichauf") {
			letters = append(letters, "not said as a tie")
		}
		said = append(said, m[1]+":"+strings.Join(letters, ", "))
	}
	return strings.Join(said, " ")
}

// Who shares the first place is said to share it, on the card too.
func TestATieInFrontIsSaidAsOne(t *testing.T) {
	t.Parallel()
	p := closedPoll(fourNeeds())
	for _, m := range p.Kind.Methods() {
		p.Method = m
		o := counted(t, p, ranked("1 AB", "1 BA")...)
		if card := inBerlin().PollCard(p, 2, &o).Card.Text; !strings.Contains(card, "Gleichauf an erster Stelle: **B‑2027‑001** Anton und **B‑2027‑002** Berta.") {
			t.Errorf("by %s the card says\n%s", m, card)
		}
	}
}
