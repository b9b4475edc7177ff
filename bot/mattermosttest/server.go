package mattermosttest

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// The first system administrator, created by New.
const (
	AdminName     = "admin"
	AdminPassword = "Playground-1!"
)

// DefaultVersion is what the header X-Version-Id starts with when Options do
// not say otherwise.
const DefaultVersion = "11.1.0"

// Options says how the server is to be. Now is required, everything else may
// be left out.
type Options struct {
	// Now is the clock of the server: it stamps posts and decides what expired.
	Now func() time.Time
	// SiteURL is the configured address; Start fills it in when it is empty.
	SiteURL string
	// Log receives what a real server would log; nil discards it.
	Log *slog.Logger
	// Version is a release such as "11.8.0"; empty means DefaultVersion.
	Version string
	// IntegrationTimeout bounds a call to an integration in real time and, by
	// the clock, the life of a trigger id; zero means 30 s, as on a real server.
	IntegrationTimeout time.Duration
	// RateLimit answers 429 when it is exceeded; the zero value never does.
	RateLimit RateLimit
	// NoAdmin leaves the server without users, so that the first POST /users
	// makes the administrator.
	NoAdmin bool
}

// Server is the stand-in. It is an http.Handler, safe for concurrent use, and
// must be closed.
type Server struct {
	// URL is where Start listens; empty before.
	URL string

	opt     Options
	log     *slog.Logger
	routes  []route
	secret  []byte // signs trigger ids and encrypts the cookies of buttons
	client  *http.Client
	hub     hub
	limiter limiter
	faults  faults
	watch   watchers
	ctx     context.Context //nolint:containedctx // the life of the server, ended by Close
	stop    context.CancelFunc

	mu      sync.Mutex
	st      *state
	pending map[string]pendingPost
	hooks   map[string]responseHook
}

// New makes a server with one system administrator (AdminName,
// AdminPassword). It panics when o.Now is nil.
func New(o Options) *Server {
	if o.Now == nil {
		panic("mattermosttest: Options.Now is required")
	}
	s := &Server{opt: o.withDefaults(), pending: map[string]pendingPost{}, hooks: map[string]responseHook{}}
	s.log = s.opt.Log
	s.secret = make([]byte, 32)
	if _, err := rand.Read(s.secret); err != nil {
		panic(err)
	}
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.client = s.integrationClient()
	s.routes = s.allRoutes()
	s.st = s.newState()
	if !o.NoAdmin {
		s.createAdmin()
	}
	return s
}

func (o Options) withDefaults() Options {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Version == "" {
		o.Version = DefaultVersion
	}
	if o.IntegrationTimeout == 0 {
		o.IntegrationTimeout = 30 * time.Second
	}
	return o
}

// Start makes a server with default options that allows calls to loopback
// integrations, listens on loopback and is closed when the test ends.
func Start(t testing.TB, now func() time.Time) *Server {
	t.Helper()
	s := New(Options{Now: now})
	s.AllowInternal("127.0.0.1 localhost")
	_, stop := s.Start()
	t.Cleanup(stop)
	return s
}

// Start listens on a free loopback port and returns the address and a
// function that stops listening and closes the server. An empty SiteURL
// becomes that address.
func (s *Server) Start() (url string, stop func()) {
	ts := httptest.NewServer(s)
	s.URL = ts.URL
	s.mu.Lock()
	if *s.st.Config.ServiceSettings.SiteURL == "" {
		s.st.Config.ServiceSettings.SiteURL = &ts.URL
	}
	s.mu.Unlock()
	return ts.URL, func() {
		s.Close()
		ts.Close()
	}
}

// Close ends all websocket connections and running calls to integrations and
// waits for the goroutines of the server. It may be called twice.
func (s *Server) Close() {
	s.stop()
	s.hub.closeAll()
	s.client.CloseIdleConnections()
}

// Version returns the value of the header X-Version-Id.
func (s *Server) Version() string {
	return s.opt.Version + ".1763000000.4b1d5f0e7a9c2d3e.false"
}

func (s *Server) millis() int64 { return s.opt.Now().UnixMilli() }
