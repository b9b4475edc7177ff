package committee_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// feed keeps the events of a committee as the store does: a new one gets a UID.
type feed struct {
	*testing.T
	events []committee.FeedEvent
}

// keep brings the events in line and says in words what they are, by day.
func (f *feed) keep(ms []committee.Meeting, p committee.FeedPoll, now time.Time) string {
	f.Helper()
	for _, e := range committee.KeepFeed(kog(), slices.Clone(f.events), ms, []committee.FeedPoll{p}, now) {
		if e.UID == "" {
			e.UID = fmt.Sprintf("u%d", len(f.events)+1)
			f.events = append(f.events, e)
			continue
		}
		i := slices.IndexFunc(f.events, func(o committee.FeedEvent) bool { return o.UID == e.UID })
		if f.events[i] == e || f.events[i].Sequence == e.Sequence && f.events[i].Status != e.Status {
			f.Errorf("%s is stored for nothing, or without a new SEQUENCE: %+v", e.UID, e)
		}
		f.events[i] = e
	}
	var said []string
	for _, e := range f.events {
		word := map[committee.FeedStatus]string{committee.FeedTentative: "perhaps", committee.FeedConfirmed: "sure", committee.FeedCancelled: "off"}[e.Status]
		said = append(said, fmt.Sprintf("%s %d.%d. %s #%d", e.UID, e.Day.Day, e.Day.Month, word, e.Sequence))
	}
	return strings.Join(said, ", ")
}

func (f *feed) want(got, want string) {
	f.Helper()
	if got != want {
		f.Errorf("got  %s\nwant %s", got, want)
	}
}

// fixed is what is made of a day of the closed poll; a new meeting gets an ID.
func (f *feed) fixed(p committee.Poll, d committee.FixDraft, ms ...committee.Meeting) committee.Meeting {
	f.Helper()
	d.Kind = calendar.Physical
	m, err := p.Fix(kog(), presiding(), d, ms, nil, closing)
	if err != nil {
		f.Fatal(err)
	}
	if m.ID == 0 {
		m.ID, m.Number = int64(100+len(ms)), 100
	}
	return m
}

const asked = "u1 20.9. perhaps #0, u2 22.9. perhaps #0, u3 29.9. perhaps #0"

func TestADayThatIsFixedIsTheSameEventAndTheOthersAreOff(t *testing.T) {
	t.Parallel()
	f := &feed{T: t}
	open, p := found(t), found(t)
	open.State = committee.PollOpen
	f.want(f.keep(nil, committee.FeedPoll{Poll: open}, opening), asked)
	if e := f.events[1]; e.Poll != 5 || e.Option != "2027-09-22T10:00" || e.Asked != p.Number || e.Minutes != 120 || e.Whole || !e.ChangedAt.Equal(opening) || e.Meeting != 0 {
		t.Errorf("a day that is asked for: %+v", e)
	}
	f.want(f.keep(nil, committee.FeedPoll{Poll: p, Found: true}, closing), asked)
	m := f.fixed(p, committee.FixDraft{Option: "2027-09-22T10:00", Start: "10:30", Place: "Fulda"})
	f.want(f.keep([]committee.Meeting{m}, committee.FeedPoll{Poll: p, Found: true}, closing.Add(time.Hour)), "u1 20.9. off #1, u2 22.9. sure #1, u3 29.9. off #1")
	if e := f.events[1]; e.Meeting != m.ID || e.Number != 100 || e.Asked != (committee.Number{}) || e.Start.Minute != 30 || e.Place != "Fulda" || !e.ChangedAt.Equal(closing.Add(time.Hour)) {
		t.Errorf("the meeting: %+v", e)
	}
	f.want(f.keep([]committee.Meeting{m}, committee.FeedPoll{Poll: p, Found: true}, closing.Add(2*time.Hour)), "u1 20.9. off #1, u2 22.9. sure #1, u3 29.9. off #1")
}

func TestAPollWithoutADayTakesItsDaysBack(t *testing.T) {
	t.Parallel()
	f := &feed{T: t}
	open, p := found(t), found(t)
	open.State = committee.PollOpen
	f.keep(nil, committee.FeedPoll{Poll: open}, opening)
	f.want(f.keep(nil, committee.FeedPoll{Poll: p}, closing), "u1 20.9. off #1, u2 22.9. off #1, u3 29.9. off #1")
	m := f.fixed(p, committee.FixDraft{Option: "2027-09-29T10:00"})
	f.want(f.keep([]committee.Meeting{m}, committee.FeedPoll{Poll: p}, closing), "u1 20.9. off #1, u2 22.9. off #1, u3 29.9. sure #2")
}

func TestDaysOfWhichNoneIsTakenAreOffUntilOneIsTakenAfterAll(t *testing.T) {
	t.Parallel()
	f := &feed{T: t}
	open, p := found(t), found(t)
	open.State = committee.PollOpen
	f.keep(nil, committee.FeedPoll{Poll: open}, opening)
	f.want(f.keep(nil, committee.FeedPoll{Poll: p, Found: true}, closing), asked)
	p, err := p.FixNone(presiding(), nil, berlin, closing)
	if err != nil {
		t.Fatal(err)
	}
	f.want(f.keep(nil, committee.FeedPoll{Poll: p, Found: true}, closing), "u1 20.9. off #1, u2 22.9. off #1, u3 29.9. off #1")
	f.want(f.keep(nil, committee.FeedPoll{Poll: p, Found: true}, closing), "u1 20.9. off #1, u2 22.9. off #1, u3 29.9. off #1")
	m := f.fixed(p, committee.FixDraft{Option: "2027-09-29T10:00"})
	f.want(f.keep([]committee.Meeting{m}, committee.FeedPoll{Poll: p, Found: true}, closing), "u1 20.9. off #1, u2 22.9. off #1, u3 29.9. sure #2")
}

