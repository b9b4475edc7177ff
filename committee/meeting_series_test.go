package committee_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

var (
	monthly = committee.SeriesDraft{Kind: calendar.Virtual, When: "zweiter Mittwoch im Monat", Start: "10:00", Length: "2 Stunden", Link: "https://video.example.org/gremium"}
	twice   = committee.SeriesDraft{Kind: calendar.Physical, When: "22.3.2027\n20.9.2027", Start: "10:30", Length: "240", Place: "Frankfurt am Main"}
)

func proposed(t *testing.T, d committee.SeriesDraft, now string) []string {
	t.Helper()
	s, err := committee.SetSeries(board, office, d, at(t, now))
	if err != nil {
		t.Fatalf("SetSeries(%q): %v", d.When, err)
	}
	var list []string
	for _, m := range s.Meetings(board, at(t, now)) {
		list = append(list, m.Instant().Format("2006-01-02 15:04Z07:00"))
	}
	return list
}

func TestTheTwoSeriesOf2027(t *testing.T) {
	t.Parallel()
	want := []string{
		"2027-01-13 10:00+01:00", "2027-02-10 10:00+01:00", "2027-03-10 10:00+01:00", "2027-04-14 10:00+02:00",
		"2027-05-12 10:00+02:00", "2027-06-09 10:00+02:00", "2027-07-14 10:00+02:00", "2027-08-11 10:00+02:00",
		"2027-09-08 10:00+02:00", "2027-10-13 10:00+02:00", "2027-11-10 10:00+01:00", "2027-12-08 10:00+01:00",
	}
	got := proposed(t, monthly, "2026-12-10 12:00")
	if diff := cmp.Diff(want, got[:12]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"2027-03-22 10:30+01:00", "2027-09-20 10:30+02:00"}, proposed(t, twice, "2026-12-10 12:00")); diff != "" {
		t.Error(diff)
	}
}

func TestOnlyWhatIsToComeIsProposed(t *testing.T) {
	t.Parallel()
	if got := proposed(t, monthly, "2027-03-10 09:59")[0]; got != "2027-03-10 10:00+01:00" {
		t.Errorf("one minute before: %s", got)
	}
	if got := proposed(t, monthly, "2027-03-10 10:00")[0]; got != "2027-04-14 10:00+02:00" {
		t.Errorf("when it has begun: %s", got)
	}
	if got := proposed(t, monthly, "2027-01-14 12:00"); len(got) != 13 || got[12] != "2028-02-09 10:00+01:00" {
		t.Errorf("thirteen months ahead: %v", got)
	}
}

func TestWaysToSayASeries(t *testing.T) {
	t.Parallel()
	for when, first := range map[string]string{
		"FREQ=MONTHLY;BYDAY=2WE":                              "2026-12-09",
		"second Wednesday of the month":                       "2026-12-09",
		"2. Mittwoch im Monat außer August":                   "2026-12-09",
		"letzter Donnerstag im März und September":            "2027-03-25",
		"alle 2 Wochen mittwochs":                             "2026-12-02",
		"FREQ=MONTHLY;BYDAY=2WE;COUNT=3":                      "2026-12-09",
		"22.3.2027 und 20.9.2027":                             "2027-03-22",
		"Montag, 22. März 2027\r\nMontag, 20. September 2027": "2027-03-22",
		"2027-03-22 and 2027-09-20":                           "2027-03-22",
		"20.9.2027; 22.3.2027; 22.3.2027":                     "2027-03-22",
	} {
		d := monthly
		d.When = when
		got := proposed(t, d, "2026-11-23 12:00")
		if !strings.HasPrefix(got[0], first) {
			t.Errorf("%q begins on %s, want %s", when, got[0], first)
		}
	}
}

func TestACountedRuleDoesNotCountAnewEveryDay(t *testing.T) {
	t.Parallel()
	d := monthly
	d.When = "FREQ=MONTHLY;BYDAY=2WE;COUNT=3"
	s, err := committee.SetSeries(board, office, d, at(t, "2026-11-23 12:00"))
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Meetings(board, at(t, "2027-01-20 12:00")); len(got) != 1 || got[0].Day != day(t, "2027-02-10") {
		t.Errorf("after two of three there are left: %v", got)
	}
}

func TestTimesLengthsAndLinks(t *testing.T) {
	t.Parallel()
	for start, want := range map[string]calendar.Clock{
		"10:00": {Hour: 10}, "10 Uhr": {Hour: 10}, "10.30 Uhr": {Hour: 10, Minute: 30}, "9:05 Uhr": {Hour: 9, Minute: 5}, "14": {Hour: 14}, "2pm": {Hour: 14},
	} {
		d := monthly
		d.Start = start
		if s, err := committee.SetSeries(board, office, d, at(t, "2026-11-23 12:00")); err != nil || s.Start != want {
			t.Errorf("start %q = %v, %v, want %v", start, s.Start, err, want)
		}
	}
	for length, want := range map[string]int{"": 120, "90": 90, "90 Minuten": 90, "2 Stunden": 120, "1,5 h": 90, "3 hours": 180} {
		d := monthly
		d.Length = length
		if s, err := committee.SetSeries(board, office, d, at(t, "2026-11-23 12:00")); err != nil || s.Minutes != want {
			t.Errorf("length %q = %d, %v, want %d", length, s.Minutes, err, want)
		}
	}
}

