package messages_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

var (
	sittingBoard = committee.Committee{ID: 1, Name: "Kommunalgremium", Channel: "home", Lang: "de", Land: "HE", Zone: "Europe/Berlin", Lands: calendar.Lands()}
	inGerman     = messages.In("de", sittingBoard.Location())
	inEnglish    = messages.In("en", sittingBoard.Location())
	planner      = committee.Person{User: "office", Roles: []committee.Role{committee.Office}}
	onlooker     = committee.Person{User: "l1", Roles: []committee.Role{committee.Member}}
	inFebruary   = time.Date(2027, time.February, 1, 9, 0, 0, 0, time.UTC)
)

func march78() committee.Meeting {
	d := calendar.Date{Year: 2027, Month: time.March, Day: 10}
	return committee.Meeting{
		ID: 7, Number: 78, Kind: calendar.Virtual, Day: d, Original: d, Start: calendar.Clock{Hour: 10}, Zone: "Europe/Berlin", Minutes: 120,
		Link: "https://video.example.org/a_b(c)?u=x@all", State: committee.MeetingPlanned, Version: 1,
	}
}

func TestWhatMeetingRemindersSay(t *testing.T) {
	t.Parallel()
	news := committee.MeetingChange{Number: 78, Before: march78().Instant(), Now: march78().Instant().AddDate(0, 0, 7)}
	off := news
	off.Cancelled = true
	link := "\n[zur Videokonferenz](https://video.example.org/a%5Fb%28c%29?u=x%40all) (video.example.org)"
	for _, c := range []struct {
		kind committee.OwedKind
		user string
		note string
		want string
	}{
		{committee.OwedCallTopics, "", "", "Die 78. Sitzung ist am Mittwoch, 10. März 2027, 10:00 Uhr. Bitte reichen Sie Ihre Themen mit `/thema` ein, spätestens bis **Dienstag, 23. Februar 2027, 12:00 Uhr**."},
		{committee.OwedTopicsClosing, "", "", "Der Anmeldeschluss für die 78. Sitzung naht: **Dienstag, 23. Februar 2027, 12:00 Uhr**. Bis dahin können Sie mit `/thema` Themen einreichen. Die Sitzung ist am Mittwoch, 10. März 2027, 10:00 Uhr."},
		{committee.OwedInviteWarning, "u", "", "**Kommunalgremium**\nDie Einladung zur 78. Sitzung muss verschickt sein bis **Dienstag, 2. März 2027** (Frist: 7 volle Tage). Die Sitzung ist am Mittwoch, 10. März 2027, 10:00 Uhr."},
		{committee.OwedInviteLast, "u", "", "**Kommunalgremium**\nDie Einladung zur 78. Sitzung muss verschickt sein bis **Dienstag, 2. März 2027** (Frist: 7 volle Tage). Es bleibt noch ein Arbeitstag. Die Sitzung ist am Mittwoch, 10. März 2027, 10:00 Uhr."},
		{committee.OwedAttendance, "u", "", "**Kommunalgremium**\nDie 78. Sitzung ist am **Mittwoch, 10. März 2027, 10:00 Uhr**." + link + "\nWenn Sie nicht teilnehmen können, geben Sie bitte Ihrer Stellvertretung Bescheid."},
		{committee.OwedDayBefore, "", "", "Erinnerung: Die 78. Sitzung ist am **Mittwoch, 10. März 2027, 10:00 Uhr**." + link},
		{committee.OwedQuarter, "", "", "Die 78. Sitzung beginnt in Kürze: **Mittwoch, 10. März 2027, 10:00 Uhr**." + link},
		{committee.OwedMinutesLast, "u", "", "**Kommunalgremium**\nEs bleibt noch ein Arbeitstag für den Entwurf der Niederschrift zur 78. Sitzung (Mittwoch, 10. März 2027, 10:00 Uhr). Er soll vorliegen bis **Mittwoch, 17. März 2027**. Ist er schon verschickt, müssen Sie nichts tun."},
		{committee.OwedMinutes, "u", "", "**Kommunalgremium**\nDer Entwurf der Niederschrift zur 78. Sitzung (Mittwoch, 10. März 2027, 10:00 Uhr) soll vorliegen bis **Mittwoch, 17. März 2027**."},
		{committee.OwedMeetingChanged, "", off.Note(), "**Abgesagt:** Die 78. Sitzung am Mittwoch, 10. März 2027, 10:00 Uhr, findet nicht statt.\nGrund: Wahl \\*im\\* Haus"},
		{committee.OwedMeetingChanged, "", news.Note(), "**Verlegt:** Die 78. Sitzung am Mittwoch, 10. März 2027, 10:00 Uhr, findet zu einem anderen Zeitpunkt statt. Neuer Termin: **Mittwoch, 17. März 2027, 10:00 Uhr**.\nGrund: Wahl \\*im\\* Haus" + link},
		{committee.OwedMeetingChanged, "", "?", "Die 78. Sitzung ist am Mittwoch, 10. März 2027, 10:00 Uhr." + link},
	} {
		m := march78()
		if c.kind == committee.OwedMeetingChanged {
			m.Reason = "Wahl *im* Haus"
		}
		got := inGerman.MeetingReminder(committee.Owed{Kind: c.kind, User: c.user, Note: c.note}, sittingBoard, m).Text
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s:\n%s", c.kind, diff)
		}
		en := inEnglish.MeetingReminder(committee.Owed{Kind: c.kind, User: c.user, Note: c.note}, sittingBoard, m).Text
		if !strings.Contains(en, "Meeting 78") || !strings.Contains(en, "Wednesday, 10 March 2027, 10:00") || strings.Contains(en, "{{") || strings.Contains(en, "<no value>") {
			t.Errorf("%s in English: %s", c.kind, en)
		}
	}
}

