package mattermost_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
	"gremienbot/bot/mattermost"
)

const formType = "application/x-www-form-urlencoded"

func typed(more ...string) string {
	v := url.Values{
		"token": {commandToken}, "command": {"/Thema"}, "text": {"  Betriebskosten nach EfA\n"}, "user_id": {annaID},
		"user_name": {"anna"}, "channel_id": {homeID}, "channel_name": {"gremium"}, "team_id": {"t1"}, "root_id": {"r1"}, "trigger_id": {"tr"},
	}
	for i := 0; i+1 < len(more); i += 2 {
		v.Add(more[i], more[i+1])
	}
	return v.Encode()
}

func says(text string) func(bot.Request) (bot.Reply, error) {
	return func(bot.Request) (bot.Reply, error) { return bot.Say(text), nil }
}

func TestCommandBecomesARequest(t *testing.T) {
	t.Parallel()
	d := newDoor(t, says("<https://a|b>"))
	w := d.post("/command", formType+"; charset=utf-8", typed("user_mentions", "bert", "user_mentions_ids", bertID, "user_mentions", "@carl"))
	want := []bot.Request{{
		Kind: bot.Command, Name: "thema", Text: "Betriebskosten nach EfA", User: annaID, UserName: "anna",
		Channel: homeID, Team: "t1", Thread: "r1", Mentions: map[string]string{"bert": bertID},
	}}
	if diff := cmp.Diff(want, d.got); diff != "" {
		t.Error(diff)
	}
	got := decoded[model.CommandResponse](t, w.Body.Bytes())
	if w.Code != 200 || got.Text != "<https://a|b>" || got.ResponseType != "ephemeral" || !got.SkipSlackParsing {
		t.Errorf("answer %d %+v", w.Code, got)
	}
	if ct := w.Header().Get("Content-Type"); ct != "application/json" {
		t.Errorf("Content-Type = %q", ct)
	}
}

// Mattermost takes one byte of the space behind a command away, also of one that
// has two.
func TestCommandLosesTheRestOfAWideSpace(t *testing.T) {
	t.Parallel()
	d := newDoor(t, says("x"))
	d.post("/command", formType, strings.Replace(typed(), "text=", "text=%A0", 1))
	if len(d.got) != 1 || d.got[0].Text != "Betriebskosten nach EfA" {
		t.Errorf("requests %+v", d.got)
	}
}

func TestCommandKnowsTheDirectChannelWithTheBot(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		botID + "__" + annaID: true, annaID + "__" + botID: true, annaID + "__" + bertID: false, botID + "__" + bertID: false, "gremium": false,
	} {
		d := newDoor(t, says("x"))
		body := strings.Replace(typed(), "channel_name=gremium", "channel_name="+name, 1)
		d.post("/command", formType, body)
		if len(d.got) != 1 || d.got[0].Direct != want {
			t.Errorf("channel %q: %+v, want Direct %v", name, d.got, want)
		}
	}
}

func TestCommandAsksForATokenInHeaderOrForm(t *testing.T) {
	t.Parallel()
	none := strings.Replace(typed(), commandToken, "", 1)
	for _, row := range []struct {
		name, body, header string
		want               int
	}{
		{"in the form", typed(), "", 200},
		{"the other token in the header", none, "Token other-token", 200},
		{"in the form while OAuth holds the header", typed(), "Bearer oauth", 200},
		{"nowhere, though one of ours is empty", none, "", 401},
		{"wrong in both", strings.Replace(typed(), commandToken, "wrong", 1), "Token wrong", 401},
		{"the beginning only", strings.Replace(typed(), commandToken, commandToken[:25], 1), "", 401},
		{"no form", "%zz", "", 401},
	} {
		d := newDoor(t, says("x"))
		w := d.post("/command", formType, row.body, "Authorization", row.header)
		if w.Code != row.want || (w.Code == 401) != (w.Body.Len() == 0) || (w.Code == 401) != (len(d.got) == 0) {
			t.Errorf("%s: %d %q, handler called %d times; want %d", row.name, w.Code, w.Body, len(d.got), row.want)
		}
	}
}

// What is too long by far is for the rules to refuse, in words.
func TestALongTextWithUmlautsReachesTheRouter(t *testing.T) {
	t.Parallel()
	d := newDoor(t, says("x"))
	text := strings.Repeat("ä", 40_000)
	w := d.post("/command", formType, strings.Replace(typed(), "text=++Betriebskosten+nach+EfA%0A", "text="+url.QueryEscape(text), 1))
	if w.Code != http.StatusOK || len(d.got) != 1 || d.got[0].Text != text {
		t.Errorf("%d, the router was asked %d times", w.Code, len(d.got))
	}
}

