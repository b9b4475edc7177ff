package mattermosttest

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"time"
)

// Fault is a failure that a test orders for one request. The zero value is
// none.
type Fault struct {
	// Status is answered instead of the real answer.
	Status int
	// After does the work first: the post is there, but nobody hears of it.
	// A status of 500 is the server's own error, and it then forgets the
	// pending_post_id; 502 to 504 come from a proxy in front of it.
	After bool
	// Drop cuts the connection instead of answering.
	Drop bool
	// Delay waits before the work, or until the client gives up. A POST of a
	// post waits after its pending_post_id was noted.
	Delay time.Duration
	// During is called at the moment at which Delay waits, so that a test can
	// hold a request there without a clock.
	During func()
	// Header is added to the answer, such as Retry-After.
	Header http.Header
}

type faults struct {
	mu    sync.Mutex
	order func(*http.Request) Fault
}

// Fail orders faults: f is asked for every request and returns the status to
// answer, 0 for none, and whether the work is done first. nil ends it.
func (s *Server) Fail(f func(r *http.Request) (status int, after bool)) {
	if f == nil {
		s.Break(nil)
		return
	}
	s.Break(func(r *http.Request) Fault {
		status, after := f(r)
		return Fault{Status: status, After: after}
	})
}

// Break orders faults of all kinds; nil ends it. f must be safe for
// concurrent use and must not read the body.
func (s *Server) Break(f func(r *http.Request) Fault) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.order = f
}

func (f *faults) of(r *http.Request) Fault {
	f.mu.Lock()
	order := f.order
	f.mu.Unlock()
	if order == nil {
		return Fault{}
	}
	return order(r)
}

// withFaults runs do as the fault of the request has it.
func (s *Server) withFaults(c *call, do func(*call)) {
	f := s.faults.of(c.r)
	c.fault = f
	for key, values := range f.Header {
		c.w.Header()[http.CanonicalHeaderKey(key)] = values
	}
	if !c.makesPost() {
		c.pause()
	}
	if f.Status == 0 && !f.Drop {
		do(c)
		return
	}
	if f.After {
		heard := c.w
		c.w = httptest.NewRecorder()
		do(c)
		c.w = heard
	}
	if f.Drop {
		panic(http.ErrAbortHandler)
	}
	c.broken(f.Status)
}

// broken answers as a server or a proxy in trouble does.
func (c *call) broken(status int) {
	switch status {
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout, http.StatusTooManyRequests:
		http.Error(c.w, http.StatusText(status), status)
	default:
		c.fail(detailed("app.post.save.app_error", "ordered by a test", status))
	}
}

func (c *call) makesPost() bool {
	return c.r.Method == http.MethodPost && c.r.URL.Path == "/api/v4/posts"
}

// pause is where a request waits if a test wants it to.
func (c *call) pause() {
	if c.fault.During != nil {
		c.fault.During()
	}
	if c.fault.Delay > 0 {
		c.wait(c.fault.Delay)
	}
}

func (c *call) wait(d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-c.r.Context().Done():
	case <-c.s.ctx.Done():
	}
}

// failsAfter says whether the work will be answered with that status although
// it was done.
func (c *call) failsAfter(status int) bool {
	return c.fault.After && c.fault.Status == status
}
