package scheduler

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"gremienbot/bot"
)

// longestBackoff bounds the wait between two attempts.
const longestBackoff = 5 * time.Minute

// The ends of a message that was not sent, as the store knows them.
const (
	missed  = "missed"
	dropped = "dropped"
	failed  = "failed"
	gone    = "gone"
)

// deliver records what is too late and sends what is due, until nothing is.
func (s *Scheduler) deliver(ctx context.Context, now time.Time) error {
	s.delivering.Lock()
	defer s.delivering.Unlock()
	clock := s.since(now)
	late, err := s.Store.MissStale(ctx, now)
	if err != nil {
		return err
	}
	if late > 0 {
		s.Log.WarnContext(ctx, "messages were too late to be sent", "count", late)
	}
	for ctx.Err() == nil {
		n, err := s.deliverBatch(ctx, clock)
		if err != nil || n == 0 { // what was sent may have been followed by more
			return err
		}
	}
	return nil
}

// deliverBatch claims messages and serves their recipients, some at a time. No
// attempt begins so late that its lease could run out before it is over and had
// time to become visible to the next one's look back.
func (s *Scheduler) deliverBatch(ctx context.Context, clock func() time.Time) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, s.Lease-s.Timeout-s.LookBack)
	defer cancel()
	claimed, err := s.Store.Claim(ctx, clock(), s.Lease, s.Batch)
	if err != nil {
		return 0, err
	}
	each(s.Workers, byRecipient(claimed), func(queue []Claimed) { s.serve(ctx, clock, queue) })
	return len(claimed), nil
}

// each does something with every item, for at most so many at a time, and waits.
func each[T any](workers int, items []T, do func(T)) {
	var running sync.WaitGroup
	defer running.Wait()
	free := make(chan struct{}, workers)
	for _, item := range items {
		free <- struct{}{}
		running.Go(func() {
			defer func() { <-free }()
			do(item)
		})
	}
}

// byRecipient makes a queue for each recipient and keeps the order.
func byRecipient(claimed []Claimed) [][]Claimed {
	var queues [][]Claimed
	place := map[[2]string]int{}
	for _, c := range claimed {
		who := [2]string{c.Owed.Channel, c.Owed.User}
		i, known := place[who]
		if !known {
			i = len(queues)
			place[who], queues = i, append(queues, nil)
		}
		queues[i] = append(queues[i], c)
	}
	return queues
}

// serve sends a recipient's messages one after the other, and in one what can be said
// in one. When the chat does not take one yet, or the time is over, those behind it wait
// with it.
func (s *Scheduler) serve(ctx context.Context, clock func() time.Time, queue []Claimed) {
	for len(queue) > 0 {
		if ctx.Err() != nil {
			s.putBack(ctx, queue, clock().Add(time.Second))
			return
		}
		var several []Claimed
		several, queue = inOne(queue)
		call, cancel := s.call(ctx)
		tried := s.attempts(call, clock, several)
		cancel()
		now := clock()
		for _, a := range tried {
			s.settle(ctx, now, a.c, a.o)
		}
		if i := slices.IndexFunc(tried, attempt.refused); i >= 0 {
			s.putBack(ctx, append(several[len(tried):], queue...), now.Add(s.wait(tried[i].c, tried[i].o)))
			return
		}
	}
}

// outcome is what became of an attempt: sent if there is a post, at its end if
// there is an end, else to be tried again.
type outcome struct {
	channel, post string
	drawn         time.Time // when the message was composed
	end           string
	unsure        bool // it may be in the channel
	refused       bool // by the chat, and not for good: the next one would fare alike
	after         time.Duration
	err           error
}

// an attempt to send a message, and what became of it. m is what it says if it is to be
// posted.
type attempt struct {
	c Claimed
	m *bot.Message
	o outcome
}

func (a attempt) refused() bool { return a.o.refused }

// guard notes a panic as what became of an attempt.
func (a *attempt) guard() {
	if p := recover(); p != nil {
		a.m, a.o.err = nil, fmt.Errorf("panic: %v\n%s", p, debug.Stack())
	}
}

