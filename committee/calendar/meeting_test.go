package calendar_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee/calendar"
)

func deadlines(t *testing.T, kind calendar.Kind, date string) []string {
	t.Helper()
	var all []string
	for _, d := range calendar.MeetingDeadlines(kind, day(t, date), calendar.Clock{Hour: 10}, hessen, calendar.Everywhere()) {
		all = append(all, fmt.Sprintf("%s %s %s %s", d.Due, d.Clock, d.To, d.Kind))
	}
	return all
}

func TestDeadlinesOfAVirtualMeeting(t *testing.T) {
	t.Parallel()
	want := []string{
		"2027-02-17 09:00 office call-for-topics",
		"2027-02-19 09:00 members submission-reminder",
		"2027-02-23 12:00 members submission-closes",
		"2027-02-25 09:00 office invitation-warning-3",
		"2027-03-01 09:00 office invitation-warning-1",
		"2027-03-02 24:00 office invitation",
		"2027-03-04 09:00 members attendance-check",
		"2027-03-09 09:00 channel day-before",
		"2027-03-10 09:45 channel starts-soon",
		"2027-03-12 09:00 office minutes-warning-3",
		"2027-03-16 09:00 office minutes-warning-1",
		"2027-03-17 24:00 office minutes-draft",
		"2027-03-31 09:00 members objection-reminder",
		"2027-04-02 24:00 members objection-ends",
	}
	if diff := cmp.Diff(want, deadlines(t, calendar.Virtual, "2027-03-10")); diff != "" {
		t.Error(diff)
	}
}

func TestDeadlinesOfAPhysicalMeeting(t *testing.T) {
	t.Parallel()
	got := deadlines(t, calendar.Physical, "2027-03-10")
	for _, want := range []string{
		"2027-02-09 24:00 office invitation",        // 28 clear days
		"2027-02-23 09:00 members attendance-check", // 10 working days everywhere
		"2027-03-24 24:00 office minutes-draft",     // 10 working days
		"2027-01-26 12:00 members submission-closes",
		"2027-01-06 09:00 office call-for-topics",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("missing %q in\n%s", want, strings.Join(got, "\n"))
		}
	}
}

func TestAMeetingJustAfterMidnightIsAnnouncedTheDayBefore(t *testing.T) {
	t.Parallel()
	all := calendar.MeetingDeadlines(calendar.Virtual, day(t, "2027-03-10"), calendar.Clock{Minute: 5}, hessen, hessen)
	want := calendar.Deadline{Kind: calendar.StartsSoon, To: calendar.Channel, Due: day(t, "2027-03-09"), Clock: calendar.Clock{Hour: 23, Minute: 50}}
	if !slices.Contains(all, want) {
		t.Errorf("missing %v in %v", want, all)
	}
}
