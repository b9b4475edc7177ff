package mattermosttest

import (
	"sync"

	"github.com/mattermost/mattermost/server/public/model"
)

// to says who hears an event: one user, the members of a channel or of a team,
// or everyone.
type to struct{ user, channel, team string }

func event(kind model.WebsocketEventType, whom to, data map[string]any) *model.WebSocketEvent {
	return model.NewWebSocketEvent(kind, whom.team, whom.channel, whom.user, nil, "").SetData(data)
}

// hub knows the open and the recently lost connections.
type hub struct {
	mu      sync.Mutex
	wg      sync.WaitGroup
	closed  bool
	streams map[string]*stream // by connection id
}

// maxFrames is how many events a lost connection may miss and still resume.
const maxFrames = 384

// awayMillis is how long the server remembers a lost connection.
const awayMillis = 5 * 60 * 1000

// stream is what one connection id has been told; it outlives its socket.
type stream struct {
	id     string
	user   string
	seq    int64
	frames []frame
	conn   *socket // nil while away
	leftAt int64
}

type frame struct {
	seq  int64
	text []byte
}

// push numbers an event and hands it to the socket, if there is one.
func (st *stream) push(ev *model.WebSocketEvent) {
	text, err := ev.SetSequence(st.seq).ToJSON()
	if err != nil {
		panic(err) // only own types come here
	}
	st.frames = append(st.frames, frame{st.seq, text})
	if len(st.frames) > maxFrames {
		st.frames = st.frames[len(st.frames)-maxFrames:]
	}
	st.seq++
	if st.conn != nil {
		st.conn.send(text)
	}
}

// publish sends an event to everyone whom it concerns. The state is locked.
func (s *Server) publish(ev *model.WebSocketEvent) {
	s.watch.tell(ev)
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	if len(s.hub.streams) == 0 {
		return
	}
	ev = ev.PrecomputeJSON()
	for id, st := range s.hub.streams {
		if st.conn == nil && s.millis()-st.leftAt > awayMillis {
			delete(s.hub.streams, id)
			continue
		}
		if s.concerns(ev.GetBroadcast(), st.user) {
			st.push(ev)
		}
	}
}

func (s *Server) concerns(b *model.WebsocketBroadcast, userID string) bool {
	switch {
	case b.UserId != "":
		return b.UserId == userID
	case b.ChannelId != "":
		return s.st.inChannel(b.ChannelId, userID)
	case b.TeamId != "":
		return s.st.inTeam(b.TeamId, userID)
	default:
		return true
	}
}

// join attaches a socket to a stream: to the one it names, when nothing was
// lost, else to a new one that begins with hello.
func (s *Server) join(c *socket, userID, id string, seq int64) {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	if s.hub.closed {
		c.close()
		return
	}
	if s.hub.streams == nil {
		s.hub.streams = map[string]*stream{}
	}
	if st := s.hub.streams[id]; st != nil && st.user == userID && st.resume(c, seq) {
		c.stream = st
		return
	}
	st := &stream{id: model.NewId(), user: userID, conn: c}
	c.stream = st
	s.hub.streams[st.id] = st
	st.push(event(model.WebsocketEventHello, to{user: userID}, map[string]any{
		"server_version": s.Version(), "connection_id": st.id, "server_hostname": "stand-in",
	}))
}

// resume replays the events from seq on, unless some of them are forgotten.
func (st *stream) resume(c *socket, seq int64) bool {
	if len(st.frames) == 0 || seq < st.frames[0].seq || seq > st.seq {
		return false
	}
	if st.conn != nil {
		st.conn.close()
	}
	st.conn = c
	for _, f := range st.frames {
		if f.seq >= seq {
			c.send(f.text)
		}
	}
	return true
}

// leave keeps the stream of a lost socket for a while.
func (s *Server) leave(c *socket) {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	if c.stream != nil && c.stream.conn == c {
		c.stream.conn, c.stream.leftAt = nil, s.millis()
	}
}

func (h *hub) online(userID string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, st := range h.streams {
		if st.user == userID && st.conn != nil {
			return true
		}
	}
	return false
}

// DropConnections cuts all websocket connections, as a restarted proxy would.
// Clients may resume them within five minutes.
func (s *Server) DropConnections() {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	for _, st := range s.hub.streams {
		if st.conn != nil {
			st.conn.close()
		}
	}
}

// cut ends the connections of a user for good: there is no session to resume them with.
func (h *hub) cut(userID string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for id, st := range h.streams {
		if st.user != userID {
			continue
		}
		if st.conn != nil {
			st.conn.close()
		}
		delete(h.streams, id)
	}
}

func (h *hub) closeAll() {
	h.mu.Lock()
	h.closed = true
	for _, st := range h.streams {
		if st.conn != nil {
			st.conn.close()
		}
	}
	h.mu.Unlock()
	h.wg.Wait()
}
