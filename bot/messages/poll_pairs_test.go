package messages_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/bot/messages"
	"gremienbot/committee"
)

const circleTable = `Die Vergleiche hinter dem Ergebnis von **U-2027-004 „Was zuerst?“**:

Jeder Bedarf ist mit jedem verglichen. In Klammern steht, wie viele Sitze den ersten weiter vorn sehen und wie viele den zweiten. Gleichstände stehen unter der Tabelle.

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
