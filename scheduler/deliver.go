package scheduler

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
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

// serve sends a recipient's messages one after the other. When the chat does not
// take one yet, or the time is over, those behind it wait with it.
func (s *Scheduler) serve(ctx context.Context, clock func() time.Time, queue []Claimed) {
	for i, c := range queue {
		if ctx.Err() != nil {
			s.putBack(ctx, queue[i:], clock().Add(time.Second))
			return
		}
		call, cancel := s.call(ctx)
		o := s.attempt(call, clock, c)
		cancel()
		s.settle(ctx, clock(), c, o)
		if o.refused {
			s.putBack(ctx, queue[i+1:], clock().Add(s.wait(c, o)))
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

// attempt looks back if it must, and posts a message if it is still needed.
func (s *Scheduler) attempt(ctx context.Context, clock func() time.Time, c Claimed) (o outcome) {
	o.unsure = c.Unsure
	defer func() {
		if p := recover(); p != nil {
			o.err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	if o.err = s.address(ctx, c, &o); o.err != nil || o.post != "" {
		return o
	}
	o.unsure, o.drawn = false, clock()
	if c.Owed.Stale(o.drawn) {
		o.end = missed
		return o
	}
	m, still, err := s.Composer.Compose(ctx, c.Owed)
	switch {
	case err != nil:
		o.err = fmt.Errorf("composing: %w", err)
	case !still:
		o.end = dropped
	default:
		s.post(ctx, c, m, &o)
	}
	return o
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

func (s *Scheduler) post(ctx context.Context, c Claimed, m bot.Message, o *outcome) {
	m.Key = c.Owed.Key()
	o.unsure = true // should it panic
	post, err := s.Poster.Post(ctx, o.channel, m, c.Pending)
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
