package mattermost

import (
	"context"
	"sync"

	"gremienbot/bot"
)

// mostReceipts bounds what is remembered; after that the memory begins anew, and
// the next receipt of somebody is a new message instead of an edited one.
const mostReceipts = 20_000

// receipts remembers the direct message in which a person was last told about
// one thing, so that telling them again changes that message.
type receipts struct {
	mu    sync.Mutex
	posts map[string]string
}

func (r *receipts) last(name string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.posts[name]
}

func (r *receipts) keep(name, post string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.posts == nil || len(r.posts) >= mostReceipts {
		r.posts = map[string]string{}
	}
	r.posts[name] = post
}

// tell shows a private answer. One with a key takes the place of the last one
// with this key, where it comes as a direct message.
func (s *Server) tell(ctx context.Context, q bot.Request, m bot.Message) error {
	if m.Key == "" {
		return s.o.Client.Private(ctx, q.Channel, q.User, m)
	}
	name := q.User + " " + m.Key
	post, err := s.o.Client.Receipt(ctx, q.Channel, q.User, m.Key, m, s.receipts.last(name))
	if err == nil && post != "" {
		s.receipts.keep(name, post)
	}
	return err
}