func TestAPlannedMeetingThatIsMovedToTheDayKeepsItsOwnEvent(t *testing.T) {
	t.Parallel()
	f := &feed{T: t}
	open, p := found(t), found(t)
	open.State = committee.PollOpen
	ms := []committee.Meeting{planned(7, september(8))}
	f.want(f.keep(ms, committee.FeedPoll{Poll: open}, opening), "u1 8.9. sure #0, u2 20.9. perhaps #0, u3 22.9. perhaps #0, u4 29.9. perhaps #0")
	ms[0] = f.fixed(p, committee.FixDraft{Option: "2027-09-22T10:00", Meeting: 7, Seen: 3}, ms...)
	f.want(f.keep(ms, committee.FeedPoll{Poll: p, Found: true}, closing), "u1 22.9. sure #1, u2 20.9. off #1, u3 22.9. off #1, u4 29.9. off #1")
}

func TestAMeetingThatIsOffGivesTheOtherDaysNotBack(t *testing.T) {
	t.Parallel()
	f := &feed{T: t}
	open, p := found(t), found(t)
	open.State = committee.PollOpen
	f.keep(nil, committee.FeedPoll{Poll: open}, opening)
	m := f.fixed(p, committee.FixDraft{Option: "2027-09-22T10:00"})
	f.keep([]committee.Meeting{m}, committee.FeedPoll{Poll: p, Found: true}, closing)
	m.State = committee.MeetingCancelled
	f.want(f.keep([]committee.Meeting{m}, committee.FeedPoll{Poll: p, Found: true}, closing), "u1 20.9. off #1, u2 22.9. off #2, u3 29.9. off #1")
	elsewhere := m
	elsewhere.Poll = 6 // it has passed to another poll
	f.want(f.keep([]committee.Meeting{elsewhere}, committee.FeedPoll{Poll: p, Found: true}, closing), "u1 20.9. off #1, u2 22.9. off #2, u3 29.9. off #1")
	other := f.fixed(p, committee.FixDraft{Option: "2027-09-29T10:00"}, m)
	f.want(f.keep([]committee.Meeting{m, other}, committee.FeedPoll{Poll: p, Found: true}, closing), "u1 20.9. off #1, u2 22.9. off #2, u3 29.9. sure #2")
	other.State = committee.MeetingCancelled
	again := f.fixed(p, committee.FixDraft{Option: "2027-09-22T10:00"}, m, other)
	f.want(f.keep([]committee.Meeting{m, other, again}, committee.FeedPoll{Poll: p, Found: true}, closing), "u1 20.9. off #1, u2 22.9. off #2, u3 29.9. off #3, u4 22.9. sure #0")
}

func TestADayThatIsOverIsOff(t *testing.T) {
	t.Parallel()
	f := &feed{T: t}
	open, p := found(t), found(t)
	open.State = committee.PollOpen
	f.keep(nil, committee.FeedPoll{Poll: open}, opening)
	f.want(f.keep(nil, committee.FeedPoll{Poll: p, Found: true}, at(t, "2027-09-20 10:00")), "u1 20.9. off #1, u2 22.9. perhaps #0, u3 29.9. perhaps #0")
	late := &feed{T: t}
	late.want(late.keep(nil, committee.FeedPoll{Poll: open}, at(t, "2027-09-20 10:00")), "u1 22.9. perhaps #0, u2 29.9. perhaps #0")
}

func TestADayWithoutATimeIsAWholeOne(t *testing.T) {
	t.Parallel()
	f := &feed{T: t}
	open, p := found(t), found(t)
	for i, day := range []int{20, 22} {
		p.Options[i] = committee.DayOption(september(day), calendar.Clock{}, "")
	}
	open.Options, open.State = p.Options, committee.PollOpen
	f.keep(nil, committee.FeedPoll{Poll: open}, opening)
	if e := f.events[0]; !e.Whole || e.Ends().Sub(e.Begins()) != 24*time.Hour {
		t.Errorf("%+v", e)
	}
	m := f.fixed(p, committee.FixDraft{Option: "2027-09-22", Start: "9:00"})
	f.want(f.keep([]committee.Meeting{m}, committee.FeedPoll{Poll: p, Found: true}, closing), "u1 20.9. off #1, u2 22.9. sure #1, u3 29.9. off #1")
	if e := f.events[1]; e.Whole || e.Start.Hour != 9 || e.Minutes == 0 {
		t.Errorf("%+v", e)
	}
}

func TestOfTwoTimesOnADayTheOneThatWasChosenStays(t *testing.T) {
	t.Parallel()
	for start, want := range map[string]string{
		"":      "u1 20.9. off #1, u2 20.9. sure #1, u3 29.9. off #1",
		"10:00": "u1 20.9. sure #1, u2 20.9. off #1, u3 29.9. off #1", // it is at ten after all
		"16:00": "u1 20.9. sure #1, u2 20.9. off #1, u3 29.9. off #1", // any will do
	} {
		f := &feed{T: t}
		open, p := found(t), found(t)
		p.Options[1] = committee.DayOption(september(20), calendar.Clock{Hour: 14}, "")
		open.Options, open.State = p.Options, committee.PollOpen
		f.keep(nil, committee.FeedPoll{Poll: open}, opening)
		m := f.fixed(p, committee.FixDraft{Option: "2027-09-20T14:00", Start: start})
		f.want(f.keep([]committee.Meeting{m}, committee.FeedPoll{Poll: p, Found: true}, closing), want)
	}
}
