package scheduler_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/scheduler"
)

// said are the texts of all posts so far.
func (c *chat) said() []string {
	var all []string
	for _, p := range c.all() {
		all = append(all, p.text)
	}
	slices.Sort(all)
	return all
}

// eachSaidOnce checks that everything owed was said exactly once, and that nothing is left.
func (w *world) eachSaidOnce(tb testing.TB, owed []committee.Owed) {
	tb.Helper()
	times := w.chat.times()
	for _, o := range owed {
		if times[o.Key()] != 1 {
			tb.Errorf("%s was said %d times", o.Key(), times[o.Key()])
		}
	}
	if len(times) != len(owed) {
		tb.Errorf("%d messages were said, want %d", len(times), len(owed))
	}
	w.nothingLeft(tb)
}

// ledger is a store that counts what became of messages. It writes down what was sent a
// number of times only, if that is not negative.
type ledger struct {
	scheduler.Store
	mu   sync.Mutex
	ends map[string]int
	left int
}

func (w *world) ledger() *ledger { return &ledger{Store: w.db, ends: map[string]int{}, left: -1} }

func (l *ledger) MarkSent(ctx context.Context, c scheduler.Claimed, drawn, now time.Time, channel, post string) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.left == 0 {
		return false, errors.New("the database is gone")
	}
	l.left--
	l.ends["sent"]++
	return l.Store.MarkSent(ctx, c, drawn, now, channel, post)
}

func (l *ledger) SettleOwed(ctx context.Context, c scheduler.Claimed, now time.Time, state, reason string) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ends[state]++
	return l.Store.SettleOwed(ctx, c, now, state, reason)
}

// beatWith is a beat that uses another store.
func (w *world) beatWith(tb testing.TB, s scheduler.Store, now time.Time) {
	tb.Helper()
	o := w.options()
	o.Store = s
	if err := scheduler.New(o).Beat(tb.Context(), now); err != nil {
		tb.Errorf("Beat(%v) = %v", now, err)
	}
}

func TestRemindersOfPollsAreSaidToAPersonInOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owed := w.pollReminders(3, 2)
	alone, other := w.reminder(0), w.pollReminders(1, 3)[2]
	owed = append(owed, alone, other)
	w.owe(t, owed...)
	w.beat(t, noon)
	w.eachSaidOnce(t, owed)
	if diff := cmp.Diff([]string{"3 in one", "3 in one", "day-before", "day-left"}, w.chat.said()); diff != "" {
		t.Error(diff)
	}
}

// Just before it is said, each is asked about; what is left alone is said as ever.
func TestOnlyWhatIsStillNeededIsSaidInOne(t *testing.T) {
	t.Parallel()
	for voted, want := range map[int64][]string{0: {"3 in one"}, 1: {"2 in one"}, 2: {"day-left"}, 3: nil} {
		w := newWorld(t)
		w.owe(t, w.pollReminders(3, 1)...)
		w.words.compose = func(o committee.Owed) (bool, error) { return o.Object.ID > voted, nil }
		l := w.ledger()
		w.beatWith(t, l, noon)
		if diff := cmp.Diff(want, w.chat.said()); diff != "" {
			t.Errorf("%d voted: %s", voted, diff)
		}
		if n := l.ends; n["dropped"] != int(voted) || n["sent"] != 3-int(voted) {
			t.Errorf("%d voted: %v", voted, n)
		}
		w.nothingLeft(t)
	}
}

func TestWhatCannotBeComposedHoldsUpNothingSaidInOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owed := w.pollReminders(3, 1)
	w.owe(t, owed...)
	w.words.compose = func(o committee.Owed) (bool, error) {
		if o.Object.ID == 2 {
			return false, errors.New("broken")
		}
		return true, nil
	}
	w.beat(t, noon)
	if diff := cmp.Diff([]string{"2 in one"}, w.chat.said()); diff != "" {
		t.Error(diff)
	}
	w.words.compose = nil
	w.beat(t, noon.Add(time.Minute))
	w.eachSaidOnce(t, owed)
}

func TestManyRemindersAreSaidInSeveral(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owed := w.pollReminders(committee.MostTogether+1, 1)
	w.owe(t, owed...)
	w.beat(t, noon)
	w.eachSaidOnce(t, owed)
	if diff := cmp.Diff([]string{"10 in one", "day-left"}, w.chat.said()); diff != "" {
		t.Error(diff)
	}
}

