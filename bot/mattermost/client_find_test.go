package mattermost_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
)

// history answers "since" with some posts and pages through others.
type history struct {
	since  []*model.Post
	newest []*model.Post
	asked  int64 // the last "since"
}

func (h *history) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	list := model.NewPostList()
	posts := h.since
	if s := r.URL.Query().Get("since"); s != "" {
		h.asked, _ = strconv.ParseInt(s, 10, 64)
	} else {
		page, _ := strconv.Atoi(r.URL.Query().Get("page"))
		size, _ := strconv.Atoi(r.URL.Query().Get("per_page"))
		posts = h.newest[min(page*size, len(h.newest)):min((page+1)*size, len(h.newest))]
	}
	for _, p := range posts {
		list.AddPost(p)
		list.AddOrder(p.Id)
	}
	_ = json.NewEncoder(w).Encode(list)
}

func crowd(n int, at time.Time) []*model.Post {
	posts := make([]*model.Post, n)
	for i := range posts {
		posts[i] = noted(annaID, homeID, "")
		posts[i].CreateAt = at.UnixMilli()
	}
	return posts
}

func TestFindLooksInBothSources(t *testing.T) {
	t.Parallel()
	ours := noted(botID, homeID, note.Key)
	ours.CreateAt = noon.UnixMilli()
	deleted := noted(botID, homeID, note.Key)
	deleted.DeleteAt = noon.UnixMilli()
	together := noted(botID, homeID, "first")
	together.AddProp("gremienbot_keys", []string{"second", note.Key})
	for _, row := range []struct {
		name string
		h    history
		want *model.Post
	}{
		{"nothing there", history{}, nil},
		{"there", history{since: append(crowd(3, noon), ours)}, ours},
		{"there and deleted", history{since: []*model.Post{deleted}}, deleted},
		{"said together with others", history{since: append(crowd(3, noon), together)}, together},
		{"on the third page only", history{newest: append(crowd(450, noon), ours)}, ours},
		{"the key in another's post", history{since: []*model.Post{noted(annaID, homeID, note.Key)}}, nil},
		{"another key", history{since: []*model.Post{noted(botID, homeID, "other")}}, nil},
		{"behind a page of older posts", history{newest: append(crowd(200, noon.Add(-time.Hour)), ours)}, nil},
	} {
		s, _, c := start(t)
		s.on("GET /channels/"+homeID+"/posts", row.h.ServeHTTP)
		got, found, err := c.Find(t.Context(), homeID, note.Key, noon)
		if err != nil || found != (row.want != nil) || found && got != row.want.Id {
			t.Errorf("%s: Find = %q, %v, %v", row.name, got, found, err)
		}
	}
}

func TestFindAllowsForClocksThatDiffer(t *testing.T) {
	t.Parallel()
	s, _, c := start(t)
	var h history
	s.on("GET /channels/"+homeID+"/posts", h.ServeHTTP)
	if _, _, err := c.Find(t.Context(), homeID, note.Key, noon); err != nil {
		t.Fatal(err)
	}
	if want := noon.Add(-2 * time.Minute).UnixMilli(); h.asked != want {
		t.Errorf("asked for posts since %d, want %d", h.asked, want)
	}
}

func TestFindDoesNotGuess(t *testing.T) {
	t.Parallel()
	s, _, c := start(t)
	h := history{newest: crowd(5200, noon)}
	s.on("GET /channels/"+homeID+"/posts", h.ServeHTTP)
	if _, found, err := c.Find(t.Context(), homeID, note.Key, noon); found || err == nil {
		t.Errorf("Find in a flood = %v, %v; want an error", found, err)
	}
	s.on("GET /channels/"+homeID+"/posts", refusal(403, "x"))
	if _, _, err := c.Find(t.Context(), homeID, note.Key, noon); fateOf(t, err) != bot.Never {
		t.Errorf("Find in a foreign channel = %v", err)
	}
}
