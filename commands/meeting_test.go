package commands_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"gremienbot/bot"
	"gremienbot/commands"
	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// sittings is a committee with an office and a member, in which people ask for
// meetings; the clock stands still until a test moves it.
type sittings struct {
	t      *testing.T
	router bot.Router
	db     *storage.DB
	now    time.Time
	kicked int
	sent   int
}

// knownPeople is the chat of a test: everybody is called as their ID.
type knownPeople struct{ lang string }

func (k knownPeople) Account(_ context.Context, user string) (bot.Account, error) {
	lang := k.lang
	if strings.HasSuffix(user, "-en") {
		lang = "en"
	}
	return bot.Account{ID: user, Handle: user, Name: user, Locale: lang}, nil
}

func (k knownPeople) Accounts(context.Context, []string) (map[string]bot.Account, error) {
	return nil, nil
}

func (k knownPeople) SendFiles(context.Context, string, bot.Message, []bot.File) error { return nil }

func (k knownPeople) Directly(context.Context, string, bot.Message, string) (string, error) {
	return "post", nil
}

func (k knownPeople) Private(context.Context, string, string, bot.Message) error { return nil }

func (k knownPeople) MayAdminister(context.Context, string, string) (bool, error) { return false, nil }

func newSittings(t *testing.T) *sittings {
	t.Helper()
	s := &sittings{t: t, db: storagetest.Open(t), now: time.Date(2026, time.December, 10, 9, 0, 0, 0, time.UTC)}
	office := committee.Person{User: "office", Handle: "office", Name: "Office"}
	c, err := s.db.Found(t.Context(), committee.Committee{Name: "Kommunalgremium", Channel: "home", Team: "team", Lang: "de", Land: "HE", Zone: "Europe/Berlin", Preset: committee.PresetKoG}, office, s.now)
	if err != nil {
		t.Fatal(err)
	}
	for user, role := range map[string]committee.Role{"office-en": committee.Office, "guest": committee.Guest} {
		if err := s.db.GiveRole(t.Context(), c.ID, committee.Person{User: user, Handle: user, Name: user}, role, "office", s.now); err != nil {
			t.Fatal(err)
		}
	}
	desk := commands.Desk{Store: s.db, Chat: knownPeople{"de"}, Now: func() time.Time { return s.now }, Log: slog.New(slog.DiscardHandler), Kick: func() { s.kicked++ }}
	desk.Register(&s.router)
	return s
}

func (s *sittings) serve(q bot.Request) bot.Reply {
	s.t.Helper()
	q.Channel, q.Team = "home", "team"
	reply, err := s.router.Serve(s.t.Context(), q)
	if err != nil {
		s.t.Fatalf("%+v: %v", q, err)
	}
	if reply.Receipt != nil {
		reply.Message = reply.Receipt.Word()
	}
	return reply
}

// types is what somebody reads after typing a command.
func (s *sittings) types(user, text string) string {
	s.t.Helper()
	trigger, rest, _ := strings.Cut(strings.TrimPrefix(text, "/"), " ")
	return s.serve(bot.Request{Kind: bot.Command, Name: trigger, Text: rest, User: user, UserName: user}).Message.Text
}

// makes is what somebody reads who types a series and makes the meetings they are shown.
func (s *sittings) makes(user, text string) string {
	s.t.Helper()
	trigger, rest, _ := strings.Cut(strings.TrimPrefix(text, "/"), " ")
	return s.agrees(user, s.serve(bot.Request{Kind: bot.Command, Name: trigger, Text: rest, User: user, UserName: user}))
}

// agrees presses the first button of what somebody was shown.
func (s *sittings) agrees(user string, shown bot.Reply) string {
	s.t.Helper()
	if shown.Message.Card == nil {
		s.t.Fatalf("there is nothing to agree to: %s", shown.Message.Text)
	}
	b := shown.Message.Card.Buttons[0]
	return s.serve(bot.Request{Kind: bot.Action, Name: b.Action, Object: b.Object, Value: b.Value, User: user, UserName: user}).Message.Text
}

