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

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/scheduler"
)

func TestEightSchedulersSendAHundredRemindersOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.oweReminders(t, 100)
	var all sync.WaitGroup
	for range 8 {
		o := w.options()
		o.Batch = 7
		all.Go(func() {
			if err := scheduler.New(o).Beat(t.Context(), noon.Add(10*time.Minute)); err != nil {
				t.Errorf("Beat = %v", err)
			}
		})
	}
	all.Wait()
	w.eachOnce(t, 100)
}

func TestWhateverTheChatFailsAtEachIsPostedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.oweReminders(t, 60)
	dice := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // a test that repeats itself
	var mu sync.Mutex
	rolls := func(n int) bool { mu.Lock(); defer mu.Unlock(); return dice.IntN(n) == 0 }
	w.chat.before = func(c string) error {
		if rolls(4) {
			return unsure(c)
		}
		if rolls(4) {
			return later(3 * time.Second)(c)
		}
		return nil
	}
	w.chat.after = func(c string) error {
		if rolls(2) {
			return unsure(c)
		}
		return nil
	}
	for i := range 50 {
		w.beat(t, noon.Add(time.Minute*time.Duration(i+1)))
	}
	w.eachOnce(t, 60)
	if w.chat.finds < 30 {
		t.Errorf("looked back %d times only", w.chat.finds)
	}
}

func TestNothingIsSentAgainBeforeTheLookBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.oweReminders(t, 1)
	w.chat.after = unsure
	w.beat(t, noon)
	w.beat(t, noon.Add(5*time.Second-time.Millisecond))
	if w.chat.finds != 0 {
		t.Error("looked back before the chat had time to show the post")
	}
	w.beat(t, noon.Add(5*time.Second))
	w.eachOnce(t, 1)
	if w.chat.finds != 1 {
		t.Errorf("looked back %d times, want once", w.chat.finds)
	}
}

func TestAllAttemptsHaveTheSamePending(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.oweReminders(t, 1)
	var mu sync.Mutex
	pendings := map[string]int{}
	o := w.options()
	o.Poster = recorder{w.chat, func(p string) { mu.Lock(); defer mu.Unlock(); pendings[p]++ }}
	w.chat.before = later(time.Second)
	for i := range 3 {
		if err := scheduler.New(o).Beat(t.Context(), noon.Add(time.Duration(i)*time.Minute)); err != nil {
			t.Error(err)
		}
	}
	if len(pendings) != 1 {
		t.Errorf("pendings: %v, want one three times", pendings)
	}
}

type recorder struct {
	*chat
	pending func(string)
}

func (r recorder) Post(ctx context.Context, channel string, m bot.Message, pending string) (string, error) {
	r.pending(pending)
	return r.chat.Post(ctx, channel, m, pending)
}

func TestTheChatMayAskToWait(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.oweReminders(t, 1)
	w.chat.before = later(40 * time.Second)
	w.beat(t, noon)
	w.chat.before = nil
	w.beat(t, noon.Add(39*time.Second))
	if n := len(w.chat.all()); n != 0 {
		t.Errorf("%d posts before the wait was over", n)
	}
	w.beat(t, noon.Add(40*time.Second))
	w.eachOnce(t, 1)
}

func TestWhatTheChatRefusesForGoodIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.oweReminders(t, 1)
	w.chat.before = func(channel string) error {
		if channel == "dm-user000" {
			return never(channel)
		}
		return nil
	}
	w.beat(t, noon)
	w.chat.before = nil
	w.beat(t, noon.Add(10*time.Minute))
	w.nothingLeft(t)
	if posts := w.chat.all(); len(posts) != 1 || posts[0].channel != "dm-office" {
		t.Errorf("posts %+v, want the report to the office alone", posts)
	}
}

func TestAClosedAccountIsNotWrittenToAndReportedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.chat.gone = map[string]time.Time{"user000": noon.Add(-time.Hour)}
	w.oweReminders(t, 2)
	later := w.reminder(0)
	later.Due = noon.Add(time.Hour)
	w.owe(t, later)
	w.beat(t, noon.Add(time.Minute))
	w.beat(t, noon.Add(2*time.Hour))
	w.nothingLeft(t)
	var to []string
	for _, p := range w.chat.all() {
		to = append(to, p.channel+" "+p.text)
	}
	slices.Sort(to)
	want := []string{"dm-office gone", "dm-user001 day-before"}
	if !slices.Equal(to, want) {
		t.Errorf("posts %q, want %q", to, want)
	}
}

func TestAnAccountThatIsClosedAgainIsReportedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for day := range 2 {
		at := noon.AddDate(0, 0, day)
		w.chat.gone = map[string]time.Time{"user000": at.Add(-time.Hour)}
		o := w.reminder(0)
		o.Due = at
		w.owe(t, o)
		w.beat(t, at)
		w.beat(t, at.Add(time.Minute))
	}
	reports := 0
	for _, p := range w.chat.all() {
		if p.channel == "dm-office" && p.text == string(committee.OwedGone) {
			reports++
		}
	}
	if reports != 2 {
		t.Errorf("%d reports, want one for each time", reports)
	}
}

