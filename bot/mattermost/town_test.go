package mattermost_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
	"gremienbot/bot/mattermost"
	"gremienbot/bot/mattermosttest"
)

var triggers = []mattermost.Trigger{
	{Name: "thema", Hint: "[Titel]", Description: "Ein Thema einbringen"},
	{Name: "bedarf", Hint: "[Titel]", Description: "Einen Bedarf melden"},
}

// town is the stand-in with a team, a channel and room for a bot.
type town struct {
	srv    *mattermosttest.Server
	world  *mattermosttest.World
	clock  *clock
	setup  mattermost.SetupOptions
	client *mattermost.Client // the bot's, after settle
	// behind is what the callback address leads to.
	behind http.Handler
}

func newTown(t *testing.T) *town {
	t.Helper()
	w := &town{clock: &clock{at: noon}}
	w.srv = mattermosttest.Start(t, w.clock.now)
	world, err := mattermosttest.NewWorld(t.Context(), w.srv.URL, mattermosttest.AdminName, mattermosttest.AdminPassword)
	if err != nil {
		t.Fatal(err)
	}
	w.world = world
	t.Cleanup(func() { _ = world.Close(context.Background()) })
	front := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { w.behind.ServeHTTP(rw, r) }))
	t.Cleanup(front.Close)
	w.behind = http.NotFoundHandler()
	home, _, err := world.Admin.GetChannel(t.Context(), world.Home)
	if err != nil {
		t.Fatal(err)
	}
	w.setup = mattermost.SetupOptions{
		URL: w.srv.URL, Login: mattermosttest.AdminName, Password: mattermosttest.AdminPassword,
		Team: world.Team.Name, Channel: home.Name, Handle: "gremienbot", Name: "Gremienbot", Description: "Themen, Umfragen, Sitzungen",
		Picture: tinyPNG, Triggers: triggers, Callback: front.URL, PrivatePosts: true, ChangeSettings: true,
		Now: w.clock.now, Transport: dated{w.clock},
	}
	return w
}

// dated makes the server's clock that of the test, which stands still.
type dated struct{ clock *clock }

func (d dated) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err == nil {
		resp.Header.Set("Date", d.clock.now().Format(http.TimeFormat))
	}
	return resp, err
}

func (d dated) CloseIdleConnections() { http.DefaultTransport.(*http.Transport).CloseIdleConnections() }

// settle sets the bot up and lets it answer with a router.
func (w *town) settle(t *testing.T, r *bot.Router) (mattermost.SetupResult, mattermost.CheckOptions) {
	t.Helper()
	res, err := mattermost.Setup(t.Context(), w.setup)
	if err != nil {
		t.Fatal(err)
	}
	keys := mattermost.Keys{newKey(t, "k1")}
	client := mattermost.NewClient(mattermost.ClientOptions{
		URL: w.srv.URL, Token: res.Token, Callback: w.setup.Callback, Keys: keys, Now: w.clock.now, Sleep: w.clock.sleep,
	})
	t.Cleanup(client.Close)
	w.client = client
	s := mattermost.NewServer(mattermost.ServerOptions{
		Router: r, Client: client, CommandTokens: res.CommandTokens, Words: words, Now: w.clock.now, Log: slog.New(slog.DiscardHandler),
	})
	w.behind = s
	t.Cleanup(func() { _ = s.Close(context.Background()) })
	return res, mattermost.CheckOptions{
		URL: w.srv.URL, Token: res.Token, Handle: "gremienbot", Team: w.setup.Team, Channel: w.setup.Channel, Triggers: triggers,
		Callback: w.setup.Callback, Keys: keys, CommandTokens: res.CommandTokens, Store: &store{}, Now: w.clock.now, Transport: w.setup.Transport,
	}
}

type store struct {
	ping, migrated error
	altered        []string
}

func (s *store) Ping(context.Context) error     { return s.ping }
func (s *store) Migrated(context.Context) error { return s.migrated }
func (s *store) Altered(context.Context) (int, []string, error) {
	return 2 * len(s.altered), s.altered, nil
}

var errAway = errors.New("connection refused")

// adminToken makes a token that sees everything.
func (w *town) adminToken(t *testing.T) string {
	t.Helper()
	return w.world.Admin.AuthToken
}

// done stops a test whose preparation went wrong.
func done[T any](t *testing.T, v T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (w *town) commandList(t *testing.T) []*model.Command {
	t.Helper()
	list, _, err := w.world.Admin.ListCommands(t.Context(), w.world.Team.Id, true)
	return done(t, list, err)
}
