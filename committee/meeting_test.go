package committee_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

var (
	berlin = committee.Committee{Zone: "Europe/Berlin"}.Location()
	board  = committee.Committee{ID: 1, Name: "Kommunalgremium", Channel: "town-square", Lang: "de", Land: "HE", Zone: "Europe/Berlin", Lands: calendar.Lands(), Seats: 14}
	office = committee.Person{User: "office", Name: "Geschäftsstelle", Roles: []committee.Role{committee.Office}}
	chair  = committee.Person{User: "chair", Name: "Vorsitz", Roles: []committee.Role{committee.Chair}}
	holder = committee.Person{User: "l1", Name: "L1", Roles: []committee.Role{committee.Member}, Seat: &committee.Seat{ID: 1}}
	stand  = committee.Person{User: "l1s", Name: "L1 Stv", Roles: []committee.Role{committee.Substitute}, Seat: &committee.Seat{ID: 1}}
)

func at(t *testing.T, text string) time.Time {
	t.Helper()
	moment, err := time.ParseInLocation("2006-01-02 15:04", text, berlin)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func day(t *testing.T, text string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseISO(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func refusedAs(t *testing.T, err error) string {
	t.Helper()
	var keys []string
	for _, e := range committee.Refusals(err) {
		keys = append(keys, strings.TrimSpace(e.Field+" "+e.Key))
	}
	if err != nil && keys == nil {
		t.Fatalf("a fault instead of a refusal: %v", err)
	}
	return strings.Join(keys, ", ")
}

func march(t *testing.T) committee.Meeting {
	t.Helper()
	return committee.Meeting{
		ID: 78, Committee: 1, Number: 78, Kind: calendar.Virtual, Day: day(t, "2027-03-10"), Original: day(t, "2027-03-10"),
		Start: calendar.Clock{Hour: 10}, Zone: "Europe/Berlin", Minutes: 120, State: committee.MeetingPlanned, ChangedAt: at(t, "2026-11-23 12:00"), Version: 1,
	}
}

func TestTheInstantFollowsTheClockOnTheWall(t *testing.T) {
	t.Parallel()
	m := march(t)
	for date, want := range map[string]string{"2027-03-24": "09:00", "2027-03-31": "08:00", "2027-10-27": "08:00", "2027-11-10": "09:00"} {
		m.Day = day(t, date)
		if got := m.Instant().UTC().Format("15:04"); got != want {
			t.Errorf("10:00 on %s is %s UTC, want %s", date, got, want)
		}
	}
}

func TestCancelling(t *testing.T) {
	t.Parallel()
	now := at(t, "2027-03-01 09:00")
	m, err := march(t).Cancel(chair, 1, "  Zu wenige \n Themen ", now)
	if err != nil || m.State != committee.MeetingCancelled || m.Reason != "Zu wenige Themen" || m.Version != 2 || !m.ChangedAt.Equal(now) {
		t.Errorf("Cancel = %+v, %v", m, err)
	}
	if _, err = m.Cancel(chair, 2, "noch einmal", now); refusedAs(t, err) != "meeting.cancelled.already" {
		t.Errorf("cancelling twice: %v", err)
	}
	for name, c := range map[string]struct {
		by     committee.Person
		seen   int
		reason string
		now    string
		want   string
	}{
		"members may not":         {holder, 1, "Grund", "2027-03-01 09:00", "may.not"},
		"a reason is needed":      {office, 1, " ", "2027-03-01 09:00", "reason meeting.reason.missing"},
		"a long reason":           {office, 1, strings.Repeat("x", 301), "2027-03-01 09:00", "reason text.long"},
		"classified":              {office, 1, "VS-NfD", "2027-03-01 09:00", "text.classified"},
		"it has begun":            {office, 1, "Grund", "2027-03-10 10:00", "meeting.past"},
		"somebody was faster":     {office, 0, "Grund", "2027-03-01 09:00", "meeting.meanwhile"},
		"not here":                {committee.Person{User: "x"}, 1, "Grund", "2027-03-01 09:00", "may.outsider"},
		"one minute before is ok": {office, 1, "Grund", "2027-03-10 09:59", ""},
	} {
		if _, err := march(t).Cancel(c.by, c.seen, c.reason, at(t, c.now)); refusedAs(t, err) != c.want {
			t.Errorf("%s: refused as %q, want %q", name, refusedAs(t, err), c.want)
		}
	}
}

func TestMoving(t *testing.T) {
	t.Parallel()
	now := at(t, "2027-03-01 09:00")
	for to, want := range map[string]string{
		"17.3.2027 10:00":                 "2027-03-17 10:00",
		"Mittwoch, 17. März 2027":         "2027-03-17 10:00", // keeps its time
		"17.3. 14 Uhr":                    "2027-03-17 14:00",
		"2027-03-31 09:30":                "2027-03-31 09:30",
		"Wednesday, 17 March 2027, 10:00": "2027-03-17 10:00",
	} {
		m, err := march(t).Move(office, 1, committee.MoveDraft{To: to, Reason: "Feiertag"}, now)
		if err != nil || !m.Instant().Equal(at(t, want)) || m.Original != day(t, "2027-03-10") || m.Version != 2 || m.Reason != "Feiertag" {
			t.Errorf("Move(%q) = %+v, %v, want %s", to, m, err, want)
		}
	}
	for to, want := range map[string]string{
		"":                 "to meeting.to.missing",
		"irgendwann":       "to meeting.moment.unreadable",
		"1.2.2027 10:00":   "to meeting.moment.past",
		"17.3.2027 02:30":  "to meeting.clock.night",
		"28.3.2027 02:30":  "to meeting.clock.night",
		"10.3.2027 10:00":  "to meeting.move.same",
		"3/4/2027 10:00":   "to meeting.moment.ambiguous",
		"10.3.2031 10:00":  "to meeting.date.far",
		"31.2.2027, 10:00": "to meeting.moment.unreadable",
	} {
		if _, err := march(t).Move(office, 1, committee.MoveDraft{To: to}, now); refusedAs(t, err) != want {
			t.Errorf("Move(%q): refused as %q, want %q", to, refusedAs(t, err), want)
		}
	}
	if _, err := march(t).Move(stand, 1, committee.MoveDraft{To: "17.3.2027"}, now); refusedAs(t, err) != "may.not" {
		t.Errorf("a substitute moved a meeting: %v", err)
	}
}

func TestAMeetingOnAHolidayIsWarnedAbout(t *testing.T) {
	t.Parallel()
	womensDay, ordinary, off := march(t), march(t), march(t)
	womensDay.Day, off.Day, off.State = day(t, "2028-03-08"), day(t, "2028-03-08"), committee.MeetingCancelled
	got := committee.Holidays(board, []committee.Meeting{ordinary, womensDay, off})
	want := []committee.HolidayWarning{{Meeting: womensDay, Lands: []calendar.Land{"BE", "MV"}, Proposal: day(t, "2028-03-15")}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	hessian := board
	hessian.Lands = []calendar.Land{"HE"}
	if got := committee.Holidays(hessian, []committee.Meeting{womensDay}); got != nil {
		t.Errorf("8 March is warned about in Hessen: %v", got)
	}
	unity := march(t)
	unity.Day = day(t, "2029-10-03")
	if got := committee.Holidays(board, []committee.Meeting{unity}); len(got) != 1 || !got[0].All {
		t.Errorf("3 October: %v", got)
	}
}

func TestAFaultIsNoRefusal(t *testing.T) {
	t.Parallel()
	if _, err := committee.ReadMeetingChange("nonsense"); err == nil || committee.Refusals(err) != nil || errors.Is(err, committee.ErrMissing) {
		t.Errorf("ReadMeetingChange(nonsense): %v", err)
	}
	x := committee.MeetingChange{Cancelled: true, Number: 78, Before: at(t, "2027-03-10 10:00").UTC(), Now: at(t, "2027-03-17 10:00").UTC()}
	if got, err := committee.ReadMeetingChange(x.Note()); err != nil || !slices.Equal([]committee.MeetingChange{got}, []committee.MeetingChange{x}) {
		t.Errorf("ReadMeetingChange(%q) = %v, %v", x.Note(), got, err)
	}
}