func TestAPhysicalMeetingNamesItsPlace(t *testing.T) {
	t.Parallel()
	m := march78()
	m.Kind, m.Link, m.Place = calendar.Physical, "", "Rathaus, Raum @all"
	got := inGerman.MeetingReminder(committee.Owed{Kind: committee.OwedDayBefore}, sittingBoard, m).Text
	if !strings.Contains(got, "\nOrt: Rathaus, Raum @\u2060all") {
		t.Error(got)
	}
	got = inGerman.MeetingReminder(committee.Owed{Kind: committee.OwedInviteWarning}, sittingBoard, m).Text
	if !strings.Contains(got, "28 volle Tage") || !strings.Contains(got, "Dienstag, 9. Februar 2027") {
		t.Error(got)
	}
}

func TestTheHolidayWarningOf2028(t *testing.T) {
	t.Parallel()
	m := march78()
	m.Day, m.Number = calendar.Date{Year: 2028, Month: time.March, Day: 8}, 90
	m.Original = m.Day
	plan := inGerman.MeetingPlan(sittingBoard, planner, 2028, []committee.Meeting{m}, nil).Text
	for _, want := range []string{
		"#### Sitzungen 2028", "- **90. Sitzung**: Mittwoch, 8. März 2028, 10:00 Uhr · virtuell",
		"**Hinweis:** Mittwoch, 8. März 2028, ist in Berlin und Mecklenburg-Vorpommern Feiertag. Vorschlag: Mittwoch, 15. März 2028.",
		"`/sitzung verlegen 90 auf 15.3.2028 10:00`",
	} {
		if !strings.Contains(plan, want) {
			t.Errorf("missing %q in\n%s", want, plan)
		}
	}
	if got := inGerman.MeetingPlan(sittingBoard, onlooker, 2028, []committee.Meeting{m}, nil).Text; !strings.Contains(got, "Feiertag") || strings.Contains(got, "verlegen") {
		t.Errorf("a member is told: %s", got)
	}
	set := inEnglish.SeriesSet(sittingBoard, planner, committee.Series{Kind: calendar.Virtual, Minutes: 90}, []committee.Meeting{m}, []committee.Meeting{march78()}).Text
	for _, want := range []string{"One meeting is planned:", "90 minutes", "Berlin and Mecklenburg-Vorpommern", "`/meeting move 90 to 2028-03-15 10:00`", "No longer planned:\n- Wednesday, 10 March 2027, 10:00"} {
		if !strings.Contains(set, want) {
			t.Errorf("missing %q in\n%s", want, set)
		}
	}
}

