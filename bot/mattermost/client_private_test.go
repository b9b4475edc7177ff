package mattermost_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
)

// withoutPermission refuses ephemeral posts and takes direct messages.
func withoutPermission(s *script) (dm *model.Post) {
	channel := model.NewId()
	dm = noted(botID, channel, "receipt.poll.7."+annaID)
	s.on("POST /posts/ephemeral", refusal(403, "api.context.permissions.app_error"))
	s.on("POST /channels/direct", respond(201, model.Channel{Id: channel}))
	s.on("POST /posts", respond(201, dm))
	s.on("PUT /posts/"+dm.Id+"/patch", respond(200, dm))
	return dm
}

func TestPrivateIsADirectMessageWherePrivatePostsAreForbidden(t *testing.T) {
	t.Parallel()
	s, clk, c := start(t)
	dm := withoutPermission(s)
	m := bot.Message{Text: "Ja", Key: dm.GetProp("gremienbot_key").(string), Thread: "thread"}
	for range 3 {
		if err := c.Private(t.Context(), homeID, annaID, m); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(s.bodies("POST /posts/ephemeral")); n != 1 || c.MayPostPrivately() {
		t.Errorf("tried an ephemeral post %d times, want once", n)
	}
	direct := s.bodies("POST /posts")
	if len(direct) != 3 || len(s.bodies("POST /channels/direct")) != 1 {
		t.Fatalf("%d direct messages in %d channels", len(direct), len(s.bodies("POST /channels/direct")))
	}
	if p := decoded[model.Post](t, direct[0]); p.ChannelId != dm.ChannelId || p.RootId != "" || p.PendingPostId == "" {
		t.Errorf("direct message %s", direct[0])
	}
	clk.at = clk.at.Add(10 * time.Minute)
	if !c.MayPostPrivately() {
		t.Error("the refusal is still held after ten minutes")
	}
}

func TestReceiptEditsTheDirectMessageInPlace(t *testing.T) {
	t.Parallel()
	s, _, c := start(t)
	dm := withoutPermission(s)
	m := bot.Message{Text: "Ihre Stimme: Ja"}
	post, err := c.Receipt(t.Context(), homeID, annaID, "poll.7", m, "")
	if err != nil || post != dm.Id {
		t.Fatalf("Receipt = %q, %v", post, err)
	}
	post, err = c.Receipt(t.Context(), homeID, annaID, "poll.7", m, post)
	if err != nil || post != dm.Id || len(s.bodies("POST /posts")) != 1 || len(s.bodies("PUT /posts/"+dm.Id+"/patch")) != 1 {
		t.Errorf("second Receipt = %q, %v; asked %v", post, err, s.asked)
	}
	s.on("PUT /posts/"+dm.Id+"/patch", refusal(404, "gone"))
	if _, err = c.Receipt(t.Context(), homeID, annaID, "poll.7", m, post); err != nil || len(s.bodies("POST /posts")) != 2 {
		t.Errorf("after the message was deleted: %v, %d posts, want a new one", err, len(s.bodies("POST /posts")))
	}
}

func TestReceiptIsEphemeralWhereAllowed(t *testing.T) {
	t.Parallel()
	s, _, c := start(t)
	post, err := c.Receipt(t.Context(), homeID, annaID, "poll.7", bot.Message{Text: "Ja"}, "before")
	if post != "" || err != nil || len(s.bodies("POST /posts/ephemeral")) != 1 {
		t.Errorf("Receipt = %q, %v", post, err)
	}
	s.on("POST /posts/ephemeral", refusal(500, "x"))
	if err := c.Private(t.Context(), homeID, annaID, bot.Message{Text: "Ja"}); fateOf(t, err) != bot.Unsure || !c.MayPostPrivately() {
		t.Errorf("a broken server: %v, remembered as a refusal: %v", err, !c.MayPostPrivately())
	}
}

func TestAccountsAreRememberedForAMinute(t *testing.T) {
	t.Parallel()
	s, clk, c := start(t)
	s.on("POST /users/usernames", respond(200, []*model.User{
		{Id: annaID, Username: "anna", FirstName: "Anna", LastName: "Berg", Roles: "system_user system_admin", Locale: "de"},
		{Id: bertID, Username: "bert", Nickname: "Berti", Roles: "system_guest", DeleteAt: 1},
	}))
	want := map[string]bot.Account{
		"anna": {ID: annaID, Handle: "anna", Name: "Anna Berg", Locale: "de", SystemAdmin: true},
		"bert": {ID: bertID, Handle: "bert", Name: "Berti", Gone: true, GoneAt: time.UnixMilli(1).UTC(), Guest: true},
	}
	for _, handles := range [][]string{{"@Anna", "bert", "nobody", ""}, {"anna", "bert"}} {
		got, err := c.Accounts(t.Context(), handles)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("Accounts(%q): %v\n%s", handles, err, diff)
		}
	}
	clk.at = clk.at.Add(time.Minute)
	if _, err := c.Accounts(t.Context(), []string{"anna"}); err != nil {
		t.Fatal(err)
	}
	if n := len(s.bodies("POST /users/usernames")); n != 2 {
		t.Errorf("asked %d times, want 2", n)
	}
}

