package scheduler_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/scheduler"
)

// memory knows a committee, one person and some polls.
type memory struct {
	scheduler.Records
	polls map[int64]committee.Poll
}

func (memory) Committee(context.Context, int64) (committee.Committee, error) {
	return committee.Committee{ID: 1, Name: "Kommunalgremium", Lang: "de", Zone: "Europe/Berlin"}, nil
}

func (memory) Person(context.Context, int64, string) (committee.Person, error) {
	return committee.Person{User: "anna", Lang: "de"}, nil
}

func (m memory) Poll(_ context.Context, id int64) (committee.Poll, error) {
	if p, ok := m.polls[id]; ok {
		return p, nil
	}
	return committee.Poll{}, committee.ErrMissing
}

// After a day without the program a reminder of one day may be said together with one of
// three hours. What ends first stands first, and every poll once.
func TestRemindersSaidInOneNameEachPollOnceAndTheFirstToEndFirst(t *testing.T) {
	t.Parallel()
	poll := func(seq int, ends time.Time) committee.Poll {
		return committee.Poll{
			ID: int64(seq), Number: committee.Number{Register: committee.PollRegister, Year: 2027, Seq: seq}, Question: "Frage", Kind: committee.MotionPoll,
			State: committee.PollOpen, ClosesAt: ends,
		}
	}
	w := scheduler.Words{Records: memory{polls: map[int64]committee.Poll{4: poll(4, noon.Add(time.Hour)), 5: poll(5, noon)}}}
	owed := func(kind committee.OwedKind, id int64) committee.Owed {
		return committee.Owed{Committee: 1, Object: committee.Object{Kind: committee.PollObject, ID: id}, Kind: kind, User: "anna"}
	}
	day4, day5, hours5 := owed(committee.OwedDayLeft, 4), owed(committee.OwedDayLeft, 5), owed(committee.OwedHours, 5)
	for name, row := range map[string]struct {
		owed  []committee.Owed
		want  []string // titles of the cards
		words string
	}{
		"two polls":                     {[]committee.Owed{day4, day5}, []string{"U-2027-005 · Frage", "U-2027-004 · Frage"}, "Die erste endet: **Mittwoch, 17. März 2027, 13:00 Uhr**"},
		"one of them by both reminders": {[]committee.Owed{day4, day5, hours5}, []string{"U-2027-005 · Frage", "U-2027-004 · Frage"}, "Die erste endet bald: **"},
		"one poll by both reminders":    {[]committee.Owed{day5, hours5}, nil, "endet bald: **"},
	} {
		m, err := w.Together(t.Context(), row.owed)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var titles []string
		for _, c := range m.Cards {
			titles = append(titles, c.Title)
		}
		if diff := cmp.Diff(row.want, titles); diff != "" || !strings.Contains(m.Text, row.words) || (m.Card != nil) != (row.want == nil) {
			t.Errorf("%s: %s\n%s", name, m.Text, diff)
		}
	}
	for name, wrong := range map[string]committee.Owed{"a meeting": {Kind: committee.OwedAttendance}, "a poll that is gone": owed(committee.OwedDayLeft, 9)} {
		if m, err := w.Together(t.Context(), []committee.Owed{day4, wrong}); err == nil {
			t.Errorf("%s: %+v", name, m)
		}
	}
}
