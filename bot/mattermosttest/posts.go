package mattermosttest

import (
	"maps"
	"net/http"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

func (s *Server) postRoutes() []route {
	return []route{
		rt("POST", "/api/v4/posts", free, createPost),
		rt("POST", "/api/v4/posts/ephemeral", member, createEphemeral),
		rt("GET", "/api/v4/posts/{post_id}", member, getPost),
		rt("PUT", "/api/v4/posts/{post_id}", member, putPost),
		rt("PUT", "/api/v4/posts/{post_id}/patch", member, patchPost),
		rt("DELETE", "/api/v4/posts/{post_id}", member, deletePost),
		rt("POST", "/api/v4/posts/{post_id}/pin", member, pinPost),
		rt("POST", "/api/v4/posts/{post_id}/unpin", member, unpinPost),
		rt("GET", "/api/v4/posts/{post_id}/thread", member, getThread),
		rt("GET", "/api/v4/posts/{post_id}/files/info", member, getPostFiles),
		rt("POST", "/api/v4/posts/ids", member, getPostsByIDs),
		rt("GET", "/api/v4/channels/{channel_id}/posts", member, channelPosts),
		rt("GET", "/api/v4/channels/{channel_id}/pinned", member, pinnedPosts),
	}
}

// createPost is POST /posts: the author is the caller, create_at is for
// administrators only, an id may not be chosen.
func createPost(c *call) (any, *model.AppError) {
	var p model.Post
	if err := c.decode(&p, "post"); err != nil {
		return nil, err
	}
	p.SanitizeInput()
	p.UserId = c.user.Id
	c.s.mu.Lock()
	err := c.checkPost(&p)
	c.s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	return c.createOnce(&p)
}

func (c *call) checkPost(p *model.Post) *model.AppError {
	if !c.s.st.mayPost(c.user, p.ChannelId) {
		return c.denied(model.PermissionCreatePost)
	}
	if p.CreateAt != 0 && !c.s.st.may(c.user, model.PermissionManageSystem) {
		p.CreateAt = 0
	}
	if c.s.st.Channels[p.ChannelId].DeleteAt != 0 {
		return appError("api.post.create_post.can_not_post_to_deleted.error", http.StatusBadRequest)
	}
	if strings.HasPrefix(p.Type, model.PostSystemMessagePrefix) {
		return invalidParam("post.type")
	}
	return nil
}

// createOnce holds the rules of pending_post_id around savePost.
func (c *call) createOnce(p *model.Post) (any, *model.AppError) {
	key := p.PendingPostId
	c.s.mu.Lock()
	done, err := c.s.reserve(key)
	c.s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	if done != nil {
		return c.created(done), nil
	}
	c.pause()
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	saved, err := c.s.savePost(p, c.user)
	if err != nil || c.failsAfter(http.StatusInternalServerError) {
		delete(c.s.pending, key)
	}
	if err != nil {
		return nil, err
	}
	c.s.finish(key, saved.Id)
	shown := c.s.shown(saved)
	shown.PendingPostId = key
	return c.created(shown), nil
}

// savePost stores a new post of u and tells everyone in the channel.
func (s *Server) savePost(p *model.Post, u *model.User) (*model.Post, *model.AppError) {
	if p.Id != "" {
		return nil, appError("app.post.save.existing.app_error", http.StatusBadRequest)
	}
	if err := s.checkRoot(p); err != nil {
		return nil, err
	}
	p.SanitizeProps()
	if u.IsBot {
		p.AddProp(model.PostPropsFromBot, "true")
	}
	if p.CreateAt == 0 {
		p.CreateAt = s.millis()
	}
	p.EditAt, p.HasReactions, p.Metadata = 0, false, nil
	p.PreSave()
	if err := p.IsValid(model.PostMessageMaxRunesV2); err != nil {
		return nil, said(err)
	}
	s.inspect(p)
	p.PendingPostId = ""
	s.attachFiles(p)
	stored := copyOf(p)
	s.st.addPost(stored)
	s.touchChannel(stored)
	s.announcePost(stored, u)
	s.watch.post(stored)
	return stored, nil
}

// checkRoot: the root of a thread is a post of the same channel that is
// itself not a reply.
func (s *Server) checkRoot(p *model.Post) *model.AppError {
	if p.RootId == "" {
		return nil
	}
	root := s.st.Posts[p.RootId]
	if root == nil || root.DeleteAt != 0 || root.ChannelId != p.ChannelId {
		return appError("api.post.create_post.channel_root_id.app_error", http.StatusBadRequest)
	}
	if root.RootId != "" {
		return appError("api.post.create_post.root_id.app_error", http.StatusBadRequest)
	}
	return nil
}

func (s *Server) touchChannel(p *model.Post) {
	ch := *s.st.Channels[p.ChannelId]
	ch.LastPostAt = max(ch.LastPostAt, p.CreateAt)
	ch.TotalMsgCount++
	if p.RootId == "" {
		ch.LastRootPostAt = max(ch.LastRootPostAt, p.CreateAt)
		ch.TotalMsgCountRoot++
	}
	s.st.Channels[ch.Id] = &ch
}

// announcePost tells the channel; the post travels as a string of JSON.
func (s *Server) announcePost(p *model.Post, u *model.User) {
	ch := s.st.Channels[p.ChannelId]
	data := map[string]any{
		"channel_type": string(ch.Type), "channel_display_name": ch.DisplayName, "channel_name": ch.Name,
		"sender_name": "@" + u.Username, "team_id": ch.TeamId, "set_online": true,
		"post": s.postText(p),
	}
	if mentions := s.mentioned(p, ch); len(mentions) > 0 {
		data["mentions"] = model.ArrayToJSON(mentions)
	}
	s.publish(event(model.WebsocketEventPosted, to{channel: p.ChannelId}, data))
}

// postText is a post as events carry it.
func (s *Server) postText(p *model.Post) string {
	return strings.TrimSpace(string(encode(s.shown(p))))
}

// mentioned are the members of the channel whom the message names, and the
// other one in a direct channel.
func (s *Server) mentioned(p *model.Post, ch *model.Channel) []string {
	words := strings.FieldsFunc(strings.ToLower(p.Message), func(r rune) bool {
		return !isASCIIAlnum(r) && !strings.ContainsRune("@._-", r)
	})
	var ids []string
	for id := range s.st.ChannelMembers[ch.Id] {
		u := s.st.Users[id]
		if id == p.UserId {
			continue
		}
		if ch.Type == model.ChannelTypeDirect || contains(words, "@"+u.Username) || contains(words, "@all") || contains(words, "@channel") {
			ids = append(ids, id)
		}
	}
	return ids
}

// systemPost is what the server itself writes into a channel.
func (s *Server) systemPost(ch *model.Channel, u *model.User, kind, text string, props map[string]any) {
	p := &model.Post{ChannelId: ch.Id, UserId: u.Id, Type: kind, Message: text, CreateAt: s.millis()}
	p.SetProps(maps.Clone(props))
	if _, err := s.savePost(p, u); err != nil {
		s.log.Error("writing a system post", "err", err)
	}
}

// shown is a stored post as clients may see it: without the URL and context of
// its buttons, without a text once it is deleted, with files and reactions.
func (s *Server) shown(stored *model.Post) *model.Post {
	p := stored.Clone()
	p.StripActionIntegrations()
	p.Metadata = &model.PostMetadata{}
	p.ReplyCount = s.replies(p)
	if p.DeleteAt != 0 {
		p.Message = ""
		return p
	}
	for _, id := range p.FileIds {
		if f := s.st.Files[id]; f != nil {
			p.Metadata.Files = append(p.Metadata.Files, f.Info)
		}
	}
	p.Metadata.Reactions = s.st.Reactions[p.Id]
	return p
}

func (s *Server) replies(p *model.Post) int64 {
	root := p.RootId
	if root == "" {
		root = p.Id
	}
	n := int64(0)
	for _, id := range s.st.threads[root] {
		if s.st.Posts[id].DeleteAt == 0 {
			n++
		}
	}
	return n
}