func TestDoorRefusesWhatIsNotForIt(t *testing.T) {
	t.Parallel()
	d := newDoor(t, says("x"))
	long := typed("more", strings.Repeat("x", 512<<10))
	for _, row := range []struct {
		name, path, contentType, body string
		want                          int
	}{
		{"too long a command", "/command", formType, long, http.StatusRequestEntityTooLarge},
		{"too long a press", "/action", "application/json", long, http.StatusRequestEntityTooLarge},
		{"too long a dialog", "/dialog", "application/json", long, http.StatusRequestEntityTooLarge},
		{"a form for a button", "/action", formType, "", http.StatusUnsupportedMediaType},
		{"no type at all", "/dialog", "", "{}", http.StatusUnsupportedMediaType},
		{"elsewhere", "/else", formType, "", http.StatusNotFound},
	} {
		if w := d.post(row.path, row.contentType, row.body); w.Code != row.want {
			t.Errorf("%s: %d, want %d", row.name, w.Code, row.want)
		}
	}
	if len(d.got) != 0 {
		t.Errorf("the router was asked: %+v", d.got)
	}
}

func TestEmptyAnswerToACommandIsAnEmptyObject(t *testing.T) {
	t.Parallel()
	d := newDoor(t, says(""))
	if w := d.post("/command", formType, typed()); w.Code != 200 || strings.TrimSpace(w.Body.String()) != "{}" {
		t.Errorf("answer %d %q, want 200 {}", w.Code, w.Body)
	}
}

func TestLongAnswerIsCutAtALine(t *testing.T) {
	t.Parallel()
	line := strings.Repeat("ä", 99) + "\n"
	d := newDoor(t, says(strings.Repeat(line, 200)))
	got := decoded[model.CommandResponse](t, d.post("/command", formType, typed()).Body.Bytes()).Text
	if want := strings.Repeat(line, 163) + "CUT"; got != want {
		t.Errorf("answer has %d characters and ends in %q", len([]rune(got)), got[len(got)-20:])
	}
}

func TestFaultIsLoggedOnceAndNotShown(t *testing.T) {
	t.Parallel()
	for name, reply := range map[string]func(bot.Request) (bot.Reply, error){
		"an error": func(bot.Request) (bot.Reply, error) { return bot.Reply{}, errors.New("database away") },
		"a panic":  func(bot.Request) (bot.Reply, error) { panic("database away") },
	} {
		d := newDoor(t, reply)
		w := d.post("/command", formType, typed())
		if got := decoded[model.CommandResponse](t, w.Body.Bytes()).Text; got != "FAULT" {
			t.Errorf("%s: answer %q", name, got)
		}
		log := d.log.String()
		if strings.Count(log, "database away") != 1 || !strings.Contains(log, "request_id=") {
			t.Errorf("%s: log %q", name, log)
		}
		if strings.Contains(log, "Betriebskosten") || strings.Contains(log, commandToken) {
			t.Errorf("%s: the log shows a text or a token: %q", name, log)
		}
	}
}

func TestCommandOpensADialog(t *testing.T) {
	t.Parallel()
	d := newDoor(t, func(bot.Request) (bot.Reply, error) {
		return bot.Reply{Dialog: &bot.Dialog{Purpose: "topic.submit", Title: "Thema"}, Message: bot.Message{Text: "instead"}}, nil
	})
	w := d.post("/command", formType, typed())
	sent := d.chat.bodies("POST /actions/dialogs/open")
	if len(sent) != 1 || strings.TrimSpace(w.Body.String()) != "{}" {
		t.Fatalf("opened %d dialogs, answered %q", len(sent), w.Body)
	}
	open := decoded[model.OpenDialogRequest](t, sent[0])
	if open.TriggerId != "tr" || open.URL != "http://bot.example.org/dialog" || open.IsValid() != nil {
		t.Errorf("opened %+v: %v", open, open.IsValid())
	}
	d.chat.on("POST /actions/dialogs/open", refusal(400, "interactive_message.decode_trigger_id.expired"))
	if got := decoded[model.CommandResponse](t, d.post("/command", formType, typed()).Body.Bytes()).Text; got != "instead" {
		t.Errorf("when no dialog opens the answer is %q", got)
	}
}

func TestReadySaysWhetherTheProgramCanServe(t *testing.T) {
	t.Parallel()
	var away error
	d := newDoor(t, says("x"), func(o *mattermost.ServerOptions) { o.Ready = ready(&away) })
	if w := d.get("/readyz"); w.Code != 200 {
		t.Errorf("/readyz = %d, want 200", w.Code)
	}
	away = errors.New("password in here")
	if w := d.get("/readyz"); w.Code != 503 || strings.Contains(w.Body.String(), "password") {
		t.Errorf("/readyz = %d %q, want 503 without the reason", w.Code, w.Body)
	}
	if w := d.get("/healthz"); w.Code != 200 {
		t.Errorf("/healthz = %d, want 200", w.Code)
	}
}
