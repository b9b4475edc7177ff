package mattermosttest_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
	"go.uber.org/goleak"

	"gremienbot/bot/mattermosttest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// clock stands still until a test moves it.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func newClock() *clock { return &clock{t: time.Date(2027, 3, 10, 10, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) Move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// world is a server with a team, a channel, a person in it and a bot.
type world struct {
	*testing.T
	srv     *mattermosttest.Server
	clock   *clock
	admin   *model.Client4
	person  *model.Client4
	bot     *model.Client4
	anna    *model.User
	robot   *model.Bot
	team    *model.Team
	channel *model.Channel
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, clock: newClock()}
	w.srv = mattermosttest.Start(t, w.clock.Now)
	w.admin = w.login(mattermosttest.AdminName, mattermosttest.AdminPassword)
	w.team, _ = must(w.admin.CreateTeam(t.Context(), &model.Team{Name: "gremium", DisplayName: "Gremium", Type: model.TeamInvite}))(t)
	w.channel, _ = must(w.admin.CreateChannel(t.Context(), &model.Channel{TeamId: w.team.Id, Name: "beratung", DisplayName: "Beratung", Type: model.ChannelTypePrivate}))(t)
	w.anna = w.user("anna")
	w.join(w.anna.Id)
	w.person = w.login("anna", "Password-1!")
	on := true
	must(w.admin.PatchConfig(t.Context(), &model.Config{ServiceSettings: model.ServiceSettings{EnableBotAccountCreation: &on}}))(t)
	w.robot, _ = must(w.admin.CreateBot(t.Context(), &model.Bot{Username: "gremienbot", DisplayName: "Gremienbot"}))(t)
	token, _ := must(w.admin.CreateUserAccessToken(t.Context(), w.robot.UserId, "bot", 0))(t)
	w.bot = w.client()
	w.bot.SetToken(token.Token)
	return w
}

// client has no idle connections, so that no goroutine outlives the test.
func (w *world) client() *model.Client4 {
	c := model.NewAPIv4Client(w.srv.URL)
	c.HTTPClient = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: time.Minute}
	return c
}

func (w *world) login(name, password string) *model.Client4 {
	w.Helper()
	c := w.client()
	must(c.Login(w.Context(), name, password))(w.T)
	return c
}

func (w *world) user(name string) *model.User {
	w.Helper()
	u, _ := must(w.admin.CreateUser(w.Context(), &model.User{Username: name, Email: name + "@example.com", Password: "Password-1!"}))(w.T)
	return u
}

// join adds a user to the team and to the channel.
func (w *world) join(userID string) {
	w.Helper()
	must(w.admin.AddTeamMember(w.Context(), w.team.Id, userID))(w.T)
	must(w.admin.AddChannelMember(w.Context(), w.channel.Id, userID))(w.T)
}

func (w *world) post(c *model.Client4, p *model.Post) *model.Post {
	w.Helper()
	p.ChannelId = w.channel.Id
	saved, _ := must(c.CreatePost(w.Context(), p))(w.T)
	return saved
}

// must ends the test on an error: must(call())(t).
func must[V any](v V, resp *model.Response, err error) func(*testing.T) (V, *model.Response) {
	return func(t *testing.T) (V, *model.Response) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v, resp
	}
}

// refused ends the test unless err is this refusal of the server.
func refused(t *testing.T, err error, status int, id string) {
	t.Helper()
	var app *model.AppError
	if !errors.As(err, &app) {
		t.Fatalf("error %v (%T), want an AppError", err, err)
	}
	if app.StatusCode != status || app.Id != id {
		t.Fatalf("refused with %d %s, want %d %s", app.StatusCode, app.Id, status, id)
	}
}

// integration is a program the server calls; it keeps what arrived.
type integration struct {
	URL  string
	mu   sync.Mutex
	reqs []*http.Request
	body []map[string]any
}

// integrate starts an integration that answers with answer.
func integrate(t *testing.T, answer http.HandlerFunc) *integration {
	t.Helper()
	in := &integration{}
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		var body map[string]any
		if r.Header.Get("Content-Type") == "application/json" {
			_ = json.NewDecoder(r.Body).Decode(&body)
		}
		in.mu.Lock()
		in.reqs, in.body = append(in.reqs, r), append(in.body, body)
		in.mu.Unlock()
		answer(w, r)
	}))
	t.Cleanup(ts.Close)
	in.URL = ts.URL
	return in
}

// last returns the last request and its JSON.
func (in *integration) last(t *testing.T) (*http.Request, map[string]any) {
	t.Helper()
	in.mu.Lock()
	defer in.mu.Unlock()
	if len(in.reqs) == 0 {
		t.Fatal("the integration was not called")
	}
	return in.reqs[len(in.reqs)-1], in.body[len(in.body)-1]
}

// says answers with JSON.
func says(v any) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(v)
	}
}

// card is a post with one button and one select.
func card(url string) *model.Post {
	p := &model.Post{Message: "Abstimmung"}
	p.AddProp("gremienbot_key", "U-2027-004")
	p.AddProp(model.PostPropsAttachments, []*model.MessageAttachment{{
		Text: "Ja oder nein?",
		Actions: []*model.PostAction{
			{Id: "ja", Type: model.PostActionTypeButton, Name: "Ja", Integration: &model.PostActionIntegration{URL: url, Context: map[string]any{"secret": "mac"}}},
			{
				Id: "wahl", Type: model.PostActionTypeSelect, Name: "Wahl",
				Options:     []*model.PostActionOptions{{Text: "A", Value: "a"}},
				Integration: &model.PostActionIntegration{URL: url, Context: map[string]any{"secret": "mac", "selected_option": "mine"}},
			},
		},
	}})
	return p
}
