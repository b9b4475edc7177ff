package storage

import (
	"context"
	"errors"
	"sync"
)

// gather lets calls share their way to the database: what arrives while a group
// is under way waits for it and then goes together, in one statement. Whoever
// comes alone goes at once. There is no goroutine of its own; one of those who
// wait leads the others. The zero value is not usable, see newGather.
type gather[In, Out any] struct {
	run   func(context.Context, []In) ([]Out, error)
	apart func(In) any // two calls for which it says the same never go together; nil: all may

	mu      sync.Mutex
	leading bool
	waiting []*companion[In, Out]
}

// groupSize is the most calls that go together.
const groupSize = 64

var errLeft = errors.New("whoever led these calls did not come back")

type companion[In, Out any] struct {
	in   In
	out  Out
	err  error
	turn chan []*companion[In, Out] // the group to lead; none when this call is done
}

// newGather makes a gather of run, which answers as many calls as it is given, in
// their order, or fails for all of them.
func newGather[In, Out any](run func(context.Context, []In) ([]Out, error), apart func(In) any) *gather[In, Out] {
	return &gather[In, Out]{run: run, apart: apart}
}

// do answers one call. It does not end with ctx: others may be in the same group,
// and a statement that writes is not given up half way. The limits of the
// database's session end it.
func (g *gather[In, Out]) do(ctx context.Context, in In) (Out, error) {
	me := &companion[In, Out]{in: in, turn: make(chan []*companion[In, Out], 1)}
	g.mu.Lock()
	if !g.leading {
		g.leading = true
		me.turn <- []*companion[In, Out]{me}
	} else {
		g.waiting = append(g.waiting, me)
	}
	g.mu.Unlock()
	if group := <-me.turn; group != nil {
		g.lead(context.WithoutCancel(ctx), group)
	}
	return me.out, me.err
}

// lead runs a group whose first is the caller, and wakes the others.
func (g *gather[In, Out]) lead(ctx context.Context, group []*companion[In, Out]) {
	ins := make([]In, len(group))
	for i, c := range group {
		ins[i], c.err = c.in, errLeft
	}
	defer func() { // after a panic too
		g.next()
		for _, c := range group[1:] {
			close(c.turn)
		}
	}()
	outs, err := g.run(ctx, ins)
	for i, c := range group {
		if c.err = err; err == nil {
			c.out = outs[i]
		}
	}
}

// next lets those who wait go.
func (g *gather[In, Out]) next() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.waiting) == 0 {
		g.leading = false
		return
	}
	group := g.take()
	group[0].turn <- group
}

// take picks the next group from those who wait, in the order in which they came.
func (g *gather[In, Out]) take() []*companion[In, Out] {
	var group, left []*companion[In, Out]
	taken := map[any]bool{}
	for _, c := range g.waiting {
		var key any
		if g.apart != nil {
			key = g.apart(c.in)
		}
		if len(group) == groupSize || key != nil && taken[key] {
			left = append(left, c)
			continue
		}
		group, taken[key] = append(group, c), true
	}
	g.waiting = left
	return group
}
