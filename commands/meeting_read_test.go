package commands

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// White-box: how typed text is taken apart has too many cases to tell each
// through a committee with a database.

func TestTypedSeries(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]committee.SeriesDraft{
		"virtuell zweiter Mittwoch im Monat 10:00 https://video.example.org/a": {Kind: calendar.Virtual, When: "zweiter Mittwoch im Monat", Start: "10:00", Link: "https://video.example.org/a"},
		"physisch 22.3.2027 und 20.9.2027 10:30 Frankfurt am Main":             {Kind: calendar.Physical, When: "22.3.2027 und 20.9.2027", Start: "10:30", Place: "Frankfurt am Main"},
		"vor Ort 22.3.2027 und 20.9.2027 um 10.30 Uhr in Frankfurt":            {Kind: calendar.Physical, When: "22.3.2027 und 20.9.2027", Start: "10.30 Uhr", Place: "Frankfurt"},
		"virtual second Wednesday of the month, 10:00-11:30, https://v.org/x":  {Kind: calendar.Virtual, When: "second Wednesday of the month", Start: "10:00", Length: "90", Link: "https://v.org/x"},
		"virtuell https://v.org/x 2. Mittwoch im Monat 10 Uhr 90 Minuten":      {Kind: calendar.Virtual, When: "2. Mittwoch im Monat", Start: "10 Uhr", Length: "90 Minuten", Link: "https://v.org/x"},
		"virtuell FREQ=MONTHLY;BYDAY=2WE 10:00":                                {Kind: calendar.Virtual, When: "FREQ=MONTHLY;BYDAY=2WE", Start: "10:00"},
		"Präsenz 22.3.2027 von 10 Uhr bis 16 Uhr, Rathaus, Raum 1":             {Kind: calendar.Physical, When: "22.3.2027", Start: "10 Uhr", Length: "360", Place: "Rathaus, Raum 1"},
		"physical 2027-03-22 and 2027-09-20 2pm for 3 hours in Mainz":          {Kind: calendar.Physical, When: "2027-03-22 and 2027-09-20", Start: "2pm", Length: "3 hours", Place: "Mainz"},
		"virtuell zweiter Mittwoch im Monat":                                   {Kind: calendar.Virtual, When: "zweiter Mittwoch im Monat"},
	} {
		kind, rest, ok := meetingKind(text)
		if !ok {
			t.Errorf("%q has no kind", text)
		}
		if diff := cmp.Diff(want, typedSeries(kind, rest)); diff != "" {
			t.Errorf("%q:\n%s", text, diff)
		}
	}
	for _, text := range []string{"", "jeden Mittwoch 10:00", "vor allem 10:00"} {
		if _, _, ok := meetingKind(text); ok {
			t.Errorf("%q has a kind", text)
		}
	}
}

func TestMeetingNumbers(t *testing.T) {
	t.Parallel()
	type read struct {
		Number int
		Rest   string
		OK     bool
	}
	for text, want := range map[string]read{
		"78": {78, "", true}, "78.": {78, "", true}, "78. Sitzung": {78, "", true}, "Sitzung 78": {78, "", true}, "meeting 78": {78, "", true},
		"78 Grund: Wahl": {78, "Grund: Wahl", true}, "78 auf 17.3.2027 10:00": {78, "auf 17.3.2027 10:00", true}, "78, Wahl\nam Tag": {78, "Wahl\nam Tag", true},
		"17.3.2027 10:00": {}, "10:00": {}, "nächste": {}, "": {}, "0": {}, "78x": {}, "12345": {},
	} {
		var got read
		got.Number, got.Rest, got.OK = meetingNumber(text)
		if got.OK != want.OK || got.OK && got != want {
			t.Errorf("meetingNumber(%q) = %+v, want %+v", text, got, want)
		}
	}
}

func TestTypedMoves(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]committee.MoveDraft{
		"auf 17.3.2027 10:00":                      {To: "17.3.2027 10:00"},
		"auf den 17.3. wegen des Feiertags":        {To: "17.3.", Reason: "des Feiertags"},
		"to 2027-03-17 10:00, reason: the holiday": {To: "2027-03-17 10:00", Reason: "the holiday"},
		"17.3.2027": {To: "17.3.2027"},
		"":          {},
		"auf Mittwoch, 17. März 2027, Grund: Ferien": {To: "Mittwoch, 17. März 2027", Reason: "Ferien"},
	} {
		if diff := cmp.Diff(want, typedMove(text)); diff != "" {
			t.Errorf("%q:\n%s", text, diff)
		}
	}
	if got := typedReason("Grund: Erkrankung"); got != "Erkrankung" {
		t.Errorf("typedReason = %q", got)
	}
}
