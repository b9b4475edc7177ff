package mattermost_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
	"go.uber.org/goleak"

	"gremienbot/bot"
	"gremienbot/bot/mattermost"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const commandToken = "abcdefghijklmnopqrstuvwxyz"

var (
	botID, annaID, bertID = model.NewId(), model.NewId(), model.NewId()
	homeID, sideID        = model.NewId(), model.NewId()
	noon                  = time.Date(2027, 3, 10, 12, 0, 0, 0, time.UTC)
	words                 = mattermost.Words{Fault: "FAULT", Forged: "FORGED", Expired: "EXPIRED", Cut: "CUT"}
)

// script is a Mattermost that answers as a test tells it to and writes down
// what it was asked. It is for failures that a real server seldom has.
type script struct {
	url string

	mu      sync.Mutex
	answers map[string]http.HandlerFunc // by "METHOD /path" below /api/v4
	asked   []asked
}

type asked struct {
	what string
	body []byte
}

func newScript(t *testing.T) *script {
	t.Helper()
	s := &script{answers: map[string]http.HandlerFunc{}}
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	s.url = srv.URL
	s.on("GET /users/me", respond(200, model.User{Id: botID, Username: "gremienbot", IsBot: true}))
	s.on("POST /posts/ephemeral", respond(201, model.Post{Id: model.NewId()}))
	s.on("POST /actions/dialogs/open", respond(200, map[string]string{"status": "OK"}))
	return s
}

func (s *script) on(what string, h http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[what] = h
}

func (s *script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	what := r.Method + " " + strings.TrimPrefix(r.URL.Path, "/api/v4")
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	s.mu.Lock()
	s.asked = append(s.asked, asked{what, body})
	h := s.answers[what]
	s.mu.Unlock()
	if h == nil {
		h = refusal(404, "not.in.the.script")
	}
	h(w, r)
}

// bodies returns what was sent to one address.
func (s *script) bodies(what string) [][]byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all [][]byte
	for _, a := range s.asked {
		if a.what == what {
			all = append(all, a.body)
		}
	}
	return all
}

func respond(status int, v any) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(v)
	}
}

func refusal(status int, id string) http.HandlerFunc {
	return respond(status, model.NewAppError("", id, nil, "", status))
}

// inTurn gives each request the next answer; the last one stays.
func inTurn(all ...http.HandlerFunc) http.HandlerFunc {
	var mu sync.Mutex
	return func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		h := all[0]
		if len(all) > 1 {
			all = all[1:]
		}
		mu.Unlock()
		h(w, r)
	}
}

// clock stands still, except that sleeping moves it.
type clock struct {
	mu    sync.Mutex
	at    time.Time
	slept []time.Duration
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
	c.slept = append(c.slept, d)
	return ctx.Err()
}

func newClient(t *testing.T, url string, c *clock, keys mattermost.Keys) *mattermost.Client {
	t.Helper()
	client := mattermost.NewClient(mattermost.ClientOptions{
		URL: url, Token: "bot-token", Callback: "http://bot.example.org", Keys: keys,
		Now: c.now, Sleep: c.sleep, Jitter: func() float64 { return 0.5 },
	})
	t.Cleanup(client.Close)
	return client
}

// door is a server on a script, with what its router was asked.
type door struct {
	*mattermost.Server
	chat  *script
	clock *clock
	log   *bytes.Buffer
	keys  mattermost.Keys
	got   []bot.Request
}

// newDoor makes a door whose handlers for /thema, "poll.vote", "poll.rank" and
// "topic.submit" answer with reply.
func newDoor(t *testing.T, reply func(bot.Request) (bot.Reply, error), change ...func(*mattermost.ServerOptions)) *door {
	t.Helper()
	d := &door{chat: newScript(t), clock: &clock{at: noon}, log: &bytes.Buffer{}, keys: mattermost.Keys{newKey(t, "k1")}}
	h := func(_ context.Context, q bot.Request) (bot.Reply, error) {
		d.got = append(d.got, q)
		return reply(q)
	}
	var r bot.Router
	r.Command("thema", h)
	r.Action("poll.vote", h)
	r.Action("poll.rank", h)
	r.Submission("topic.submit", h)
	o := mattermost.ServerOptions{
		Router: &r, Client: newClient(t, d.chat.url, d.clock, d.keys),
		CommandTokens: []string{"", "other-token", commandToken}, Words: words, Now: d.clock.now,
		Log: slog.New(slog.NewTextHandler(d.log, nil)),
	}
	for _, f := range change {
		f(&o)
	}
	d.Server = mattermost.NewServer(o)
	t.Cleanup(func() { d.drain(t) })
	return d
}

func (d *door) drain(t *testing.T) {
	t.Helper()
	if err := d.Close(context.Background()); err != nil {
		t.Error(err)
	}
}

func (d *door) post(path, contentType, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	return w
}

func (d *door) json(path string, v any) *httptest.ResponseRecorder {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return d.post(path, "application/json", string(b))
}

func decoded[T any](t *testing.T, body []byte) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatalf("%v in %q", err, body)
	}
	return v
}

func (d *door) get(path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	d.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

func ready(err *error) func(context.Context) error {
	return func(context.Context) error { return *err }
}
