package commands_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/bot"
	"gremienbot/committee"
)

const motionTyped = "/umfrage ja-nein Nehmen wir teil? bis Freitag 12 Uhr"

// pressesVote is the answer to a button of the first poll.
func (s *sittings) pressesVote(user, value string) string {
	s.t.Helper()
	return s.serve(bot.Request{Kind: bot.Action, Name: "poll.vote", Object: "1", Value: value, User: user}).Message.Text
}

// pressesPoll presses a button about the poll U-2027-001.
func (s *sittings) pressesPoll(user, action string) string {
	s.t.Helper()
	return s.serve(bot.Request{Kind: bot.Action, Name: action, Object: "1", User: user}).Message.Text
}

// newPolls is newNeeds with a poll of the office about three needs, U-2027-001.
func newPolls(t *testing.T) *sittings {
	t.Helper()
	s := newNeeds(t)
	for range 3 {
		s.reports("l1")
	}
	s.wants(s.types("office", "/umfrage priorisierung 1, 2 3 bis 19.3.2027 12:00 Welche Bedarfe zuerst?"),
		"Die Umfrage **U-2027-001 „Welche Bedarfe zuerst?“** ist eröffnet und steht im Kanal. Sie endet: Freitag, 19. März 2027, 12:00 Uhr.")
	return s
}

func TestAMotionIsTypedVotedOnAndClosed(t *testing.T) {
	t.Parallel()
	s := newNeeds(t)
	s.wants(s.types("office", motionTyped), "**U-2027-001 „Nehmen wir teil?“** ist eröffnet", "Freitag, 12. März 2027, 12:00 Uhr")
	s.wants(s.types("l1", "/umfrage"), "Eine Umfrage ist offen:", "- **U-2027-001** Nehmen wir teil?", "Ihre Stimme fehlt noch")
	s.wants(s.pressesVote("l2", committee.No), "**Nein – ich lehne ab**", "Sie gilt für den Sitz: Landkreise, Kreis A.", "Sie stimmen als Stellvertretung ab.")
	s.wants(s.pressesVote("l1", committee.Yes), "**Ja – ich stimme zu**", "Die Stimme Ihrer Stellvertretung ist damit ersetzt.")
	s.wants(s.pressesVote("l2", committee.No), "Das Mitglied von Kreis A hat selbst abgestimmt.")
	s.wants(s.types("s1-en", "/poll 1 abstain"), "**Abstention – I abstain**", "End: Friday, 12 March 2027, 12:00.")
	s.wants(s.types("s1-en", "/poll U-2027-001 No."), "**No – I disagree**")
	s.wants(s.types("s1-en", "/poll 1 vielleicht"), "I do not understand “vielleicht” behind the number.", "`/umfrage 1 yes`")
	s.wants(s.types("l1", "/umfrage 1 vielleicht"), "„vielleicht“ verstehe ich hinter der Nummer nicht. Die Umfrage U-2027-001 fragt nach Ja oder Nein.", "`/umfrage 1 enthaltung`")
	s.wants(s.types("l1", "/umfrage ja"), "noch nicht gespeichert", "Offen ist U-2027-001 „Nehmen wir teil?“. So stimmen Sie ab: `/umfrage 1 ja`.")
	own := s.types("l1", "/umfrage 1")
	s.wants(own, "Beide Sitze haben abgestimmt.", "Die Stimme Ihres Sitzes:\n**Ja – ich stimme zu**")
	s.wants(s.types("office", "/umfrage beenden 1"), "vorzeitig beenden?", "Beide Sitze haben abgestimmt.")
	s.wants(s.pressesPoll("l1", "poll.close.now"), "Das können hier nur")
	s.wants(s.pressesPoll("office", "poll.keep"), "läuft weiter. Sie endet: Freitag, 12. März 2027, 12:00 Uhr.")
	s.wants(s.pressesPoll("office", "poll.close.now"), "ist beendet. Das Ergebnis erscheint im Kanal.")
	s.wants(s.pressesPoll("office", "poll.keep"), "ist beendet. Ihre Eingabe hat nichts mehr geändert.")
	s.wants(s.types("l1", "/umfrage ja"), "Zurzeit ist keine Umfrage offen")
	s.wants(s.types("office", "/umfrage beenden 1"), "ist beendet. Ihre Eingabe hat nichts mehr geändert.")
	s.wants(s.pressesVote("l1", committee.No), "ist beendet. Ihre Eingabe hat nichts mehr geändert.")
	s.wants(s.types("l1", "/umfrage 1"), "#### Ergebnis der Umfrage U-2027-001", "Vorzeitig beendet von ", "Vorgesehenes Ende: Freitag, 12. März 2027, 12:00 Uhr.", "Ein Ergebnis gibt es damit nicht.")
	s.wants(s.types("l1", "/umfrage"), "Zurzeit ist keine Umfrage offen.", "Zuletzt beendet:")
}

