package committee_test

import (
	"strings"
	"testing"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// published is the event of a meeting that subscribers have seen.
func published(t *testing.T, m committee.Meeting) committee.FeedEvent {
	t.Helper()
	fresh := committee.KeepFeed(board, nil, []committee.Meeting{m}, nil, at(t, "2026-12-01 09:00"))
	if len(fresh) != 1 || fresh[0].UID != "" || fresh[0].Meeting != m.ID || fresh[0].Sequence != 0 {
		t.Fatalf("a new meeting is %+v", fresh)
	}
	fresh[0].UID = "a@gremienbot"
	return fresh[0]
}

func TestSequenceIsRaisedForWhatSubscribersMustKnow(t *testing.T) {
	t.Parallel()
	now := at(t, "2027-03-01 09:00")
	for name, c := range map[string]struct {
		change   func(*committee.Meeting, *committee.Committee)
		sequence int
		changed  bool
	}{
		"nothing":                              {func(*committee.Meeting, *committee.Committee) {}, 0, false},
		"another day":                          {func(m *committee.Meeting, _ *committee.Committee) { m.Day = day(t, "2027-03-17") }, 1, true},
		"another time":                         {func(m *committee.Meeting, _ *committee.Committee) { m.Start.Minute = 30 }, 1, true},
		"another end":                          {func(m *committee.Meeting, _ *committee.Committee) { m.Minutes = 90 }, 1, true},
		"another zone":                         {func(m *committee.Meeting, _ *committee.Committee) { m.Zone = "Europe/Lisbon" }, 1, true},
		"cancelled":                            {func(m *committee.Meeting, _ *committee.Committee) { m.State = committee.MeetingCancelled }, 1, true},
		"another place":                        {func(m *committee.Meeting, _ *committee.Committee) { m.Place = "Fulda" }, 1, true},
		"another link":                         {func(m *committee.Meeting, _ *committee.Committee) { m.Link = "https://video.example.org/b" }, 1, true},
		"moved to another place":               {func(m *committee.Meeting, _ *committee.Committee) { m.Place, m.Day = "Fulda", day(t, "2027-03-17") }, 1, true},
		"another number":                       {func(m *committee.Meeting, _ *committee.Committee) { m.Number = 79 }, 0, true},
		"another kind":                         {func(m *committee.Meeting, _ *committee.Committee) { m.Kind = calendar.Physical }, 0, true},
		"another name":                         {func(_ *committee.Meeting, c *committee.Committee) { c.Name = "Beirat" }, 0, true},
		"another language":                     {func(_ *committee.Meeting, c *committee.Committee) { c.Lang = "en" }, 0, true},
		"a reason, which is no one's business": {func(m *committee.Meeting, _ *committee.Committee) { m.Reason = "Erkrankung" }, 0, false},
	} {
		m, b := march(t), board
		e := published(t, m)
		c.change(&m, &b)
		got := committee.KeepFeed(b, []committee.FeedEvent{e}, []committee.Meeting{m}, nil, now)
		if !c.changed {
			if len(got) != 0 {
				t.Errorf("%s: %+v, want nothing to store", name, got)
			}
			continue
		}
		if len(got) != 1 || got[0].UID != e.UID || got[0].Sequence != c.sequence || !got[0].ChangedAt.Equal(now) {
			t.Errorf("%s: %+v, want the same UID, SEQUENCE %d, changed at %v", name, got, c.sequence, now)
		}
	}
}

func TestAMeetingIsCancelledAndTakesPlaceAfterAll(t *testing.T) {
	t.Parallel()
	e := published(t, march(t))
	off, err := march(t).Cancel(office, 1, "Wahl", at(t, "2027-03-01 09:00"))
	if err != nil {
		t.Fatal(err)
	}
	e = committee.KeepFeed(board, []committee.FeedEvent{e}, []committee.Meeting{off}, nil, at(t, "2027-03-01 09:00"))[0]
	if e.Status != committee.FeedCancelled || e.Sequence != 1 {
		t.Errorf("cancelled: %+v", e)
	}
	on, err := off.Reinstate(office, 2, at(t, "2027-03-02 09:00"))
	if err != nil {
		t.Fatal(err)
	}
	e = committee.KeepFeed(board, []committee.FeedEvent{e}, []committee.Meeting{on}, nil, at(t, "2027-03-02 09:00"))[0]
	if e.Status != committee.FeedConfirmed || e.Sequence != 2 || e.UID != "a@gremienbot" {
		t.Errorf("after all: %+v", e)
	}
}

func TestAForgottenMeetingIsCancelledOnceAndHasNoNumber(t *testing.T) {
	t.Parallel()
	e := published(t, march(t))
	e.Meeting = 0
	got := committee.KeepFeed(board, []committee.FeedEvent{e}, nil, nil, at(t, "2027-03-01 09:00"))
	if len(got) != 1 || got[0].Status != committee.FeedCancelled || got[0].Number != 0 || got[0].Sequence != 1 {
		t.Fatalf("forgotten: %+v", got)
	}
	if again := committee.KeepFeed(board, got, nil, nil, at(t, "2027-03-02 09:00")); len(again) != 0 {
		t.Errorf("the next day: %+v, want nothing to store", again)
	}
}

func TestAnEventStaysForAYear(t *testing.T) {
	t.Parallel()
	e := published(t, march(t)) // on 10 March 2027
	e.Status, e.ChangedAt = committee.FeedCancelled, at(t, "2027-01-11 09:00")
	late := e
	late.ChangedAt = at(t, "2027-06-01 09:00")
	for name, c := range map[string]struct {
		e    committee.FeedEvent
		now  string
		want int
	}{
		"before it":                            {e, "2027-02-01 09:00", 1},
		"a year after its day":                 {e, "2028-03-10 23:59", 1},
		"thirteen months after its day":        {e, "2028-04-10 23:59", 1},
		"a day later":                          {e, "2028-04-11 00:00", 0},
		"a year after it was changed":          {late, "2028-06-01 23:59", 1},
		"thirteen months after it was changed": {late, "2028-07-01 23:59", 1},
		"a day after that":                     {late, "2028-07-02 00:00", 0},
	} {
		if got := committee.FeedShown(board, []committee.FeedEvent{c.e}, at(t, c.now)); len(got) != c.want {
			t.Errorf("%s: %d shown, want %d", name, len(got), c.want)
		}
	}
}

func TestTheFeedIsInOrderOfTime(t *testing.T) {
	t.Parallel()
	first, second, third := march(t), march(t), march(t)
	second.ID, second.Start = 79, calendar.Clock{Hour: 14}
	third.ID, third.Day = 80, day(t, "2027-03-11")
	var events []committee.FeedEvent
	for i, m := range []committee.Meeting{third, first, second} {
		e := published(t, m)
		e.UID = []string{"a", "b", "c"}[i]
		events = append(events, e)
	}
	var order strings.Builder
	for _, e := range committee.FeedShown(board, events, at(t, "2027-03-01 09:00")) {
		order.WriteString(e.UID)
	}
	if got := order.String(); got != "bca" || events[0].UID != "a" {
		t.Errorf("order %s, want bca, and the list left as it was", got)
	}
}

func TestWhoIsGoneFromACommittee(t *testing.T) {
	t.Parallel()
	guest := committee.Person{User: "g", Roles: []committee.Role{committee.Guest}}
	now := holder
	now.Roles = []committee.Role{committee.Advisory}
	got := committee.Gone([]committee.Person{holder, guest, chair}, []committee.Person{now, chair, stand})
	if len(got) != 1 || got[0] != "g" {
		t.Errorf("gone: %v, want g alone", got)
	}
}
