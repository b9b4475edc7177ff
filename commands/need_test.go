package commands_test

import (
	"strings"
	"testing"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
)

// newNeeds is a committee with two seats, held by "l1" and "s1-en", and an office.
func newNeeds(t *testing.T) *sittings {
	t.Helper()
	s := newSittings(t)
	s.now = time.Date(2027, time.March, 10, 9, 0, 0, 0, time.UTC)
	c, err := s.db.CommitteeOf(t.Context(), "home")
	if err != nil {
		t.Fatal(err)
	}
	seats := []committee.Seat{
		{Group: "Landkreise", Body: "Kreis A", Land: "HE", Holder: &committee.Occupant{User: "l1", Handle: "l1", Name: "l1"}, Substitute: &committee.Occupant{User: "l2", Handle: "l2", Name: "l2"}},
		{Group: "Städte", Body: "Stadt B", Land: "HE", Holder: &committee.Occupant{User: "s1-en", Handle: "s1-en", Name: "s1-en"}},
	}
	if err := s.db.FillSeats(t.Context(), c.ID, seats, "office", s.now); err != nil {
		t.Fatal(err)
	}
	return s
}

var filledIn = map[string]string{"title": "Wohnsitzanmeldung", "problem": "Jeder macht es anders.", "affected": "Gemeinden", "reason": "bis 2028", "existing": ""}

// reports is what somebody reads after reporting a need through the form.
func (s *sittings) reports(user string) string {
	s.t.Helper()
	m := s.sends(user, s.opens(user, "/bedarf"), filledIn).Message
	if m.Card == nil {
		return m.Text
	}
	for _, b := range m.Card.Buttons { // there is one like it already, and it is another one all the same
		if b.Action == "need.anew" {
			return s.presses(user, b.Action, b.Object).Message.Text
		}
	}
	return m.Text
}

// presses is the answer to a button about the need with this ID.
func (s *sittings) presses(user, action, object string) bot.Reply {
	s.t.Helper()
	return s.serve(bot.Request{Kind: bot.Action, Name: action, Object: object, User: user})
}

func TestANeedIsReportedThroughTheForm(t *testing.T) {
	t.Parallel()
	s := newNeeds(t)
	form := s.opens("l1", "/bedarf Wohnsitzanmeldung")
	if form.Fields[0].Default != "Wohnsitzanmeldung" || s.kicked != 0 {
		t.Errorf("title = %q, %d stored, want the title filled in and nothing stored", form.Fields[0].Default, s.kicked)
	}
	refused := s.sends("l1", form, nil).Refused
	s.wants(refused["affected"], "Bitte ergänzen Sie, wer betroffen ist. Beispiel: Gemeinden unter 20.000 Einwohnerinnen und Einwohnern.")
	s.wants(refused["problem"], "Bitte ergänzen Sie, worum es geht.")
	s.wants(s.sends("l1", form, filledIn).Message.Text, "Ihr Bedarf **B-2027-001 „Wohnsitzanmeldung“** ist eingegangen (Stand: gemeldet, TLP:AMBER).")
	if s.kicked != 1 {
		t.Errorf("the delivery was woken %d times, want once", s.kicked)
	}
	s.wants(s.types("guest", "/bedarf 1"), "#### B-2027-001 · Wohnsitzanmeldung", "**Wer ist betroffen?**\nGemeinden", "- Landkreise: Kreis A")
	s.wants(s.types("guest", "/bedarf liste"), "**Offene Bedarfe** – 1–1 von 1", "gemeldet · 1 Sitz")
	s.wants(s.types("s1-en", "/need show B-2027-001"), "Who is affected?")
}

func TestWhatMustNotBeStoredIsRefusedAtOnce(t *testing.T) {
	t.Parallel()
	s := newNeeds(t)
	long := strings.Repeat("x", 10_000)
	s.wants(s.types("l1", "/bedarf "+long), "Der Text hat 10000 Zeichen. Erlaubt sind höchstens 150.", long)
	marked := s.types("l1", "/bedarf Lage VS-NfD im Mai")
	s.wants(marked, "Dieser Text enthält den Hinweis „VS-NfD“. Der Bot darf solche Inhalte nicht speichern.")
	if strings.Contains(marked, "im Mai") {
		t.Errorf("a marked text is repeated: %s", marked)
	}
	refused := s.sends("l1", s.opens("l1", "/bedarf"), map[string]string{"title": "Titel", "problem": "Steht in VS-Vertraulich 4711", "affected": "alle"}).Refused
	s.wants(refused[""], "„VS-Vertraulich“")
	s.wants(s.types("guest", "/bedarf"), "Das können hier nur:")
	s.wants(s.types("l1", "/bedarf liste"), "Zurzeit ist kein Bedarf offen.")
}

