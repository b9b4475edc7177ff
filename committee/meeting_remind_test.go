package committee_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

func owedList(os []committee.Owed) []string {
	var list []string
	for _, o := range os {
		list = append(list, fmt.Sprintf("%s %s %s%s +%s", o.Due.In(berlin).Round(time.Minute).Format("Mon 2006-01-02 15:04"), o.Kind, o.Channel, o.User, o.Grace))
	}
	return list
}

func TestTheRemindersOfMarch2027(t *testing.T) {
	t.Parallel()
	want := []string{
		"Wed 2027-02-17 09:00 call-topics town-square +4h0m0s",
		"Fri 2027-02-19 09:00 topics-closing town-square +4h0m0s",
		"Thu 2027-02-25 09:00 invite-warning office +8h59m0s",
		"Mon 2027-03-01 09:00 invite-last office +8h59m0s",
		"Thu 2027-03-04 09:00 attendance l1 +4h0m0s",
		"Tue 2027-03-09 09:00 day-before town-square +4h0m0s",
		"Wed 2027-03-10 09:45 quarter-hour town-square +10m0s",
		"Fri 2027-03-12 09:00 minutes-draft office +8h59m0s",
		"Tue 2027-03-16 09:00 minutes-last office +8h59m0s",
	}
	people := []committee.Person{office, chair, holder, stand}
	if diff := cmp.Diff(want, owedList(committee.MeetingReminders(board, march(t), people))); diff != "" {
		t.Error(diff)
	}
}

func TestTheRemindersOfAPhysicalMeeting(t *testing.T) {
	t.Parallel()
	m := march(t)
	m.Kind = calendar.Physical
	want := []string{
		"Tue 2027-01-05 09:00 call-topics town-square +4h0m0s", // 6 January is a holiday in three Länder
		"Fri 2027-01-22 09:00 topics-closing town-square +4h0m0s",
		"Thu 2027-02-04 09:00 invite-warning chair +8h59m0s", // no office: the chair
		"Mon 2027-02-08 09:00 invite-last chair +8h59m0s",
		"Tue 2027-02-23 09:00 attendance l1 +4h0m0s",
		"Tue 2027-03-09 09:00 day-before town-square +4h0m0s",
		"Wed 2027-03-10 09:45 quarter-hour town-square +10m0s",
		"Fri 2027-03-19 09:00 minutes-draft chair +8h59m0s",
		"Tue 2027-03-23 09:00 minutes-last chair +8h59m0s",
	}
	if diff := cmp.Diff(want, owedList(committee.MeetingReminders(board, m, []committee.Person{chair, holder}))); diff != "" {
		t.Error(diff)
	}
}

func TestNothingIsOwedBeforeTheMeetingWasPlanned(t *testing.T) {
	t.Parallel()
	m := march(t)
	m.ChangedAt = at(t, "2027-03-09 09:00")
	got := owedList(committee.MeetingReminders(board, m, []committee.Person{holder}))
	if diff := cmp.Diff([]string{"Wed 2027-03-10 09:45 quarter-hour town-square +10m0s"}, got); diff != "" {
		t.Error(diff)
	}
	m.State = committee.MeetingCancelled
	if got := committee.MeetingReminders(board, m, nil); got != nil {
		t.Errorf("a cancelled meeting owes %v", got)
	}
}

func TestNobodyIsDisturbedInThreeYearsOfMeetings(t *testing.T) {
	t.Parallel()
	people, days := []committee.Person{office, chair, holder}, board.MembersCalendar()
	for d := day(t, "2027-01-01"); d.Before(day(t, "2030-01-01")); d = d.AddDays(1) {
		for _, hour := range []int{0, 8, 10, 18, 23} {
			m := march(t)
			m.Day, m.Start, m.Minutes = d, calendar.Clock{Hour: hour}, 60
			for _, o := range committee.MeetingReminders(board, m, people) {
				local := o.Due.In(berlin)
				working := days.WorkingDay(calendar.DateOf(o.Due, berlin))
				if o.User == "office" {
					working = board.OfficeCalendar().WorkingDay(calendar.DateOf(o.Due, berlin))
				}
				last := o.Due.Add(o.Grace).In(berlin)
				if !working || local.Hour() < 8 || local.Hour() >= 18 || last.Hour() >= 18 || last.Day() != local.Day() {
					t.Fatalf("meeting %s %02d:00: %s at %s, at the latest %s", d, hour, o.Kind, local, last)
				}
			}
		}
	}
}

