package mattermosttest_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

func contains(s, part string) bool { return strings.Contains(s, part) }

func (w *world) command(trigger, url string) *model.Command {
	w.Helper()
	cmd, _ := must(w.admin.CreateCommand(w.Context(), &model.Command{
		TeamId: w.team.Id, Trigger: trigger, Method: model.CommandMethodPost, URL: url, AutoComplete: true, AutoCompleteHint: "[Titel]",
	}))(w.T)
	return cmd
}

func TestACommandCallsItsIntegration(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	in := integrate(t, says(model.CommandResponse{Text: "<https://a|b>", SkipSlackParsing: true}))
	cmd := w.command("Thema", in.URL)
	var note *model.Post
	w.srv.ObserveEphemerals(func(_ string, p *model.Post) { note = p })
	must(w.person.ExecuteCommand(t.Context(), w.channel.Id, "/THEMA Ä  @anna\nzwei"))(t)
	r, _ := in.last(t)
	if got, want := r.Header.Get("Authorization"), "Token "+cmd.Token; got != want {
		t.Errorf("Authorization = %q, want %q", got, want)
	}
	for field, want := range map[string]string{
		"token": cmd.Token, "team_domain": "gremium", "channel_name": "beratung", "user_name": "anna",
		"command": "/thema", "text": "Ä  @anna\nzwei", "root_id": "", "user_mentions_ids": w.anna.Id,
	} {
		if got := r.PostForm.Get(field); got != want {
			t.Errorf("%s = %q, want %q", field, got, want)
		}
	}
	if note == nil || note.Message != "<https://a|b>" || note.UserId != w.anna.Id || note.GetProp(model.PostPropsFromWebhook) != "true" {
		t.Errorf("the answer is %+v, want it private, untouched, under the name of the user", note)
	}
}

func TestAnAnswerInTheChannelIsTheUsers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	in := integrate(t, says(model.CommandResponse{ResponseType: model.CommandResponseTypeInChannel, Text: "siehe <https://a|b>"}))
	w.command("thema", in.URL)
	must(w.person.ExecuteCommand(t.Context(), w.channel.Id, "/thema"))(t)
	posts := w.srv.Posts(w.channel.Id)
	last := posts[len(posts)-1]
	if last.Message != "siehe [b](https://a)" || last.UserId != w.anna.Id || last.GetProp(model.PostPropsFromWebhook) != "true" {
		t.Errorf("post = %q by %s with %v", last.Message, last.UserId, last.GetProps())
	}
}

func TestWhatACommandMayNotAnswer(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		answer http.HandlerFunc
		id     string
	}{
		{"201", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(201) }, "api.command.execute_command.failed_resp.app_error"},
		{"500", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, "api.command.execute_command.failed_resp.app_error"},
		{"an empty body of JSON", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
		}, "api.command.execute_command.failed.app_error"},
		{"a text that is too long", says(map[string]any{"text": strings.Repeat("a", 16384)}), "api.command.execute_command.create_post_failed.app_error"},
		{"an empty body", func(_ http.ResponseWriter, _ *http.Request) {}, ""},
		{"an empty object", says(map[string]any{}), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.command("thema", integrate(t, tt.answer).URL)
			_, _, err := w.person.ExecuteCommand(t.Context(), w.channel.Id, "/thema")
			if tt.id != "" {
				refused(t, err, http.StatusInternalServerError, tt.id)
			} else if err != nil {
				t.Error(err)
			}
		})
	}
}

func TestCommandsAreGuarded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cmd := w.command("thema", "http://127.0.0.1:1")
	mk := func(c *model.Client4, trigger string) error {
		_, _, err := c.CreateCommand(t.Context(), &model.Command{TeamId: w.team.Id, Trigger: trigger, Method: "P", URL: "http://127.0.0.1:1"})
		return err
	}
	refused(t, mk(w.admin, "thema"), 400, "api.command.duplicate_trigger.app_error")
	refused(t, mk(w.admin, "echo"), 400, "api.command.duplicate_trigger.app_error")
	refused(t, mk(w.admin, "übersicht"), 400, "model.command.is_valid.trigger.app_error")
	w.join(w.robot.UserId)
	refused(t, mk(w.bot, "umfrage"), 403, "api.context.permissions.app_error")
	_, _, err := w.person.ListCommands(t.Context(), w.team.Id, true)
	refused(t, err, 403, "api.context.permissions.app_error")
	list, _ := must(w.person.ListAutocompleteCommands(t.Context(), w.team.Id))(t)
	found := false
	for _, c := range list {
		found = found || c.Trigger == "thema"
		if c.Token != "" || c.URL != "" {
			t.Errorf("/%s shows its token or URL", c.Trigger)
		}
	}
	if !found {
		t.Error("/thema is not offered")
	}
	token, _ := must(w.admin.RegenCommandToken(t.Context(), cmd.Id))(t)
	if token == cmd.Token || len(token) != 26 {
		t.Errorf("new token %q", token)
	}
}

func TestAutocompleteDataIsThrownAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	must(w.admin.CreateCommand(t.Context(), &model.Command{
		TeamId: w.team.Id, Trigger: "thema", Method: "P", URL: "http://127.0.0.1:1",
		AutocompleteData: model.NewAutocompleteData("thema", "", "hilfe"),
	}))(t)
	list, _ := must(w.admin.ListCommands(t.Context(), w.team.Id, true))(t)
	if len(list) != 1 || list[0].AutocompleteData != nil {
		t.Errorf("commands = %+v, want one without autocomplete data", list)
	}
}

func TestAPluginWinsWithoutNotice(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	in := integrate(t, says(map[string]any{}))
	w.command("poll", in.URL)
	w.srv.InstallPlugin("com.github.matterpoll.matterpoll", "Matterpoll", map[string]string{"poll": "ich bin das Plugin"})
	answer, _ := must(w.person.ExecuteCommand(t.Context(), w.channel.Id, "/poll"))(t)
	if answer.Text != "ich bin das Plugin" || len(in.reqs) != 0 {
		t.Errorf("answer %q after %d calls, want the plugin's", answer.Text, len(in.reqs))
	}
	plugins, _ := must(w.admin.GetPlugins(t.Context()))(t)
	if len(plugins.Active) != 1 {
		t.Errorf("plugins = %v", plugins.Active)
	}
}

func TestResponseURLWorksFiveTimesWithin30Minutes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	in := integrate(t, says(map[string]any{}))
	w.command("thema", in.URL)
	use := func(url string) int {
		req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, url, strings.NewReader(`{"text":"später"}`))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		resp, err := w.client().HTTPClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		return resp.StatusCode
	}
	fresh := func() string {
		must(w.person.ExecuteCommand(t.Context(), w.channel.Id, "/thema"))(t)
		r, _ := in.last(t)
		return r.PostForm.Get("response_url")
	}
	url, notes := fresh(), 0
	w.srv.ObserveEphemerals(func(string, *model.Post) { notes++ })
	var got []int
	for range 6 {
		got = append(got, use(url))
	}
	if want := "[200 200 200 200 200 400]"; fmt.Sprint(got) != want || notes != 5 {
		t.Errorf("six uses: %v with %d notes, want %s with 5", got, notes, want)
	}
	old := fresh()
	w.clock.Move(31 * time.Minute)
	if got := use(old); got != http.StatusNotFound {
		t.Errorf("after 31 minutes: %d, want 404", got)
	}
}