func TestAlsoIsSaidByButtonOrTyped(t *testing.T) {
	t.Parallel()
	s := newNeeds(t)
	s.reports("l1")
	s.wants(s.presses("l2", "need.support", "1").Message.Text, "Für Landkreise: Kreis A ist schon notiert", "Es hat sich nichts geändert.", "Diesen Bedarf haben: Landkreise (1 Sitz)")
	kicked := s.kicked
	s.wants(s.types("s1-en", "/need also 1"), "It is noted for Städte: Stadt B", "This is not a vote.", "Landkreise, Städte (2 seats)")
	s.wants(s.presses("s1-en", "need.support", "1").Message.Text, "already noted")
	if s.kicked != kicked+1 {
		t.Errorf("the delivery was woken %d times, want once", s.kicked-kicked)
	}
	for user, want := range map[string]string{
		"office":  "Einen Bedarf können hier nur Personen mit einem Sitz auch für sich anmelden: Mitglied und Stellvertretung. Sie sind hier: Geschäftsstelle.",
		"outside": "Sie gehören diesem Gremium nicht an.",
	} {
		s.wants(s.presses(user, "need.support", "1").Message.Text, want)
	}
	s.wants(s.types("l1", "/bedarf auch"), "zum Beispiel `/bedarf auch 17`")
	s.wants(s.types("l1", "/bedarf auch 9"), "Einen Bedarf „9“ habe ich nicht gefunden.")
	s.wants(s.presses("l1", "need.support", "9").Message.Text, "habe ich nicht gefunden")
}

func TestWordsFindANeedAndDoNothingToIt(t *testing.T) {
	t.Parallel()
	s := newNeeds(t)
	s.reports("l1")
	s.wants(s.types("s1-en", "/bedarf auch wohnsitz"), "#### B-2027-001", "1 seat has this need")
	s.reports("l1")
	s.wants(s.types("l1", "/bedarf zurückziehen wohnsitz"), "Das passt auf mehrere Bedarfe:", "- **B‑2027‑002** Wohnsitzanmeldung", "- **B‑2027‑001** Wohnsitzanmeldung")
	s.wants(s.types("l1", "/bedarf zeigen nirgends"), "Einen Bedarf „nirgends“ habe ich nicht gefunden.")
	if title := s.opens("l1", "/bedarf Liste der Fachverfahren").Fields[0].Default; title != "Liste der Fachverfahren" {
		t.Errorf("title = %q, want what was typed", title)
	}
}

func TestANeedIsChangedAndWithdrawn(t *testing.T) {
	t.Parallel()
	s := newNeeds(t)
	s.reports("l1")
	mine, old := s.opens("l1", "/bedarf ändern 1"), *s.presses("office", "need.edit", "1").Dialog
	s.wants(s.sends("l1", mine, map[string]string{"title": "Neuer Titel"}).Message.Text, "Ihre Änderung an **B-2027-001 „Neuer Titel“** ist gespeichert.")
	s.wants(s.sends("office", old, map[string]string{"title": "Alter Titel"}).Refused[""], "Der Bedarf B-2027-001 wurde inzwischen geändert: Stand gemeldet, zuletzt geändert von l1")
	s.wants(s.types("s1-en", "/need edit 1"), "The need B-2027-001 was reported by l1.")
	s.wants(s.presses("l1", "need.withdraw", "1").Message.Text, "Der Bedarf **B-2027-001 „Neuer Titel“** ist zurückgezogen.")
	s.wants(s.types("l1", "/bedarf zurueckziehen 1"), "Der Bedarf B-2027-001 ist zurückgezogen. Daran lässt sich nichts mehr ändern.")
	s.wants(s.presses("s1-en", "need.support", "1").Message.Text, "It can no longer be changed.")
}

func TestATextTooLongForTheFormStaysWhenLeftEmpty(t *testing.T) {
	t.Parallel()
	s := newNeeds(t)
	long := strings.Repeat("ü", 3000)
	s.sends("l1", s.opens("l1", "/bedarf"), map[string]string{"title": "Umlaute", "problem": long, "affected": "alle"})
	s.wants(s.sends("l1", s.opens("l1", "/bedarf ändern 1"), map[string]string{"title": "Umlaute!", "affected": "viele"}).Message.Text, "ist gespeichert")
	n, err := s.db.Need(t.Context(), 1)
	if err != nil || n.Problem != long || n.Affected != "viele" || n.Title != "Umlaute!" {
		t.Errorf("need = %q, affected %q, %d bytes of a problem, %v", n.Title, n.Affected, len(n.Problem), err)
	}
}
