package mattermost

import (
	"context"
	"sync"

	"gremienbot/bot"
)

// mostReceipts bounds what is remembered; after that the memory begins anew.
const mostReceipts = 20_000

// Receipts keep, over a restart, the direct message in which a person was last
// told about the thing a message's key names.
type Receipts interface {
	// Receipt returns the post, "" if none is known.
	Receipt(ctx context.Context, user, key string) (post string, err error)
	KeepReceipt(ctx context.Context, user, key, post string) error
}

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
	before := ""
	post, err := s.o.Client.receipt(ctx, q.Channel, q.User, m.Key, m, func() string {
		before = s.lastReceipt(ctx, q.User, m.Key)
		return before
	})
	if err != nil || post == "" || post == before {
		return err
	}
	s.receipts.keep(q.User+" "+m.Key, post)
	if s.o.Receipts == nil {
		return nil
	}
	if err := s.o.Receipts.KeepReceipt(ctx, q.User, m.Key, post); err != nil {
		s.o.Log.WarnContext(ctx, "a receipt will not be found after a restart", "user", q.User, "err", err)
	}
	return nil
}

// lastReceipt is asked only where a receipt comes as a direct message.
func (s *Server) lastReceipt(ctx context.Context, user, key string) string {
	if post := s.receipts.last(user + " " + key); post != "" || s.o.Receipts == nil {
		return post
	}
	post, err := s.o.Receipts.Receipt(ctx, user, key)
	if err != nil {
		s.o.Log.WarnContext(ctx, "looking for the last receipt", "user", user, "err", err)
	}
	return post
}
