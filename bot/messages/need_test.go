package messages_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

var reportedAt = time.Date(2027, 3, 10, 9, 0, 0, 0, time.UTC)

// german speaks to members, in their time zone.
func german(t *testing.T) messages.Voice {
	t.Helper()
	return messages.In("de", committee.Committee{Zone: "Europe/Berlin"}.Location())
}

// allOfIt is what somebody may do who may do everything.
var allOfIt = messages.NeedMay{Edit: true, Support: true, Describe: true, Answer: true, Keep: true}

// need is a need that three seats of two groups have.
func need() committee.Need {
	return committee.Need{
		ID: 5, Number: committee.Number{Register: committee.NeedRegister, Year: 2027, Seq: 17}, NeedStanding: committee.NeedStanding{State: committee.NeedReported}, TLP: committee.Amber,
		Title: "Wohnsitzanmeldung", Problem: "Jeder macht es anders.", Affected: "Gemeinden", Reason: "bis 2028", Existing: "nein",
		ByName: "Gerda Klein", Group: "Landkreise", At: reportedAt, ChangedAt: reportedAt,
		Owners: []committee.Owner{{Seat: 1, Group: "Landkreise", Body: "Kreis A"}, {Seat: 2, Group: "Städte", Body: "Stadt B"}, {Seat: 3, Group: "Landkreise", Body: "Kreis C"}},
	}
}

func TestANeedCardSaysWhoHasTheNeed(t *testing.T) {
	t.Parallel()
	got := german(t).NeedCard(need())
	want := bot.Message{Card: &bot.Card{
		Title: "B-2027-017 · Wohnsitzanmeldung", Color: "#7a4fa3",
		Text: "Bedarf · gemeldet · TLP:AMBER · von Gerda Klein (Landkreise)\nJeder macht es anders.\nBetroffen: Gemeinden\n" +
			"Diesen Bedarf haben: Landkreise, Städte (3 Sitze)\nJetzt am Zug: Geschäftsstelle",
		Buttons: []bot.Button{
			{ID: "also", Label: "Diesen Bedarf haben wir auch", Style: bot.Primary, Action: "need.support", Object: "5"},
			{ID: "office", Label: "Geschäftsstelle …", Style: bot.Default, Action: "need.office", Object: "5"},
		},
	}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("NeedCard (-want +got):\n%s", d)
	}
}

func TestOneSeatIsNotCalledSeats(t *testing.T) {
	t.Parallel()
	n := need()
	n.Owners = n.Owners[:1]
	for lang, want := range map[string]string{"de": "Diesen Bedarf haben: Landkreise (1 Sitz)", "en": "Who has this need: Landkreise (1 seat)"} {
		if got := messages.In(lang, time.UTC).NeedCard(n).Card.Text; !strings.Contains(got, want+"\n") {
			t.Errorf("card in %s = %q, want %q in it", lang, got, want)
		}
	}
}

func TestAWithdrawnNeedCannotBeSupportedOnItsCard(t *testing.T) {
	t.Parallel()
	n := need()
	n.State = committee.NeedWithdrawn
	card := german(t).NeedCard(n).Card
	if len(card.Buttons) != 0 || !strings.Contains(card.Text, "zurückgezogen") {
		t.Errorf("card = %+v, want it withdrawn and without buttons", card)
	}
}

// height is how many lines a card's text takes, with 90 characters to a line.
func height(text string) int {
	lines := 0
	for line := range strings.Lines(text) {
		lines += max(1, (utf8.RuneCountInString(strings.ReplaceAll(line, "\u2060", ""))+89)/90)
	}
	return lines
}