func TestWhoMayNotIsToldWhoMay(t *testing.T) {
	t.Parallel()
	s := newNeeds(t)
	s.types("office", motionTyped)
	for user, want := range map[string]string{
		"guest":   "Sie sind hier Gast und nicht stimmberechtigt. Abstimmen können: Mitglied und Stellvertretung.",
		"office":  "Sie sind hier Geschäftsstelle und nicht stimmberechtigt.",
		"outside": "Sie gehören diesem Gremium nicht an.",
	} {
		s.wants(s.pressesVote(user, committee.Yes), want)
		s.wants(s.types(user, "/umfrage 1 ja"), want)
	}
	for _, typed := range []string{motionTyped, "/umfrage ja-nein", "/umfrage priorisierung", "/umfrage beenden 1", "/umfrage verlängern 1 Montag", "/umfrage 1 beenden", "/umfrage umlauf Text"} {
		s.wants(s.types("l1", typed), "Das können hier nur: Vorsitz, stellvertretender Vorsitz und Geschäftsstelle.")
	}
	s.wants(s.types("outside", "/umfrage"), "Sie gehören diesem Gremium nicht an.")
	if text := s.types("guest", "/umfrage 1"); strings.Contains(text, "Kreis A") {
		t.Errorf("a guest sees who is missing:\n%s", text)
	}
	s.wants(s.types("office", "/umfrage 1"), "2 Sitze fehlen noch", "- Landkreise: Kreis A\n- Städte: Stadt B")
}

func TestARefusedOpeningStoresNothingAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := newNeeds(t)
	s.reports("l1")
	for typed, want := range map[string]string{
		"ja-nein Nehmen wir teil? bis Freitach 12 Uhr":               "„Freitach 12 Uhr“ kann ich nicht als Zeitpunkt lesen.",
		"ja-nein Nehmen wir teil? bis 9.3.2027 12:00":                "Das ist schon vorbei.",
		"ja-nein Ja? bis Freitag 12 Uhr":                             "Das ist sehr kurz",
		"priorisierung 1,7 bis Freitag 12 Uhr Was zuerst?":           "Einen Bedarf B-2027-007 gibt es hier nicht.",
		"priorisierung 1 bis Freitag 12 Uhr Was zuerst?":             "mindestens zwei Bedarfe",
		"priorisierung 1,1 bis Freitag 12 Uhr Welcher ist wichtiger": "Der Bedarf B-2027-001 steht zweimal da.",
	} {
		s.wants(s.types("office", "/umfrage "+typed), want, typed[strings.Index(typed, " ")+1:])
	}
	if text := s.types("office", "/umfrage ja-nein Was sagt VS-NfD dazu? bis Freitag 12 Uhr"); strings.Contains(text, "dazu") {
		t.Errorf("a marked text is repeated: %s", text)
	}
	s.wants(s.types("office", "/umfrage liste"), "Zurzeit ist keine Umfrage offen.")
}

// pressesPreview is the answer to a button of the office's preview.
func (s *sittings) pressesPreview(preview bot.Reply, id string) string {
	s.t.Helper()
	for _, b := range preview.Message.Card.Buttons {
		if b.ID == id {
			return s.serve(bot.Request{Kind: bot.Action, Name: b.Action, Object: b.Object, Value: b.Value, User: "office"}).Message.Text
		}
	}
	s.t.Fatalf("the preview has no button %q", id)
	return ""
}