// prepare looks back if it must, and words a message if it is still needed.
func (s *Scheduler) prepare(ctx context.Context, clock func() time.Time, c Claimed) (a attempt) {
	a = attempt{c: c, o: outcome{unsure: c.Unsure}}
	defer a.guard()
	if a.o.err = s.address(ctx, c, &a.o); a.o.err != nil || a.o.post != "" {
		return a
	}
	a.o.unsure, a.o.drawn = false, clock()
	if c.Owed.Stale(a.o.drawn) {
		a.o.end = missed
		return a
	}
	m, still, err := s.Composer.Compose(ctx, c.Owed)
	switch {
	case err != nil:
		a.o.err = fmt.Errorf("composing: %w", err)
	case !still:
		a.o.end = dropped
	default:
		a.m = &m
	}
	return a
}

// send posts what is to be said, which says the messages with those other keys too.
func (s *Scheduler) send(ctx context.Context, a *attempt, pending string, others ...string) {
	defer a.guard()
	a.m.Key, a.m.Keys = a.c.Owed.Key(), others
	s.post(ctx, *a.m, pending, &a.o)
}

// address finds the channel and, if the message may be there, the post.
func (s *Scheduler) address(ctx context.Context, c Claimed, o *outcome) error {
	o.channel = c.Owed.Channel
	if o.channel == "" {
		if s.left(ctx, c, o); o.end != "" {
			return o.err
		}
		channel, err := s.Poster.DirectChannel(ctx, c.Owed.User)
		if err != nil {
			o.judge(err, c.Unsure)
			return fmt.Errorf("opening a direct channel: %w", err)
		}
		o.channel = channel
	}
	if !c.Unsure {
		return nil
	}
	post, found, err := s.Poster.Find(ctx, o.channel, c.Owed.Key(), c.First)
	if err != nil {
		o.judge(err, true)
		return fmt.Errorf("looking back: %w", err)
	}
	if found {
		o.post, o.drawn = post, c.First
	}
	return nil
}

// left ends a message to somebody whose account is closed: the chat would take it
// all the same, and nobody would ever read it. If the chat does not say, the
// message goes its way.
func (s *Scheduler) left(ctx context.Context, c Claimed, o *outcome) {
	a, err := s.Poster.Account(ctx, c.Owed.User)
	if err != nil || !a.Gone {
		return
	}
	o.end, o.err = gone, errors.New("the account is closed since "+a.GoneAt.UTC().Format(time.RFC3339))
}

func (s *Scheduler) post(ctx context.Context, m bot.Message, pending string, o *outcome) {
	o.unsure = true // should it panic
	post, err := s.Poster.Post(ctx, o.channel, m, pending)
	if err != nil {
		o.judge(err, fate(err) == bot.Unsure)
		o.err = fmt.Errorf("posting: %w", err)
		return
	}
	o.post, o.unsure = post, false
}

// judge sorts an error of the chat: given up, or to be tried again.
func (o *outcome) judge(err error, unsure bool) {
	o.unsure = unsure
	o.after = asked(err)
	if fate(err) == bot.Never {
		o.end = failed
		return
	}
	o.refused = true
}

// fate of an error that does not say is Unsure.
func fate(err error) bot.Fate {
	if d, ok := errors.AsType[*bot.DeliveryError](err); ok {
		return d.Fate
	}
	return bot.Unsure
}

// asked is how long the chat asks to wait, 0 if it does not.
func asked(err error) time.Duration {
	if d, ok := errors.AsType[*bot.DeliveryError](err); ok {
		return d.After
	}
	return 0
}

// wait is how long after an attempt the next one may begin.
func (s *Scheduler) wait(c Claimed, o outcome) time.Duration {
	d := s.Backoff
	for n := 1; n < c.Attempt && d < longestBackoff; n++ {
		d *= 2
	}
	d = max(min(d, longestBackoff), o.after)
	if o.unsure {
		d = max(d, s.LookBack)
	}
	return d
}
