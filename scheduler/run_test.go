package scheduler_test

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"gremienbot/committee"
	"gremienbot/scheduler"
)

// idle is a Store in which nothing is due. A bubble of synctest cannot wait for
// a database.
type idle struct {
	cards atomic.Int64
	away  time.Time // until then the cards cannot be read
}

func (*idle) MissStale(context.Context, time.Time) (int, error) { return 0, nil }
func (*idle) Claim(context.Context, time.Time, time.Duration, int) ([]scheduler.Claimed, error) {
	return nil, nil
}

func (*idle) MarkSent(context.Context, scheduler.Claimed, time.Time, time.Time, string, string) (bool, error) {
	return true, nil
}

func (*idle) Retry(context.Context, scheduler.Claimed, time.Time, bool) (bool, error) {
	return true, nil
}

func (*idle) SettleOwed(context.Context, scheduler.Claimed, time.Time, string, string) (bool, error) {
	return true, nil
}

func (i *idle) StaleCards(context.Context, time.Time, time.Duration, time.Duration, int) ([]scheduler.StaleCard, error) {
	i.cards.Add(1)
	if time.Now().Before(i.away) {
		return nil, errors.New("the database is away")
	}
	return nil, nil
}
func (*idle) ReleaseCards(context.Context) error                              { return nil }
func (*idle) MarkDrawn(context.Context, scheduler.StaleCard, time.Time) error { return nil }
func (*idle) RedrawAt(context.Context, scheduler.StaleCard, time.Time) error  { return nil }

// beats counts beats by the assessments they ask for; every third one panics. Its one
// poll ends when end says, unless that is zero.
type beats struct {
	n     atomic.Int64
	end   time.Time
	voted atomic.Bool // all have, and that ends it

	closed []time.Time
}

func (b *beats) DueAssessments(context.Context, time.Time) ([]int64, error) {
	if b.n.Add(1)%3 == 0 {
		panic("a bug")
	}
	return nil, nil
}
func (*beats) CloseAssessment(context.Context, int64, time.Time) (bool, error) { return false, nil }

func (b *beats) DuePolls(_ context.Context, now time.Time) ([]int64, error) {
	if b.end.IsZero() || now.Before(b.end) && !b.voted.Load() {
		return nil, nil
	}
	return []int64{1}, nil
}

func (b *beats) ClosePoll(_ context.Context, _ int64, now time.Time) error {
	b.closed, b.end = append(b.closed, now), time.Time{}
	return nil
}
func (b *beats) NextEnd(context.Context) (time.Time, error) { return b.end, nil }

func idleOptions() (scheduler.Options, *idle, *beats) {
	store, b := &idle{}, &beats{}
	return scheduler.Options{
		Store: store, Polls: b, Assessments: b, Composer: &words{}, Poster: &chat{}, Now: time.Now, Log: slog.New(slog.DiscardHandler),
	}, store, b
}

func TestRunBeatsOnceAMinuteWhateverHappens(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), 24*time.Hour+time.Second)
		defer stop()
		o, _, b := idleOptions()
		if err := scheduler.New(o).Run(ctx); err != nil {
			t.Errorf("Run = %v", err)
		}
		if n := b.n.Load(); n != 1+24*60 {
			t.Errorf("%d beats in a day, want one at once and one each minute", n)
		}
	})
}

func TestKicksThatFollowCloselyAreServedTogether(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
		defer stop()
		o, store, _ := idleOptions()
		s := scheduler.New(o)
		go func() {
			tick := time.NewTicker(time.Millisecond)
			defer tick.Stop()
			for range 10_000 { // for ten seconds
				<-tick.C
				s.Kick()
			}
		}()
		if err := s.Run(ctx); err != nil {
			t.Errorf("Run = %v", err)
		}
		synctest.Wait()
		if n := store.cards.Load(); n < 80 || n > 200 {
			t.Errorf("looked for cards %d times in ten seconds full of kicks, want about 8 a second", n)
		}
	})
}

// A quick vote does not wait for the next minute.
func TestAPollThatEndsBetweenTwoMinutesIsClosedThen(t *testing.T) {
	t.Parallel()
	for _, after := range []time.Duration{30 * time.Second, 61500 * time.Millisecond, 119 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			ctx, stop := context.WithTimeout(t.Context(), 3*time.Minute)
			defer stop()
			o, _, b := idleOptions()
			end := time.Now().Add(after)
			b.end = end
			if err := scheduler.New(o).Run(ctx); err != nil {
				t.Errorf("Run = %v", err)
			}
			if len(b.closed) != 1 || b.closed[0].Before(end) || b.closed[0].Sub(end) > 500*time.Millisecond {
				t.Errorf("ends at %v, closed at %v", end, b.closed)
			}
		})
	}
}

func TestAPollInWhichAllHaveVotedIsClosedAtTheKickOfTheLast(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), 3*time.Minute)
		defer stop()
		o, _, b := idleOptions()
		b.end = time.Now().Add(time.Hour)
		s := scheduler.New(o)
		last := time.Now().Add(70 * time.Second)
		time.AfterFunc(70*time.Second, func() { b.voted.Store(true); s.Kick() })
		if err := s.Run(ctx); err != nil {
			t.Errorf("Run = %v", err)
		}
		if len(b.closed) != 1 || b.closed[0].Sub(last) > time.Second {
			t.Errorf("the last voted at %v, closed at %v", last, b.closed)
		}
	})
}