func TestTheFormsForPolls(t *testing.T) {
	t.Parallel()
	s := newNeeds(t)
	s.reports("l1")
	s.reports("l1")
	form := s.opens("office", "/umfrage ja-nein Nehmen wir teil?")
	if got := form.Fields[0].Default; got != "Nehmen wir teil?" {
		t.Errorf("question %q", got)
	}
	refused := s.sends("office", form, map[string]string{"question": "", "until": "irgendwann"}).Refused
	s.wants(refused["question"], "Bitte geben Sie die Frage an.")
	s.wants(refused["until"], "„irgendwann“ kann ich nicht als Zeitpunkt lesen.")
	preview := s.sends("office", form, map[string]string{"until": "Freitag 12 Uhr"})
	s.wants(preview.Message.Text, "Noch sehen nur Sie sie.", "#### Nehmen wir teil?", "Das Ergebnis ist: Meinungsbild.", "Regel: einfache Mehrheit")
	s.wants(s.pressesPreview(preview, "open"), "**U-2027-001 „Nehmen wir teil?“** ist eröffnet")
	s.wants(s.pressesPreview(preview, "open"), "Diesen Entwurf gibt es nicht mehr")

	form = s.opens("office", "/umfrage priorisierung")
	if want, got := "B-2027-001 Wohnsitzanmeldung\nB-2027-002 Wohnsitzanmeldung", form.Fields[2].Default; got != want {
		t.Errorf("needs %q, want %q", got, want)
	}
	filled := map[string]string{"question": "Was zuerst?", "until": "in 5 Tagen", "needs": "- 2 112 Notruf\nkeine Ahnung"}
	refused = s.sends("office", form, filled).Refused
	s.wants(refused["needs"], "„keine Ahnung“ ist keine Nummer eines Bedarfs.")
	filled["needs"] = "1, B-2027-002"
	sent := s.sends("office", form, filled)
	s.wants(s.pressesPreview(sent, "open"), "**U-2027-002 „Was zuerst?“** ist eröffnet")

	reply := s.serve(bot.Request{Kind: bot.Action, Name: "poll.new", Object: "1", Value: "priority", User: "office"})
	if reply.Dialog == nil || len(reply.Dialog.Fields) != 3 {
		t.Errorf("the button opens %+v", reply.Dialog)
	}
	if form = s.opens("office", "/umfrage Wer kommt mit?"); form.Fields[0].Default != "Wer kommt mit?" {
		t.Errorf("a question alone opens %+v", form.Fields[0])
	}
}

func TestNeedsAreRankedInTheForm(t *testing.T) {
	t.Parallel()
	s := newPolls(t)
	ballot := func(user string) bot.Dialog {
		reply := s.serve(bot.Request{Kind: bot.Action, Name: "poll.rank", Object: "1", User: user})
		if reply.Dialog == nil {
			t.Fatalf("%s gets no ballot: %s", user, reply.Message.Text)
		}
		return *reply.Dialog
	}
	form := ballot("l1")
	if len(form.Fields) != 3 || len(form.Fields[0].Options) != 3 {
		t.Fatalf("the ballot asks %+v", form.Fields)
	}
	s.wants(s.sends("l1", form, nil).Refused["rank1"], "mindestens einen für Rang 1")
	s.wants(s.sends("l1", form, map[string]string{"rank1": "B-2027-003", "rank3": "B-2027-003"}).Refused["rank3"], "steht schon auf einem anderen Rang")
	s.wants(s.sends("l1", form, map[string]string{"rank1": "B-2027-003", "rank3": "B-2027-001"}).Message.Text, "1. **B-2027-003** Wohnsitzanmeldung\n2. **B-2027-001** Wohnsitzanmeldung\n")
	var stored []string
	for _, f := range ballot("l1").Fields {
		stored = append(stored, f.Default)
	}
	if diff := cmp.Diff([]string{"B-2027-003", "B-2027-001", ""}, stored); diff != "" {
		t.Errorf("filled in (-want +got):\n%s", diff)
	}
	for user, want := range map[string]string{"guest": "nicht stimmberechtigt", "l2": "Das Mitglied von Kreis A hat selbst abgestimmt."} {
		s.wants(s.serve(bot.Request{Kind: bot.Action, Name: "poll.rank", Object: "1", User: user}).Message.Text, want)
	}
}

