package mattermosttest_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/mattermost/mattermost/server/public/model"
)

func (w *world) wsURL() string {
	return "ws" + strings.TrimPrefix(w.srv.URL, "http") + "/api/v4/websocket"
}

// dial opens a websocket; with a token it is authenticated by header.
func (w *world) dial(url, token string) *websocket.Conn {
	w.Helper()
	header := http.Header{}
	if token != "" {
		header.Set("Authorization", "Bearer "+token)
	}
	ws, resp, err := websocket.DefaultDialer.Dial(url, header)
	if err != nil {
		w.Fatal(err)
	}
	resp.Body.Close()
	w.Cleanup(func() { ws.Close() })
	return ws
}

// message is an event or a reply.
type message struct {
	Event    string         `json:"event"`
	Seq      int64          `json:"seq"`
	Data     map[string]any `json:"data"`
	Status   string         `json:"status"`
	SeqReply int64          `json:"seq_reply"`
}

// read returns the next message of that event; "" is any.
func read(t *testing.T, ws *websocket.Conn, kind string) message {
	t.Helper()
	hangUp := time.AfterFunc(time.Minute, func() { ws.Close() })
	defer hangUp.Stop()
	for {
		var m message
		if err := ws.ReadJSON(&m); err != nil {
			t.Fatalf("waiting for %q: %v", kind, err)
		}
		if kind == "" || m.Event == kind {
			return m
		}
	}
}

func TestTheWebsocketAsksWhoIsThere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ws := w.dial(w.wsURL(), "")
	challenge := model.WebSocketRequest{Seq: 1, Action: "authentication_challenge", Data: map[string]any{"token": w.person.AuthToken}}
	if err := ws.WriteJSON(challenge); err != nil {
		t.Fatal(err)
	}
	hello := read(t, ws, "")
	if hello.Event != "hello" || hello.Seq != 0 || hello.Data["server_version"] != w.srv.Version() || hello.Data["connection_id"] == "" {
		t.Errorf("first message %+v, want hello", hello)
	}
	if reply := read(t, ws, ""); reply.Status != "OK" || reply.SeqReply != 1 {
		t.Errorf("second message %+v, want the reply", reply)
	}
	stranger := w.dial(w.wsURL(), "")
	if err := stranger.WriteJSON(model.WebSocketRequest{Seq: 1, Action: "user_typing"}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := stranger.ReadMessage(); err == nil {
		t.Error("a stranger was answered")
	}
}

func TestEventsReachThoseWhomTheyConcern(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	inside, outside := w.dial(w.wsURL(), w.person.AuthToken), w.dial(w.wsURL(), w.bot.AuthToken)
	read(t, inside, "hello")
	read(t, outside, "hello")
	p := w.post(w.admin, &model.Post{Message: "hallo @anna"})
	m := read(t, inside, "posted")
	var got model.Post
	if err := json.Unmarshal([]byte(m.Data["post"].(string)), &got); err != nil {
		t.Fatal(err)
	}
	if got.Id != p.Id || m.Seq != 1 || m.Data["channel_type"] != "P" || !contains(m.Data["mentions"].(string), w.anna.Id) {
		t.Errorf("posted = %+v, want the post as event 1 that mentions anna", m)
	}
	dm, _ := must(w.bot.CreateDirectChannel(t.Context(), w.robot.UserId, w.anna.Id))(t)
	if first := read(t, outside, ""); first.Event != "direct_added" {
		t.Errorf("the bot outside the channel heard %q", first.Event)
	}
	must(w.bot.CreatePost(t.Context(), &model.Post{ChannelId: dm.Id, Message: "psst"}))(t)
	read(t, inside, "direct_added")
	if m := read(t, inside, "posted"); m.Data["channel_type"] != "D" {
		t.Errorf("direct message = %+v", m)
	}
}

func TestALostConnectionIsResumed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ws := w.dial(w.wsURL(), w.person.AuthToken)
	id := read(t, ws, "hello").Data["connection_id"].(string)
	w.srv.DropConnections()
	if _, _, err := ws.ReadMessage(); err == nil {
		t.Fatal("the connection is still there")
	}
	w.post(w.admin, &model.Post{Message: "verpasst"})
	again := w.dial(w.wsURL()+"?connection_id="+id+"&sequence_number=1", w.person.AuthToken)
	if m := read(t, again, ""); m.Event != "posted" || m.Seq != 1 {
		t.Errorf("after resuming: %+v, want the missed post as event 1", m)
	}
	w.clock.Move(6 * time.Minute)
	w.srv.DropConnections()
	fresh := w.dial(w.wsURL()+"?connection_id=gone&sequence_number=9", w.person.AuthToken)
	if m := read(t, fresh, ""); m.Event != "hello" || m.Data["connection_id"] == id {
		t.Errorf("an unknown connection got %+v, want hello", m)
	}
}

func TestTheClientOfTheModelPackageConnects(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ws, err := model.NewWebSocketClient4("ws"+strings.TrimPrefix(w.srv.URL, "http"), w.person.AuthToken)
	if err != nil {
		t.Fatal(err)
	}
	ws.Listen()
	defer ws.Close()
	if ev := <-ws.EventChannel; ev.EventType() != model.WebsocketEventHello {
		t.Errorf("first event %s, want hello", ev.EventType())
	}
	if r := <-ws.ResponseChannel; r.Status != model.StatusOk {
		t.Errorf("reply %+v", r)
	}
}