// Nothing was posted when there are no words for all, or the chat does not take them.
func TestWhatCannotBeSaidInOneIsSaidOneByOne(t *testing.T) {
	t.Parallel()
	for name, breaks := range map[string]func(*world){
		"no words": func(w *world) { w.words.together = func() error { return errors.New("no words") } },
		"a panic":  func(w *world) { w.words.together = func() error { panic("a bug") } },
		"refused": func(w *world) {
			first := true
			w.chat.before = func(c string) error {
				if first {
					first = false
					return never(c)
				}
				return nil
			}
		},
	} {
		w := newWorld(t)
		owed := w.pollReminders(3, 1)
		w.owe(t, owed...)
		breaks(w)
		w.beat(t, noon)
		w.eachSaidOnce(t, owed)
		if diff := cmp.Diff([]string{"day-left", "day-left", "day-left"}, w.chat.said()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestWhoWantsNothingMoreIsTriedWithEachAndReported(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.owe(t, w.pollReminders(3, 1)...)
	w.chat.before = func(c string) error {
		if c == "dm-user000" {
			return never(c)
		}
		return nil
	}
	l := w.ledger()
	w.beatWith(t, l, noon)
	w.beatWith(t, l, noon.Add(time.Minute))
	if n := l.ends; n["failed"] != 3 || n["sent"] != 1 {
		t.Errorf("%v, want three that failed and one report", n)
	}
}

// Whether the answer of the chat is lost or the process dies with half of it written
// down: all are found in the one post.
func TestWhatWasSaidInOneIsFoundByEachOfItsKeys(t *testing.T) {
	t.Parallel()
	for name, marks := range map[string]int{"the answer is lost": -1, "none is marked": 0, "one is marked": 1, "two are marked": 2} {
		w := newWorld(t)
		owed := w.pollReminders(3, 1)
		w.owe(t, owed...)
		l := w.ledger()
		if l.left = marks; marks < 0 {
			w.chat.after = unsure
		}
		w.beatWith(t, l, noon)
		w.chat.after = nil
		if n := l.ends["sent"]; n != max(marks, 0) {
			t.Errorf("%s: %d are marked", name, n)
		}
		w.beat(t, noon.Add(10*time.Minute))
		w.eachSaidOnce(t, owed)
		if diff := cmp.Diff([]string{"3 in one"}, w.chat.said()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// What the chat does not take yet is said in one later too. Said with others, or without
// one that is not needed any more, it is another post: its pending must be another, lest
// the chat answers with the post before, in which the new one is missing.
func TestThePendingOfWhatIsSaidInOneIsThatOfThisAndNoOther(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		change func(t *testing.T, w *world, owed []committee.Owed)
		same   bool
		want   string
	}{
		"nothing changed": {func(*testing.T, *world, []committee.Owed) {}, true, "3 in one"},
		"one has voted": {func(_ *testing.T, w *world, _ []committee.Owed) {
			w.words.compose = func(o committee.Owed) (bool, error) { return o.Object.ID != 2, nil }
		}, false, "2 in one"},
		"one more is due": {func(t *testing.T, w *world, owed []committee.Owed) {
			t.Helper()
			more := owed[0]
			more.Object.ID = 9
			w.owe(t, more)
		}, false, "4 in one"},
	} {
		w := newWorld(t)
		owed := w.pollReminders(3, 1)
		w.owe(t, owed...)
		var pendings []string
		o := w.options()
		o.Poster = recorder{w.chat, func(p string) { pendings = append(pendings, p) }}
		w.chat.before = later(time.Second)
		if err := scheduler.New(o).Beat(t.Context(), noon); err != nil {
			t.Error(err)
		}
		w.chat.before = nil
		row.change(t, w, owed)
		if err := scheduler.New(o).Beat(t.Context(), noon.Add(time.Minute)); err != nil {
			t.Error(err)
		}
		if len(pendings) != 2 || (pendings[0] == pendings[1]) != row.same || len(pendings[0]) != 32 {
			t.Errorf("%s: pendings %q", name, pendings)
		}
		if diff := cmp.Diff([]string{row.want}, w.chat.said()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		w.nothingLeft(t)
	}
}

func TestWhateverTheChatFailsAtEachIsSaidOnceInOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owed := w.pollReminders(4, 15)
	w.owe(t, owed...)
	dice := rand.New(rand.NewPCG(3, 4)) //nolint:gosec // a test that repeats itself
	var mu sync.Mutex
	roll := func(n int) int { mu.Lock(); defer mu.Unlock(); return dice.IntN(n) }
	w.chat.before = func(c string) error {
		switch roll(16) {
		case 0, 1, 2, 3:
			return unsure(c)
		case 4, 5, 6:
			return later(3 * time.Second)(c)
		}
		return nil
	}
	w.chat.after = func(c string) error {
		if roll(2) == 0 {
			return unsure(c)
		}
		return nil
	}
	for i := range 50 {
		w.beat(t, noon.Add(time.Minute*time.Duration(i+1)))
	}
	w.eachSaidOnce(t, owed)
	if n := len(w.chat.all()); n != 15 || w.chat.finds < 15 {
		t.Errorf("%d posts to 15 people, looked back %d times", n, w.chat.finds)
	}
}

func TestEightSchedulersSayWhatGoesTogetherOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owed := w.pollReminders(5, 20)
	w.owe(t, owed...)
	var all sync.WaitGroup
	for range 8 {
		o := w.options()
		o.Batch = 7
		all.Go(func() {
			if err := scheduler.New(o).Beat(t.Context(), noon.Add(time.Minute)); err != nil {
				t.Errorf("Beat = %v", err)
			}
		})
	}
	all.Wait()
	w.beat(t, noon.Add(2*time.Minute)) // whoever looked while others had their hands on the last ones has left
	w.eachSaidOnce(t, owed)
}
