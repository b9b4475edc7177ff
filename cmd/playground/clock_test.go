package main

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"gremienbot/committee"
)

// agenda is what is due in a world without a bot: each beat does what is due
// by then, unless the chat is away.
type agenda struct {
	due   []time.Time
	beats []time.Time
	away  bool
}

func (a *agenda) next(context.Context) (time.Time, committee.Owed, bool, error) {
	if len(a.due) == 0 {
		return time.Time{}, committee.Owed{}, false, nil
	}
	return a.due[0], committee.Owed{Kind: committee.OwedDayBefore}, true, nil
}

func (a *agenda) beat(_ context.Context, now time.Time) error {
	a.beats = append(a.beats, now)
	for !a.away && len(a.due) > 0 && !a.due[0].After(now) {
		a.due = a.due[1:]
	}
	return nil
}

// stopped is a tape before a wall clock that stands still.
func stopped(a *agenda) *tape {
	c := newTape(func() time.Time { return noon }, beginning)
	c.beat, c.due = a.beat, a.next
	return c
}

func after(hours ...time.Duration) []time.Time {
	list := make([]time.Time, len(hours))
	for i, h := range hours {
		list[i] = beginning.Add(h * time.Hour)
	}
	return list
}

func TestTapeRunsLikeTheWallAndFromWhereItWasSet(t *testing.T) {
	t.Parallel()
	wall := noon
	c := newTape(func() time.Time { return wall }, beginning)
	wall = wall.Add(90 * time.Second)
	if got, want := c.Now(), beginning.Add(90*time.Second); !got.Equal(want) {
		t.Errorf("after 90 seconds it is %v, want %v", got, want)
	}
	c.set(beginning.Add(time.Hour))
	wall = wall.Add(time.Second)
	if got, want := c.Now(), beginning.Add(time.Hour+time.Second); !got.Equal(want) {
		t.Errorf("a second after setting it is %v, want %v", got, want)
	}
}

func TestAdvanceStopsAtEverythingDue(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		due   []time.Time
		beats []time.Time // all beats; the last one is at the end of the way
		left  int
	}{
		"nothing is due":              {nil, after(10), 0},
		"each at its time":            {after(1, 3, 9), after(1, 3, 9, 10), 0},
		"two at the same time":        {after(2, 2), after(2, 10), 0},
		"at the end of the way":       {after(10), after(10, 10), 0},
		"later things stay":           {after(1, 11), after(1, 10), 1},
		"what is overdue comes now":   {after(-5, 2), after(0, 2, 10), 0},
		"nothing before it is due":    {after(11, 12), after(10), 2},
		"overdue things come at once": {after(-5, -4), after(0, 10), 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := &agenda{due: c.due}
			tape := stopped(a)
			if err := tape.Advance(t.Context(), beginning.Add(10*time.Hour)); err != nil {
				t.Fatal(err)
			}
			if !slices.EqualFunc(a.beats, c.beats, time.Time.Equal) || len(a.due) != c.left {
				t.Errorf("beats at %v, want %v; %d left, want %d", a.beats, c.beats, len(a.due), c.left)
			}
			if got := tape.Now(); !got.Equal(beginning.Add(10 * time.Hour)) {
				t.Errorf("it is %v at the end", got)
			}
		})
	}
}

func TestAdvanceArrivesWhileTheChatIsAway(t *testing.T) {
	t.Parallel()
	a := &agenda{due: after(1, 2), away: true}
	c := stopped(a)
	if err := c.Advance(t.Context(), beginning.Add(10*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if !c.Now().Equal(beginning.Add(10*time.Hour)) || len(a.beats) > 4 {
		t.Errorf("it is %v after %d beats", c.Now(), len(a.beats))
	}
}

func TestAdvanceSaysWhatWentWrong(t *testing.T) {
	t.Parallel()
	broken := errors.New("no database")
	c := stopped(&agenda{})
	c.due = func(context.Context) (time.Time, committee.Owed, bool, error) {
		return time.Time{}, committee.Owed{}, false, broken
	}
	if err := c.Advance(t.Context(), noon); !errors.Is(err, broken) {
		t.Errorf("Advance = %v, want %v", err, broken)
	}
	if _, _, err := c.Next(t.Context()); !errors.Is(err, broken) {
		t.Errorf("Next = %v, want %v", err, broken)
	}
}

func TestNextSaysWhatHappens(t *testing.T) {
	t.Parallel()
	at, what, err := stopped(&agenda{due: after(1)}).Next(t.Context())
	if err != nil || what.De != "Erinnerung an die Sitzung morgen" || !at.Equal(beginning.Add(time.Hour)) {
		t.Errorf("Next = %v, %q, %v", at, what, err)
	}
	for want, owed := range map[string]committee.Owed{
		"A poll ends":            {Object: committee.Object{Kind: committee.PollObject}},
		"An assessment ends":     {Object: committee.Object{Kind: committee.AssessmentObject}},
		"A card appears":         {Kind: committee.OwedCard, Object: committee.Object{Kind: committee.AssessmentObject}},
		"A message is sent":      {Kind: "something new"},
		"A topic comes up again": {Kind: committee.OwedTopicResume},
	} {
		if got := eventOf(owed); got.En != want || got.De == "" {
			t.Errorf("%+v: %+v, want %q", owed, got, want)
		}
	}
	for kind, words := range eventWords {
		if words.De == "" || words.En == "" {
			t.Errorf("%q has no words in one language: %+v", kind, words)
		}
	}
}
