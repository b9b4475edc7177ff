package mattermost_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
)

var topicDialog = bot.Dialog{Purpose: "topic.submit", Object: "7", Title: "Thema", Fields: []bot.Field{
	{Name: "title", Label: "Titel"}, {Name: "urgent", Label: "Dringend", Kind: bot.Check},
}}

// opened has the router open the dialog and returns its state.
func (d *door) opened(t *testing.T) string {
	t.Helper()
	d.post("/command", formType, typed())
	sent := d.chat.bodies("POST /actions/dialogs/open")
	if len(sent) == 0 {
		t.Fatal("no dialog was opened")
	}
	d.got = nil
	return decoded[model.OpenDialogRequest](t, sent[len(sent)-1]).Dialog.State
}

func sent(state string) model.SubmitDialogRequest {
	return model.SubmitDialogRequest{
		State: state, CallbackId: "chosen.by.client", UserId: annaID, ChannelId: homeID, TeamId: "chosen-by-client",
		Submission: map[string]any{"title": "EfA", "n": 7.0, "list": []any{"a", nil, "b"}, "none": nil, "yes": true},
	}
}

// opens answers a command with the dialog and a submission with then.
func opens(then bot.Reply) func(bot.Request) (bot.Reply, error) {
	return func(q bot.Request) (bot.Reply, error) {
		if q.Kind == bot.Command {
			return bot.Reply{Dialog: &topicDialog}, nil
		}
		return then, nil
	}
}

func TestSubmissionBecomesARequest(t *testing.T) {
	t.Parallel()
	d := newDoor(t, opens(bot.Say("Danke")))
	state := d.opened(t)
	w := d.json("/dialog", sent(state))
	d.json("/dialog", sent(state))
	if len(d.got) != 2 || d.got[0].Once == "" || d.got[0].Once != d.got[1].Once {
		t.Fatalf("requests %+v, want two of one name", d.got)
	}
	want := bot.Request{
		Kind: bot.Submission, Name: "topic.submit", Object: "7", User: annaID, Channel: homeID, Team: "t1", Once: d.got[0].Once,
		Form: map[string]string{"title": "EfA", "n": "7", "list": "a,b", "none": "", "yes": "true", "urgent": "false"},
	}
	if diff := cmp.Diff(want, d.got[0]); diff != "" {
		t.Error(diff)
	}
	d.drain(t)
	if n := len(d.chat.bodies("POST /posts/ephemeral")); w.Code != 200 || strings.TrimSpace(w.Body.String()) != "{}" || n != 2 {
		t.Errorf("answer %d %q, %d private answers", w.Code, w.Body, n)
	}
}

func TestTwoDialogsHaveTwoNames(t *testing.T) {
	t.Parallel()
	d := newDoor(t, opens(bot.Reply{}))
	one, two := d.opened(t), d.opened(t)
	d.json("/dialog", sent(one))
	d.json("/dialog", sent(two))
	if len(d.got) != 2 || d.got[0].Once == d.got[1].Once {
		t.Errorf("requests %+v, want two names", d.got)
	}
}

func TestSubmissionWithoutProofHasNoEffect(t *testing.T) {
	t.Parallel()
	d := newDoor(t, opens(bot.Say("x")))
	state := d.opened(t)
	other, elsewhere, forged := sent(state), sent(state), sent("FORGED")
	other.UserId, elsewhere.ChannelId = bertID, sideID
	for name, v := range map[string]any{"another person": other, "another channel": elsewhere, "a forged state": forged, "no object": 7} {
		w := d.json("/dialog", v)
		if got := decoded[model.SubmitDialogResponse](t, w.Body.Bytes()); w.Code != 200 || got.Error != "FORGED" {
			t.Errorf("%s: %d %+v", name, w.Code, got)
		}
	}
	d.clock.at = d.clock.at.Add(time.Hour)
	if got := decoded[model.SubmitDialogResponse](t, d.json("/dialog", sent(state)).Body.Bytes()); got.Error != "EXPIRED" {
		t.Errorf("after an hour: %+v", got)
	}
	d.drain(t)
	if n := len(d.chat.bodies("POST /posts/ephemeral")); n != 0 || len(d.got) != 0 {
		t.Errorf("%d private answers and %d requests came of it", n, len(d.got))
	}
}

func TestRefusedKeepsTheDialogOpen(t *testing.T) {
	t.Parallel()
	d := newDoor(t, opens(bot.Reply{Refused: map[string]string{"": "So nicht.", "title": "Bitte kürzer."}}))
	got := decoded[model.SubmitDialogResponse](t, d.json("/dialog", sent(d.opened(t))).Body.Bytes())
	want := model.SubmitDialogResponse{Error: "So nicht.", Errors: map[string]string{"title": "Bitte kürzer."}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFaultKeepsTheDialogOpen(t *testing.T) {
	t.Parallel()
	d := newDoor(t, func(q bot.Request) (bot.Reply, error) {
		if q.Kind == bot.Command {
			return bot.Reply{Dialog: &topicDialog}, nil
		}
		panic("database away")
	})
	w := d.json("/dialog", sent(d.opened(t)))
	if got := decoded[model.SubmitDialogResponse](t, w.Body.Bytes()); w.Code != 200 || got.Error != "FAULT" {
		t.Errorf("answer %d %+v", w.Code, got)
	}
}

func TestCancelledDialogIsNoRequest(t *testing.T) {
	t.Parallel()
	d := newDoor(t, opens(bot.Say("x")))
	in := sent(d.opened(t))
	in.Cancelled = true
	if w := d.json("/dialog", in); w.Code != 200 || len(d.got) != 0 {
		t.Errorf("answer %d, requests %+v", w.Code, d.got)
	}
}