func TestAChangeIsToldAtOnceAndNearOnesDirectly(t *testing.T) {
	t.Parallel()
	people := []committee.Person{office, holder, stand, {User: "nobody"}}
	for name, c := range map[string]struct {
		now  string
		to   string
		want []string
	}{
		"far away: the channel is enough": {"2027-02-01 11:00", "24.3.2027", []string{"Mon 2027-02-01 11:00 meeting-changed town-square +72h0m0s"}},
		"near: everybody": {"2027-03-01 11:00", "24.3.2027", []string{
			"Mon 2027-03-01 11:00 meeting-changed town-square +72h0m0s", "Mon 2027-03-01 11:00 meeting-changed office +72h0m0s",
			"Mon 2027-03-01 11:00 meeting-changed l1 +72h0m0s", "Mon 2027-03-01 11:00 meeting-changed l1s +72h0m0s",
		}},
		"moved near": {"2027-02-05 11:00", "12.2.2027", []string{
			"Fri 2027-02-05 11:00 meeting-changed town-square +72h0m0s", "Fri 2027-02-05 11:00 meeting-changed office +72h0m0s",
			"Fri 2027-02-05 11:00 meeting-changed l1 +72h0m0s", "Fri 2027-02-05 11:00 meeting-changed l1s +72h0m0s",
		}},
		"on Saturday night: direct ones wait": {"2027-03-06 22:00", "24.3.2027", []string{
			"Sat 2027-03-06 22:00 meeting-changed town-square +72h0m0s", "Tue 2027-03-09 08:00 meeting-changed office +72h0m0s", // 8 March
			"Tue 2027-03-09 08:00 meeting-changed l1 +72h0m0s", "Tue 2027-03-09 08:00 meeting-changed l1s +72h0m0s",
		}},
		"early in the morning: at eight": {"2027-03-10 07:30", "24.3.2027", []string{
			"Wed 2027-03-10 07:30 meeting-changed town-square +72h0m0s", "Wed 2027-03-10 08:00 meeting-changed office +72h0m0s",
			"Wed 2027-03-10 08:00 meeting-changed l1 +72h0m0s", "Wed 2027-03-10 08:00 meeting-changed l1s +72h0m0s",
		}},
	} {
		now := at(t, c.now)
		after, err := march(t).Move(office, 1, committee.MoveDraft{To: c.to}, now)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := committee.MeetingChanged(board, march(t), after, people, now)
		if diff := cmp.Diff(c.want, owedList(got)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
		x, err := committee.ReadMeetingChange(got[0].Note)
		if err != nil || x.Cancelled || x.Number != 78 || !x.Before.Equal(march(t).Instant()) || !x.Now.Equal(after.Instant()) {
			t.Errorf("%s: note %q: %+v, %v", name, got[0].Note, x, err)
		}
	}
}

func TestALastMinuteChangeDoesNotWaitForTheMorning(t *testing.T) {
	t.Parallel()
	m := march(t)
	m.Start = calendar.Clock{Hour: 9}
	now := m.Instant().Add(-10 * time.Hour) // 23:00 the evening before
	after, err := m.Cancel(office, 1, "Erkrankung", now)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range committee.MeetingChanged(board, m, after, []committee.Person{holder}, now) {
		if o.Due.After(now) || now.Sub(o.Due) > 10*time.Second {
			t.Errorf("%s%s hears of it at %s", o.Channel, o.User, o.Due.In(berlin))
		}
	}
}

func TestTwoChangesAtTheSameMomentAreTwoMessages(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"2027-03-04 11:00", "2027-03-06 23:00"} { // at once, and waiting for the morning
		now, people, keys := at(t, text), []committee.Person{holder}, map[string]bool{}
		moved, err := march(t).Move(office, 1, committee.MoveDraft{To: "11.3.2027"}, now)
		if err != nil {
			t.Fatal(err)
		}
		off, err := moved.Cancel(office, 2, "Erkrankung", now)
		if err != nil {
			t.Fatal(err)
		}
		first, second := committee.MeetingChanged(board, march(t), moved, people, now), committee.MeetingChanged(board, moved, off, people, now)
		for i := range first {
			keys[first[i].Key()], keys[second[i].Key()] = true, true
			if !first[i].Due.Before(second[i].Due) {
				t.Errorf("%s: the second message is due at %s, the first at %s", text, second[i].Due, first[i].Due)
			}
		}
		if len(keys) != 4 {
			t.Errorf("%s: four messages have %d keys", text, len(keys))
		}
	}
}

func TestLaterMeetingsWithNewNumbersAreTold(t *testing.T) {
	t.Parallel()
	now := at(t, "2027-03-02 09:00")
	off, past, next, last := march(t), march(t), march(t), march(t)
	past.ID, past.Number, past.Day = 11, 77, past.Day.AddDays(-30)
	next.ID, next.Number, next.Day = 12, 78, next.Day.AddDays(30)
	last.ID, last.Number, last.Day = 13, 79, last.Day.AddDays(60)
	off.ID, off.Number, off.State = 14, 80, committee.MeetingCancelled
	before := []committee.Meeting{past, next, last, off}
	if got := committee.Renumber(before, before, now); got.Count != 0 {
		t.Errorf("nothing has changed, and yet %+v", got)
	}
	after := slices.Clone(before)
	for i := range after {
		after[i].Number++
	}
	after = append(after, committee.Meeting{ID: 15, Number: 78, Day: next.Day.AddDays(-1), State: committee.MeetingPlanned, Zone: next.Zone})
	want := committee.Renumbered{Count: 2, Was: 78, Is: 79, At: next.Instant()}
	got := committee.Renumber(before, after, now)
	if got.Count != want.Count || got.Was != want.Was || got.Is != want.Is || !got.At.Equal(want.At) {
		t.Errorf("Renumber = %+v, want %+v", got, want)
	}
	told := got.Tell(committee.MeetingChanged(board, committee.Meeting{}, march(t), nil, now))
	x, err := committee.ReadMeetingChange(told[0].Note)
	if err != nil || !x.Planned || x.Later.Count != 2 || x.Later.Was != 78 || x.Later.Is != 79 || !x.Later.At.Equal(next.Instant()) {
		t.Errorf("ReadMeetingChange(%q) = %+v, %v", told[0].Note, x, err)
	}
}