// While the database is away no kick is heard between two looks at the cards; how
// rare they become is how late the first vote after its return can be.
func TestAfterAnOutageAKickIsHeardWithinFiveSeconds(t *testing.T) {
	t.Parallel()
	for _, outage := range []time.Duration{time.Second, 40 * time.Second, 10 * time.Minute, 3*time.Hour + 100*time.Millisecond} {
		synctest.Test(t, func(t *testing.T) {
			ctx, stop := context.WithTimeout(t.Context(), outage+time.Minute)
			defer stop()
			o, store, b := idleOptions()
			store.away, b.end = time.Now().Add(outage), time.Now().Add(24*time.Hour)
			s := scheduler.New(o)
			kicked := store.away.Add(time.Millisecond)
			go func() { // people go on all the while
				tick := time.NewTicker(300 * time.Millisecond)
				defer tick.Stop()
				for at := time.Now(); at.Before(store.away); at = <-tick.C {
					s.Kick()
				}
			}()
			time.AfterFunc(time.Until(kicked), func() { b.voted.Store(true); s.Kick() })
			if err := s.Run(ctx); err != nil {
				t.Errorf("Run = %v", err)
			}
			if len(b.closed) != 1 || b.closed[0].Sub(kicked) > 5*time.Second {
				t.Errorf("away for %v, kicked at %v, heard at %v", outage, kicked, b.closed)
			}
		})
	}
}

// The tests below run in real time, with sockets.

// patience is how long they wait for what is done in milliseconds, unless the machine
// is held up.
const patience = time.Minute

func TestAKickWakesDeliveryAndTheEndWaitsForIt(t *testing.T) { //nolint:paralleltest // goleak looks at all goroutines
	w := newWorld(t)
	before := goleak.IgnoreCurrent()
	ctx, stop := context.WithCancel(t.Context())
	posting, done := make(chan struct{}), make(chan struct{})
	w.chat.during = func(ctx context.Context, _ string) {
		close(posting)
		stop()
		<-done
		if ctx.Err() != nil {
			t.Error("the end of the program ended a post on its way")
		}
	}
	s := scheduler.New(w.options())
	ended := make(chan error)
	go func() { ended <- s.Run(ctx) }()
	w.oweReminders(t, 1)
	s.Kick()
	<-posting
	select {
	case err := <-ended:
		t.Errorf("Run = %v, and did not wait for the post", err)
	default:
		close(done)
	}
	if err := <-ended; err != nil {
		t.Errorf("Run = %v", err)
	}
	w.eachOnce(t, 1)
	goleak.VerifyNone(t, before, goleak.IgnoreTopFunction("database/sql.(*DB).connectionOpener"))
}

func TestTheEndGivesBackWhatWasNotBegun(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.oweReminders(t, 20)
	ctx, stop := context.WithCancel(t.Context())
	w.chat.during = func(context.Context, string) { stop() }
	if err := scheduler.New(w.options()).Beat(ctx, noon.Add(time.Minute)); err != nil {
		t.Logf("Beat = %v, which was ended", err)
	}
	if n := len(w.chat.all()); n == 0 || n > 8 {
		t.Errorf("%d posts, want those that were on their way", n)
	}
	w.chat.during = nil
	w.beat(t, noon.Add(time.Minute+time.Second)) // not after the lease
	w.eachOnce(t, 20)
}

func TestACardFollowsItsLastChange(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.options()
	began := time.Now()
	o.Now = func() time.Time { return noon.Add(time.Since(began)) }
	o.Redraw = 80 * time.Millisecond
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	s := scheduler.New(o)
	topic, edited := w.addTopic(t), make(chan struct{}, 10)
	w.words.draw = func(committee.Object) (string, error) {
		edited <- struct{}{}
		return "redrawn", nil
	}
	posted := make(chan struct{})
	w.words.compose = func(committee.Owed) (bool, error) { close(posted); return true, nil }
	ended := make(chan error)
	go func() { ended <- s.Run(ctx) }()
	select {
	case <-posted:
	case <-time.After(patience):
		t.Fatal("the card was not posted")
	}
	for range 2 {
		w.change(t, topic)
		s.Kick()
		select {
		case <-edited:
		case <-time.After(patience):
			t.Fatal("the card was not redrawn")
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("Run = %v", err)
	}
}

// forgetful is a database that goes away while it is told that a card was drawn.
type forgetful struct {
	scheduler.Store
	away int
}

func (f *forgetful) MarkDrawn(ctx context.Context, c scheduler.StaleCard, at time.Time) error {
	if f.away--; f.away >= 0 {
		return errors.New("the database is restarting")
	}
	return f.Store.MarkDrawn(ctx, c, at)
}

func TestACardIsNotLeftBehindByADatabaseThatGoesAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	topic := w.addTopic(t)
	w.beat(t, noon)
	w.change(t, topic)
	o := w.options()
	o.Store = &forgetful{o.Store, 1}
	s := scheduler.New(o)
	if err := s.Beat(t.Context(), noon.Add(2*time.Second)); err == nil {
		t.Error("nobody is told that a card was not written down")
	}
	w.change(t, topic)
	// The claim on the card would last for half a minute.
	if err := s.Beat(t.Context(), noon.Add(5*time.Second)); err != nil {
		t.Errorf("Beat = %v", err)
	}
	if w.chat.edits != 2 {
		t.Errorf("%d edits, want one for each change", w.chat.edits)
	}
}

var _ scheduler.Poster = (*chat)(nil)
