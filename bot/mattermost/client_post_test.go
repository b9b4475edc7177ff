package mattermost_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
	"gremienbot/bot/mattermost"
)

var note = bot.Message{Text: "Einladung", Key: "meeting.78"}

func noted(user, channel, key string) *model.Post {
	p := &model.Post{Id: model.NewId(), UserId: user, ChannelId: channel}
	p.SetProps(model.StringInterface{"gremienbot_key": key})
	return p
}

// hangUp closes the connection without an answer.
func hangUp(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

func tooMany(after string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", after)
		http.Error(w, "limit exceeded", http.StatusTooManyRequests)
	}
}

func fateOf(t *testing.T, err error) bot.Fate {
	t.Helper()
	d, ok := errors.AsType[*bot.DeliveryError](err)
	if !ok {
		t.Fatalf("error %v is no *bot.DeliveryError", err)
	}
	return d.Fate
}

func start(t *testing.T) (*script, *clock, *mattermost.Client) {
	t.Helper()
	s, c := newScript(t), &clock{at: noon}
	return s, c, newClient(t, s.url, c, mattermost.Keys{newKey(t, "k1")})
}

func TestPostCarriesKeyAndPending(t *testing.T) {
	t.Parallel()
	s, _, c := start(t)
	made := noted(botID, homeID, note.Key)
	s.on("POST /posts", respond(201, made))
	got, err := c.Post(t.Context(), homeID, note, "pending-1")
	if err != nil || got != made.Id {
		t.Fatalf("Post = %q, %v", got, err)
	}
	sent := decoded[*model.Post](t, s.bodies("POST /posts")[0])
	if sent.PendingPostId != "pending-1" || sent.GetProp("gremienbot_key") != note.Key || sent.Message != note.Text {
		t.Errorf("sent %+v", sent)
	}
}

// The server has a post with the same pending_post_id: it is ours only if it says all
// that ours was to say.
func TestPostOfSeveralMessagesCarriesAllTheirKeys(t *testing.T) {
	t.Parallel()
	all := bot.Message{Text: "Es fehlt", Key: "a", Keys: []string{"b", "c"}}
	for want, there := range map[string][]string{"": {"b", "c"}, "fewer": {"b"}, "others": {"b", "d"}, "none": nil} {
		s, _, c := start(t)
		made := noted(botID, homeID, "a")
		made.AddProp("gremienbot_keys", there)
		s.on("POST /posts", respond(201, made))
		_, err := c.Post(t.Context(), homeID, all, "pending-1")
		if (err == nil) != (want == "") || err != nil && fateOf(t, err) != bot.Later {
			t.Errorf("a post with %q: %v", there, err)
		}
		sent := decoded[*model.Post](t, s.bodies("POST /posts")[0])
		if d := cmp.Diff([]any{"b", "c"}, sent.GetProp("gremienbot_keys")); d != "" {
			t.Error(d)
		}
	}
}

func TestFailureSaysWhatBecameOfThePost(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name   string
		answer http.HandlerFunc
		fate   bot.Fate
		times  int // how often the post was sent
	}{
		{"no permission", refusal(403, "x"), bot.Never, 1},
		{"channel gone", refusal(404, "x"), bot.Never, 1},
		{"message refused", refusal(400, "x"), bot.Never, 1},
		{"not licensed", refusal(501, "x"), bot.Never, 1},
		{"too large", refusal(413, "x"), bot.Never, 1},
		{"token revoked", refusal(401, "x"), bot.Later, 1},
		{"moved elsewhere", respond(301, nil), bot.Later, 1},
		{"request time-out", refusal(408, "x"), bot.Unsure, 1},
		{"broken", refusal(500, "x"), bot.Unsure, 1},
		{"gateway lost it", refusal(502, "x"), bot.Unsure, 1},
		{"no answer", hangUp, bot.Unsure, 1},
		{"no JSON", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(201) }, bot.Unsure, 1},
		{"too many, wait a second", tooMany("1"), bot.Later, 4},
		{"too many, wait an hour", tooMany("3600"), bot.Later, 1},
		{"another's post came back", respond(201, noted(annaID, homeID, note.Key)), bot.Later, 1},
		{"a post of another channel came back", respond(201, noted(botID, sideID, note.Key)), bot.Later, 1},
		{"another message of ours came back", respond(201, noted(botID, homeID, "other")), bot.Later, 1},
	} {
		s, _, c := start(t)
		s.on("POST /posts", row.answer)
		_, err := c.Post(t.Context(), homeID, note, "p")
		if got := fateOf(t, err); got != row.fate {
			t.Errorf("%s: fate %d, want %d (%v)", row.name, got, row.fate, err)
		}
		if n := len(s.bodies("POST /posts")); n != row.times {
			t.Errorf("%s: sent %d times, want %d", row.name, n, row.times)
		}
	}
}

