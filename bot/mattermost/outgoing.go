package mattermost

import (
	"context"
	"hash/fnv"
	"log/slog"
	"slices"
	"sync"
	"time"
)

const (
	lanes = 8
	// laneSize is far more than people who press at the same time; it only bounds
	// what is remembered while the chat does not take anything.
	laneSize = 1024
	// longBudget is for work that nobody waits for, such as exports.
	longBudget = 5 * time.Minute
)

// outgoing sends private answers after the HTTP answer, those for one person in
// order. Mattermost may take fewer of them than people press: an answer takes the
// place of one about the same thing that still waits right before it, so that
// nobody who votes has to wait until others are told. When a lane is full
// nevertheless, the next caller waits. While many press at once, answers wait for
// a moment. Long work has a lane of its own, so that nobody's answer stands behind
// it.
type outgoing struct {
	log   *slog.Logger
	wave  *wave
	lanes [lanes]*lane
	long  *lane
	wait  sync.WaitGroup
}

// job is an answer to be sent; about is what it tells the person about, "" if no
// later answer makes it superfluous.
type job struct {
	user, about string
	do          func(context.Context)
	late        <-chan time.Time // is heard once, when this must not wait any longer
}

func newOutgoing(log *slog.Logger) *outgoing {
	o := &outgoing{log: log, wave: newWave()}
	for i := range o.lanes {
		o.lanes[i] = o.open(budget, o.wave.wait)
	}
	o.long = o.open(longBudget, nil)
	return o
}

// open makes a lane in which each job has so much time, and waits before it is
// begun.
func (o *outgoing) open(limit time.Duration, wait func(late <-chan time.Time)) *lane {
	l := newLane()
	o.wait.Go(func() {
		for j, ok := l.take(wait); ok; j, ok = l.take(wait) {
			o.run(j, limit)
		}
	})
	return l
}

func (o *outgoing) all() []*lane { return append(slices.Clone(o.lanes[:]), o.long) }

// send hands a job over. After close it runs at once.
func (o *outgoing) send(j job) {
	h := fnv.New32a()
	_, _ = h.Write([]byte(j.user))
	if !o.lanes[h.Sum32()%lanes].put(j) {
		o.run(j, budget)
	}
}

// sendLong hands long work over. After close it is not done: the program ends.
func (o *outgoing) sendLong(j job) {
	if !o.long.put(j) {
		o.log.Error("long work was asked for at the end", "user", j.user)
	}
}

// run gives each job a context of its own: that of the request has ended.
func (o *outgoing) run(j job, limit time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			o.log.ErrorContext(ctx, "panic in a private answer", "panic", p)
		}
	}()
	j.do(ctx)
}

func (o *outgoing) close(ctx context.Context) error {
	o.wave.hasten()
	for _, l := range o.all() {
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
	defer o.wave.hasten()()
	for _, l := range o.all() {
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
			j.late = l.jobs[i].late
			l.jobs[i] = j
			return true
		}
		if len(l.jobs) < laneSize {
			j.late = time.NewTimer(patience).C
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

// take waits for a job, and then as long as wait says, and removes it: while it
// waits, another may take its place. It reports false when the lane is closed and
// empty. Only one may take from a lane.
func (l *lane) take(wait func(late <-chan time.Time)) (job, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(l.jobs) == 0 {
		if l.closed {
			return job{}, false
		}
		l.changed.Wait()
	}
	if wait != nil {
		late := l.jobs[0].late
		l.mu.Unlock()
		wait(late)
		l.mu.Lock()
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
