package mattermost_test

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
)

var voting = bot.Message{Text: "Abstimmung", Key: "poll.7", Card: &bot.Card{
	Buttons: []bot.Button{{ID: "yes", Label: "Ja", Action: "poll.vote", Object: "7", Value: "yes"}},
	Selects: []bot.Select{{ID: "rank", Label: "Rang", Action: "poll.rank", Object: "7", Options: []bot.Option{{Label: "1", Value: "1"}}}},
}}

// contexts posts the card and returns what Mattermost keeps of its actions.
func (d *door) contexts(t *testing.T) (button, list map[string]any) {
	t.Helper()
	d.chat.on("POST /posts", respond(201, d.echo()))
	c := newClient(t, d.chat.url, d.clock, d.keys)
	if _, err := c.Post(t.Context(), homeID, voting, "p1"); err != nil {
		t.Fatal(err)
	}
	p := decoded[*model.Post](t, d.chat.bodies("POST /posts")[0])
	actions := p.Attachments()[0].Actions
	return actions[0].Integration.Context, actions[1].Integration.Context
}

func (d *door) echo() *model.Post {
	p := &model.Post{Id: model.NewId(), UserId: botID, ChannelId: homeID}
	p.SetProps(model.StringInterface{"gremienbot_key": "poll.7"})
	return p
}

func pressed(context map[string]any) model.PostActionIntegrationRequest {
	return model.PostActionIntegrationRequest{
		UserId: annaID, UserName: "anna", ChannelId: homeID, ChannelName: "gremium", TeamId: "t1", PostId: "post1", TriggerId: "tr", Context: context,
	}
}

func TestPressBecomesARequest(t *testing.T) {
	t.Parallel()
	d := newDoor(t, says("Ihre Stimme: Ja"))
	button, list := d.contexts(t)
	list["selected_option"] = "1"
	d.json("/action", pressed(button))
	w := d.json("/action", pressed(list))
	base := bot.Request{Kind: bot.Action, Object: "7", User: annaID, UserName: "anna", Channel: homeID, Team: "t1", Post: "post1"}
	yes, rank := base, base
	yes.Name, yes.Value = "poll.vote", "yes"
	rank.Name, rank.Value = "poll.rank", "1"
	if diff := cmp.Diff([]bot.Request{yes, rank}, d.got); diff != "" {
		t.Error(diff)
	}
	d.drain(t)
	if got := decoded[model.PostActionIntegrationResponse](t, w.Body.Bytes()); got.Update != nil || got.EphemeralText != "" {
		t.Errorf("answer %+v, want an empty one: clients hide ephemeral_text", got)
	}
	sent := d.chat.bodies("POST /posts/ephemeral")
	if len(sent) != 2 {
		t.Fatalf("%d private answers, want 2", len(sent))
	}
	p := decoded[model.PostEphemeral](t, sent[0])
	if p.UserID != annaID || p.Post.ChannelId != homeID || p.Post.Message != "Ihre Stimme: Ja" || p.Post.RootId != "" {
		t.Errorf("private answer %+v", p)
	}
}

func TestPressWithoutProofHasNoEffect(t *testing.T) {
	t.Parallel()
	d := newDoor(t, says("x"))
	button, _ := d.contexts(t)
	elsewhere := pressed(button)
	elsewhere.ChannelId = sideID
	forged := maps.Clone(button)
	forged["x"] = "no"
	for name, v := range map[string]any{
		"a button of another channel": elsewhere, "another value": pressed(forged), "no context": pressed(nil), "no object": []int{1},
	} {
		w := d.json("/action", v)
		if got := decoded[model.PostActionIntegrationResponse](t, w.Body.Bytes()); w.Code != 200 || got.EphemeralText != "FORGED" {
			t.Errorf("%s: %d %+v", name, w.Code, got)
		}
	}
	d.drain(t)
	if n := len(d.chat.bodies("POST /posts/ephemeral")); n != 0 || len(d.got) != 0 {
		t.Errorf("%d private answers and %d requests came of forged presses", n, len(d.got))
	}
	if strings.Contains(d.log.String(), button["m"].(string)) {
		t.Error("the log shows a MAC")
	}
}