func TestAPlanTellsWhatBecameOfEachMeeting(t *testing.T) {
	t.Parallel()
	moved, off, later := march78(), march78(), march78()
	moved.Day = moved.Day.AddDays(7)
	off.State, off.Number, off.Reason = committee.MeetingCancelled, 0, "Wahl"
	later.State, later.Number = committee.MeetingProposed, 0
	rule, err := calendar.ParseRhythm("zweiter Mittwoch im Monat")
	if err != nil {
		t.Fatal(err)
	}
	series := []committee.Series{{Kind: calendar.Virtual, Rule: rule, Start: calendar.Clock{Hour: 10}, Minutes: 60}}
	plan := inGerman.MeetingPlan(sittingBoard, onlooker, 2027, []committee.Meeting{moved, off, later}, series).Text
	for _, want := range []string{
		"- **78. Sitzung**: Mittwoch, 17. März 2027, 10:00 Uhr · virtuell · verlegt von Mittwoch, 10. März 2027",
		"- abgesagt: Mittwoch, 10. März 2027, 10:00 Uhr · Grund: Wahl",
		"- vorgesehen: Mittwoch, 10. März 2027, 10:00 Uhr · virtuell",
		"Reihe virtuell: am zweiten Mittwoch jedes Monats, 10:00 Uhr, 1 Stunde.", "etwa ein Jahr vorher",
	} {
		if !strings.Contains(plan, want) {
			t.Errorf("missing %q in\n%s", want, plan)
		}
	}
	if got := inGerman.MeetingPlan(sittingBoard, planner, 2031, nil, nil).Text; got != "Für 2031 ist keine Sitzung geplant. Es ist keine Sitzung geplant. Mit `/sitzung reihe` legen Sie fest, wann das Gremium tagt." {
		t.Error(got)
	}
}

func TestOnlyWhoMayPlanGetsButtons(t *testing.T) {
	t.Parallel()
	shown := inGerman.MeetingShown(sittingBoard, planner, march78(), inFebruary)
	if shown.Card == nil || len(shown.Card.Buttons) != 2 || !strings.Contains(shown.Text, "Anmeldeschluss: Dienstag, 23. Februar 2027, 12:00 Uhr") {
		t.Errorf("%+v", shown)
	}
	if card := inGerman.MeetingShown(sittingBoard, onlooker, march78(), inFebruary).Card; card != nil {
		t.Errorf("a member gets %+v", card)
	}
	if late := inGerman.MeetingShown(sittingBoard, planner, march78(), march78().Instant()); late.Card != nil || strings.Contains(late.Text, "Anmeldeschluss") {
		t.Errorf("when it has begun: %+v", late)
	}
}

func TestASeriesIsWrittenTheWayItWasTyped(t *testing.T) {
	t.Parallel()
	for _, v := range []messages.Voice{inGerman, inEnglish} {
		for _, typed := range []string{"zweiter Mittwoch im Monat außer August", "22.3.2027\n20.9.2027", "FREQ=YEARLY;BYMONTH=3;BYDAY=3MO", "FREQ=MONTHLY;BYDAY=2WE;COUNT=4"} {
			d := committee.SeriesDraft{Kind: calendar.Virtual, When: typed, Start: "10:00", Length: "90"}
			s, err := committee.SetSeries(sittingBoard, planner, d, inFebruary)
			if err != nil {
				t.Fatal(err)
			}
			again, err := committee.SetSeries(sittingBoard, planner, v.DraftOfSeries(s), inFebruary)
			if diff := cmp.Diff(s, again, cmp.AllowUnexported(calendar.Rule{})); err != nil || diff != "" {
				t.Errorf("%q comes back as %q: %v\n%s", typed, v.DraftOfSeries(s).When, err, diff)
			}
		}
	}
}

func TestMeetingFormsFitTheChat(t *testing.T) {
	t.Parallel()
	for _, v := range []messages.Voice{inGerman, inEnglish} {
		for _, form := range []bot.Dialog{v.SeriesDialog("1", committee.SeriesDraft{}), v.CancelDialog("1", []committee.Meeting{march78()}, march78()), v.MoveDialog("1", nil, march78())} {
			if len(form.Title) > 24 || len(form.Submit) > 24 {
				t.Errorf("%q or %q is too long", form.Title, form.Submit)
			}
			for _, f := range form.Fields {
				if len(f.Label) > 24 || len(f.Help) > 150 || len(f.Placeholder) > 150 || f.Kind == bot.Line && f.Max > 150 {
					t.Errorf("%s: field %q does not fit", form.Title, f.Label)
				}
			}
		}
	}
	f := inGerman.CancelDialog("1", []committee.Meeting{march78()}, march78()).Fields[0]
	if id, version, ok := messages.SeenMeeting(f.Options[0].Value); !ok || id != 7 || version != 1 || f.Default != f.Options[0].Value {
		t.Errorf("the choice %+v reads as %d, %d, %t", f, id, version, ok)
	}
	if _, _, ok := messages.SeenMeeting("7"); ok {
		t.Error("a text that no form has made is read")
	}
}