// opens is the form that somebody gets after typing a command.
func (s *sittings) opens(user, text string) bot.Dialog {
	s.t.Helper()
	trigger, rest, _ := strings.Cut(strings.TrimPrefix(text, "/"), " ")
	reply := s.serve(bot.Request{Kind: bot.Command, Name: trigger, Text: rest, User: user, UserName: user})
	if reply.Dialog == nil {
		s.t.Fatalf("%s opens no form: %s", text, reply.Message.Text)
	}
	return *reply.Dialog
}

// sends fills in a form: its defaults, and what is given instead.
func (s *sittings) sends(user string, form bot.Dialog, instead map[string]string) bot.Reply {
	s.t.Helper()
	s.sent++
	answers := map[string]string{}
	for _, f := range form.Fields {
		answers[f.Name] = f.Default
	}
	for name, answer := range instead {
		if _, asked := answers[name]; !asked {
			s.t.Fatalf("the form does not ask for %q", name)
		}
		answers[name] = answer
	}
	return s.serve(bot.Request{Kind: bot.Submission, Name: form.Purpose, Object: form.Object, Form: answers, User: user, Once: form.Purpose + form.Title + string(rune('a'+s.sent))})
}

func (s *sittings) wants(got string, want ...string) {
	s.t.Helper()
	for _, w := range want {
		if !strings.Contains(got, w) {
			s.t.Errorf("missing %q in\n%s", w, got)
		}
	}
}

func TestTheTwoSeriesAreTyped(t *testing.T) {
	t.Parallel()
	s := newSittings(t)
	s.wants(s.types("guest", "/sitzung"), "Es ist keine Sitzung geplant.")
	s.wants(s.types("office", "/sitzung"), "Es ist keine Sitzung geplant. Mit `/sitzung reihe`")
	s.wants(s.makes("office", "/sitzung reihe virtuell zweiter Mittwoch im Monat 10:00 https://video.example.org/g"),
		"Die Sitzungsreihe ist gespeichert (virtuell: am zweiten Mittwoch jedes Monats, 10:00 Uhr, 2 Stunden).", "- **3. Sitzung**: Mittwoch, 10. März 2027, 10:00 Uhr · virtuell")
	s.wants(s.makes("office", "/sitzung reihe physisch 22.3.2027 und 20.9.2027 10:30 Frankfurt am Main"),
		"2 Sitzungen sind geplant:\n- **4. Sitzung**: Montag, 22. März 2027, 10:30 Uhr · vor Ort · Frankfurt am Main\n")
	s.wants(s.types("guest", "/sitzung"), "#### 1. Sitzung\n**Mittwoch, 13. Januar 2027, 10:00 Uhr** · virtuell\nDauer: 2 Stunden\n[zur Videokonferenz](https://video.example.org/g)")
	plan := s.types("guest", "/meeting plan 2027")
	if got := strings.Count(plan, ". Sitzung**: "); got != 14 {
		t.Errorf("2027 has %d meetings:\n%s", got, plan)
	}
	s.wants(s.types("office-en", "/sitzung plan"), "Meetings in 2027", "**Meeting 4**: Monday, 22 March 2027, 10:30 · on site · Frankfurt am Main")
	s.wants(s.types("office", "/sitzung 4"), "#### 4. Sitzung", "Ort: Frankfurt am Main")
	if s.kicked != 2 {
		t.Errorf("setting two series woke the delivery %d times for the news", s.kicked)
	}
}

