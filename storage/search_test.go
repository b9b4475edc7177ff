package storage_test

import (
	"strings"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

var office = committee.Person{User: "office", Name: "Office", Roles: []committee.Role{committee.Office}}

// labelled is a topic with a question and a label.
func labelled(t testing.TB, db *storage.DB, c committee.Committee, title, question string, label committee.TLP) committee.Topic {
	t.Helper()
	topic, err := committee.SubmitTopic(c, office, committee.TopicDraft{Title: title, Question: question, Kind: committee.Clarification, TLP: label}, noon)
	if err != nil {
		t.Fatalf("submitting %q: %v", title, err)
	}
	if topic, err = db.AddTopic(t.Context(), c, topic, ""); err != nil {
		t.Fatalf("adding %q: %v", title, err)
	}
	return topic
}

// look is what a search finds, by number or title, and how much there is.
func look(t testing.TB, db *storage.DB, c committee.Committee, labels []committee.TLP, typed string, limit, offset int) (string, int) {
	t.Helper()
	s, err := committee.ReadSearch(typed, 2027)
	if err != nil {
		t.Fatalf("ReadSearch(%q): %v", typed, err)
	}
	found, err := db.Search(t.Context(), c.ID, labels, s, limit, offset)
	if err != nil {
		t.Errorf("Search(%q): %v", typed, err)
	}
	return named(found.Hits), found.Total
}

func named(hits []committee.Hit) string {
	var names []string
	for _, h := range hits {
		if h.Object.Kind == committee.MeetingObject {
			names = append(names, h.Title)
			continue
		}
		names = append(names, h.Number.String()[:1]+h.Number.String()[len("T-2027-00"):])
	}
	return strings.Join(names, " ")
}

// remembered is a committee with something of everything.
func remembered(t testing.TB, db *storage.DB) committee.Committee {
	t.Helper()
	c := seated(t, db, 2)
	labelled(t, db, c, "Digitale Häuser", "Wer zahlt den Betrieb der Straßenbeleuchtung?", committee.Amber)              // T1
	labelled(t, db, c, "Buerger und Strasse", "Bauen im Bestand: Haeuser", committee.Amber)                              // T2
	labelled(t, db, c, "Krankenhausfinanzierung", "Noch offen", committee.Green)                                         // T3
	described(t, db, c, "Einheitliche Wohnsitzanmeldung", "Der Zuzug wird in jedem Verfahren anders erfasst.")           // B1
	described(t, db, c, "Bezahlen mit E-Payment", "Die Anmeldung im Portal bricht ab. Bürgerinnen müssen neu beginnen.") // B2
	seats, err := db.Seats(t.Context(), c.ID)
	if err != nil {
		t.Fatalf("Seats: %v", err)
	}
	needs, err := db.Needs(t.Context(), c.ID, 9, 0)
	if err != nil {
		t.Fatalf("Needs: %v", err)
	}
	for _, d := range []committee.PollDraft{
		{Kind: committee.MotionPoll, Question: "Treffen wir uns in Wiesbaden?", ClosesAt: noon.Add(time.Hour)},          // U1
		{Kind: committee.PriorityPoll, Question: "Welche Bedarfe zuerst?", Needs: needs, ClosesAt: noon.Add(time.Hour)}, // U2
	} {
		p, err := committee.OpenPoll(c, office, d, seats, noon)
		if err != nil {
			t.Fatalf("opening: %v", err)
		}
		if _, err := db.OpenPoll(t.Context(), c, p, ""); err != nil {
			t.Fatalf("opening: %v", err)
		}
	}
	return c
}

func TestASearchFindsWordsAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := remembered(t, db)
	for _, tt := range []struct{ typed, want string }{
		{"Haus", "T1 T3 T2"},
		{"HÄUSER", "T1 T3 T2"},
		{"haeuser", "T1 T3 T2"},
		{"Straße", "T2 T1"},
		{"strasse", "T2 T1"},
		{"Bürger", "T2 B2"},
		{"Buerger", "T2 B2"},
		{"Bu\u0308rger", "T2 B2"},
		{"Anmeldung", "B1 B2"},
		{"Anmeldungen", "B1 B2"},
		{"wohnsitzanmeldung einheitlich", "B1 U2"},
		{"Wohnsitzan", "B1 U2"},
		{"Zuzug Verfahren", "B1"},
		{"Zuzug Straße", ""},
		{"E-Payment", "B2 U2"},
		{"Wiesbaden", "U1"},
		{"der Zuzug", "B1"},
		{"und die", ""},
		{"B-2027-001", "B1"},
		{"b 2", "B2"},
		{"2", "B2 U2 T2"},
		{"digitale häuser", "T1"},
		{"' OR 1=1 --", ""},
		{`haus & ! | ( ) : * <-> \`, "T1 T3 T2"},
		{"ﬁrma ªª ½½ ²²", ""},
		{strings.Repeat("ä", 200), ""},
	} {
		if got, total := look(t, db, c, committee.Labels(), tt.typed, 8, 0); got != tt.want || total != len(strings.Fields(tt.want)) {
			t.Errorf("%q finds %q of %d, want %q", tt.typed, got, total, tt.want)
		}
	}
}

func TestASearchFindsMeetings(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	db.SQL().MustExec(`
		INSERT INTO meeting (committee_id, original, kind, day, start, zone, minutes, place, link, state, reason, version, changed_at)
		VALUES ($1, '2027-03-10', 'physical', '2027-03-10', '10:00', 'Europe/Berlin', 120, 'Rathaus Wiesbaden', '', 'cancelled', 'Streik der Bahn', 1, $2)`, c.ID, noon)
	for _, typed := range []string{"Wiesbaden", "Streiks", "rathäuser"} {
		s, err := committee.ReadSearch(typed, 2027)
		if err != nil {
			t.Fatalf("ReadSearch: %v", err)
		}
		found, err := db.Search(t.Context(), c.ID, committee.Labels(), s, 8, 0)
		if err != nil || len(found.Hits) != 1 || found.Hits[0].Meeting.Number != 1 || found.Hits[0].Meeting.Day != (calendar.Date{Year: 2027, Month: 3, Day: 10}) {
			t.Errorf("%q finds %+v, %v, want the meeting", typed, found, err)
		}
	}
}

func TestASearchShowsNothingToWhomItIsNotFor(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	elsewhere := foundedIn(t, db, "elsewhere")
	labelled(t, db, elsewhere, "Umzug anderswo", "", committee.Clear)
	for range 20 {
		labelled(t, db, c, "Umzug streng", "", committee.AmberStrict)
	}
	labelled(t, db, c, "Umzug rot", "", committee.Red)
	labelled(t, db, c, "Umzug offen", "", committee.Clear)
	for name, tt := range map[string]struct {
		role  committee.Role
		page  string
		total int
	}{
		"a guest":    {committee.Guest, "T2", 1},
		"an advisor": {committee.Advisory, "T2 T0 T9 T8", 21},
		"the chair":  {committee.Chair, "T2 T1 T0 T9", 22},
		"nobody":     {"", "", 0},
	} {
		got, total := look(t, db, c, committee.Person{Roles: []committee.Role{tt.role}}.Sees(), "Umzug", 4, 0)
		if got != tt.page || total != tt.total {
			t.Errorf("%s sees %q of %d, want %q of %d", name, got, total, tt.page, tt.total)
		}
	}
	near, err := db.Nearest(t.Context(), c.ID, committee.Person{Roles: []committee.Role{committee.Guest}}.Sees(), "Umzugg", 4)
	if err != nil || named(near) != "T2" {
		t.Errorf("Nearest for a guest = %q, %v, want only what they may see", named(near), err)
	}
}

func TestPagesOfASearchFollowOnEachOther(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	for range 7 {
		labelled(t, db, c, "Registerabruf", "", committee.Amber)
	}
	labelled(t, db, c, "Etwas anderes", "Es geht um den Registerabruf.", committee.Amber)
	for _, tt := range []struct {
		offset int
		want   string
	}{{0, "T7 T6 T5"}, {3, "T4 T3 T2"}, {6, "T1 T8"}, {9, ""}} {
		if got, total := look(t, db, c, committee.Labels(), "Registerabruf", 3, tt.offset); got != tt.want || total != 8 {
			t.Errorf("from %d on: %q of %d, want %q of 8", tt.offset, got, total, tt.want)
		}
	}
}

func TestAnExcerptShowsWhereTheWordsStand(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	long := strings.Repeat("Davor steht vieles andere. ", 40) + "Dann kommen die Häuser der Gemeinde." + strings.Repeat(" Danach kommt noch mehr.", 40)
	labelled(t, db, c, "Langer Text", long, committee.Amber)
	s, err := committee.ReadSearch("haus", 2027)
	if err != nil {
		t.Fatalf("ReadSearch: %v", err)
	}
	found, err := db.Search(t.Context(), c.ID, committee.Labels(), s, 8, 0)
	if err != nil || len(found.Hits) != 1 {
		t.Fatalf("Search = %+v, %v, want one hit", found, err)
	}
	var text, words string
	var textSb209 strings.Builder
	var wordsSb209 strings.Builder
	for _, p := range found.Hits[0].Excerpt {
		textSb209.WriteString(p.Text)
		if p.Found {
			wordsSb209.WriteString(p.Text)
		}
	}
	text += textSb209.String()
	words += wordsSb209.String()
	if words != "Häuser" || !strings.HasPrefix(text, "… ") || !strings.HasSuffix(text, " …") || len(text) > 250 {
		t.Errorf("excerpt %q with %q, want a short one around the word", text, words)
	}
}

func TestNearestFindsWhatWasMeant(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := remembered(t, db)
	for _, tt := range []struct{ typed, want string }{
		{"Wonsitzanmeldung", "B1"},
		{"Krankenhausfinanzirung", "T3"},
		{"Quantencomputer", ""},
		{"%_'", ""},
	} {
		near, err := db.Nearest(t.Context(), c.ID, committee.Labels(), tt.typed, 3)
		if err != nil || named(near) != tt.want {
			t.Errorf("Nearest(%q) = %q, %v, want %q", tt.typed, named(near), err, tt.want)
		}
	}
}
