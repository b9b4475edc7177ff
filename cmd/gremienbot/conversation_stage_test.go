package main_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"gremienbot/bot/mattermost"
	"gremienbot/bot/mattermosttest"
	"gremienbot/cmd/assembly"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// patience is how long a whole conversation may take, on a real server too.
const patience = 3 * time.Minute

// guarded is a value that goroutines share.
type guarded[T any] struct {
	mu sync.Mutex
	v  T
}

func (g *guarded[T]) get() T {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.v
}

func (g *guarded[T]) set(v T) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.v = v
}

// stage is where a conversation is played: a world on a chat server, the bot in
// it, and the lines to the database and to the chat, which can be cut.
type stage struct {
	*testing.T
	ctx    context.Context
	tape   *tape
	server chatServer
	world  *mattermosttest.World
	cast   []*actor
	rooms  map[string]string // channel ID by name, "" is home
	lang   string

	keys    mattermost.Keys
	setup   mattermost.SetupResult
	door    string // address at which the chat reaches the bot
	public  string // and other programs; "" if they do not
	uids    []string
	behind  guarded[http.Handler]
	bot     *assembly.Bot
	db      *storage.DB
	toStore *storagetest.Line
	toChat  *chatLine
	log     *logBook

	at       scriptLine // the step that is being done
	out      bytes.Buffer
	markers  map[string]bool
	noStore  bool // the database is away
	troubled bool // something was broken on purpose
}

func newStage(t *testing.T, tape *tape, server chatServer) *stage {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	s := &stage{T: t, ctx: ctx, tape: tape, server: server, log: &logBook{}, markers: map[string]bool{}, lang: "de"}
	world, err := mattermosttest.NewWorld(ctx, server.url, server.admin, server.password)
	s.ok(err)
	s.world, s.rooms = world, map[string]string{"": world.Home}
	t.Cleanup(func() {
		if err := world.Close(context.WithoutCancel(ctx)); err != nil {
			t.Errorf("closing the world: %v", err)
		}
	})
	s.openStore()
	s.openDoor()
	return s
}

// ok ends the test on an error and names the step.
func (s *stage) ok(err error) {
	s.Helper()
	if err != nil {
		s.Fatalf("> %s: %v\nseen so far:\n%s\nlogged:\n%s", s.at.text, err, s.out.String(), s.log.errors())
	}
}

func (s *stage) openStore() {
	s.Helper()
	s.toStore = storagetest.Proxy(s, storagetest.DSN(s))
	db, err := storage.Open(s.ctx, s.toStore.DSN(), storage.Options{Name: "conversation"})
	s.ok(err)
	s.db = db
	s.Cleanup(func() { _ = db.Close() }) // its connections may be cut
}

// openDoor listens where the chat server can reach it.
func (s *stage) openDoor() {
	s.Helper()
	s.behind.set(http.NotFoundHandler())
	front := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.behind.get().ServeHTTP(w, r) }))
	if s.server.host != "127.0.0.1" {
		everywhere, err := net.Listen("tcp", ":0")
		s.ok(err)
		s.ok(front.Listener.Close())
		front.Listener = everywhere
	}
	front.Start()
	s.Cleanup(front.Close)
	_, port, err := net.SplitHostPort(front.Listener.Addr().String())
	s.ok(err)
	s.door = "http://" + net.JoinHostPort(s.server.host, port)
}

// install sets the bot up in the world's own team and channel, as `gremienbot
// setup` does.
func (s *stage) install(privatePosts bool) {
	s.Helper()
	home, _, err := s.world.Admin.GetChannel(s.ctx, s.world.Home)
	s.ok(err)
	name, description := assembly.Profile(s.lang)
	s.setup, err = mattermost.Setup(s.ctx, mattermost.SetupOptions{
		URL: s.server.url, Login: s.server.admin, Password: s.server.password, Team: s.world.Team.Name, Channel: home.Name,
		Handle: s.world.Unique("gremienbot"), Name: name, Description: description, Triggers: assembly.Triggers(s.lang),
		Callback: s.door, PrivatePosts: privatePosts, ChangeSettings: true, Now: s.tape.Now,
	})
	s.ok(err)
	key, err := mattermost.NewKey(rand.Reader, "k1")
	s.ok(err)
	s.keys = mattermost.Keys{key}
	s.toChat = &chatLine{inner: http.DefaultTransport.(*http.Transport).Clone()}
	s.start()
	s.Cleanup(s.stop)
}

// start makes the bot, as the program does, but for its own beat.
func (s *stage) start() {
	s.Helper()
	b, err := assembly.Make(assembly.Options{
		DB: s.db, CommandTokens: s.setup.CommandTokens, Now: s.tape.Now, Log: slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug})), Lang: s.lang, PublicURL: s.public,
		Chat: mattermost.ClientOptions{
			URL: s.server.url, Token: s.setup.Token, Callback: s.door, Keys: s.keys, PerSecond: -1, Transport: s.toChat,
			Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		},
	})
	s.ok(err)
	s.bot = b
	s.behind.set(b.Handler)
}

func (s *stage) stop() {
	s.behind.set(http.NotFoundHandler())
	if err := s.bot.Close(context.WithoutCancel(s.ctx)); err != nil {
		s.Errorf("stopping the bot: %v", err)
	}
}

// chatLine is the bot's way to the chat, which can be cut.
type chatLine struct {
	inner *http.Transport
	cut   guarded[bool]
}

// RoundTrip implements http.RoundTripper.
func (l *chatLine) RoundTrip(r *http.Request) (*http.Response, error) {
	if !l.cut.get() {
		return l.inner.RoundTrip(r)
	}
	if r.Body != nil {
		_ = r.Body.Close()
	}
	return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
}

// CloseIdleConnections lets http.Client reach those of the transport inside.
func (l *chatLine) CloseIdleConnections() { l.inner.CloseIdleConnections() }

// logBook keeps what the bot logs.
type logBook struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write implements io.Writer.
func (l *logBook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

// errors are the lines about errors; a record is a line.
func (l *logBook) errors() string {
	var found strings.Builder
	for line := range strings.Lines(l.all()) {
		if strings.Contains(line, "level=ERROR") {
			found.WriteString(line)
		}
	}
	return found.String()
}

func (l *logBook) all() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