func TestNeedsAreRankedByTyping(t *testing.T) {
	t.Parallel()
	s := newPolls(t)
	s.wants(s.types("l1", "/umfrage 1 rang B-2027-003, B-2027-001"), "1. **B-2027-003** Wohnsitzanmeldung\n2. **B-2027-001** Wohnsitzanmeldung\n")
	s.wants(s.types("s1-en", "/poll 1 rank 2"), "1. **B-2027-002** Wohnsitzanmeldung\n")
	for typed, want := range map[string]string{
		"rang 2, 2":           "Bitte nennen Sie jeden nur einmal.",
		"rang B-2026-002":     "„B-2026-002“ steht in dieser Umfrage nicht zur Wahl.",
		"rang Formulare":      "„Formulare“ steht in dieser Umfrage nicht zur Wahl.",
		"rang":                "mindestens einen für Rang 1",
		"ja":                  "Bitte antworten Sie so: `/umfrage 1 rang 2, 1`",
		"B-2027-003 zuerst!!": "fragt nach einer Reihenfolge",
	} {
		s.wants(s.types("l1", "/umfrage 1 "+typed), want)
	}
	s.wants(s.types("l1", "/umfrage 9 ja"), "Eine Umfrage „9“ habe ich nicht gefunden.")
	s.wants(s.pressesPoll("office", "poll.close"), "vorzeitig beenden?")
	s.wants(s.pressesPoll("office", "poll.close.now"), "ist beendet")
	s.wants(s.types("l1", "/umfrage 1"), "- **Rang 1–2:** **B‑2027‑002** Wohnsitzanmeldung und **B‑2027‑003** Wohnsitzanmeldung gleichauf", "Verfahren: Rangfolge nach Schulze")
}

func TestAPollIsExtended(t *testing.T) {
	t.Parallel()
	s := newNeeds(t)
	s.types("office", motionTyped)
	s.wants(s.types("office", "/umfrage verlängern 1 bis 15.3.2027 12:00, weil Ferien sind"), "ist verlängert. Sie endet jetzt: Montag, 15. März 2027, 12:00 Uhr.")
	s.wants(s.types("office", "/umfrage 1 verlaengern Donnerstag weil Ferien sind"), "Bitte nennen Sie einen späteren Zeitpunkt.")
	form := s.opens("office", "/umfrage verlängern 1")
	s.wants(s.sends("office", form, nil).Refused["until"], "kann ich nicht als Zeitpunkt lesen")
	s.wants(s.sends("office", form, map[string]string{"until": "in 2 Wochen", "why": "In zwei Ländern sind Ferien."}).Message.Text, "Mittwoch, 24. März 2027, 12:00 Uhr")
	s.wants(s.types("office", "/umfrage verlängern"), "zum Beispiel `/umfrage verlängern 4`")
}

func TestVotesOfAStrangePollAreRefused(t *testing.T) {
	t.Parallel()
	s := newNeeds(t)
	s.wants(s.pressesVote("l1", committee.Yes), "habe ich nicht gefunden")
	s.types("office", motionTyped)
	s.wants(s.pressesVote("l1", "perhaps"), "Bitte antworten Sie mit ja, nein oder enthaltung.")
	s.now = s.now.Add(72 * time.Hour)
	s.wants(s.pressesVote("l1", committee.Yes), "ist beendet")
	if ballots, err := s.db.Ballots(context.WithoutCancel(t.Context()), 1); err != nil || len(ballots) != 0 {
		t.Errorf("ballots %v, %v, want none", ballots, err)
	}
}
