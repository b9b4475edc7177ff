package messages_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/bot/messages"
	"gremienbot/committee"
)

const listHint = "\nMit `/bedarf` und der Nummer sehen Sie einen Bedarf ganz, zum Beispiel `/bedarf 17`."

func TestAListSaysWhatItShowsAndWhichPartOfIt(t *testing.T) {
	t.Parallel()
	v := german(t)
	n := need()
	n.Urgency, n.Scored, n.Score = committee.UrgencyA, true, 1425
	entry := "\n- **B‑2027‑017** Wohnsitzanmeldung\n  gemeldet · Klasse A · 712,5 Punkte · 3 Sitze"
	for name, row := range map[string]struct {
		listing messages.NeedListing
		want    string
	}{
		"everything open": {messages.NeedListing{Page: 1, Size: 10, Total: 1}, "**Offene Bedarfe** – 1–1 von 1" + entry + listHint},
		"a page of many":  {messages.NeedListing{Page: 2, Size: 10, Total: 43}, "**Offene Bedarfe** – 11–20 von 43" + entry + listHint},
		"behind the end": {
			messages.NeedListing{Page: 5, Size: 10, Total: 43, Beyond: 9},
			"**Offene Bedarfe** – 41–43 von 43\nEine Seite 9 gibt es nicht. Das ist die letzte von 5 Seiten." + entry + listHint,
		},
		"filtered": {
			messages.NeedListing{Page: 1, Size: 10, Total: 1, Filter: committee.NeedFilter{
				States: []committee.NeedState{committee.NeedAssessed, committee.NeedAdopted}, Groups: []string{"Städte"}, Owner: "vitako", Mine: true, Text: "Geld *x*",
			}},
			`**Bedarfe: bewertet, empfohlen · Städte · Träger „vitako“ · meine · „Geld \*x\*“** – 1–1 von 1` + entry + listHint,
		},
		"closed ones too": {messages.NeedListing{Page: 1, Size: 10, Total: 1, Filter: committee.NeedFilter{All: true}}, "**Alle Bedarfe** – 1–1 von 1" + entry + listHint},
	} {
		got := v.NeedList([]committee.Need{n}, row.listing).Text
		if d := cmp.Diff(row.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func TestAnEmptyListSaysHowToWiden(t *testing.T) {
	t.Parallel()
	v := german(t)
	if got := v.NeedList(nil, messages.NeedListing{Page: 1, Size: 10}).Text; got != "Zurzeit ist kein Bedarf offen. Mit `/bedarf` melden Sie einen." {
		t.Errorf("nothing is open: %s", got)
	}
	m := v.TopicList(nil, messages.TopicListing{Page: 1, Size: 10, Filter: committee.TopicFilter{Text: "Fax"}})
	if want := "**Offene Themen: „Fax“**\nDazu habe ich nichts gefunden."; !strings.HasPrefix(m.Text, want) {
		t.Errorf("nothing was found: %q, want %q", m.Text, want)
	}
	var labels []string
	for _, b := range m.Card.Buttons {
		labels = append(labels, b.Label)
	}
	if d := cmp.Diff([]string{"Auch abgeschlossene", "Filter aufheben"}, labels); d != "" {
		t.Errorf("buttons (-want +got):\n%s", d)
	}
}

func TestALineOfAListFitsAPhone(t *testing.T) {
	t.Parallel()
	n := need()
	n.Title = strings.Repeat("Wohnsitz ", 16)
	for line := range strings.Lines(german(t).NeedList([]committee.Need{n}, messages.NeedListing{Page: 1, Size: 10, Total: 1}).Text) {
		if got := len([]rune(line)); got > 110 {
			t.Errorf("%d characters: %s", got, line)
		}
	}
}
