package mattermost_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
	"gremienbot/bot/mattermost"
)

var tinyPNG = func() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 8, 8))); err != nil {
		panic(err)
	}
	return b.Bytes()
}()

func outcomes(r mattermost.SetupResult) []string {
	var all []string
	for _, s := range r.Steps {
		all = append(all, string(s.Part)+" "+string(s.Outcome))
	}
	return all
}

func TestSetupMakesEverythingOnce(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	first, err := mattermost.Setup(t.Context(), w.setup)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"bots_allowed changed", "account made", "picture made", "token made", "team made", "channel made",
		"command made", "command made", "private_posts changed",
	}
	if d := cmp.Diff(want, outcomes(first)); d != "" {
		t.Error(d)
	}
	w.setup.KnownToken = first.Token
	second, err := mattermost.Setup(t.Context(), w.setup)
	if err != nil {
		t.Fatal(err)
	}
	want = []string{"account kept", "token kept", "team kept", "channel kept", "command kept", "command kept", "private_posts kept"}
	got := slices.DeleteFunc(outcomes(second), func(s string) bool { return s == "picture made" })
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if second.Token != first.Token || !slices.Equal(second.CommandTokens, first.CommandTokens) || second.BotID != first.BotID || second.OtherTokens != 0 {
		t.Errorf("second run: %+v, first: %+v", second, first)
	}
}

func TestSetupBringsUpToDate(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	first, err := mattermost.Setup(t.Context(), w.setup)
	if err != nil {
		t.Fatal(err)
	}
	w.setup.Callback, w.setup.Description = "https://bot.example.org", "Neu"
	w.setup.Triggers = slices.Clone(triggers)
	w.setup.Triggers[1].Hint = "[Titel] | liste"
	second, err := mattermost.Setup(t.Context(), w.setup)
	if err != nil {
		t.Fatal(err)
	}
	list := w.commandList(t)
	for _, c := range list {
		if c.URL != "https://bot.example.org/command" || c.Trigger == "bedarf" && c.AutoCompleteHint != "[Titel] | liste" {
			t.Errorf("command %+v", c)
		}
	}
	if len(list) != 2 || !slices.Equal(second.CommandTokens, first.CommandTokens) || second.OtherTokens != 1 || second.Token == first.Token {
		t.Errorf("%d commands; second run %+v, first %+v", len(list), second, first)
	}
}

func TestSetupSaysWhyItStopped(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		want   mattermost.Problem
		change func(*testing.T, *town)
	}{
		{mattermost.ServerAway, func(_ *testing.T, w *town) { w.setup.URL = "http://127.0.0.1:1" }},
		{mattermost.LoginRefused, func(_ *testing.T, w *town) { w.setup.Password = "wrong" }},
		{mattermost.LoginRefused, func(_ *testing.T, w *town) { w.setup.Token = model.NewId() }},
		{mattermost.NoSuchTeam, func(_ *testing.T, w *town) { w.setup.Team = "nowhere" }},
		{mattermost.NoSuchChannel, func(_ *testing.T, w *town) { w.setup.Channel = "nowhere" }},
		{mattermost.BotsForbidden, func(_ *testing.T, w *town) { w.setup.ChangeSettings = false }},
		{mattermost.HandleTaken, func(_ *testing.T, w *town) { w.setup.Handle = "admin" }},
		{mattermost.TriggerTaken, func(t *testing.T, w *town) {
			made, _, err := w.world.Admin.CreateCommand(t.Context(), &model.Command{
				TeamId: w.world.Team.Id, Trigger: "thema", Method: "P", URL: "https://else.example.org", DisplayName: "Else",
			})
			done(t, made, err)
		}},
		{mattermost.TriggerTaken, func(_ *testing.T, w *town) { w.setup.Triggers = []mattermost.Trigger{{Name: "join"}} }},
		{mattermost.NotPermitted, func(t *testing.T, w *town) {
			p, err := w.world.Person(t.Context(), "anna", "Anna Berg")
			w.setup.Token = done(t, p, err).Client.AuthToken
		}},
	} {
		w := newTown(t)
		row.change(t, w)
		_, err := mattermost.Setup(t.Context(), w.setup)
		if e, ok := errors.AsType[*mattermost.SetupError](err); !ok || e.Problem != row.want {
			t.Errorf("Setup = %v, want %s", err, row.want)
		}
	}
}

func TestSetupOfTheCallbackEntry(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.srv.AllowInternal("mail.intern")
	var r bot.Router
	_, o := w.settle(t, &r)
	if f := trouble(mattermost.Check(t.Context(), o)); len(f) != 0 {
		t.Errorf("after setup: %v", f)
	}
	config, _, err := w.world.Admin.GetConfig(t.Context())
	if got := *done(t, config, err).ServiceSettings.AllowedUntrustedInternalConnections; got != "mail.intern 127.0.0.1" {
		t.Errorf("AllowedUntrustedInternalConnections = %q", got)
	}
}

func TestSetupMakesTeamAndChannelOnRequest(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.setup.Team, w.setup.Channel, w.setup.MakePlaces = "kommunalgremium", "sitzungen", true
	r, err := mattermost.Setup(t.Context(), w.setup)
	if got := outcomes(done(t, r, err)); got[0] != "team_place made" || got[1] != "channel_place made" {
		t.Errorf("steps %v", got)
	}
	r, err = mattermost.Setup(t.Context(), w.setup)
	if got := outcomes(done(t, r, err)); slices.Contains(got, "team_place made") || slices.Contains(got, "channel_place made") {
		t.Errorf("steps of the second run %v", got)
	}
}
