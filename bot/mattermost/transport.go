package mattermost

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"golang.org/x/time/rate"
)

const (
	attempts     = 4
	firstPause   = 200 * time.Millisecond
	longestPause = 10 * time.Second // a longer Retry-After is left to the caller
)

// errUnsent marks a request that never left the program.
var errUnsent = errors.New("not sent")

// transport sends requests at a rate, each attempt bounded in time, and sends
// again what may be sent again: everything after 429, and what is idempotent
// (GET, PUT, DELETE) after a lost answer or a gateway's error.
type transport struct {
	inner   *http.Client
	limiter *rate.Limiter
	agent   string
	now     func() time.Time
	sleep   func(context.Context, time.Duration) error
	jitter  func() float64
}

func newTransport(o ClientOptions) *transport {
	return &transport{
		inner: &http.Client{
			Timeout:   o.Timeout,
			Transport: o.Transport,
			// Following a redirect would carry the token elsewhere.
			CheckRedirect: refuseRedirect,
		},
		limiter: rate.NewLimiter(o.limit(), o.Burst),
		agent:   o.Agent, now: o.Now, sleep: o.Sleep, jitter: o.Jitter,
	}
}

// CloseIdleConnections lets http.Client reach the connections of inner.
func (t *transport) CloseIdleConnections() { t.inner.CloseIdleConnections() }

func refuseRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// RoundTrip implements http.RoundTripper.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	defer closeBody(r.Body)
	for attempt := 1; ; attempt++ {
		if err := t.admit(r.Context()); err != nil {
			return nil, err
		}
		resp, err := t.send(r)
		pause, again := t.again(r, attempt, resp, err)
		if !again {
			return resp, err
		}
		if resp != nil {
			closeBody(resp.Body)
		}
		if err := t.sleep(r.Context(), pause); err != nil {
			return nil, gaveUp(r, resp, err)
		}
	}
}

// admit waits for the limiter by the injected clock.
func (t *transport) admit(ctx context.Context) error {
	reservation := t.limiter.ReserveN(t.now(), 1)
	if pause := reservation.DelayFrom(t.now()); pause > 0 {
		if err := t.sleep(ctx, pause); err != nil {
			reservation.CancelAt(t.now())
			return fmt.Errorf("%w: waiting for the rate limit: %w", errUnsent, err)
		}
	}
	return nil
}

func (t *transport) send(r *http.Request) (*http.Response, error) {
	q := r.Clone(r.Context())
	q.Header.Set("User-Agent", t.agent)
	if r.GetBody != nil {
		body, err := r.GetBody()
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errUnsent, err)
		}
		q.Body = body
	}
	return t.inner.Do(q)
}

// again says whether to send once more, and after which pause.
func (t *transport) again(r *http.Request, attempt int, resp *http.Response, err error) (time.Duration, bool) {
	if attempt == attempts || r.Context().Err() != nil || (r.Body != nil && r.Body != http.NoBody && r.GetBody == nil) {
		return 0, false
	}
	pause := time.Duration(float64(firstPause<<(attempt-1)) * (0.5 + t.jitter()))
	switch {
	case err != nil:
		return pause, idempotent(r.Method) && !errors.Is(err, errUnsent)
	case resp.StatusCode == http.StatusTooManyRequests:
		pause = max(pause, retryAfter(resp.Header, t.now()))
		return pause, pause <= longestPause
	case resp.StatusCode == http.StatusBadGateway, resp.StatusCode == http.StatusServiceUnavailable, resp.StatusCode == http.StatusGatewayTimeout:
		return pause, idempotent(r.Method)
	}
	return 0, false
}

func idempotent(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodPut || method == http.MethodDelete
}

// gaveUp is the error of a wait that was cut short: after 429 nothing had been
// done, after anything else it may have been.
func gaveUp(r *http.Request, resp *http.Response, err error) error {
	if resp != nil && resp.StatusCode == http.StatusTooManyRequests {
		return fmt.Errorf("%w: %s: rate limit: %w", errUnsent, r.Method, err)
	}
	return err
}

// retryAfter reads the header in both its forms (RFC 9110, 10.2.3), 0 if it is
// missing or in the past.
func retryAfter(h http.Header, now time.Time) time.Duration {
	value := h.Get("Retry-After")
	if seconds, err := strconv.Atoi(value); err == nil {
		return max(0, time.Duration(seconds)*time.Second)
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

func closeBody(b io.ReadCloser) {
	if b != nil {
		_, _ = io.Copy(io.Discard, io.LimitReader(b, 64<<10))
		_ = b.Close()
	}
}

// pause sleeps for d or until ctx ends.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
