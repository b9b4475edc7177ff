package mattermosttest

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/mattermost/mattermost/server/public/model"
)

// post returns the stored post of the path, if the caller may read it.
func (c *call) post() (*model.Post, *model.AppError) {
	p := c.s.st.Posts[c.vars["post_id"]]
	if p == nil || p.DeleteAt != 0 {
		return nil, missing("app.post.get.app_error")
	}
	if !c.s.st.mayRead(c.user, p.ChannelId) {
		return nil, c.denied(model.PermissionReadChannelContent)
	}
	return p, nil
}

func getPost(c *call) (any, *model.AppError) {
	p, err := c.post()
	if err != nil {
		return nil, err
	}
	return c.s.shown(p), nil
}

func getThread(c *call) (any, *model.AppError) {
	p, err := c.post()
	if err != nil {
		return nil, err
	}
	root := p.Id
	if p.RootId != "" {
		root = p.RootId
	}
	ids := append([]string{root}, c.s.st.threads[root]...)
	var posts []*model.Post
	for _, id := range ids {
		if q := c.s.st.Posts[id]; q.DeleteAt == 0 {
			posts = append(posts, q)
		}
	}
	return c.s.postList(posts), nil
}

func getPostsByIDs(c *call) (any, *model.AppError) {
	var ids []string
	if err := c.decode(&ids, "post_ids"); err != nil || len(ids) == 0 {
		return nil, invalidBody("post_ids")
	}
	list := []*model.Post{}
	for _, id := range ids {
		if p := c.s.st.Posts[id]; p != nil && p.DeleteAt == 0 && c.s.st.mayRead(c.user, p.ChannelId) {
			list = append(list, c.s.shown(p))
		}
	}
	return list, nil
}

// postList shows the posts in the order given.
func (s *Server) postList(posts []*model.Post) *model.PostList {
	list := model.NewPostList()
	for _, p := range posts {
		list.AddPost(s.shown(p))
		list.AddOrder(p.Id)
	}
	return list
}

// newestFirst returns the posts of a channel that pass, by creation and, at
// the same time, by arrival.
func (s *Server) newestFirst(channelID string, keep func(*model.Post) bool) []*model.Post {
	var posts []*model.Post
	for _, id := range slices.Backward(s.st.Timeline[channelID]) {
		if p := s.st.Posts[id]; keep(p) {
			posts = append(posts, p)
		}
	}
	slices.SortStableFunc(posts, func(a, b *model.Post) int { return cmp.Compare(b.CreateAt, a.CreateAt) })
	return posts
}

func live(p *model.Post) bool { return p.DeleteAt == 0 }

// channelPosts lists a channel: by page, or what changed after ?since=, which
// includes deleted posts and at most 1000.
func channelPosts(c *call) (any, *model.AppError) {
	id := c.vars["channel_id"]
	if !c.s.st.mayRead(c.user, id) {
		return nil, c.denied(model.PermissionReadChannelContent)
	}
	if since := c.query("since"); since != "" {
		return c.postsSince(id, since)
	}
	if mark := cmp.Or(c.query("before"), c.query("after")); mark != "" {
		return c.postsAround(id, mark)
	}
	keep := live
	if c.query("include_deleted") == "true" {
		keep = func(*model.Post) bool { return true }
	}
	posts := c.s.newestFirst(id, keep)
	from, to := c.page(len(posts))
	return c.s.withNeighbours(posts, from, to), nil
}

func (c *call) postsSince(channelID, since string) (any, *model.AppError) {
	t, err := strconv.ParseInt(since, 10, 64)
	if err != nil {
		return nil, invalidParam("since")
	}
	posts := c.s.newestFirst(channelID, func(p *model.Post) bool { return p.UpdateAt > t })
	return c.s.postList(posts[:min(len(posts), 1000)]), nil
}

func (c *call) postsAround(channelID, mark string) (any, *model.AppError) {
	posts := c.s.newestFirst(channelID, live)
	at := slices.IndexFunc(posts, func(p *model.Post) bool { return p.Id == mark })
	if at < 0 {
		return nil, missing("app.post.get.app_error")
	}
	part := posts[at+1:]
	if c.query("after") != "" {
		part = posts[:at]
		part = part[max(0, len(part)-atoi(c.query("per_page"), 60)):]
	}
	from, to := c.page(len(part))
	return c.s.postList(part[from:to]), nil
}

// withNeighbours is a page that names the posts before and after it.
func (s *Server) withNeighbours(posts []*model.Post, from, to int) *model.PostList {
	list := s.postList(posts[from:to])
	if from > 0 {
		list.NextPostId = posts[from-1].Id
	}
	if to < len(posts) {
		list.PrevPostId = posts[to].Id
	}
	return list
}

func pinnedPosts(c *call) (any, *model.AppError) {
	id := c.vars["channel_id"]
	if !c.s.st.mayRead(c.user, id) {
		return nil, c.denied(model.PermissionReadChannelContent)
	}
	return c.s.postList(c.s.newestFirst(id, func(p *model.Post) bool { return live(p) && p.IsPinned })), nil
}
