package mattermosttest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

func (w *world) trigger() string {
	w.Helper()
	in := integrate(w.T, says(map[string]any{}))
	p := w.post(w.person, card(in.URL))
	if _, err := w.person.DoPostActionWithCookie(w.Context(), p.Id, "ja", "", "", nil, ""); err != nil {
		w.Fatal(err)
	}
	_, body := in.last(w.T)
	return body["trigger_id"].(string)
}

func TestATriggerIDLives30SecondsAndNeedsNoSession(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	opened := 0
	w.srv.ObserveEvents(func(ev *model.WebSocketEvent) {
		if ev.EventType() == model.WebsocketEventOpenDialog && ev.GetBroadcast().UserId == w.anna.Id {
			opened++
		}
	})
	nobody := w.client()
	req := model.OpenDialogRequest{TriggerId: w.trigger(), URL: "http://127.0.0.1:1/dialog", Dialog: model.Dialog{Title: "Thema"}}
	for range 2 {
		if _, err := nobody.OpenInteractiveDialog(t.Context(), req); err != nil {
			t.Fatal(err)
		}
	}
	if opened != 2 {
		t.Errorf("opened %d times, want 2", opened)
	}
	w.clock.Move(31 * time.Second)
	_, err := nobody.OpenInteractiveDialog(t.Context(), req)
	refused(t, err, http.StatusBadRequest, "interactive_message.decode_trigger_id.expired")
	req.TriggerId = "nonsense!"
	_, err = nobody.OpenInteractiveDialog(t.Context(), req)
	refused(t, err, http.StatusBadRequest, "interactive_message.decode_trigger_id.base64_decode_failed")
}

func TestAnInvalidDialogIsShownAndComplainedAbout(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	req := model.OpenDialogRequest{TriggerId: w.trigger(), URL: "http://127.0.0.1:1", Dialog: model.Dialog{Title: strings.Repeat("x", 25)}}
	if _, err := w.client().OpenInteractiveDialog(t.Context(), req); err != nil {
		t.Fatal(err)
	}
	if got := w.srv.Complaints(); len(got) != 1 || !contains(got[0], "Interactive dialog is invalid") {
		t.Errorf("complaints = %q, want one about the dialog", got)
	}
}

func TestASubmissionGoesWhereverTheCallerSays(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	in := integrate(t, says(model.SubmitDialogResponse{Errors: map[string]string{"title": "fehlt"}}))
	req := model.SubmitDialogRequest{
		URL: in.URL, CallbackId: "x", State: "FORGED", UserId: "somebody else",
		ChannelId: w.channel.Id, TeamId: w.team.Id, Submission: map[string]any{"title": ""},
	}
	answer, _ := must(w.person.SubmitInteractiveDialog(t.Context(), req))(t)
	if answer.Errors["title"] != "fehlt" {
		t.Errorf("answer = %+v", answer)
	}
	_, got := in.last(t)
	if got["state"] != "FORGED" || got["user_id"] != w.anna.Id || got["type"] != "dialog_submission" || got["url"] != nil {
		t.Errorf("the integration got %v", got)
	}
	req.TeamId = ""
	_, _, err := w.person.SubmitInteractiveDialog(t.Context(), req)
	refused(t, err, http.StatusForbidden, "api.context.permissions.app_error")
	req.TeamId = w.team.Id
	_, _, err = w.bot.SubmitInteractiveDialog(t.Context(), req)
	refused(t, err, http.StatusForbidden, "api.context.permissions.app_error")
}