func TestTheYear2028WarnsOfTheHoliday(t *testing.T) {
	t.Parallel()
	s := newSittings(t)
	s.now = time.Date(2027, time.December, 1, 9, 0, 0, 0, time.UTC)
	warning := "Mittwoch, 8. März 2028, ist in Berlin und Mecklenburg-Vorpommern Feiertag. Vorschlag: Mittwoch, 15. März 2028."
	s.wants(s.makes("office", "/sitzung reihe virtuell zweiter Mittwoch im Monat 10:00"), warning, "`/sitzung verlegen 4 auf 15.3.2028 10:00`")
	s.wants(s.types("office", "/sitzung plan 2028"), warning)
	s.wants(s.types("office", "/sitzung verlegen 4 auf 15.3.2028 10:00"), "Die 4. Sitzung am Mittwoch, 8. März 2028, 10:00 Uhr, ist verlegt. Neuer Termin: **Mittwoch, 15. März 2028, 10:00 Uhr**.")
	if plan := s.types("office", "/sitzung plan 2028"); strings.Contains(plan, "Feiertag") || !strings.Contains(plan, "verlegt von Mittwoch, 8. März 2028") {
		t.Error(plan)
	}
}

func TestCancellingAndMovingByCommand(t *testing.T) {
	t.Parallel()
	s := newSittings(t)
	s.makes("office", "/sitzung reihe virtuell zweiter Mittwoch im Monat 10:00")
	s.wants(s.types("office", "/sitzung absagen 4 Grund: Osterferien"), "Die 4. Sitzung am Mittwoch, 14. April 2027, 10:00 Uhr, ist abgesagt.")
	s.wants(s.types("office", "/sitzung plan 2027"), "- 4. Sitzung abgesagt: Mittwoch, 14. April 2027, 10:00 Uhr · Grund: Osterferien", "- **5. Sitzung**: Mittwoch, 12. Mai 2027")
	s.wants(s.types("office-en", "/meeting move 3 to 2027-03-17 10:00"), "Meeting 3 on Wednesday, 10 March 2027, 10:00 is moved. New date: **Wednesday, 17 March 2027, 10:00**.")
	if s.kicked != 3 {
		t.Errorf("the delivery was woken %d times", s.kicked)
	}
	for text, want := range map[string]string{
		"/sitzung verlegen 99 auf 1.6.2027":           "Eine Sitzung mit der Nummer 99 ist nicht geplant.",
		"/sitzung verlegen 17.3.2027":                 "Bitte nennen Sie die Nummer der Sitzung, zum Beispiel `/sitzung verlegen 78`.",
		"/sitzung verlegen 3 auf irgendwann":          "„irgendwann“ kann ich nicht als Termin lesen.",
		"/sitzung verlegen 3 auf 17.3.2027 02:30":     "Zwischen 02:00 und 02:59 Uhr",
		"/sitzung verlegen 3 auf 17.3.2027":           "Die Sitzung ist schon am Mittwoch, 17. März 2027, 10:00 Uhr, geplant.",
		"/sitzung absagen vielleicht":                 "`/sitzung absagen 78`",
		"/sitzung reihe zweiter Mittwoch im Monat":    "Bitte schreiben Sie nach `reihe` die Art",
		"/sitzung reihe virtuell zweiter Mittwoch":    "Bitte nennen Sie die Uhrzeit.",
		"/sitzung reihe virtuell ab und zu 10:00":     "„ab und zu“ kann ich nicht als Rhythmus lesen.",
		"/sitzung plan zweitausend":                   "Bitte nennen Sie ein Jahr von 2026 bis 2031.",
		"/sitzung gibtesnicht":                        "„gibtesnicht“ kenne ich hier nicht.",
		"/sitzung reihe virtuell mittwochs 10:00 xyz": "kann ich nicht als Rhythmus lesen.",
	} {
		s.wants(s.types("office", text), want)
	}
	for _, text := range []string{"/sitzung reihe", "/sitzung absagen 3 Grund", "/sitzung verlegen 3 auf 1.6.2027", "/sitzung absagen", "/sitzung verlegen"} {
		s.wants(s.types("guest", text), "Das können hier nur: Vorsitz, stellvertretender Vorsitz und Geschäftsstelle.")
	}
	s.now = time.Date(2027, time.March, 17, 9, 0, 0, 0, time.UTC)
	s.wants(s.types("office", "/sitzung absagen 3 Grund"), "hat schon begonnen oder ist vorbei")
}