func TestACardHasSevenLinesWhateverWasTyped(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"one long line":    strings.Repeat("Gemeinden melden an. ", 150),
		"one long word":    strings.Repeat("ä", 3000),
		"many short lines": strings.Repeat("x\n", 1500),
		"many empty lines": strings.Repeat("x\n\n\n", 700),
		"lines of a table": strings.Repeat("| a | b |\n", 300),
		"marks":            strings.Repeat("- ", 1500),
	} {
		n := need()
		n.Problem, n.Affected = text, text
		for i := range 14 {
			n.Owners = append(n.Owners, committee.Owner{Seat: int64(i + 10), Group: fmt.Sprintf("Gruppe %d", i)})
		}
		card := german(t).NeedCard(n).Card
		if got := height(strings.ReplaceAll(card.Text, `\`, "")); got > 7 {
			t.Errorf("%s: %d lines:\n%s", name, got, card.Text)
		}
		if !strings.Contains(card.Text, "…") {
			t.Errorf("%s: nothing says that it was cut:\n%s", name, card.Text)
		}
		if !strings.Contains(card.Text, "10 weitere Gruppen (17 Sitze)\n") {
			t.Errorf("%s: owners are not counted:\n%s", name, card.Text)
		}
		if got := height(strings.ReplaceAll(german(t).NeedCard(handedOver(n, text)).Card.Text, `\`, "")); got > 9 {
			t.Errorf("%s: handed over and answered: %d lines", name, got)
		}
	}
}

// handedOver is the need after its hand-over was answered; all of it is one text.
func handedOver(n committee.Need, text string) committee.Need {
	n.State = committee.NeedHandedOver
	n.Handover = &committee.Handover{To: messages.Cut(text, 150), Reference: messages.Cut(text, 150), Outcome: committee.HandoverNoted, Answer: text}
	return n
}

const nasty = "@channel **fett** | [x](http://e.org) \u202e<b> `c` ~~\u200bd~~ #tag $x$ :smile:"

func TestWhatPeopleTypeIsHarmlessEverywhere(t *testing.T) {
	t.Parallel()
	n := need()
	n.Title, n.Problem, n.Affected, n.Reason, n.Existing, n.ByName, n.Group = nasty, nasty, nasty, nasty, nasty, nasty, nasty
	n.Owners = []committee.Owner{{Group: nasty, Body: nasty}}
	v := german(t)
	for name, m := range map[string]bot.Message{
		"card": v.NeedCard(n), "receipt": v.NeedReceipt(n), "changed": v.NeedChanged(n), "withdrawn": v.NeedWithdrawn(n, committee.Person{}, nil),
		"shown": v.NeedShown(n, allOfIt), "list": v.NeedList([]committee.Need{n}, messages.NeedListing{Filter: committee.NeedFilter{Text: nasty, Owner: nasty, Groups: []string{nasty}}, Page: 1, Size: 10, Total: 1}), "choice": v.NeedChoice([]committee.Need{n}, 1, nasty),
		"left": v.NeedLeft(n, committee.Seat{Group: nasty, Body: nasty}, true), "asked": v.NeedWithdrawAsk(n, committee.Person{Roles: []committee.Role{committee.Office}}, true),
		"supported": v.NeedSupported(n, committee.Seat{Group: nasty, Body: nasty}, true),
	} {
		text := m.Text
		if m.Card != nil {
			text += m.Card.Title + m.Card.Text
		}
		for _, bad := range []string{"@channel", "**fett", " | ", "](http:", "\u202e", "\u200b", "<b", " `c", "~~", "#tag", "$x", ":smile"} {
			if strings.Contains(text, bad) {
				t.Errorf("%s shows %q as typed:\n%s", name, bad, text)
			}
		}
	}
}

func TestShownIsTheWholeNeed(t *testing.T) {
	t.Parallel()
	got := german(t).NeedShown(need(), messages.NeedMay{})
	want := bot.Message{Text: `#### B-2027-017 · Wohnsitzanmeldung
Bedarf · gemeldet · TLP:AMBER · von Gerda Klein (Landkreise)
Jetzt am Zug: Geschäftsstelle

**Worum geht es?**
Jeder macht es anders.

**Wer ist betroffen?**
Gemeinden

**Bis wann und warum?**
bis 2028

**Gibt es schon etwas?**
nein

**Diesen Bedarf haben 3 Sitze:**
- Landkreise: Kreis A, Kreis C
- Städte: Stadt B

Gemeldet am Mittwoch, 10. März 2027, 10:00 Uhr, zuletzt geändert am Mittwoch, 10. März 2027, 10:00 Uhr.`}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("NeedShown (-want +got):\n%s", d)
	}
}

func TestShownFitsIntoAPost(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{"letters": strings.Repeat("ä", 3000), "marks": strings.Repeat("|", 3000), "mentions": strings.Repeat("@a", 1500)} {
		n := need()
		n.Title, n.Problem, n.Affected, n.Reason, n.Existing = text[:150], text, text, text, text
		for i := range 200 {
			n.Owners = append(n.Owners, committee.Owner{Group: "Landkreise", Body: fmt.Sprintf("Landkreis mit einem langen Namen %d", i)})
		}
		if got := utf8.RuneCountInString(german(t).NeedShown(n, allOfIt).Text); got > 16383 {
			t.Errorf("%s: %d characters, the server takes 16383", name, got)
		}
	}
}

func TestShownGivesButtonsToWhoMayPressThem(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		edit, support bool
		want          []string
	}{
		{false, false, nil},
		{true, false, []string{"need.edit", "need.withdraw"}},
		{false, true, []string{"need.support"}},
		{true, true, []string{"need.support", "need.edit", "need.withdraw"}},
	} {
		var got []string
		if card := german(t).NeedShown(need(), messages.NeedMay{Edit: row.edit, Support: row.support}).Card; card != nil {
			for _, b := range card.Buttons {
				got = append(got, b.Action)
			}
		}
		if d := cmp.Diff(row.want, got); d != "" {
			t.Errorf("edit %t, support %t (-want +got):\n%s", row.edit, row.support, d)
		}
	}
}

// The card is for guests too: of who came with a guarded need it says nothing.
func TestACardNamesNobodyWhoCameWithAGuardedNeed(t *testing.T) {
	t.Parallel()
	n := need()
	n.TLP, n.Parts = committee.Amber, []committee.Part{{ID: 5, TLP: committee.AmberStrict}}
	n.Owners = []committee.Owner{{Seat: 1, Group: "Landkreise", Body: "Kreis"}, {Seat: 2, Group: "Vitako", Body: "Rechenzentrum", Via: 5}}
	card := german(t).NeedCard(n).Card.Text
	if strings.Contains(card, "Vitako") || !strings.Contains(card, "Landkreise (1 Sitz)") {
		t.Errorf("the card says %q, want the one seat only", card)
	}
}
