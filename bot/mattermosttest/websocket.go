package mattermosttest

import (
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/mattermost/mattermost/server/public/model"
)

const (
	pongWait   = 100 * time.Second
	pingPeriod = 60 * time.Second
	authWait   = 30 * time.Second
	maxWSFrame = 32 * 1024
)

// socket is one websocket connection.
type socket struct {
	ws     *websocket.Conn
	out    chan []byte
	done   chan struct{}
	once   sync.Once
	stream *stream     // guarded by the hub
	user   string      // set once authenticated; used by the reader only
	idle   *time.Timer // hangs up on a client that is silent for too long
}

// send queues a frame; a client that does not read is cut off, as on the real
// server.
func (c *socket) send(text []byte) {
	select {
	case c.out <- text:
	default:
		c.close()
	}
}

// close hangs up; a blocked reader or writer wakes with an error.
func (c *socket) close() {
	c.once.Do(func() {
		close(c.done)
		_ = c.ws.Close()
	})
}

func (s *Server) websocketRoutes() []route {
	return []route{rt("GET", "/api/v4/websocket", raw, openSocket)}
}

// openSocket upgrades the request and serves it until one side hangs up. The
// caller proves who it is with a header, a cookie, or the action
// authentication_challenge within 30 s.
func openSocket(c *call) (any, *model.AppError) {
	up := websocket.Upgrader{ReadBufferSize: 4096, WriteBufferSize: 4096, CheckOrigin: func(*http.Request) bool { return true }}
	if !c.s.hub.enter() {
		return nil, appError("api.websocket.connect.upgrade.app_error", http.StatusServiceUnavailable)
	}
	defer c.s.hub.wg.Done()
	ws, err := up.Upgrade(c.w, c.r, nil)
	if err != nil {
		return nil, nil //nolint:nilnil // the upgrader has answered
	}
	sock := &socket{ws: ws, out: make(chan []byte, 2*maxFrames), done: make(chan struct{})}
	c.s.serveSocket(sock, c.r)
	return nil, nil //nolint:nilnil // the answer was the websocket
}

// enter counts a goroutine of the hub, unless the server is closed.
func (h *hub) enter() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return false
	}
	h.wg.Add(1)
	return true
}

func (s *Server) serveSocket(c *socket, r *http.Request) {
	seq, _ := strconv.ParseInt(r.URL.Query().Get("sequence_number"), 10, 64)
	id := r.URL.Query().Get("connection_id")
	c.ws.SetReadLimit(maxWSFrame)
	c.idle = time.AfterFunc(authWait, c.close)
	defer c.idle.Stop()
	c.ws.SetPongHandler(func(string) error { c.idle.Reset(pongWait); return nil })
	s.identify(c, tokenOf(r), id, seq)
	var writer sync.WaitGroup
	writer.Go(func() { s.writeFrames(c) })
	for s.readFrame(c, id, seq) {
		continue
	}
	c.close()
	s.leave(c)
	writer.Wait()
}

// identify joins the hub when the token is good.
func (s *Server) identify(c *socket, token, id string, seq int64) bool {
	s.mu.Lock()
	u, err := s.session(token)
	s.mu.Unlock()
	if err != nil {
		return false
	}
	c.user = u.Id
	c.idle.Reset(pongWait)
	s.join(c, u.Id, id, seq)
	return true
}

func (s *Server) readFrame(c *socket, id string, seq int64) bool {
	var req model.WebSocketRequest
	if err := c.ws.ReadJSON(&req); err != nil {
		return false
	}
	if c.user != "" {
		c.idle.Reset(pongWait)
		s.answerAction(c, &req)
		return true
	}
	token, _ := req.Data["token"].(string)
	if req.Action != string(model.WebsocketAuthenticationChallenge) || !s.identify(c, token, id, seq) {
		return false
	}
	c.reply(&req, nil)
	return true
}

// answerAction answers what web clients ask. A second authentication is
// ignored without an answer, as on the real server.
func (s *Server) answerAction(c *socket, req *model.WebSocketRequest) {
	switch req.Action {
	case string(model.WebsocketAuthenticationChallenge):
		return
	case "ping":
		c.reply(req, map[string]any{"text": "pong", "version": s.Version(), "server_time": s.millis(), "node_id": ""})
	case "user_typing":
		s.typing(c.user, req)
		c.reply(req, nil)
	case "get_statuses", "get_statuses_by_ids":
		c.reply(req, map[string]any{})
	default:
		c.reply(req, nil)
	}
}

func (s *Server) typing(userID string, req *model.WebSocketRequest) {
	channel, _ := req.Data["channel_id"].(string)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.st.inChannel(channel, userID) {
		s.publish(event(model.WebsocketEventTyping, to{channel: channel}, map[string]any{"user_id": userID, "parent_id": req.Data["parent_id"]}))
	}
}

func (c *socket) reply(req *model.WebSocketRequest, data map[string]any) {
	c.send(encode(model.NewWebSocketResponse(model.StatusOk, req.Seq, data)))
}

// writeFrames is the only writer of the socket; it ends when the socket does.
func (s *Server) writeFrames(c *socket) {
	ping := time.NewTicker(pingPeriod)
	defer ping.Stop()
	defer c.close()
	for {
		kind, text := websocket.TextMessage, []byte(nil)
		select {
		case <-c.done:
			return
		case text = <-c.out:
		case <-ping.C:
			kind = websocket.PingMessage
		}
		if c.ws.WriteMessage(kind, text) != nil {
			return
		}
	}
}
