package mattermosttest

import (
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"
)

// editable returns a stored post that the caller may edit.
func (c *call) editable() (*model.Post, *model.AppError) {
	p := c.s.st.Posts[c.vars["post_id"]]
	if p == nil || p.DeleteAt != 0 {
		return nil, missing("app.post.get.app_error")
	}
	if err := c.requireInChannel(p.ChannelId, model.PermissionEditPost); err != nil {
		return nil, err
	}
	if p.UserId != c.user.Id {
		if err := c.requireInChannel(p.ChannelId, model.PermissionEditOthersPosts); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// putPost replaces message, props, files and pin by what the caller sent.
// Whoever sends back what they read has lost the integrations of the buttons.
func putPost(c *call) (any, *model.AppError) {
	var p model.Post
	if err := c.decode(&p, "post"); err != nil {
		return nil, err
	}
	if p.Id != c.vars["post_id"] {
		return nil, invalidBody("id")
	}
	if _, err := c.editable(); err != nil {
		return nil, err
	}
	saved, err := c.s.updatePost(&p)
	if err != nil {
		return nil, err
	}
	return c.s.shown(saved), nil
}

// patchPost changes what the patch names and keeps the rest, buttons included.
func patchPost(c *call) (any, *model.AppError) {
	var patch model.PostPatch
	if err := c.decode(&patch, "post"); err != nil {
		return nil, err
	}
	old, err := c.editable()
	if err != nil {
		return nil, err
	}
	p := old.Clone()
	p.Patch(&patch)
	saved, err := c.s.updatePost(p)
	if err != nil {
		return nil, err
	}
	return c.s.shown(saved), nil
}

// updatePost takes message, props, files, pin and has_reactions from the new
// post, everything else from the stored one.
func (s *Server) updatePost(in *model.Post) (*model.Post, *model.AppError) {
	old := s.st.Posts[in.Id]
	if old == nil || old.DeleteAt != 0 {
		return nil, missing("app.post.get.app_error")
	}
	if old.IsSystemMessage() {
		return nil, appError("api.post.update_post.system_message.app_error", http.StatusBadRequest)
	}
	if s.st.channel(old.ChannelId) == nil {
		return nil, appError("api.post.update_post.can_not_update_post_in_deleted.error", http.StatusBadRequest)
	}
	in.SanitizeProps()
	p := old.Clone()
	p.Message, p.IsPinned, p.HasReactions, p.FileIds = in.Message, in.IsPinned, in.HasReactions, in.FileIds
	p.SetProps(in.GetProps())
	p.PreserveIdentityPropsFrom(old)
	p.PreCommit()
	if err := p.IsValid(model.PostMessageMaxRunesV2); err != nil {
		return nil, said(err)
	}
	s.inspect(p)
	p = copyOf(p)
	p.UpdateAt = s.millis()
	if edited(old, p) {
		p.EditAt = s.millis()
	}
	s.st.Posts[p.Id] = p
	s.attachFiles(p)
	s.publish(event(model.WebsocketEventPostEdited, to{channel: p.ChannelId}, map[string]any{"post": s.postText(p)}))
	s.watch.post(p)
	return p, nil
}

// edited says whether people see "(edited)".
func edited(old, p *model.Post) bool {
	return old.Message != p.Message || !old.FileIds.Equals(p.FileIds) || !old.AttachmentsEqual(p)
}

// deletePost marks a post and the replies to it as deleted.
func deletePost(c *call) (any, *model.AppError) {
	p := c.s.st.Posts[c.vars["post_id"]]
	if p == nil || p.DeleteAt != 0 {
		return nil, missing("app.post.get.app_error")
	}
	need := model.PermissionDeletePost
	if p.UserId != c.user.Id {
		need = model.PermissionDeleteOthersPosts
	}
	if err := c.requireInChannel(p.ChannelId, need); err != nil {
		return nil, err
	}
	for _, id := range append([]string{p.Id}, c.s.st.threads[p.Id]...) {
		c.s.erase(id, c.user.Id)
	}
	gone := c.s.st.Posts[p.Id]
	data := map[string]any{"post": c.s.postText(gone), "delete_by": c.user.Id}
	c.s.publish(event(model.WebsocketEventPostDeleted, to{channel: p.ChannelId}, data))
	return ok(), nil
}

func (s *Server) erase(id, by string) {
	old := s.st.Posts[id]
	if old.DeleteAt != 0 {
		return
	}
	p := old.Clone()
	p.DeleteAt, p.UpdateAt = s.millis(), s.millis()
	p.AddProp(model.PostPropsDeleteBy, by)
	s.st.Posts[id] = p
	s.watch.post(p)
}

func pinPost(c *call) (any, *model.AppError)   { return c.pin(true) }
func unpinPost(c *call) (any, *model.AppError) { return c.pin(false) }

// pin needs only that the caller may read the channel as a member.
func (c *call) pin(pinned bool) (any, *model.AppError) {
	old, err := c.post()
	if err != nil {
		return nil, err
	}
	if err := c.requireInChannel(old.ChannelId, model.PermissionReadChannelContent); err != nil {
		return nil, err
	}
	p := old.Clone()
	p.IsPinned = pinned
	if _, err := c.s.updatePost(p); err != nil {
		return nil, err
	}
	return ok(), nil
}