func TestNothingIsPostedWithoutConnection(t *testing.T) {
	t.Parallel()
	c := newClient(t, "http://127.0.0.1:1", &clock{at: noon}, mattermost.Keys{newKey(t, "k1")})
	if _, err := c.Post(t.Context(), homeID, note, "p"); fateOf(t, err) != bot.Later {
		t.Errorf("Post = %v, want the fate Later", err)
	}
}

func TestRetryAfterIsObeyedAndHandedOn(t *testing.T) {
	t.Parallel()
	s, clk, c := start(t)
	s.on("POST /posts", inTurn(tooMany("3"), respond(201, noted(botID, homeID, note.Key))))
	if _, err := c.Post(t.Context(), homeID, note, "p"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]time.Duration{3 * time.Second}, clk.slept); diff != "" {
		t.Error(diff)
	}
	s.on("POST /posts", tooMany("90"))
	_, err := c.Post(t.Context(), homeID, note, "p")
	if d, _ := errors.AsType[*bot.DeliveryError](err); d.After != 90*time.Second {
		t.Errorf("After = %v, want 90 s", d.After)
	}
}

func TestPostWaitsWhileItsTwinIsRunning(t *testing.T) {
	t.Parallel()
	s, clk, c := start(t)
	pending := refusal(500, "api.post.deduplicate_create_post.pending")
	s.on("POST /posts", inTurn(pending, pending, respond(201, noted(botID, homeID, note.Key))))
	if _, err := c.Post(t.Context(), homeID, note, "p"); err != nil {
		t.Fatal(err)
	}
	if clk.now() != noon.Add(4*time.Second) {
		t.Errorf("waited until %v, want 4 s", clk.now())
	}
	s.on("POST /posts", pending)
	if _, err := c.Post(t.Context(), homeID, note, "p"); fateOf(t, err) != bot.Unsure {
		t.Errorf("Post = %v, want the fate Unsure", err)
	}
}

func TestReadsAreRepeatedWithGrowingPauses(t *testing.T) {
	t.Parallel()
	s, clk, c := start(t)
	s.on("GET /users/"+annaID, inTurn(refusal(502, "x"), refusal(503, "x"), refusal(504, "x"), respond(200, model.User{Id: annaID, Username: "anna"})))
	a, err := c.Account(t.Context(), annaID)
	if err != nil || a.Handle != "anna" {
		t.Fatalf("Account = %+v, %v", a, err)
	}
	want := []time.Duration{200 * time.Millisecond, 400 * time.Millisecond, 800 * time.Millisecond}
	if diff := cmp.Diff(want, clk.slept); diff != "" {
		t.Error(diff)
	}
}

func TestRateIsKept(t *testing.T) {
	t.Parallel()
	s, clk := newScript(t), &clock{at: noon}
	c := mattermost.NewClient(mattermost.ClientOptions{
		URL: s.url, Keys: mattermost.Keys{newKey(t, "k1")}, Now: clk.now, Sleep: clk.sleep, PerSecond: 2, Burst: 3,
	})
	t.Cleanup(c.Close)
	s.on("DELETE /posts/"+homeID, respond(200, nil))
	for range 7 {
		if err := c.Delete(t.Context(), homeID); err != nil {
			t.Fatal(err)
		}
	}
	if clk.now() != noon.Add(2*time.Second) {
		t.Errorf("7 requests at 2 a second and 3 at once took %v, want 2s", clk.now().Sub(noon))
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.Delete(ctx, homeID); fateOf(t, err) != bot.Later {
		t.Errorf("a request that never left has the error %v, want Later", err)
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	s, _, c := start(t)
	thief := newScript(t)
	s.on("GET /users/"+annaID, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, thief.url+"/api/v4/users/me", http.StatusTemporaryRedirect)
	})
	if _, err := c.Account(t.Context(), annaID); err == nil {
		t.Error("a redirect was no error")
	}
	if n := len(thief.bodies("GET /users/me")); n != 0 {
		t.Error("the token went elsewhere")
	}
}

func TestEditRendersEverythingAnew(t *testing.T) {
	t.Parallel()
	s, _, c := start(t)
	post := model.NewId()
	s.on("PUT /posts/"+post+"/patch", respond(200, model.Post{Id: post}))
	if err := c.Edit(t.Context(), homeID, post, voting); err != nil {
		t.Fatal(err)
	}
	patch := decoded[model.Post](t, s.bodies("PUT /posts/" + post + "/patch")[0])
	if a := patch.Attachments(); len(a) != 1 || len(a[0].Actions) != 2 || a[0].Actions[0].Integration.URL != "http://bot.example.org/action" {
		t.Errorf("patch %+v", patch.GetProps())
	}
	if n := len(s.bodies("GET /posts/" + post)); n != 0 {
		t.Error("the post was read, which loses its buttons")
	}
}

func TestIDsThatAreNoneAreRefused(t *testing.T) {
	t.Parallel()
	s, _, c := start(t)
	if err := c.Delete(t.Context(), "../users/me"); fateOf(t, err) != bot.Never {
		t.Errorf("Delete = %v, want Never", err)
	}
	if len(s.asked) != 0 {
		t.Errorf("asked %v", s.asked)
	}
}
