package mattermosttest_test

import (
	"net/http"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

var commandFacts = []fact{
	{name: "a command arrives as a form with its token", hold: func(w *town) {
		token := w.command()
		w.ok(w.anna.Type(w.ctx, w.Home, "/frage nach  Übermorgen"))
		c := w.called()
		is(w, "header", c.header.Get("Authorization"), "Token "+token)
		is(w, "token", c.form.Get("token"), token)
		is(w, "command", c.form.Get("command"), "/frage")
		is(w, "text", c.form.Get("text"), "nach  Übermorgen")
		is(w, "user", c.form.Get("user_id")+c.form.Get("user_name"), w.anna.ID+w.anna.Username)
		is(w, "channel", c.form.Get("channel_id"), w.Home)
		is(w, "team", c.form.Get("team_id")+c.form.Get("team_domain"), w.Team.Id+w.Team.Name)
		is(w, "trigger and response URL", c.form.Get("trigger_id") != "" && strings.Contains(c.form.Get("response_url"), "/hooks/commands/"), true)
	}},
	{name: "a command in a thread names its root", hold: func(w *town) {
		w.command()
		root, err := w.anna.Say(w.ctx, w.Home, "Wurzel")
		w.ok(err)
		w.ok(w.anna.TypeIn(w.ctx, w.Home, root.ID, "/frage x"))
		is(w, "root_id", w.called().form.Get("root_id"), root.ID)
	}},
	{name: "mentioned people arrive with their IDs", hold: func(w *town) {
		w.command()
		bert := w.person("bert")
		w.ok(w.anna.Type(w.ctx, w.Home, "/frage @"+bert.Username))
		c := w.called()
		is(w, "mention", c.form.Get("user_mentions")+c.form.Get("user_mentions_ids"), bert.Username+bert.ID)
	}},
	{name: "a private answer stands under the name of who asked", hold: func(w *town) {
		w.command()
		w.says(map[string]any{"text": "Antwort", "skip_slack_parsing": true})
		w.ok(w.anna.Type(w.ctx, w.Home, "/frage x"))
		p := w.sees(w.anna, "Antwort")
		is(w, "author", p.Author, "anna")
		is(w, "BOT and private", p.BOT && p.Private, true)
	}},
	{name: "nobody else sees a private answer", hold: func(w *town) {
		w.command()
		bert := w.person("bert")
		w.says(map[string]any{"text": "Antwort"})
		w.ok(w.anna.Type(w.ctx, w.Home, "/frage x"))
		w.sees(w.anna, "Antwort")
		w.sawNothing(bert, "Antwort")
	}},
	{name: "an answer in the channel is a post of who asked", hold: func(w *town) {
		w.command()
		bert := w.person("bert")
		w.says(map[string]any{"text": "für alle", "response_type": "in_channel"})
		w.ok(w.anna.Type(w.ctx, w.Home, "/frage x"))
		p := w.sees(bert, "für alle")
		is(w, "author", p.Author, "anna")
		is(w, "BOT and not private", p.BOT && !p.Private, true)
	}},
	{name: "an answer that is not JSON is shown as text", hold: func(w *town) {
		w.command()
		w.answers(answering{200, "text/plain", "nur Text"})
		w.ok(w.anna.Type(w.ctx, w.Home, "/frage x"))
		is(w, "private", w.sees(w.anna, "nur Text").Private, true)
	}},
	{name: "an empty JSON object shows nothing", hold: silent(answering{200, "application/json", "{}"})},
	{name: "an empty body without a content type shows nothing", hold: silent(answering{200, "", ""})},
	{name: "an empty body that calls itself JSON fails", hold: failing(answering{200, "application/json", ""})},
	{name: "201 fails", hold: failing(answering{201, "application/json", `{"text":"x"}`})},
	{name: "500 fails", hold: failing(answering{500, "text/plain", "kaputt"})},
	{name: "an answer of 16384 characters fails, on a server before 11.6", hold: func(w *town) {
		w.command()
		w.says(map[string]any{"text": strings.Repeat("ü", 16384)})
		if err := w.anna.Type(w.ctx, w.Home, "/frage x"); err == nil && !w.since(11, 6) {
			w.Error("the answer was taken")
		}
	}},
	{name: "an unknown command is not found", hold: func(w *town) {
		w.refuses(w.anna.Type(w.ctx, w.Home, "/gibtsnicht"), http.StatusNotFound)
	}},
	{name: "who is not in the channel cannot type there", hold: func(w *town) {
		w.command()
		private, err := w.Channel(w.ctx, "hinterzimmer", true)
		w.ok(err)
		w.refuses(w.anna.Type(w.ctx, private, "/frage x"), http.StatusForbidden)
	}},
	{name: "a trigger is taken once in a team", hold: func(w *town) {
		w.command()
		_, err := w.Command(w.ctx, "frage", "", "", w.hook)
		w.refuses(err, http.StatusBadRequest)
	}},
	{name: "a built-in trigger is taken", hold: func(w *town) {
		_, err := w.Command(w.ctx, "away", "", "", w.hook)
		w.refuses(err, http.StatusBadRequest)
	}},
	{name: "a trigger is kept in lower case", hold: func(w *town) {
		made, _, err := w.Admin.CreateCommand(w.ctx, &model.Command{TeamId: w.Team.Id, Trigger: "Frage", Method: "P", URL: w.hook})
		w.ok(err)
		is(w, "trigger", made.Trigger, "frage")
	}},
	{name: "a bot may not create commands", hold: func(w *town) {
		_, _, err := w.bot.CreateCommand(w.ctx, &model.Command{TeamId: w.Team.Id, Trigger: "x", Method: "P", URL: w.hook})
		w.refuses(err, http.StatusForbidden)
	}},
	{name: "a member may not create commands", hold: func(w *town) {
		_, _, err := w.anna.Client.CreateCommand(w.ctx, &model.Command{TeamId: w.Team.Id, Trigger: "x", Method: "P", URL: w.hook})
		w.refuses(err, http.StatusForbidden)
	}},
	{name: "members see hint and description but no token", hold: func(w *town) {
		w.command()
		list, _, err := w.anna.Client.ListAutocompleteCommands(w.ctx, w.Team.Id)
		w.ok(err)
		for _, c := range list {
			if c.Trigger == "frage" {
				is(w, "command", c.AutoCompleteHint+c.AutoCompleteDesc+c.Token+c.URL, "[Text]Fragt")
				return
			}
		}
		w.Error("the command is not listed")
	}},
	{name: "a response URL works five times", hold: func(w *town) {
		w.command()
		w.ok(w.anna.Type(w.ctx, w.Home, "/frage x"))
		later := w.called().form.Get("response_url")
		for n := range 6 {
			resp, err := w.Admin.HTTPClient.Post(later, "application/json", strings.NewReader(`{"text":"später"}`))
			w.ok(err)
			w.ok(resp.Body.Close())
			is(w, "taken", resp.StatusCode == http.StatusOK, n < 5)
		}
		is(w, "private", w.sees(w.anna, "später").Private, true)
	}},
}

func silent(a answering) func(*town) {
	return func(w *town) {
		w.Helper()
		w.command()
		w.answers(a)
		w.ok(w.anna.Type(w.ctx, w.Home, "/frage x"))
		w.called()
		w.ok(w.anna.Sync(w.ctx))
		is(w, "posts", len(w.anna.All()), 0)
	}
}

func failing(a answering) func(*town) {
	return func(w *town) {
		w.Helper()
		w.command()
		w.answers(a)
		w.refuses(w.anna.Type(w.ctx, w.Home, "/frage x"), http.StatusInternalServerError)
	}
}
