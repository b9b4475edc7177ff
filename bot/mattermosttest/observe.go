package mattermosttest

import (
	"slices"
	"sync"

	"github.com/mattermost/mattermost/server/public/model"
)

// watchers are the tests that look on.
type watchers struct {
	mu         sync.Mutex
	posts      []func(*model.Post)
	ephemerals []func(userID string, p *model.Post)
	events     []func(*model.WebSocketEvent)
	complaints []string
}

// ObservePosts calls f for every post that is made, changed or deleted, with
// the hidden parts of its buttons. f runs while the server is locked: it must
// be quick and must not call the server.
func (s *Server) ObservePosts(f func(*model.Post)) {
	s.watch.mu.Lock()
	defer s.watch.mu.Unlock()
	s.watch.posts = append(s.watch.posts, f)
}

// ObserveEphemerals calls f for every post that only one user sees. The rules
// of ObservePosts hold.
func (s *Server) ObserveEphemerals(f func(userID string, p *model.Post)) {
	s.watch.mu.Lock()
	defer s.watch.mu.Unlock()
	s.watch.ephemerals = append(s.watch.ephemerals, f)
}

// ObserveEvents calls f for every websocket event, whether or not anyone is
// connected. The rules of ObservePosts hold.
func (s *Server) ObserveEvents(f func(*model.WebSocketEvent)) {
	s.watch.mu.Lock()
	defer s.watch.mu.Unlock()
	s.watch.events = append(s.watch.events, f)
}

// Complaints returns what the real server would only have logged: invalid
// attachments, dialogs and command responses.
func (s *Server) Complaints() []string {
	s.watch.mu.Lock()
	defer s.watch.mu.Unlock()
	return slices.Clone(s.watch.complaints)
}

func (s *Server) complain(text string) {
	s.log.Warn("complaint", "text", text)
	s.watch.mu.Lock()
	defer s.watch.mu.Unlock()
	s.watch.complaints = append(s.watch.complaints, text)
}

// inspect complains about attachments that a later server will refuse.
func (s *Server) inspect(p *model.Post) {
	for _, a := range p.Attachments() {
		if err := a.IsValid(); err != nil {
			s.complain("Invalid post props. In a future version this will result in an error: " + err.Error())
		}
	}
}

func (w *watchers) post(p *model.Post) {
	w.mu.Lock()
	list := slices.Clone(w.posts)
	w.mu.Unlock()
	for _, f := range list {
		f(copyOf(p))
	}
}

func (w *watchers) ephemeral(userID string, p *model.Post) {
	w.mu.Lock()
	list := slices.Clone(w.ephemerals)
	w.mu.Unlock()
	for _, f := range list {
		f(userID, copyOf(p))
	}
}

func (w *watchers) tell(ev *model.WebSocketEvent) {
	w.mu.Lock()
	list := slices.Clone(w.events)
	w.mu.Unlock()
	for _, f := range list {
		f(ev.DeepCopy())
	}
}

// Posts returns the posts of a channel in the order of arrival, deleted ones
// included, with the hidden parts of their buttons.
func (s *Server) Posts(channelID string) []*model.Post {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []*model.Post
	for _, id := range s.st.Timeline[channelID] {
		list = append(list, copyOf(s.st.Posts[id]))
	}
	return list
}
