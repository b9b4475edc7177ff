package mattermosttest_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	mt "gremienbot/bot/mattermosttest"
)

// fact is one thing that is true of a real server and of the stand-in.
type fact struct {
	name string
	hold func(*town)
	// timed facts need a clock that can be moved, so only the stand-in is asked.
	timed bool
}

// TestContract asks the stand-in, and the server that MATTERMOST_URL,
// MATTERMOST_ADMIN and MATTERMOST_PASSWORD name. Where they differ, the
// stand-in is wrong. A real server in a container calls the test back at
// MATTERMOST_CALLBACK_HOST; it is told to allow that.
func TestContract(t *testing.T) {
	t.Parallel()
	for _, facts := range [][]fact{commandFacts, actionFacts, dialogFacts, postFacts, userFacts} {
		for _, f := range facts {
			worlds(t, f)
		}
	}
}

// worlds holds a fact in every world there is.
func worlds(t *testing.T, f fact) {
	t.Helper()
	t.Run("stand-in/"+f.name, func(t *testing.T) {
		t.Parallel()
		c := newClock()
		srv := mt.Start(t, c.Now)
		w := settle(t, srv.URL, mt.AdminName, mt.AdminPassword, "127.0.0.1")
		w.move = c.Move
		f.hold(w)
	})
	address := os.Getenv("MATTERMOST_URL")
	if address == "" || f.timed {
		return
	}
	t.Run("real/"+f.name, func(t *testing.T) {
		host := cmp.Or(os.Getenv("MATTERMOST_CALLBACK_HOST"), "127.0.0.1")
		f.hold(settle(t, address, os.Getenv("MATTERMOST_ADMIN"), os.Getenv("MATTERMOST_PASSWORD"), host))
	})
}

// town is a world with somebody in it, a bot and an integration that records
// how it is called.
type town struct {
	*testing.T
	*mt.World
	ctx   context.Context
	anna  *mt.Person
	bot   *model.Client4
	botID string
	hook  string // where the integration listens
	calls chan callback
	move  func(time.Duration)

	mu     sync.Mutex
	answer func(callback) answering
}

// callback is one call of the integration.
type callback struct {
	from   string // the other end of the connection
	header http.Header
	form   url.Values
	json   map[string]any
}

// answering is what the integration answers.
type answering struct {
	status int
	kind   string // content type, "" for none
	body   string
}

func settle(t *testing.T, address, admin, password, host string) *town {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	world, err := mt.NewWorld(ctx, address, admin, password)
	w := &town{T: t, World: world, ctx: ctx, calls: make(chan callback, 16)}
	w.ok(err)
	t.Cleanup(func() {
		if err := world.Close(context.WithoutCancel(ctx)); err != nil {
			t.Errorf("closing the world: %v", err)
		}
	})
	w.listen(host)
	w.anna, err = world.Person(ctx, "anna", "Anna Amt")
	w.ok(err)
	w.botID, w.bot, err = world.Bot(ctx, "gremienbot")
	w.ok(err)
	return w
}

func (w *town) ok(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// since reports whether the server is of this version or a later one.
func (w *town) since(major, minor int) bool {
	w.Helper()
	_, resp, err := w.bot.GetMe(w.ctx, "")
	w.ok(err)
	var is [2]int
	if n, err := fmt.Sscanf(resp.ServerVersion, "%d.%d", &is[0], &is[1]); n != 2 {
		w.Fatalf("version %q: %v", resp.ServerVersion, err)
	}
	return slices.Compare(is[:], []int{major, minor}) >= 0
}

// listen starts the integration where the server can reach it.
func (w *town) listen(host string) {
	w.Helper()
	w.answers(answering{200, "application/json", "{}"})
	server := httptest.NewUnstartedServer(w)
	if host != "127.0.0.1" {
		all, err := net.Listen("tcp", ":0")
		w.ok(err)
		w.ok(server.Listener.Close())
		server.Listener = all
	}
	server.Start()
	w.Cleanup(server.Close)
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	w.ok(err)
	w.hook = "http://" + net.JoinHostPort(host, port)
	patch := &model.Config{}
	patch.ServiceSettings.AllowedUntrustedInternalConnections = model.NewPointer("127.0.0.1 localhost " + host)
	_, _, err = w.Admin.PatchConfig(w.ctx, patch)
	w.ok(err)
}

// ServeHTTP is the integration.
func (w *town) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	c := callback{from: r.RemoteAddr, header: r.Header.Clone()}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		_ = json.NewDecoder(r.Body).Decode(&c.json)
	} else {
		_ = r.ParseForm()
		c.form = r.PostForm
	}
	w.mu.Lock()
	a := w.answer(c)
	w.mu.Unlock()
	rw.Header()["Content-Type"] = nil // nothing is guessed
	if a.kind != "" {
		rw.Header().Set("Content-Type", a.kind)
	}
	rw.WriteHeader(a.status)
	_, _ = io.WriteString(rw, a.body)
	w.calls <- c
}

func (w *town) answers(a answering) { w.reacts(func(callback) answering { return a }) }

func (w *town) reacts(f func(callback) answering) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.answer = f
}

// says makes the integration answer with a value as JSON.
func (w *town) says(v any) {
	w.Helper()
	body, err := json.Marshal(v)
	w.ok(err)
	w.answers(answering{200, "application/json", string(body)})
}

// called waits for the next call of the integration.
func (w *town) called() callback {
	w.Helper()
	select {
	case c := <-w.calls:
		return c
	case <-w.ctx.Done():
		w.Fatal("the integration was never called")
		return callback{}
	}
}

// command registers the slash command /frage.
func (w *town) command() string {
	w.Helper()
	token, err := w.Command(w.ctx, "frage", "[Text]", "Fragt", w.hook+"/command")
	w.ok(err)
	return token
}

// refuses wants the server to refuse with a status.
func (w *town) refuses(err error, status int) {
	w.Helper()
	if got := statusOf(err); got != status {
		w.Errorf("the server says %d (%v), want %d", got, err, status)
	}
}

func statusOf(err error) int {
	var said *mt.Refused
	var app *model.AppError
	switch {
	case errors.As(err, &said):
		return said.Status
	case errors.As(err, &app):
		return app.StatusCode
	}
	return 0
}

// sees waits until a person sees a post that contains a text, and returns it.
func (w *town) sees(p *mt.Person, text string) mt.Post {
	w.Helper()
	var found mt.Post
	w.ok(p.Await(w.ctx, func(all []mt.Post) bool {
		for _, post := range all {
			if strings.Contains(post.Text(), text) {
				found = post
				return true
			}
		}
		return false
	}))
	return found
}

// sawNothing wants a person to see no post that contains a text.
func (w *town) sawNothing(p *mt.Person, text string) {
	w.Helper()
	w.ok(p.Sync(w.ctx))
	for _, post := range p.All() {
		if strings.Contains(post.Text(), text) {
			w.Errorf("%s sees %+v", p.Handle, post)
		}
	}
}

func (w *town) person(handle string, opts ...mt.PersonOption) *mt.Person {
	w.Helper()
	p, err := w.Person(w.ctx, handle, handle+" Amt", opts...)
	w.ok(err)
	return p
}

// is compares two values.
func is[T comparable](w *town, what string, got, want T) {
	w.Helper()
	if got != want {
		w.Errorf("%s: got %v, want %v", what, got, want)
	}
}
