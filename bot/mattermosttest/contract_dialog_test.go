package mattermosttest_test

import (
	"net/http"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

// trigger types a command and returns the credential it brings.
func (w *town) trigger() string {
	w.Helper()
	w.command()
	w.ok(w.anna.Type(w.ctx, w.Home, "/frage x"))
	return w.called().form.Get("trigger_id")
}

func (w *town) open(trigger, title string) error {
	w.Helper()
	_, err := w.Client("").OpenInteractiveDialog(w.ctx, model.OpenDialogRequest{TriggerId: trigger, URL: w.hook + "/dialog", Dialog: model.Dialog{
		Title: title, State: "mac", CallbackId: "need", SubmitLabel: "Los", NotifyOnCancel: true, Elements: []model.DialogElement{
			{DisplayName: "Titel", Name: "title", Type: "text"},
			{DisplayName: "Rang", Name: "rank", Type: "select", Default: "2", Options: []*model.PostActionOptions{{Text: "eins", Value: "1"}, {Text: "zwei", Value: "2"}}},
		},
	}})
	return err
}

// opened gives anna an open dialog.
func (w *town) opened() {
	w.Helper()
	w.ok(w.open(w.trigger(), "Bedarf"))
	d, err := w.anna.AwaitDialog(w.ctx)
	w.ok(err)
	is(w, "title", d.Title, "Bedarf")
}

var dialogFacts = []fact{
	{name: "a trigger opens a dialog without any session", hold: func(w *town) { w.opened() }},
	{name: "a trigger can be used again", hold: func(w *town) {
		trigger := w.trigger()
		w.ok(w.open(trigger, "Erstens"))
		w.ok(w.open(trigger, "Zweitens"))
	}},
	{name: "an invented trigger opens nothing", hold: func(w *town) {
		w.refuses(w.open("erfunden", "Bedarf"), http.StatusBadRequest)
	}},
	{name: "an over-long title opens all the same", hold: func(w *town) {
		long := strings.Repeat("Titel ", 10)
		w.ok(w.open(w.trigger(), long))
		d, err := w.anna.AwaitDialog(w.ctx)
		w.ok(err)
		is(w, "title", d.Title, long)
	}},
	{name: "a submission carries state, person, channel and answers", hold: func(w *town) {
		w.opened()
		_, _, err := w.anna.Submit(w.ctx, map[string]string{"Titel": "Wohnsitz"})
		w.ok(err)
		c := w.called().json
		is(w, "type", c["type"], any("dialog_submission"))
		is(w, "state", c["state"], any("mac"))
		is(w, "callback", c["callback_id"], any("need"))
		is(w, "user", c["user_id"], any(w.anna.ID))
		is(w, "channel", c["channel_id"], any(w.Home))
		is(w, "title", c["submission"].(map[string]any)["title"], any("Wohnsitz"))
		is(w, "rank", c["submission"].(map[string]any)["rank"], any("2"))
		_, still := w.anna.Dialog()
		is(w, "still open", still, false)
	}},
	{name: "errors of fields keep the dialog open", hold: func(w *town) {
		w.opened()
		w.says(map[string]any{"errors": map[string]string{"title": "fehlt"}})
		wrong, _, err := w.anna.Submit(w.ctx, nil)
		w.ok(err)
		is(w, "error", wrong["Titel"], "fehlt")
		_, still := w.anna.Dialog()
		is(w, "still open", still, true)
	}},
	{name: "an error of the whole keeps the dialog open", hold: func(w *town) {
		w.opened()
		w.says(map[string]any{"error": "geht nicht"})
		_, whole, err := w.anna.Submit(w.ctx, nil)
		w.ok(err)
		is(w, "error", whole, "geht nicht")
	}},
	{name: "an empty answer closes the dialog", hold: func(w *town) {
		w.opened()
		w.answers(answering{200, "", ""})
		_, _, err := w.anna.Submit(w.ctx, nil)
		w.ok(err)
		_, still := w.anna.Dialog()
		is(w, "still open", still, false)
	}},
	{name: "cancelling is told if asked for", hold: func(w *town) {
		w.opened()
		w.ok(w.anna.Cancel(w.ctx))
		is(w, "cancelled", w.called().json["cancelled"], any(true))
	}},
	{name: "anybody may submit a dialog that never was, as themselves", hold: func(w *town) {
		_, _, err := w.anna.Client.SubmitInteractiveDialog(w.ctx, model.SubmitDialogRequest{
			URL: w.hook + "/dialog", State: "FORGED", UserId: w.botID, ChannelId: w.Home, TeamId: w.Team.Id, Submission: map[string]any{"a": "b"},
		})
		w.ok(err)
		c := w.called().json
		is(w, "state", c["state"], any("FORGED"))
		is(w, "user", c["user_id"], any(w.anna.ID))
	}},
	{name: "a trigger lives 30 seconds", timed: true, hold: func(w *town) {
		trigger := w.trigger()
		w.move(29 * time.Second)
		w.ok(w.open(trigger, "rechtzeitig"))
		w.move(2 * time.Second)
		w.refuses(w.open(trigger, "zu spät"), http.StatusBadRequest)
	}},
	{name: "a response URL lives 30 minutes", timed: true, hold: func(w *town) {
		w.command()
		w.ok(w.anna.Type(w.ctx, w.Home, "/frage x"))
		later := w.called().form.Get("response_url")
		for _, after := range []time.Duration{29 * time.Minute, 2 * time.Minute} {
			w.move(after)
			resp, err := w.Admin.HTTPClient.Post(later, "application/json", strings.NewReader(`{"text":"später"}`))
			w.ok(err)
			w.ok(resp.Body.Close())
			is(w, "taken", resp.StatusCode == http.StatusOK, after > 5*time.Minute)
		}
	}},
}