func TestADeletedAccountIsGone(t *testing.T) {
	t.Parallel()
	s, _, c := start(t)
	s.on("GET /users/"+annaID, refusal(404, "app.user.missing_account.const"))
	a, err := c.Account(t.Context(), annaID)
	if want := (bot.Account{ID: annaID, Gone: true}); err != nil || a != want {
		t.Errorf("Account = %+v, %v, want %+v", a, err, want)
	}
	s.on("GET /users/"+bertID, refusal(403, "no"))
	if _, err := c.Account(t.Context(), bertID); err == nil {
		t.Error("an account that may not be seen is taken for one that is gone")
	}
}

func TestInChannelFailsClosed(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		code int
		want bool
		err  bool
	}{{"a member", 200, true, false}, {"no member", 404, false, false}, {"the bot is outside", 403, false, true}, {"broken", 500, false, true}} {
		s, _, c := start(t)
		path := "GET /channels/" + homeID + "/members/" + annaID
		s.on(path, refusal(row.code, "x"))
		for range 2 {
			if got, err := c.InChannel(t.Context(), homeID, annaID); got != row.want || (err != nil) != row.err {
				t.Errorf("%s: InChannel = %v, %v", row.name, got, err)
			}
		}
		if n := len(s.bodies(path)); row.want != (n == 1) {
			t.Errorf("%s: asked %d times", row.name, n)
		}
	}
}

func TestMayAdminister(t *testing.T) {
	t.Parallel()
	team := model.NewId()
	for _, row := range []struct {
		name    string
		user    model.User
		channel any
		team    any
		want    bool
	}{
		{"a system administrator", model.User{Roles: "system_admin"}, nil, nil, true},
		{"one who left", model.User{Roles: "system_admin", DeleteAt: 1}, nil, nil, false},
		{"an administrator of the channel", model.User{}, model.ChannelMember{SchemeAdmin: true}, nil, true},
		{"an administrator of the team", model.User{}, model.ChannelMember{}, model.TeamMember{Roles: "team_user team_admin"}, true},
		{"a member", model.User{}, model.ChannelMember{}, model.TeamMember{Roles: "team_user"}, false},
		{"one who left the team", model.User{}, model.ChannelMember{}, model.TeamMember{SchemeAdmin: true, DeleteAt: 1}, false},
		{"an administrator of the team outside the channel", model.User{}, nil, model.TeamMember{SchemeAdmin: true}, false},
	} {
		s, _, c := start(t)
		s.on("GET /users/"+annaID, respond(200, row.user))
		s.on("GET /channels/"+homeID, respond(200, model.Channel{Id: homeID, TeamId: team, DisplayName: "Gremium"}))
		if row.channel != nil {
			s.on("GET /channels/"+homeID+"/members/"+annaID, respond(200, row.channel))
		}
		if row.team != nil {
			s.on("GET /teams/"+team+"/members/"+annaID, respond(200, row.team))
		}
		if got, err := c.MayAdminister(t.Context(), homeID, annaID); err != nil || got != row.want {
			t.Errorf("%s: MayAdminister = %v, %v; want %v", row.name, got, err, row.want)
		}
		if name, err := c.ChannelName(t.Context(), homeID); err != nil || name != "Gremium" {
			t.Errorf("ChannelName = %q, %v", name, err)
		}
	}
}
