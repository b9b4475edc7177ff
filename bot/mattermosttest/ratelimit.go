package mattermosttest

import (
	"net"
	"net/http"
	"strconv"
	"sync"
)

// RateLimit allows so many requests per second and address, and bursts above
// it. Zero PerSecond means no limit. It follows the clock of the server.
type RateLimit struct {
	PerSecond int
	Burst     int
}

type limiter struct {
	mu    sync.Mutex
	spent map[string]bucket
}

type bucket struct {
	level float64 // requests not yet drained
	at    int64   // milliseconds
}

// admit answers 429 in plain text, not as an error of the API, when the
// address asks too much.
func (s *Server) admit(c *call) bool {
	limit := s.opt.RateLimit
	if limit.PerSecond <= 0 {
		return true
	}
	host, _, err := net.SplitHostPort(c.r.RemoteAddr)
	if err != nil {
		host = c.r.RemoteAddr
	}
	left, fits := s.limiter.take(host, limit, s.millis())
	h := c.w.Header()
	h.Set("X-RateLimit-Limit", strconv.Itoa(limit.Burst+1))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(left))
	h.Set("X-RateLimit-Reset", "1")
	if fits {
		return true
	}
	h.Set("Retry-After", "1")
	http.Error(c.w, "limit exceeded", http.StatusTooManyRequests)
	return false
}

func (l *limiter) take(key string, limit RateLimit, now int64) (left int, fits bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.spent == nil {
		l.spent = map[string]bucket{}
	}
	b := l.spent[key]
	drained := float64(max(now-b.at, 0)) / 1000 * float64(limit.PerSecond)
	b.level = max(b.level-drained, 0)
	b.at = max(b.at, now)
	room := float64(limit.Burst + 1)
	if fits = b.level+1 <= room; fits {
		b.level++
	}
	l.spent[key] = b
	return int(room - b.level), fits
}
