package mattermost

import (
	"context"
	"hash/fnv"
	"log/slog"
	"sync"
)

const (
	lanes    = 8
	laneSize = 64
)

// outgoing sends private answers after the HTTP answer. Those for one person
// are sent in order; when a person's lane is full, the next caller waits.
type outgoing struct {
	log   *slog.Logger
	lanes [lanes]chan func(context.Context)
	wait  sync.WaitGroup

	mu     sync.RWMutex
	closed bool
}

func newOutgoing(log *slog.Logger) *outgoing {
	o := &outgoing{log: log}
	for i := range o.lanes {
		lane := make(chan func(context.Context), laneSize)
		o.lanes[i] = lane
		o.wait.Go(func() {
			for send := range lane {
				o.run(send)
			}
		})
	}
	return o
}

// send hands a job over. After close it runs at once.
func (o *outgoing) send(user string, job func(context.Context)) {
	o.mu.RLock()
	defer o.mu.RUnlock()
	if o.closed {
		o.run(job)
		return
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(user))
	o.lanes[h.Sum32()%lanes] <- job
}

// run gives each job a context of its own: that of the request has ended.
func (o *outgoing) run(job func(context.Context)) {
	ctx, cancel := context.WithTimeout(context.Background(), budget)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			o.log.ErrorContext(ctx, "panic in a private answer", "panic", p)
		}
	}()
	job(ctx)
}

func (o *outgoing) close(ctx context.Context) error {
	o.shut()
	done := make(chan struct{})
	go func() {
		o.wait.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (o *outgoing) shut() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return
	}
	o.closed = true
	for _, lane := range o.lanes {
		close(lane)
	}
}

// idle waits until every job that was handed over before has run.
func (o *outgoing) idle(ctx context.Context) error {
	o.mu.RLock()
	defer o.mu.RUnlock()
	if o.closed {
		return nil
	}
	for _, lane := range o.lanes {
		passed := make(chan struct{})
		lane <- func(context.Context) { close(passed) }
		select {
		case <-passed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