func TestTheOthersHearThatTheOfficeItselfIsGone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	err := w.db.GiveRole(t.Context(), w.home.ID, committee.Person{User: "chair", Handle: "chair", Name: "Chair"}, committee.Chair, "chair", noon.Add(-time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	w.chat.gone = map[string]time.Time{"user000": noon, "office": noon}
	w.oweReminders(t, 1)
	var notes []string
	w.words.compose = func(o committee.Owed) (bool, error) {
		notes = append(notes, o.User+" hears of "+o.Note)
		return true, nil
	}
	for minute := range 3 {
		w.beat(t, noon.Add(time.Duration(minute)*time.Minute))
	}
	if want := []string{"chair hears of office,user000"}; !slices.Equal(notes, want) {
		t.Errorf("%q, want %q", notes, want)
	}
}

func TestWhatIsNotNeededAnyMoreIsDropped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.oweReminders(t, 2)
	w.words.compose = func(o committee.Owed) (bool, error) { return o.User != "user000", nil }
	w.beat(t, noon.Add(time.Minute))
	w.nothingLeft(t)
	if got := w.chat.times(); len(got) != 1 || got[w.reminder(1).Key()] != 1 {
		t.Errorf("posted %v, want the second one only", got)
	}
}

func TestAnUnsureOneIsLookedForEvenIfItIsNotNeededAnyMore(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.oweReminders(t, 1)
	w.chat.after = unsure
	w.beat(t, noon)
	w.words.compose = func(committee.Owed) (bool, error) { return false, nil }
	w.beat(t, noon.Add(3*time.Hour)) // and too late, by the way: it was sent all the same
	w.eachOnce(t, 1)
}

func TestWhatIsTooLateIsReportedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.oweReminders(t, 50)
	w.chat.before = unsure
	w.beat(t, noon) // the first one, nobody knows
	w.chat.before = nil
	w.beat(t, noon.Add(5*time.Hour))
	w.beat(t, noon.Add(5*time.Hour+time.Minute))
	var texts []string
	for _, p := range w.chat.all() {
		texts = append(texts, p.channel+" "+p.text)
	}
	// The unsure one is only known to be missed once the first report is gone.
	if d := cmp.Diff([]string{"dm-office missed", "dm-office missed"}, texts); d != "" {
		t.Errorf("posts (-want +got):\n%s", d)
	}
	w.nothingLeft(t)
}

func TestAPanicInTheComposerHoldsUpNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.oweReminders(t, 10)
	w.words.compose = func(o committee.Owed) (bool, error) {
		switch o.User {
		case "user003":
			panic("a bug")
		case "user004":
			return false, errors.New("no words")
		}
		return true, nil
	}
	w.beat(t, noon.Add(time.Minute))
	if n := len(w.chat.all()); n != 8 {
		t.Errorf("%d posts, want 8", n)
	}
	w.words.compose = nil
	w.beat(t, noon.Add(2*time.Minute))
	w.eachOnce(t, 10)
}

func TestARecipientGetsMessagesInTheOrderInWhichTheyWereDue(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var want []string
	for i := range 30 {
		o := w.reminder(29 - i)
		o.User, o.Channel = "", "home"
		w.owe(t, o)
		o.Due = noon.Add(time.Duration(i) * time.Second)
		want = append(want, o.Key())
	}
	failing := 3
	w.chat.before = func(c string) error {
		if failing--; failing == 0 {
			return later(time.Second)(c)
		}
		return nil
	}
	w.beat(t, noon.Add(time.Minute))
	w.beat(t, noon.Add(2*time.Minute))
	var got []string
	for _, p := range w.chat.all() {
		got = append(got, p.key)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("order (-want +got):\n%s", d)
	}
}

func TestASlowRecipientHoldsUpNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.oweReminders(t, 40)
	others := make(chan struct{}, 39)
	w.chat.during = func(ctx context.Context, channel string) {
		if channel != "dm-user000" {
			others <- struct{}{}
			return
		}
		for range 39 { // all others get theirs while this one takes its time
			select {
			case <-others:
			case <-ctx.Done():
				t.Error("the others waited")
				return
			}
		}
	}
	w.beat(t, noon.Add(time.Minute))
	w.eachOnce(t, 40)
}

func TestACallThatHangsIsEnded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.oweReminders(t, 1)
	w.chat.during = func(ctx context.Context, _ string) { <-ctx.Done() }
	w.chat.before = func(string) error { return context.DeadlineExceeded }
	o := w.options()
	o.Timeout = 30 * time.Millisecond
	if err := scheduler.New(o).Beat(t.Context(), noon); err != nil {
		t.Error(err)
	}
	w.chat.during, w.chat.before = nil, nil
	w.beat(t, noon.Add(time.Minute))
	w.eachOnce(t, 1)
	if w.chat.finds != 1 {
		t.Errorf("looked back %d times after a time-out, want once", w.chat.finds)
	}
}
