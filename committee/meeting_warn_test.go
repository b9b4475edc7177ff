package committee_test

import (
	"slices"
	"testing"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

func TestWhatIsUnusualAboutADate(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		day, now string
		start    calendar.Clock
		want     []committee.DateWarning
	}{
		"an ordinary day":            {"2027-03-17", "2027-03-01 09:00", calendar.Clock{Hour: 10}, nil},
		"a Saturday":                 {"2027-03-20", "2027-03-01 09:00", calendar.Clock{Hour: 10}, []committee.DateWarning{committee.WarnWeekend}},
		"a Sunday":                   {"2027-03-21", "2027-03-01 09:00", calendar.Clock{Hour: 10}, []committee.DateWarning{committee.WarnWeekend}},
		"just before seven":          {"2027-03-17", "2027-03-01 09:00", calendar.Clock{Hour: 6, Minute: 59}, []committee.DateWarning{committee.WarnNight}},
		"seven":                      {"2027-03-17", "2027-03-01 09:00", calendar.Clock{Hour: 7}, nil},
		"just before eight":          {"2027-03-17", "2027-03-01 09:00", calendar.Clock{Hour: 19, Minute: 59}, nil},
		"eight in the evening":       {"2027-03-17", "2027-03-01 09:00", calendar.Clock{Hour: 20}, []committee.DateWarning{committee.WarnNight}},
		"the last day of notice":     {"2027-03-10", "2027-03-02 23:59", calendar.Clock{Hour: 10}, nil},
		"one day after":              {"2027-03-10", "2027-03-03 00:00", calendar.Clock{Hour: 10}, []committee.DateWarning{committee.WarnNotice}},
		"a Saturday night, too near": {"2027-03-06", "2027-03-03 09:00", calendar.Clock{Hour: 23}, []committee.DateWarning{committee.WarnWeekend, committee.WarnNight, committee.WarnNotice}},
	} {
		m := march(t)
		m.Day, m.Start = day(t, c.day), c.start
		if got := m.Warnings(board, at(t, c.now)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestReinstating(t *testing.T) {
	t.Parallel()
	off, err := march(t).Cancel(office, 1, "Wahl", at(t, "2027-03-01 09:00"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := off.Reinstate(chair, 2, at(t, "2027-03-02 09:00"))
	if err != nil || m.State != committee.MeetingPlanned || m.Reason != "" || m.Version != 3 || m.Number != 78 || m.Day != off.Day {
		t.Errorf("Reinstate = %+v, %v", m, err)
	}
	for name, c := range map[string]struct {
		m    committee.Meeting
		by   committee.Person
		seen int
		now  string
		want string
	}{
		"a member":            {off, holder, 2, "2027-03-02 09:00", "may.not"},
		"not cancelled":       {march(t), office, 1, "2027-03-02 09:00", "meeting.reinstate.planned"},
		"its time is over":    {off, office, 2, "2027-03-10 10:00", "meeting.past"},
		"somebody was faster": {off, office, 1, "2027-03-02 09:00", "meeting.meanwhile"},
	} {
		if _, err := c.m.Reinstate(c.by, c.seen, at(t, c.now)); refusedAs(t, err) != c.want {
			t.Errorf("%s: refused as %q, want %q", name, refusedAs(t, err), c.want)
		}
	}
	told := committee.MeetingChanged(board, off, m, []committee.Person{office}, at(t, "2027-03-02 09:00"))
	if x, err := committee.ReadMeetingChange(told[0].Note); err != nil || len(told) != 2 || !x.Reinstated || x.Cancelled {
		t.Errorf("told: %+v, %v", told, err)
	}
}