func TestUpdateTakesThePlaceOfThePost(t *testing.T) {
	t.Parallel()
	d := newDoor(t, func(bot.Request) (bot.Reply, error) { return bot.Reply{Update: &voting}, nil })
	button, _ := d.contexts(t)
	got := decoded[model.PostActionIntegrationResponse](t, d.json("/action", pressed(button)).Body.Bytes())
	if got.Update == nil || got.Update.Message != "Abstimmung" || got.Update.GetProp("gremienbot_key") != "poll.7" {
		t.Fatalf("update %+v", got.Update)
	}
	if c := got.Update.Attachments()[0].Actions[0].Integration.Context; c["m"] != button["m"] {
		t.Errorf("the button of the update proves %v, want %v", c, button)
	}
}

func TestUpdateOfAPostWithFilesIsAnEdit(t *testing.T) {
	t.Parallel()
	chart, post := bot.Message{Text: "Diagramm", Files: true}, model.NewId()
	d := newDoor(t, func(bot.Request) (bot.Reply, error) { return bot.Reply{Update: &chart}, nil })
	d.chat.on("PUT /posts/"+post+"/patch", respond(200, model.Post{Id: post}))
	button, _ := d.contexts(t)
	in := pressed(button)
	in.PostId = post
	w := d.json("/action", in)
	d.drain(t)
	sent := d.chat.bodies("PUT /posts/" + post + "/patch")
	if len(sent) != 1 || strings.Contains(w.Body.String(), "Diagramm") {
		t.Fatalf("%d edits; answer %s", len(sent), w.Body)
	}
	if patch := decoded[model.PostPatch](t, sent[0]); *patch.Message != "Diagramm" || patch.FileIds != nil {
		t.Errorf("patch %s", sent[0])
	}
}

func TestPressOpensADialog(t *testing.T) {
	t.Parallel()
	d := newDoor(t, func(bot.Request) (bot.Reply, error) {
		return bot.Reply{Dialog: &bot.Dialog{Purpose: "topic.submit", Title: "Thema"}}, nil
	})
	button, _ := d.contexts(t)
	d.json("/action", pressed(button))
	d.chat.on("POST /actions/dialogs/open", refusal(400, "expired"))
	d.json("/action", pressed(button))
	d.drain(t)
	if n := len(d.chat.bodies("POST /actions/dialogs/open")); n != 2 {
		t.Errorf("asked %d times to open a dialog, want 2", n)
	}
	sent := d.chat.bodies("POST /posts/ephemeral")
	if len(sent) != 1 || decoded[model.PostEphemeral](t, sent[0]).Post.Message != "FAULT" {
		t.Errorf("private answers %s, want one that says FAULT", sent)
	}
}

func TestPrivateAnswersKeepTheirOrder(t *testing.T) {
	t.Parallel()
	n := 0
	d := newDoor(t, func(bot.Request) (bot.Reply, error) {
		n++
		return bot.Say(strings.Repeat("x", n)), nil
	})
	button, _ := d.contexts(t)
	for range 20 {
		d.json("/action", pressed(button))
	}
	d.drain(t)
	for i, b := range d.chat.bodies("POST /posts/ephemeral") {
		if got := len(decoded[model.PostEphemeral](t, b).Post.Message); got != i+1 {
			t.Fatalf("answer %d came at place %d", got, i+1)
		}
	}
}

func TestAPressLeavesNoConnectionBehind(t *testing.T) {
	t.Parallel()
	d := newDoor(t, func(bot.Request) (bot.Reply, error) { return bot.Reply{}, nil })
	button, _ := d.contexts(t)
	press, err := json.Marshal(pressed(button))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct{ path, kind, body, agent, want string }{
		{"/action", "application/json", string(press), "Mattermost-Bot/1.1", "close"},
		{"/dialog", "application/json", "{}", "Mattermost-Bot/1.1", "close"},
		{"/command", "application/x-www-form-urlencoded", "", "Mattermost-Bot/1.1", ""}, // comes on one that is kept
		{"/action", "application/json", string(press), "a proxy", ""},
	} {
		if got := d.post(row.path, row.kind, row.body, "User-Agent", row.agent).Header().Get("Connection"); got != row.want {
			t.Errorf("%s of %s: Connection %q, want %q", row.path, row.agent, got, row.want)
		}
	}
}
