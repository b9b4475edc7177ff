package mattermosttest_test

import (
	"bytes"
	"net/http"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot/mattermosttest"
)

func TestMembershipReads(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, _, err := w.bot.GetChannelMember(t.Context(), w.channel.Id, w.anna.Id, "")
	refused(t, err, http.StatusForbidden, "api.context.permissions.app_error")
	_, _, err = w.bot.GetTeamMember(t.Context(), w.team.Id, w.anna.Id, "")
	refused(t, err, http.StatusForbidden, "api.context.permissions.app_error")
	w.join(w.robot.UserId)
	must(w.bot.GetChannelMember(t.Context(), w.channel.Id, w.anna.Id, ""))(t)
	berta := w.user("berta")
	_, _, err = w.bot.GetChannelMember(t.Context(), w.channel.Id, berta.Id, "")
	refused(t, err, http.StatusNotFound, "app.channel.get_member.missing.app_error")
	_, _, err = w.bot.GetTeamMember(t.Context(), w.team.Id, berta.Id, "")
	refused(t, err, http.StatusNotFound, "app.team.get_member.missing.app_error")
	_, _, err = w.admin.AddChannelMember(t.Context(), w.channel.Id, berta.Id)
	refused(t, err, http.StatusNotFound, "app.team.get_member.missing.app_error")
}

func TestWhoIsWhat(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	admin, _ := must(w.bot.GetUserByUsername(t.Context(), "admin", ""))(t)
	if !admin.IsSystemAdmin() || admin.Password != "" {
		t.Errorf("admin = %+v, want the system administrator without a password", admin)
	}
	if _, err := w.admin.DemoteUserToGuest(t.Context(), w.anna.Id); err != nil {
		t.Fatal(err)
	}
	guest, _ := must(w.person.GetMe(t.Context(), ""))(t)
	m, _ := must(w.person.GetChannelMember(t.Context(), w.channel.Id, "me", ""))(t)
	if !guest.IsGuest() || !m.SchemeGuest || m.SchemeUser {
		t.Errorf("roles %q, membership %+v, want a guest", guest.Roles, m)
	}
	tm, _ := must(w.admin.GetTeamMember(t.Context(), w.team.Id, admin.Id, ""))(t)
	cm, _ := must(w.admin.GetChannelMember(t.Context(), w.channel.Id, admin.Id, ""))(t)
	if !tm.SchemeAdmin || !cm.SchemeAdmin {
		t.Error("who made team and channel is not their administrator")
	}
}

func TestSessions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, resp, err := w.client().Login(t.Context(), "anna", "wrong")
	refused(t, err, http.StatusUnauthorized, "api.user.login.invalid_credentials_email_username")
	if resp.ServerVersion != w.srv.Version() || resp.RequestId == "" {
		t.Errorf("version %q, request id %q", resp.ServerVersion, resp.RequestId)
	}
	_, _, err = w.client().GetMe(t.Context(), "")
	refused(t, err, http.StatusUnauthorized, "api.context.session_expired.app_error")
	_, _, err = w.person.CreateBot(t.Context(), &model.Bot{Username: "mine"})
	refused(t, err, http.StatusForbidden, "api.context.permissions.app_error")
	_, _, err = w.admin.CreateUserAccessToken(t.Context(), w.anna.Id, "for a person", 0)
	refused(t, err, http.StatusNotImplemented, "app.user_access_token.disabled")
	if _, err := w.admin.UpdateUserActive(t.Context(), w.anna.Id, false); err != nil {
		t.Fatal(err)
	}
	_, _, err = w.person.GetMe(t.Context(), "")
	refused(t, err, http.StatusUnauthorized, "api.context.session_expired.app_error")
}

func TestBotsNeedTheConfig(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	off := false
	must(w.admin.PatchConfig(t.Context(), &model.Config{ServiceSettings: model.ServiceSettings{EnableBotAccountCreation: &off}}))(t)
	_, _, err := w.admin.CreateBot(t.Context(), &model.Bot{Username: "second"})
	refused(t, err, http.StatusForbidden, "api.bot.create_disabled")
	bots, _ := must(w.admin.GetBots(t.Context(), 0, 10, ""))(t)
	if len(bots) != 1 || bots[0].Username != "gremienbot" {
		t.Errorf("bots = %v", bots)
	}
}

