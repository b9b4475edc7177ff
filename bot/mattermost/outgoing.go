package mattermost

import (
	"context"
	"hash/fnv"
	"log/slog"
	"slices"
	"sync"
)

const (
	lanes = 8
	// laneSize is far more than people who press at the same time; it only bounds
	// what is remembered while the chat does not take anything.
	laneSize = 1024
)

// outgoing sends private answers after the HTTP answer, those for one person in
// order. Mattermost may take fewer of them than people press: an answer takes the
// place of one about the same thing that still waits right before it, so that
// nobody who votes has to wait until others are told. When a lane is full
// nevertheless, the next caller waits.
type outgoing struct {
	log   *slog.Logger
	lanes [lanes]*lane
	wait  sync.WaitGroup
}

// job is an answer to be sent; about is what it tells the person about, "" if no
// later answer makes it superfluous.
type job struct {
	user, about string
	do          func(context.Context)
}

func newOutgoing(log *slog.Logger) *outgoing {
	o := &outgoing{log: log}
	for i := range o.lanes {
		l := newLane()
		o.lanes[i] = l
		o.wait.Go(func() {
			for j, ok := l.take(); ok; j, ok = l.take() {
				o.run(j)
			}
		})
	}
	return o
}

// send hands a job over. After close it runs at once.
func (o *outgoing) send(j job) {
	h := fnv.New32a()
	_, _ = h.Write([]byte(j.user))
	if !o.lanes[h.Sum32()%lanes].put(j) {
		o.run(j)
	}
}

// run gives each job a context of its own: that of the request has ended.
func (o *outgoing) run(j job) {
	ctx, cancel := context.WithTimeout(context.Background(), budget)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			o.log.ErrorContext(ctx, "panic in a private answer", "panic", p)
		}
	}()
	j.do(ctx)
}

func (o *outgoing) close(ctx context.Context) error {
	for _, l := range o.lanes {
		l.close()
	}
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

// idle waits until every job that was handed over before has run.
func (o *outgoing) idle(ctx context.Context) error {
	for _, l := range o.lanes {
		passed := make(chan struct{})
		if !l.put(job{do: func(context.Context) { close(passed) }}) {
			return nil
		}
		select {
		case <-passed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// lane is a queue of jobs, which are done one after the other.
type lane struct {
	mu      sync.Mutex
	changed *sync.Cond
	jobs    []job
	closed  bool
}

func newLane() *lane {
	l := &lane{}
	l.changed = sync.NewCond(&l.mu)
	return l
}

// put appends a job, or puts it in the place of one that it makes superfluous. It
// reports false when the lane is closed.
func (l *lane) put(j job) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for !l.closed {
		if i := l.last(j.user); j.about != "" && i >= 0 && l.jobs[i].about == j.about {
			l.jobs[i] = j
			return true
		}
		if len(l.jobs) < laneSize {
			l.jobs = append(l.jobs, j)
			l.changed.Broadcast()
			return true
		}
		l.changed.Wait()
	}
	return false
}

// last is the place of a person's last job, -1 if there is none.
func (l *lane) last(user string) int {
	for i, j := range slices.Backward(l.jobs) {
		if j.user == user {
			return i
		}
	}
	return -1
}

// take waits for a job and removes it. It reports false when the lane is closed
// and empty.
func (l *lane) take() (job, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(l.jobs) == 0 {
		if l.closed {
			return job{}, false
		}
		l.changed.Wait()
	}
	j := l.jobs[0]
	l.jobs[0] = job{} // its message may be large
	l.jobs = l.jobs[1:]
	l.changed.Broadcast()
	return j, true
}

func (l *lane) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	l.changed.Broadcast()
}
