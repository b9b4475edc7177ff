package mattermost

import (
	"sync"
	"time"
)

const (
	// crowded is how many requests within a moment are a wave: more than one person
	// or a talking committee make, fewer than people who press when a poll opens.
	crowded = 5
	moment  = 100 * time.Millisecond
	// patience is how long a private answer waits for a wave to ebb. People look for
	// it when they have pressed; longer would look as if it did not come.
	patience = time.Second
)

// wave knows whether many people press right now. What they press is then counted
// first, and what they are told privately waits a little: both would otherwise
// compete for the chat server, which has to take a post for each.
type wave struct {
	mu      sync.Mutex
	recent  int // requests of the last moment
	hurried int // who waits for the answers themselves
	calm    chan struct{}
}

func newWave() *wave {
	w := &wave{calm: make(chan struct{})}
	close(w.calm)
	return w
}

// came is to be called for each request.
func (w *wave) came() {
	w.change(func() { w.recent++ })
	time.AfterFunc(moment, func() { w.change(func() { w.recent-- }) })
}

// hasten lets nothing wait until done is called.
func (w *wave) hasten() (done func()) {
	w.change(func() { w.hurried++ })
	return func() { w.change(func() { w.hurried-- }) }
}

// change keeps calm open while there is a wave and nobody is in a hurry.
func (w *wave) change(do func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	before := w.waits()
	do()
	switch after := w.waits(); {
	case before && !after:
		close(w.calm)
	case after && !before:
		w.calm = make(chan struct{})
	}
}

func (w *wave) waits() bool { return w.recent >= crowded && w.hurried == 0 }

// wait returns when there is no wave or somebody is in a hurry, or when it is too
// late to wait.
func (w *wave) wait(late <-chan time.Time) {
	w.mu.Lock()
	calm := w.calm
	w.mu.Unlock()
	select {
	case <-calm:
	case <-late:
	}
}