func TestSaveAndLoad(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	in := integrate(t, says(map[string]any{}))
	p := w.post(w.person, card(in.URL))
	reply := w.post(w.person, &model.Post{Message: "antwort", RootId: p.Id})
	var buf bytes.Buffer
	if err := w.srv.Save(&buf); err != nil {
		t.Fatal(err)
	}
	second := mattermosttest.Start(t, w.clock.Now)
	if err := second.Load(&buf); err != nil {
		t.Fatal(err)
	}
	w.srv = second
	c := w.client()
	c.SetToken(w.person.AuthToken)
	if _, err := c.DoPostActionWithCookie(t.Context(), p.Id, "ja", "", "", nil, ""); err != nil {
		t.Errorf("a button after loading: %v", err)
	}
	thread, _ := must(c.GetPostThread(t.Context(), p.Id, "", false))(t)
	if len(thread.Order) != 2 || thread.Posts[reply.Id] == nil || thread.Posts[p.Id].ReplyCount != 1 {
		t.Errorf("thread = %v, want the card and one reply", thread.Order)
	}
	w.login("anna", "Password-1!")
	if err := second.Load(bytes.NewReader([]byte("{}"))); err == nil {
		t.Error("an empty document was loaded")
	}
}

func TestTooManyRequests(t *testing.T) {
	t.Parallel()
	clk := newClock()
	srv := mattermosttest.New(mattermosttest.Options{Now: clk.Now, RateLimit: mattermosttest.RateLimit{PerSecond: 1, Burst: 1}})
	_, stop := srv.Start()
	t.Cleanup(stop)
	w := &world{T: t, srv: srv}
	c := w.client()
	for range 2 {
		must(c.GetPing(t.Context()))(t)
	}
	_, resp, err := c.GetMe(t.Context(), "")
	if err == nil || resp.StatusCode != http.StatusTooManyRequests || resp.Header.Get("Retry-After") != "1" {
		t.Fatalf("third request: %v, %+v, want 429 with Retry-After", err, resp)
	}
	if _, isApp := err.(*model.AppError); isApp { //nolint:errorlint // exactly this type is the point
		t.Error("a 429 is an AppError, want plain text")
	}
	clk.Move(time.Second)
	must(c.GetPing(t.Context()))(t)
}

func TestADroppedConnectionHasDoneItsWork(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.srv.Break(func(r *http.Request) mattermosttest.Fault {
		return mattermosttest.Fault{Drop: r.Method == http.MethodPost, After: true}
	})
	_, resp, err := w.person.CreatePost(t.Context(), &model.Post{ChannelId: w.channel.Id, Message: "eins"})
	if err == nil || resp != nil {
		t.Errorf("answer %+v, error %v; want none and one", resp, err)
	}
	w.srv.Break(nil)
	if got := w.count("eins"); got != 1 {
		t.Errorf("%d posts, want 1", got)
	}
}

func TestTheFirstUserIsTheAdministrator(t *testing.T) {
	t.Parallel()
	srv := mattermosttest.New(mattermosttest.Options{Now: newClock().Now, NoAdmin: true})
	_, stop := srv.Start()
	t.Cleanup(stop)
	w := &world{T: t, srv: srv}
	u, _ := must(w.client().CreateUser(t.Context(), &model.User{Username: "root", Email: "root@example.com", Password: "Password-1!"}))(t)
	if !u.IsSystemAdmin() {
		t.Errorf("roles = %q", u.Roles)
	}
	_, _, err := w.client().CreateUser(t.Context(), &model.User{Username: "zwei", Email: "zwei@example.com", Password: "Password-1!"})
	refused(t, err, http.StatusForbidden, "api.user.create_user.no_open_server")
}
