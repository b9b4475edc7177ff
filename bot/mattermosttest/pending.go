package mattermosttest

import (
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"
)

// pendingMillis is how long a pending_post_id is remembered.
const pendingMillis = 30_000

// maxPending is the size of the real server's cache.
const maxPending = 25_000

// pendingPost is a post that is being made (no id yet) or was made.
type pendingPost struct {
	postID string
	until  int64
}

// reserve remembers a key of anyone. It returns the post that the same key
// made within the last 30 s, or refuses while that post is being made.
func (s *Server) reserve(key string) (*model.Post, *model.AppError) {
	if key == "" {
		return nil, nil
	}
	seen, known := s.pending[key]
	if !known || seen.until <= s.millis() {
		s.forgetExpired()
		s.pending[key] = pendingPost{until: s.millis() + pendingMillis}
		return nil, nil
	}
	if seen.postID == "" {
		return nil, appError("api.post.deduplicate_create_post.pending", http.StatusInternalServerError)
	}
	p := s.st.Posts[seen.postID]
	if p == nil || p.DeleteAt != 0 {
		return nil, appError("api.post.deduplicate_create_post.failed_to_get", http.StatusInternalServerError)
	}
	return s.shown(p), nil
}

// finish starts the 30 s anew for a post that was made, unless the key was
// forgotten in between.
func (s *Server) finish(key, postID string) {
	if _, reserved := s.pending[key]; reserved {
		s.pending[key] = pendingPost{postID: postID, until: s.millis() + pendingMillis}
	}
}

func (s *Server) forgetExpired() {
	if len(s.pending) < maxPending {
		return
	}
	for key, p := range s.pending {
		if p.until <= s.millis() {
			delete(s.pending, key)
		}
	}
}
