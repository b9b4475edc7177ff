package feed_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"gremienbot/bot/feed"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// words are titles as short as can be.
type words struct{}

func (words) FeedName(c committee.Committee) string { return c.Name + " – Sitzungen" }

func (words) FeedTitle(e committee.FeedEntry) string {
	if e.Status == committee.FeedCancelled {
		return "ABGESAGT: " + e.Name
	}
	return e.Name
}

func (words) FeedText(e committee.FeedEntry) string { return e.Link }

var board = committee.Committee{ID: 1, Name: "Kommunalgremium", Lang: "de", Zone: "Europe/Berlin"}

// event is a confirmed one on a day in 2027 or later, from 10 to 12.
func event(t *testing.T, day string) committee.FeedEvent {
	t.Helper()
	d, err := calendar.ParseISO(day)
	if err != nil {
		t.Fatal(err)
	}
	return committee.FeedEvent{
		UID: "d7a1f0de-" + day + "@gremienbot", Meeting: 1, Sequence: 3, ChangedAt: time.Date(2027, time.March, 2, 8, 0, 0, 5000, time.UTC),
		FeedEntry: committee.FeedEntry{
			Status: committee.FeedConfirmed, Kind: calendar.Virtual, Number: 78, Day: d, Start: calendar.Clock{Hour: 10}, Zone: "Europe/Berlin", Minutes: 120, Name: "Kommunalgremium", Lang: "de",
		},
	}
}

func write(c committee.Committee, events ...committee.FeedEvent) string {
	return string(feed.Calendar(words{}, c, events))
}

// read reads a calendar back with the library.
func read(t *testing.T, text string) *ics.Calendar {
	t.Helper()
	cal, err := ics.ParseCalendar(strings.NewReader(text))
	if err != nil {
		t.Fatalf("reading back: %v\n%s", err, text)
	}
	return cal
}

// lines are the lines of a calendar, each checked: it ends with CRLF, has at most
// 75 octets and no broken characters. Folded ones are put together again.
func lines(t *testing.T, text string) []string {
	t.Helper()
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") || strings.Count(text, "\r") != strings.Count(text, "\r\n") || !strings.HasSuffix(text, "\r\n") {
		t.Error("lines do not end with CRLF")
	}
	for line := range strings.SplitSeq(text, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("%d octets: %q", len(line), line)
		}
	}
	return strings.Split(strings.ReplaceAll(text, "\r\n ", ""), "\r\n")
}