func TestRefusedSeries(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*committee.SeriesDraft)
		want   string
	}{
		"no kind":            {func(d *committee.SeriesDraft) { d.Kind = "hybrid" }, "kind meeting.kind.unknown"},
		"no rhythm":          {func(d *committee.SeriesDraft) { d.When = " " }, "when meeting.when.missing"},
		"nonsense":           {func(d *committee.SeriesDraft) { d.When = "ab und zu" }, "when meeting.rhythm.unreadable"},
		"days that are over": {func(d *committee.SeriesDraft) { d.When = "gestern und morgen" }, "when date.past"},
		"every second":       {func(d *committee.SeriesDraft) { d.When = "jeden zweiten Mittwoch" }, "when meeting.rhythm.ambiguous"},
		"a bad rule":         {func(d *committee.SeriesDraft) { d.When = "FREQ=HOURLY" }, "when meeting.rhythm.unreadable"},
		"every day":          {func(d *committee.SeriesDraft) { d.When = "FREQ=DAILY" }, "when meeting.rhythm.often"},
		"a rule that ended":  {func(d *committee.SeriesDraft) { d.When = "FREQ=MONTHLY;BYDAY=2WE;UNTIL=20200101" }, "when meeting.rhythm.never"},
		"a date in the past": {func(d *committee.SeriesDraft) { d.When = "22.3.2020 und 20.9.2027" }, "when date.past"},
		"a date too far":     {func(d *committee.SeriesDraft) { d.When = "22.3.2072" }, "when meeting.date.far"},
		"no such date":       {func(d *committee.SeriesDraft) { d.When = "31.2.2027" }, "when date.unreadable"},
		"two ways to read":   {func(d *committee.SeriesDraft) { d.When = "3/4/2027" }, "when meeting.date.ambiguous"},
		"no time":            {func(d *committee.SeriesDraft) { d.Start = "" }, "start meeting.start.missing"},
		"no such time":       {func(d *committee.SeriesDraft) { d.Start = "25:00" }, "start meeting.start.unreadable"},
		"a day, no time":     {func(d *committee.SeriesDraft) { d.Start = "Freitag" }, "start meeting.start.unreadable"},
		"the doubled hour":   {func(d *committee.SeriesDraft) { d.Start = "02:30" }, "start meeting.clock.night"},
		"too short":          {func(d *committee.SeriesDraft) { d.Length = "5" }, "length meeting.length.unreadable"},
		"too long":           {func(d *committee.SeriesDraft) { d.Length = "13 h" }, "length meeting.length.unreadable"},
		"no link":            {func(d *committee.SeriesDraft) { d.Link = "javascript:alert(1)" }, "link meeting.link.unreadable"},
		"a long place":       {func(d *committee.SeriesDraft) { d.Place = strings.Repeat("x", 151) }, "place text.long"},
		"classified":         {func(d *committee.SeriesDraft) { d.Place = "Raum (VS-NfD)" }, "text.classified"},
		"several at once":    {func(d *committee.SeriesDraft) { d.When, d.Start = "", "" }, "when meeting.when.missing, start meeting.start.missing"},
	} {
		d := monthly
		c.change(&d)
		_, err := committee.SetSeries(board, chair, d, at(t, "2026-11-23 12:00"))
		if got := refusedAs(t, err); got != c.want {
			t.Errorf("%s: refused as %q, want %q", name, got, c.want)
		}
	}
	if _, err := committee.SetSeries(board, holder, monthly, at(t, "2026-11-23 12:00")); refusedAs(t, err) != "may.not" {
		t.Errorf("a member set a series: %v", err)
	}
}

func TestThePlanLooksBehindTheHorizon(t *testing.T) {
	t.Parallel()
	now := at(t, "2027-01-20 12:00")
	s, err := committee.SetSeries(board, office, monthly, now)
	if err != nil {
		t.Fatal(err)
	}
	written := s.Meetings(board, now)
	plan := committee.YearPlan(board, []committee.Series{s}, written, 2028, now)
	if len(plan) != 12 || plan[1].State != committee.MeetingPlanned || plan[2].State != committee.MeetingProposed || plan[2].Day != day(t, "2028-03-08") {
		t.Fatalf("plan of 2028: %v", plan)
	}
	if w := committee.Holidays(board, plan); len(w) != 1 || w[0].Proposal != day(t, "2028-03-15") {
		t.Errorf("warnings for 2028: %v", w)
	}
	if got := committee.YearPlan(board, []committee.Series{s}, written, 2027, now); len(got) != 11 {
		t.Errorf("plan of 2027 from 20 January has %d meetings, want 11", len(got))
	}
}

func TestALengthThatChangesIsToldToTheChannel(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-11-23 12:00")
	s, err := committee.SetSeries(board, office, monthly, now)
	if err != nil {
		t.Fatal(err)
	}
	before := s.Meetings(board, now)
	s.Minutes = 90
	shorter := s.Meetings(board, now)
	later := slices.Clone(shorter)
	for i := range later {
		later[i].Start.Hour = 14
	}
	for name, c := range map[string]struct {
		after       []committee.Meeting
		was         int
		longer, any bool
	}{
		"nothing changes":         {before, 0, false, false},
		"only the length":         {shorter, 120, true, true},
		"the length and the time": {later, 120, false, true},
	} {
		owed := committee.SeriesChanged(board, s, before, c.after, nil, now)
		if c.any != (len(owed) == 1) {
			t.Errorf("%s: %+v", name, owed)
		}
		if len(owed) == 0 {
			continue
		}
		x, err := committee.ReadSeriesChange(owed[0].Note)
		if err != nil || x.Was != c.was || x.Longer != c.longer || x.Minutes != 90 || len(x.Next) != 3 {
			t.Errorf("%s: %+v, %v", name, x, err)
		}
	}
}