func TestTheFormsForMeetings(t *testing.T) {
	t.Parallel()
	s := newSittings(t)
	form := s.opens("office", "/sitzung reihe")
	refused := s.sends("office", form, map[string]string{"when": "ab und zu", "start": "25:00"}).Refused
	s.wants(refused["when"], "kann ich nicht als Rhythmus lesen")
	s.wants(refused["start"], "kann ich nicht als Uhrzeit lesen")
	set := s.sends("office", form, map[string]string{"when": "zweiter Mittwoch im Monat", "start": "10 Uhr", "length": "90 Minuten"})
	s.wants(set.Message.Text, "Noch ist nichts geändert.", "am zweiten Mittwoch jedes Monats, 10:00 Uhr, 90 Minuten")
	s.wants(s.agrees("office", set), "Die Sitzungsreihe ist gespeichert (virtuell: am zweiten Mittwoch jedes Monats, 10:00 Uhr, 90 Minuten).")
	if next := s.opens("office", "/sitzung reihe"); next.Fields[0].Default != "physical" {
		t.Errorf("the second form is for %q", next.Fields[0].Default)
	}
	if again := s.opens("office", "/sitzung reihe virtuell"); again.Fields[1].Default != "am zweiten Mittwoch jedes Monats" || again.Fields[3].Default != "90 Minuten" {
		t.Errorf("the form is not filled in: %+v", again.Fields)
	}

	move := s.opens("office", "/sitzung verlegen 3")
	if !strings.HasPrefix(move.Fields[0].Options[0].Label, "3. Sitzung, Mittwoch, 10. März 2027, 10:00 Uhr") {
		t.Errorf("offered first: %q", move.Fields[0].Options[0].Label)
	}
	cancel := s.opens("office-en", "/meeting cancel 3")
	s.wants(s.sends("office", move, map[string]string{"to": "17.3."}).Message.Text, "Neuer Termin: **Mittwoch, 17. März 2027, 10:00 Uhr**")
	s.wants(s.sends("office-en", cancel, map[string]string{"reason": "Illness"}).Refused[""], "The meeting was changed in the meantime. It is now planned for Wednesday, 17 March 2027, 10:00.")
	s.wants(s.sends("office", s.opens("office", "/sitzung absagen"), nil).Refused["reason"], "Bitte nennen Sie einen Grund.")
	s.wants(s.sends("guest", s.opens("office", "/sitzung absagen"), map[string]string{"reason": "Nein"}).Refused[""], "Das können hier nur")
}

func TestTheButtonsUnderAMeeting(t *testing.T) {
	t.Parallel()
	s := newSittings(t)
	s.makes("office", "/sitzung reihe virtuell zweiter Mittwoch im Monat 10:00")
	shown := s.serve(bot.Request{Kind: bot.Command, Name: "sitzung", Text: "2", User: "office", UserName: "office"})
	for _, b := range shown.Message.Card.Buttons {
		reply := s.serve(bot.Request{Kind: bot.Action, Name: b.Action, Object: b.Object, User: "office"})
		if reply.Dialog == nil || !strings.HasPrefix(reply.Dialog.Fields[0].Options[0].Label, "2. Sitzung") {
			t.Errorf("%s: %+v", b.Label, reply)
		}
		s.wants(s.serve(bot.Request{Kind: bot.Action, Name: b.Action, Object: b.Object, User: "guest"}).Message.Text, "Das können hier nur")
		s.wants(s.serve(bot.Request{Kind: bot.Action, Name: b.Action, Object: "0", User: "office"}).Message.Text, "ist nicht geplant")
	}
}
