package mattermosttest_test

import (
	"net/http"
	"slices"

	"github.com/mattermost/mattermost/server/public/model"
)

// cards posts a card of the bot with two buttons and a select.
func (w *town) cards() *model.Post {
	w.Helper()
	call := &model.PostActionIntegration{URL: w.hook + "/action", Context: map[string]any{"key": "U-1"}}
	p, _, err := w.bot.CreatePost(w.ctx, &model.Post{ChannelId: w.Home, Message: "Abstimmung", Props: model.StringInterface{
		"attachments": []*model.MessageAttachment{{Title: "Soll es sein?", Actions: []*model.PostAction{
			{Id: "yes", Type: "button", Name: "Ja", Integration: call},
			{Id: "no", Type: "button", Name: "Nein", Integration: call},
			{Id: "list", Type: "select", Name: "Punkte", Integration: call, Options: []*model.PostActionOptions{{Text: "ein Punkt", Value: "1"}}},
		}}},
	}})
	w.ok(err)
	return p
}

func (w *town) press(label string) error {
	w.Helper()
	return w.anna.Press(w.ctx, w.sees(w.anna, "Soll es sein?"), label)
}

var actionFacts = []fact{
	{name: "a button tells the integration who pressed what", hold: func(w *town) {
		p := w.cards()
		w.ok(w.press("Ja"))
		c := w.called().json
		is(w, "user", c["user_id"], any(w.anna.ID))
		is(w, "user name", c["user_name"], any(w.anna.Username))
		is(w, "post", c["post_id"], any(p.Id))
		is(w, "channel", c["channel_id"], any(w.Home))
		is(w, "team", c["team_id"], any(w.Team.Id))
		is(w, "context", c["context"].(map[string]any)["key"], any("U-1"))
		is(w, "a trigger", c["trigger_id"] != "", true)
	}},
	{name: "a select puts what was chosen into the context", hold: func(w *town) {
		w.cards()
		w.ok(w.anna.Choose(w.ctx, w.sees(w.anna, "Soll es sein?"), "Punkte", "ein Punkt"))
		is(w, "chosen", w.called().json["context"].(map[string]any)["selected_option"], any("1"))
	}},
	{name: "every press arrives", hold: func(w *town) {
		w.cards()
		w.ok(w.press("Ja"))
		w.ok(w.press("Ja"))
		w.called()
		w.called()
	}},
	{name: "a press comes on a connection of its own", hold: func(w *town) {
		w.cards()
		w.ok(w.press("Ja"))
		first := w.called().from
		w.ok(w.press("Ja"))
		is(w, "another connection", w.called().from != first, true)
	}},
	{name: "nobody reads where a button leads, not even the bot", hold: func(w *town) {
		p := w.cards()
		for _, c := range []*model.Client4{w.anna.Client, w.bot, w.Admin} {
			read, _, err := c.GetPost(w.ctx, p.Id, "")
			w.ok(err)
			is(w, "hidden", read.Attachments()[0].Actions[0].Integration == nil, true)
		}
	}},
	{name: "an update moves the card and marks it as edited", hold: func(w *town) {
		w.cards()
		w.says(map[string]any{"update": map[string]any{"message": "Gezählt"}})
		w.ok(w.press("Ja"))
		p := w.sees(w.anna, "Gezählt")
		is(w, "edited", p.Edited, true)
	}},
	{name: "an update without props keeps the buttons alive", hold: func(w *town) {
		w.cards()
		w.says(map[string]any{"update": map[string]any{"message": "Gezählt"}})
		w.ok(w.press("Ja"))
		is(w, "buttons", slices.Equal(w.sees(w.anna, "Gezählt").Labels(), []string{"Ja", "Nein", "Punkte"}), true)
		w.ok(w.press("Nein"))
	}},
	{name: "an update with empty props removes the buttons", hold: func(w *town) {
		w.cards()
		w.says(map[string]any{"update": map[string]any{"message": "Gezählt", "props": map[string]any{}}})
		w.ok(w.press("Ja"))
		is(w, "cards", len(w.sees(w.anna, "Gezählt").Cards), 0)
	}},
	{name: "an update without file_ids takes the files away", hold: func(w *town) {
		p := w.cards()
		up, _, err := w.bot.UploadFile(w.ctx, []byte("x"), w.Home, "x.txt")
		w.ok(err)
		with, _, err := w.bot.CreatePost(w.ctx, &model.Post{ChannelId: w.Home, Message: "mit Datei", FileIds: []string{up.FileInfos[0].Id}, Props: model.StringInterface{
			"attachments": []*model.MessageAttachment{{Text: "Datei", Actions: []*model.PostAction{
				{Id: "go", Type: "button", Name: "Los", Integration: &model.PostActionIntegration{URL: w.hook}},
			}}},
		}})
		w.ok(err)
		is(w, "files", len(with.FileIds), 1)
		is(w, "another post", with.Id != p.Id, true)
		w.says(map[string]any{"update": map[string]any{"message": "ohne Datei"}})
		w.ok(w.anna.Press(w.ctx, w.sees(w.anna, "mit Datei"), "Los"))
		is(w, "files", w.sees(w.anna, "ohne Datei").Files, 0)
	}},
	{name: "an ephemeral text is private and goes into the thread", hold: func(w *town) {
		p := w.cards()
		w.says(map[string]any{"ephemeral_text": "Ihre Stimme"})
		w.ok(w.press("Ja"))
		seen := w.sees(w.anna, "Ihre Stimme")
		is(w, "private", seen.Private, true)
		is(w, "thread", seen.Thread, p.Id)
	}},
	{name: "an answer that is not 200 is an error for who pressed", hold: func(w *town) {
		w.cards()
		w.answers(answering{500, "text/plain", "kaputt"})
		if err := w.press("Ja"); err == nil {
			w.Error("the press was taken")
		}
	}},
	{name: "an action ID with a dash is not found", hold: func(w *town) {
		p := w.cards()
		_, err := w.anna.Client.DoPostAction(w.ctx, p.Id, "with-dash")
		w.refuses(err, http.StatusNotFound)
	}},
	{name: "who cannot read the channel cannot press", hold: func(w *town) {
		private, err := w.Channel(w.ctx, "hinterzimmer", true)
		w.ok(err)
		w.ok(w.Admit(w.ctx, w.botID, private))
		p, _, err := w.bot.CreatePost(w.ctx, &model.Post{ChannelId: private, Props: model.StringInterface{
			"attachments": []*model.MessageAttachment{{Text: "geheim", Actions: []*model.PostAction{
				{Id: "yes", Type: "button", Name: "Ja", Integration: &model.PostActionIntegration{URL: w.hook}},
			}}},
		}})
		w.ok(err)
		_, err = w.anna.Client.DoPostAction(w.ctx, p.Id, "yes")
		w.refuses(err, http.StatusForbidden)
	}},
	{name: "a post that is read and written back loses its buttons", hold: func(w *town) {
		p := w.cards()
		read, _, err := w.bot.GetPost(w.ctx, p.Id, "")
		w.ok(err)
		_, _, err = w.bot.UpdatePost(w.ctx, p.Id, read)
		w.ok(err)
		if err := w.press("Ja"); err == nil {
			w.Error("the button still works")
		}
	}},
	{name: "a patch of the message keeps the buttons", hold: func(w *town) {
		p := w.cards()
		_, _, err := w.bot.PatchPost(w.ctx, p.Id, &model.PostPatch{Message: model.NewPointer("Neu")})
		w.ok(err)
		w.sees(w.anna, "Neu")
		w.ok(w.press("Ja"))
		w.called()
	}},
}