func TestTheCalendarIsTheOneOfTheSample(t *testing.T) {
	t.Parallel()
	off := event(t, "2027-06-09")
	off.Status, off.Place, off.Link = committee.FeedCancelled, "Fulda", "https://video.example.org/a;b,c?x=1"
	const want = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//gremienbot//Sitzungskalender 1.0//DE
CALSCALE:GREGORIAN
METHOD:PUBLISH
NAME:Kommunalgremium – Sitzungen
X-WR-CALNAME:Kommunalgremium – Sitzungen
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:d7a1f0de-2027-03-10@gremienbot
DTSTAMP:20270302T080000Z
LAST-MODIFIED:20270302T080000Z
SEQUENCE:3
STATUS:CONFIRMED
DTSTART;TZID=Europe/Berlin:20270310T100000
DTEND;TZID=Europe/Berlin:20270310T120000
SUMMARY:Kommunalgremium
ORGANIZER;CN=Kommunalgremium:mailto:noreply@gremienbot.invalid
TRANSP:OPAQUE
END:VEVENT
BEGIN:VEVENT
UID:d7a1f0de-2027-06-09@gremienbot
DTSTAMP:20270302T080000Z
LAST-MODIFIED:20270302T080000Z
SEQUENCE:3
STATUS:CANCELLED
DTSTART;TZID=Europe/Berlin:20270609T100000
DTEND;TZID=Europe/Berlin:20270609T120000
SUMMARY:ABGESAGT: Kommunalgremium
LOCATION:Fulda
DESCRIPTION:https://video.example.org/a\;b\,c?x=1
CONFERENCE;FEATURE=VIDEO;VALUE=URI:https://video.example.org/a;b,c?x=1
ORGANIZER;CN=Kommunalgremium:mailto:noreply@gremienbot.invalid
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
`
	if got := strings.Join(lines(t, write(board, event(t, "2027-03-10"), off)), "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTheSecondWednesdayIsTheRightInstantOverBothChangesOfTheClocks(t *testing.T) {
	t.Parallel()
	rule, err := calendar.ParseRule("FREQ=MONTHLY;BYDAY=2WE")
	if err != nil {
		t.Fatal(err)
	}
	first, _ := calendar.ParseISO("2027-03-01")
	var events []committee.FeedEvent
	for _, d := range rule.Between(first, first.AddMonths(12)) {
		events = append(events, event(t, d.String()))
	}
	var got []string
	for _, e := range read(t, write(board, events...)).Events() {
		begins, err := e.GetStartAt()
		if err != nil {
			t.Fatal(err)
		}
		ends, err := e.GetEndAt()
		if err != nil || ends.Sub(begins) != 2*time.Hour {
			t.Errorf("%v to %v, %v", begins, ends, err)
		}
		got = append(got, begins.UTC().Format("0102T15"))
	}
	const want = "0310T09 0414T08 0512T08 0609T08 0714T08 0811T08 0908T08 1013T08 1110T09 1208T09 0112T09 0209T09"
	if strings.Join(got, " ") != want {
		t.Errorf("in UTC: %v\nwant: %s", got, want)
	}
}

func TestTheEndOverAChangeOfTheClocksIsOnTheWall(t *testing.T) {
	t.Parallel()
	e := event(t, "2027-03-28") // at 2:00 it is 3:00
	e.Start, e.Minutes = calendar.Clock{Hour: 1}, 120
	if text := write(board, e); !strings.Contains(text, "DTEND;TZID=Europe/Berlin:20270328T040000\r\n") {
		t.Errorf("two hours after 1:00 is not 4:00:\n%s", text)
	}
}

func TestAnotherZoneIsWrittenInInstants(t *testing.T) {
	t.Parallel()
	e := event(t, "2027-07-14")
	e.Zone = "Europe/Lisbon"
	text := write(board, e)
	if !strings.Contains(text, "\r\nDTSTART:20270714T090000Z\r\n") || !strings.Contains(text, "\r\nDTEND:20270714T110000Z\r\n") {
		t.Errorf("not in UTC:\n%s", text)
	}
}

func TestADayWithoutATimeTakesTheWholeDay(t *testing.T) {
	t.Parallel()
	e := event(t, "2027-03-28") // has 23 hours
	e.Status, e.Whole, e.Start, e.Minutes = committee.FeedTentative, true, calendar.Clock{}, 0
	text := write(board, e)
	for _, want := range []string{"DTSTART;VALUE=DATE:20270328", "DTEND;VALUE=DATE:20270329", "STATUS:TENTATIVE", "TRANSP:OPAQUE"} {
		if !strings.Contains(text, "\r\n"+want+"\r\n") {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

func TestTextsOfPeopleCannotBreakTheCalendar(t *testing.T) {
	t.Parallel()
	nasty := "Straße; \"Haus\", 'Saal' \\ 1:\r\nEND:VEVENT\x07 " + strings.Repeat("äöü€😀", 40)
	e := event(t, "2027-03-10")
	e.Name, e.Place = nasty, nasty
	c := board
	c.Name = nasty
	text := write(c, e)
	all := lines(t, text)
	ends := 0
	for _, l := range all {
		if l == "END:VEVENT" {
			ends++
		}
		if name, _, _ := strings.Cut(l, ":mailto"); strings.HasPrefix(l, "ORGANIZER") && strings.ContainsAny(strings.TrimPrefix(name, "ORGANIZER;CN="), `,;:"'\`) {
			t.Errorf("the parameter ends too early: %s", l)
		}
	}
	if ends != 1 {
		t.Errorf("%d events end, want 1", ends)
	}
	want := strings.Join(strings.Fields(strings.ReplaceAll(nasty, "\x07", " ")), " ")
	back := read(t, text).Events()
	if len(back) != 1 || back[0].GetProperty(ics.ComponentPropertyLocation).Value != want || back[0].GetProperty(ics.ComponentPropertySummary).Value != want {
		t.Errorf("read back: %+v\nwant %q", back[0].Properties, want)
	}
}

func TestALinkIsThePlaceWhereThereIsNoOther(t *testing.T) {
	t.Parallel()
	e := event(t, "2027-03-10")
	e.Link = "https://video.example.org/gremium"
	all := strings.Join(lines(t, write(board, e)), "\n")
	for _, want := range []string{"\nLOCATION:https://video.example.org/gremium\n", "\nDESCRIPTION:https://video.example.org/gremium\n", "\nCONFERENCE;FEATURE=VIDEO;VALUE=URI:https://video.example.org/gremium\n"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in\n%s", want, all)
		}
	}
}
