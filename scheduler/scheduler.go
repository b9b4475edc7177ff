package scheduler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/robfig/cron/v3"
)

// Scheduler beats. It is made by New and may be used by many goroutines.
type Scheduler struct {
	Options
	kick       chan struct{}
	delivering sync.Mutex // one round of messages at a time keeps their order
	drawing    sync.Mutex
	claimsLost bool // of cards; under drawing
	planning   sync.Mutex
	planned    []string // the day for which each planner has planned
}

// New makes a Scheduler. It panics if the lease leaves no time to send anything,
// a mistake of the program.
func New(o Options) *Scheduler {
	o = o.withDefaults()
	if o.Lease <= o.Timeout+o.LookBack {
		panic("scheduler: the lease must be longer than Timeout and LookBack together")
	}
	return &Scheduler{Options: o, kick: make(chan struct{}, 1), planned: make([]string, len(o.Planners))}
}

// Kick says that something was committed that may be due at once. It never
// waits; Run looks as soon as it can.
func (s *Scheduler) Kick() {
	select {
	case s.kick <- struct{}{}:
	default: // it will look anyway
	}
}

// Run beats at once, then at every full minute, and after every Kick, until ctx
// ends. It then waits for what it began: a message that is on its way gets the
// time-out it had. What went wrong in a beat is logged; Run returns only errors
// that keep it from beating.
func (s *Scheduler) Run(ctx context.Context) error {
	log := cronLog{ctx: ctx, log: s.Log}
	c := cron.New(
		cron.WithLocation(time.UTC),
		cron.WithLogger(log),
		// Recover is last: a panic must not keep SkipIfStillRunning waiting for ever.
		cron.WithChain(cron.SkipIfStillRunning(log), cron.Recover(log)),
	)
	s.complain(ctx, "releasing cards", s.Store.ReleaseCards(ctx))
	id, err := c.AddFunc("* * * * *", func() { s.complain(ctx, "beat", s.Beat(ctx, s.Now())) })
	if err != nil {
		return fmt.Errorf("starting to beat: %w", err)
	}
	c.Start()
	c.Entry(id).WrappedJob.Run() // the chain holds for the first beat too
	s.attend(ctx)
	<-c.Stop().Done()
	return nil
}

// looks is how often the cards are looked at in the time in which a card that was
// just drawn is not drawn again.
const looks = 16

// attend serves kicks: the first at once, those that follow it closely together.
// The cards are looked at until those that were drawn just before the last kick
// may be drawn again, and on while the database is away. A poll that ends between
// two minutes is closed then, and one that ends when all have voted as soon as they
// have.
func (s *Scheduler) attend(ctx context.Context) {
	pause, end := time.NewTimer(s.Redraw/looks), time.NewTimer(s.nextEnd(ctx))
	defer pause.Stop()
	defer end.Stop()
	for kicks, left, wait := s.kick, 0, again; ; {
		select {
		case <-ctx.Done():
			return
		case <-kicks:
			s.complain(ctx, "closing", s.guarded("closing", func() error { return s.closeAssessments(ctx, s.Now()) }))
			s.finish(ctx)
			kicks, left = nil, looks+1
			end.Reset(s.nextEnd(ctx))
		case <-end.C:
			s.finish(ctx)
			left = max(left, 1)
			end.Reset(s.nextEnd(ctx))
		case <-pause.C:
			kicks, left = s.kick, left-1
		}
		err := s.guarded("redrawing", func() error { return s.redraw(ctx, s.Now()) })
		s.complain(ctx, "redrawing", err)
		switch {
		case err != nil:
			left = looks
			pause.Reset(wait)
			wait = min(2*wait, 5*time.Second) // for so long no kick is heard
		case left > 0:
			wait = again
			pause.Reset(s.Redraw / looks)
		}
	}
}

// finish closes the polls that end now and delivers.
func (s *Scheduler) finish(ctx context.Context) {
	s.complain(ctx, "closing", s.guarded("closing", func() error { return s.closePolls(ctx, s.Now()) }))
	s.complain(ctx, "delivery", s.guarded("delivering", func() error { return s.deliver(ctx, s.Now()) }))
}

// again is how soon a poll that has ended and could not be closed is looked at anew,
// and cards that could not be drawn; these less and less often.
const again = 500 * time.Millisecond

// nextEnd is how long it takes until a poll ends. It is a minute at most: others may
// open polls too.
func (s *Scheduler) nextEnd(ctx context.Context) time.Duration {
	at, err := s.Polls.NextEnd(ctx)
	s.complain(ctx, "looking ahead", err)
	if err != nil || at.IsZero() {
		return time.Minute
	}
	return min(max(at.Sub(s.Now()), again), time.Minute)
}

// complain logs what went wrong in a round, unless it went wrong because the
// round was ended.
func (s *Scheduler) complain(ctx context.Context, what string, err error) {
	if err != nil && ctx.Err() == nil {
		s.Log.ErrorContext(ctx, "a round of the scheduler went wrong", "round", what, "err", err)
	}
}

// Beat does one whole round at an instant: it plans, closes polls, sends until
// nothing is due and redraws cards. Each part is done even if one before it went
// wrong; the errors are joined. Messages that could not be sent are no error:
// they are logged and tried again.
func (s *Scheduler) Beat(ctx context.Context, now time.Time) error {
	return errors.Join(
		s.guarded("planning", func() error { return s.plan(ctx, now) }),
		s.guarded("closing", func() error { return s.closePolls(ctx, now) }),
		s.guarded("closing", func() error { return s.closeAssessments(ctx, now) }),
		s.guarded("delivering", func() error { return s.deliver(ctx, now) }),
		s.guarded("redrawing", func() error { return s.redraw(ctx, now) }),
	)
}

// guarded turns a panic into an error, so that the next part is done.
func (s *Scheduler) guarded(doing string, do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%s: panic: %v\n%s", doing, p, debug.Stack())
		}
	}()
	return do()
}

// since makes a clock that shows now and goes on from there like ours does.
func (s *Scheduler) since(now time.Time) func() time.Time {
	started := s.Now()
	return func() time.Time { return now.Add(max(0, s.Now().Sub(started))) }
}

// call bounds one message or card in time, or writing down what became of it. It
// outlives ctx, so that the end of the program leaves no post of unknown fate.
func (s *Scheduler) call(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), s.Timeout)
}

// cronLog is what cron itself has to say. It says little: that a beat was
// skipped, and panics.
type cronLog struct {
	ctx context.Context //nolint:containedctx // cron's logger has no room for one; it lives as long as Run
	log *slog.Logger
}

// Info logs what is ordinary.
func (l cronLog) Info(msg string, args ...any) {
	l.log.DebugContext(l.ctx, "cron", "says", msg, "about", args)
}

// Error logs a panic that nothing else caught.
func (l cronLog) Error(err error, msg string, args ...any) {
	l.log.ErrorContext(l.ctx, "cron", "says", msg, "err", err, "about", args)
}
