package mattermosttest_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"
)

func TestAButtonCallsItsIntegration(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	in := integrate(t, says(map[string]any{}))
	p := w.post(w.person, card(in.URL))
	if _, err := w.person.DoPostActionWithCookie(t.Context(), p.Id, "wahl", "a", "", nil, ""); err != nil {
		t.Fatal(err)
	}
	_, got := in.last(t)
	if got["trigger_id"] == "" {
		t.Error("no trigger id")
	}
	delete(got, "trigger_id")
	want := map[string]any{
		"user_id": w.anna.Id, "user_name": "anna", "channel_id": w.channel.Id, "channel_name": "beratung",
		"team_id": w.team.Id, "team_domain": "gremium", "post_id": p.Id, "type": "select", "data_source": "",
		"context": map[string]any{"secret": "mac", "selected_option": "a"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the request differs (-want +got):\n%s", diff)
	}
}

func TestAnUpdateInTheAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	in := integrate(t, says(map[string]any{"update": map[string]any{}, "ephemeral_text": "danke"}))
	var note *model.Post
	w.srv.ObserveEphemerals(func(_ string, p *model.Post) { note = p })
	up, _ := must(w.person.UploadFile(t.Context(), []byte("bild"), w.channel.Id, "bild.txt"))(t)
	c := card(in.URL)
	c.FileIds = model.StringArray{up.FileInfos[0].Id}
	p := w.post(w.person, c)
	if len(p.FileIds) != 1 {
		t.Fatalf("files = %v, want one", p.FileIds)
	}
	if _, err := w.person.DoPostActionWithCookie(t.Context(), p.Id, "ja", "", "", nil, ""); err != nil {
		t.Fatal(err)
	}
	got, _ := must(w.person.GetPost(t.Context(), p.Id, ""))(t)
	if got.Message != "" || len(got.FileIds) != 0 || got.GetProp("gremienbot_key") != "U-2027-004" {
		t.Errorf("message %q, files %v, props %v; want a blank message, no files, the old props", got.Message, got.FileIds, got.GetProps())
	}
	if note == nil || note.RootId != p.Id || note.UserId != w.anna.Id || note.Message != "danke" {
		t.Errorf("ephemeral_text = %+v, want it in the thread of the card", note)
	}
	if _, err := w.person.DoPostActionWithCookie(t.Context(), p.Id, "ja", "", "", nil, ""); err != nil {
		t.Errorf("the buttons are gone after an update without props: %v", err)
	}
}

func TestAnEphemeralCardWorksByCookie(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	in := integrate(t, says(map[string]any{"update": map[string]any{"message": "neu"}}))
	_, _, err := w.bot.CreatePostEphemeral(t.Context(), &model.PostEphemeral{UserID: w.anna.Id, Post: &model.Post{ChannelId: w.channel.Id, Message: "x"}})
	refused(t, err, http.StatusForbidden, "api.context.permissions.app_error")
	w.grantEphemeral()
	c := card(in.URL)
	c.ChannelId = w.channel.Id
	sent, _ := must(w.bot.CreatePostEphemeral(t.Context(), &model.PostEphemeral{UserID: w.anna.Id, Post: c}))(t)
	action := sent.Attachments()[0].Actions[0]
	if action.Cookie == "" || action.Integration != nil {
		t.Fatalf("action = %+v, want a cookie and no integration", action)
	}
	_, err = w.person.DoPostActionWithCookie(t.Context(), sent.Id, "ja", "", action.Cookie, nil, "")
	refused(t, err, http.StatusNotFound, "app.post.get.app_error")
	_, got := in.last(t)
	if diff := cmp.Diff(map[string]any{"secret": "mac"}, got["context"]); diff != "" {
		t.Error(diff)
	}
	_, err = w.person.DoPostActionWithCookie(t.Context(), sent.Id, "ja", "", action.Cookie+"AA", nil, "")
	refused(t, err, http.StatusBadRequest, "api.context.invalid_param.app_error")
}

// grantEphemeral does what setup does: it adds create_post_ephemeral to
// system_post_all and gives that role to the bot.
func (w *world) grantEphemeral() {
	w.Helper()
	role, _ := must(w.admin.GetRoleByName(w.Context(), model.SystemPostAllRoleId))(w.T)
	perms := append(role.Permissions, model.PermissionCreatePostEphemeral.Id)
	must(w.admin.PatchRole(w.Context(), role.Id, &model.RolePatch{Permissions: &perms}))(w.T)
	if _, err := w.admin.UpdateUserRoles(w.Context(), w.robot.UserId, "system_user system_post_all"); err != nil {
		w.Fatal(err)
	}
}

func TestAnAnswerThatIsNot200Fails(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, status := range []int{201, 204, 500} {
		in := integrate(t, func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(status) })
		p := w.post(w.person, card(in.URL))
		_, err := w.person.DoPostActionWithCookie(t.Context(), p.Id, "ja", "", "", nil, "")
		refused(t, err, http.StatusBadRequest, "api.post.do_action.action_integration.app_error")
	}
}

func TestAnActionIDWithADashIsNotFound(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.post(w.person, card("http://127.0.0.1:1"))
	_, err := w.person.DoPostActionWithCookie(t.Context(), p.Id, "with-dash", "", "", nil, "")
	refused(t, err, http.StatusNotFound, "api.context.404.app_error")
}

func TestTheGuardRefusesInternalAddresses(t *testing.T) {
	t.Parallel()
	for allowed, works := range map[string]bool{"": false, "localhost": false, "127.0.0.1": true, "127.0.0.0/8": true, "10.0.0.0/8,127.0.0.1": true} {
		t.Run("allowed="+allowed, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			in := integrate(t, says(map[string]any{}))
			cfg := &model.Config{ServiceSettings: model.ServiceSettings{AllowedUntrustedInternalConnections: &allowed}}
			must(w.admin.PatchConfig(t.Context(), cfg))(t)
			p := w.post(w.person, card(in.URL))
			_, err := w.person.DoPostActionWithCookie(t.Context(), p.Id, "ja", "", "", nil, "")
			if works && err != nil {
				t.Error(err)
			}
			if !works {
				refused(t, err, http.StatusBadRequest, "api.post.do_action.action_integration.app_error")
			}
		})
	}
}

func TestOthersNeverSeeTheHiddenContext(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var events []string
	w.srv.ObserveEvents(func(ev *model.WebSocketEvent) {
		text, _ := json.Marshal(ev.GetData())
		events = append(events, string(text))
	})
	p := w.post(w.person, card("http://127.0.0.1:1/hidden"))
	list, _ := must(w.person.GetPostsForChannel(t.Context(), w.channel.Id, 0, 10, "", false, false))(t)
	text, _ := json.Marshal(list)
	for _, seen := range append(events, string(text)) {
		if contains(seen, "hidden") || contains(seen, `"secret"`) || contains(seen, `\"secret`) {
			t.Errorf("a client sees %s", seen)
		}
	}
	if len(events) == 0 || p.Id == "" {
		t.Error("no event was sent")
	}
}
