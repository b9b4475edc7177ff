package committee_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// found is a closed date poll about 20, 22 and 29 September, 10:00.
func found(t *testing.T) committee.Poll {
	t.Helper()
	p, err := committee.OpenPoll(kog(), presiding(), dates(), seats(14), opening)
	if err != nil {
		t.Fatal(err)
	}
	if p, err = p.Expire(closing); err != nil {
		t.Fatal(err)
	}
	p.ID = 5
	return p
}

func planned(id int64, day calendar.Date) committee.Meeting {
	return committee.Meeting{
		ID: id, Committee: 1, Number: int(70 + id), Kind: calendar.Virtual, Day: day, Original: day, Start: calendar.Clock{Hour: 9}, Zone: "Europe/Berlin",
		Minutes: 60, Link: "https://video.example.org", State: committee.MeetingPlanned, Version: 3,
	}
}

func TestADateThatWasFoundIsFixed(t *testing.T) {
	t.Parallel()
	p, off := found(t), planned(8, september(29))
	off.Poll, off.State = 5, committee.MeetingCancelled
	ms := []committee.Meeting{planned(7, september(20)), off}
	series := []committee.Series{{ID: 1, Kind: calendar.Physical, Minutes: 240, Start: calendar.Clock{Hour: 11}, Place: "Fulda"}}
	m, err := p.Fix(kog(), presiding(), committee.FixDraft{Option: "2027-09-29T10:00", Kind: calendar.Physical, Place: " Kassel "}, ms, series, closing)
	want := committee.Meeting{
		Committee: 1, Poll: 5, Kind: calendar.Physical, Day: september(29), Original: september(29), Start: calendar.Clock{Hour: 10}, Zone: "Europe/Berlin",
		Minutes: 240, Place: "Kassel", State: committee.MeetingPlanned, ChangedAt: closing, Version: 1,
	}
	if diff := cmp.Diff(want, m); err != nil || diff != "" {
		t.Errorf("a new meeting: %v\n%s", err, diff)
	}
	m, err = p.Fix(kog(), presiding(), committee.FixDraft{Option: "2027-09-22T10:00", Meeting: 7, Seen: 3, Kind: calendar.Physical, Start: "14 Uhr"}, ms, series, closing)
	want = ms[0]
	want.Poll, want.Kind, want.Day, want.Start, want.Link, want.ChangedAt, want.Version = 5, calendar.Physical, september(22), calendar.Clock{Hour: 14}, "", closing, 4
	if diff := cmp.Diff(want, m); err != nil || diff != "" {
		t.Errorf("a meeting that was moved: %v\n%s", err, diff)
	}
}

func TestADateIsNotFixed(t *testing.T) {
	t.Parallel()
	made := planned(9, september(1))
	made.Poll = 5
	ok := committee.FixDraft{Option: "2027-09-22T10:00", Kind: calendar.Virtual}
	for name, c := range map[string]struct {
		change func(*committee.Poll, *committee.FixDraft)
		who    committee.Person
		ms     []committee.Meeting
		now    time.Time
		want   string
	}{
		"by a member":                  {nil, on(1, committee.Member), nil, closing, "may.not"},
		"of another kind of poll":      {func(p *committee.Poll, _ *committee.FixDraft) { p.Kind = committee.ChoicePoll }, presiding(), nil, closing, "poll.fix.kind"},
		"while the poll is open":       {func(p *committee.Poll, _ *committee.FixDraft) { p.State = committee.PollOpen }, presiding(), nil, closing, "poll.fix.open"},
		"twice":                        {nil, presiding(), []committee.Meeting{made}, closing, "poll.fix.done"},
		"when all days are over":       {nil, presiding(), nil, closing.AddDate(1, 0, 0), "poll.fix.over"},
		"on a day that is over":        {nil, presiding(), nil, time.Date(2027, 9, 23, 0, 0, 0, 0, time.UTC), "meeting.moment.past"},
		"on a day with a meeting":      {nil, presiding(), []committee.Meeting{planned(7, september(22))}, closing, "poll.fix.taken"},
		"on a day that was not asked":  {func(_ *committee.Poll, d *committee.FixDraft) { d.Option = "2027-09-23" }, presiding(), nil, closing, "poll.option.unknown"},
		"of no kind":                   {func(_ *committee.Poll, d *committee.FixDraft) { d.Kind = "" }, presiding(), nil, closing, "meeting.kind.unknown"},
		"at no time of day":            {func(_ *committee.Poll, d *committee.FixDraft) { d.Start = "25 Uhr" }, presiding(), nil, closing, "meeting.start.unreadable"},
		"at a classified place":        {func(_ *committee.Poll, d *committee.FixDraft) { d.Place = "VS-NfD" }, presiding(), nil, closing, "text.classified"},
		"with a meeting of nowhere":    {func(_ *committee.Poll, d *committee.FixDraft) { d.Meeting = 4 }, presiding(), nil, closing, "meeting.nothing.ahead"},
		"with a meeting moved already": {func(_ *committee.Poll, d *committee.FixDraft) { d.Meeting, d.Seen = 7, 2 }, presiding(), []committee.Meeting{planned(7, september(1))}, closing, "meeting.meanwhile"},
	} {
		p, d := found(t), ok
		if c.change != nil {
			c.change(&p, &d)
		}
		_, err := p.Fix(kog(), c.who, d, c.ms, nil, c.now)
		if es := committee.Refusals(err); len(es) != 1 || es[0].Key != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestNoneOfTheDaysIsTakenOnceAndOnlyByWhoPlansMeetings(t *testing.T) {
	t.Parallel()
	p, made := found(t), planned(9, september(1))
	made.Poll = 5
	settled, err := p.FixNone(presiding(), nil, berlin, closing)
	if err != nil || !settled.NoDay.Equal(closing) || settled.Version != p.Version+1 {
		t.Fatalf("settled %+v, %v", settled, err)
	}
	open := p
	open.State = committee.PollOpen
	for name, c := range map[string]struct {
		poll committee.Poll
		who  committee.Person
		ms   []committee.Meeting
		now  time.Time
		want string
	}{
		"by a member":            {p, on(1, committee.Member), nil, closing, "may.not"},
		"while the poll is open": {open, presiding(), nil, closing, "poll.fix.open"},
		"twice":                  {settled, presiding(), nil, closing, "poll.nodays.already"},
		"when one was taken":     {p, presiding(), []committee.Meeting{made}, closing, "poll.fix.done"},
		"when all days are over": {p, presiding(), nil, closing.AddDate(1, 0, 0), "poll.fix.over"},
	} {
		after, err := c.poll.FixNone(c.who, c.ms, berlin, c.now)
		if es := committee.Refusals(err); len(es) != 1 || es[0].Key != c.want || !after.NoDay.Equal(c.poll.NoDay) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	if _, err := settled.Fix(kog(), presiding(), committee.FixDraft{Option: "2027-09-22T10:00", Kind: calendar.Virtual}, nil, nil, closing); err != nil {
		t.Errorf("one is taken after all: %v", err)
	}
}
