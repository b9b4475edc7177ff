package mattermosttest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot/mattermosttest"
)

func TestABotOutsideTheChannelMayNotPost(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, _, err := w.bot.CreatePost(t.Context(), &model.Post{ChannelId: w.channel.Id, Message: "hallo"})
	refused(t, err, http.StatusForbidden, "api.context.permissions.app_error")
	w.join(w.robot.UserId)
	p := w.post(w.bot, &model.Post{Message: "hallo", CreateAt: 5})
	if p.UserId != w.robot.UserId || p.GetProp(model.PostPropsFromBot) != "true" {
		t.Errorf("author %s, from_bot %v", p.UserId, p.GetProp(model.PostPropsFromBot))
	}
	if p.CreateAt != w.clock.Now().UnixMilli() {
		t.Errorf("create_at = %d, want the clock of the server", p.CreateAt)
	}
}

func TestPendingPostID(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.join(w.robot.UserId)
	first := w.post(w.bot, &model.Post{Message: "eins", PendingPostId: "key"})
	if first.PendingPostId != "key" {
		t.Errorf("pending_post_id = %q, want key", first.PendingPostId)
	}
	w.clock.Move(29 * time.Second)
	again := w.post(w.person, &model.Post{Message: "von jemand anderem", PendingPostId: "key"})
	if again.Id != first.Id || again.Message != "eins" || again.PendingPostId != "" {
		t.Errorf("the same key gave %+v, want the first post without the key", again)
	}
	w.clock.Move(31 * time.Second)
	if late := w.post(w.bot, &model.Post{Message: "eins", PendingPostId: "key"}); late.Id == first.Id {
		t.Error("after 31 s the key still gave the first post")
	}
}

func TestPendingPostIDIsForgottenOnError(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		status    int
		wantPosts int
	}{
		{"the server's own error after the insert makes a double", http.StatusInternalServerError, 2},
		{"a proxy's error after the insert does not", http.StatusGatewayTimeout, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.srv.Fail(func(r *http.Request) (int, bool) {
				if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/posts") {
					return tt.status, true
				}
				return 0, false
			})
			p := &model.Post{ChannelId: w.channel.Id, Message: "eins", PendingPostId: "key"}
			if _, _, err := w.person.CreatePost(t.Context(), p); err == nil {
				t.Fatal("the fault was not heard")
			}
			w.srv.Fail(nil)
			w.post(w.person, &model.Post{Message: "eins", PendingPostId: "key"})
			if got := w.count("eins"); got != tt.wantPosts {
				t.Errorf("%d posts, want %d", got, tt.wantPosts)
			}
		})
	}
}

func (w *world) count(message string) int {
	n := 0
	for _, p := range w.srv.Posts(w.channel.Id) {
		if p.Message == message && p.DeleteAt == 0 {
			n++
		}
	}
	return n
}

func TestASecondTryWhileTheFirstRunsIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	entered, release := make(chan struct{}), make(chan struct{})
	w.srv.Break(func(r *http.Request) mattermosttest.Fault {
		if r.Header.Get("X-First") == "" {
			return mattermosttest.Fault{}
		}
		return mattermosttest.Fault{During: func() { close(entered); <-release }}
	})
	slow := w.login("anna", "Password-1!")
	slow.HTTPHeader["X-First"] = "1"
	done := make(chan error, 1)
	go func() {
		_, _, err := slow.CreatePost(t.Context(), &model.Post{ChannelId: w.channel.Id, Message: "eins", PendingPostId: "key"})
		done <- err
	}()
	<-entered
	_, _, err := w.person.CreatePost(t.Context(), &model.Post{ChannelId: w.channel.Id, Message: "eins", PendingPostId: "key"})
	close(release)
	if err := <-done; err != nil {
		t.Error(err)
	}
	refused(t, err, http.StatusInternalServerError, "api.post.deduplicate_create_post.pending")
	if got := w.count("eins"); got != 1 {
		t.Errorf("%d posts, want 1", got)
	}
}

func TestGetThenPutKillsTheButtons(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	in := integrate(t, says(map[string]any{}))
	p := w.post(w.person, card(in.URL))
	read, _ := must(w.person.GetPost(t.Context(), p.Id, ""))(t)
	if got := read.Attachments()[0].Actions[0]; got.Integration != nil {
		t.Errorf("a read shows the integration %+v", got.Integration)
	}
	must(w.person.PatchPost(t.Context(), p.Id, &model.PostPatch{Message: model.NewPointer("neu")}))(t)
	if _, err := w.person.DoPostActionWithCookie(t.Context(), p.Id, "ja", "", "", nil, ""); err != nil {
		t.Errorf("after a patch of the message: %v", err)
	}
	must(w.person.UpdatePost(t.Context(), p.Id, read))(t)
	_, err := w.person.DoPostActionWithCookie(t.Context(), p.Id, "ja", "", "", nil, "")
	refused(t, err, http.StatusNotFound, "api.post.do_action.action_id.app_error")
}

func TestTheServerRefusesBadPosts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	other := w.post(w.person, &model.Post{Message: "wurzel"})
	reply := w.post(w.person, &model.Post{Message: "antwort", RootId: other.Id})
	for _, tt := range []struct {
		name   string
		post   *model.Post
		status int
		id     string
	}{
		{"one rune too many", &model.Post{Message: strings.Repeat("ü", 16384)}, 400, "model.post.is_valid.message_length.app_error"},
		{"a body above 300 000 bytes", &model.Post{Message: strings.Repeat("a", 310_000)}, 413, "api.context.request_body_too_large.app_error"},
		{"an id of one's own", &model.Post{Id: model.NewId()}, 400, "app.post.save.existing.app_error"},
		{"a system type", &model.Post{Type: "system_join_channel"}, 400, "api.context.invalid_param.app_error"},
		{"a reply to a reply", &model.Post{RootId: reply.Id}, 400, "api.post.create_post.root_id.app_error"},
		{"a root that does not exist", &model.Post{RootId: model.NewId()}, 400, "api.post.create_post.channel_root_id.app_error"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.post.ChannelId = w.channel.Id
			_, _, err := w.person.CreatePost(t.Context(), tt.post)
			refused(t, err, tt.status, tt.id)
		})
	}
	w.post(w.person, &model.Post{Message: strings.Repeat("ü", 16383)})
}

func TestPostsSinceShowsDeletedOnes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.clock.Move(time.Second)
	before := w.clock.Now().UnixMilli()
	w.clock.Move(time.Second)
	a := w.post(w.person, &model.Post{Message: "a"})
	b := w.post(w.person, &model.Post{Message: "b"})
	if _, err := w.person.DeletePost(t.Context(), a.Id); err != nil {
		t.Fatal(err)
	}
	list, _ := must(w.person.GetPostsSince(t.Context(), w.channel.Id, before, false))(t)
	if len(list.Order) != 2 || list.Posts[a.Id].DeleteAt == 0 || list.Posts[a.Id].Message != "" {
		t.Errorf("since: %v, want both, the deleted one without its text", list.Order)
	}
	page, _ := must(w.person.GetPostsForChannel(t.Context(), w.channel.Id, 0, 1, "", false, false))(t)
	if len(page.Order) != 1 || page.Order[0] != b.Id || page.PrevPostId == "" {
		t.Errorf("page: %v before %q, want the newest live post", page.Order, page.PrevPostId)
	}
	_, _, err := w.person.GetPost(t.Context(), a.Id, "")
	refused(t, err, http.StatusNotFound, "app.post.get.app_error")
}
