package mattermosttest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"
)

func (s *Server) actionRoutes() []route {
	return []route{rt("POST", "/api/v4/posts/{post_id}/actions/{action_id}", free, pressButton)}
}

// press is a button or select on its way: what the server knows of it from the
// stored post or from the cookie of an ephemeral one.
type press struct {
	request model.PostActionIntegrationRequest
	url     string
	root    string // the thread in which ephemeral_text goes
	keep    model.PostActionPreserve
}

// pressButton calls the integration of a button. The caller must be able to
// read the channel, not to post there.
func pressButton(c *call) (any, *model.AppError) {
	var in model.DoPostActionRequest
	if len(c.body) > 0 {
		if err := c.decode(&in, "body"); err != nil {
			return nil, err
		}
	}
	c.s.mu.Lock()
	p, err := c.findPress(&in)
	if err == nil {
		c.fillPress(p, in.SelectedOption)
	}
	c.s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	client, trigger := c.s.newTrigger(c.user.Id)
	p.request.TriggerId = trigger
	answer, err := c.s.callAction(p)
	if err != nil {
		return nil, err
	}
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	if err := c.s.applyAnswer(p, answer); err != nil {
		return nil, err
	}
	return model.PostActionAPIResponse{Status: "OK", TriggerId: client, GotoLocation: answer.GotoLocation}, nil
}

func (c *call) findPress(in *model.DoPostActionRequest) (*press, *model.AppError) {
	id := c.vars["post_id"]
	if in.Cookie != "" {
		return c.pressByCookie(id, in.Cookie)
	}
	p := c.s.st.Posts[id]
	if p == nil || p.DeleteAt != 0 {
		return nil, missing("app.post.get.app_error")
	}
	if !c.s.st.mayRead(c.user, p.ChannelId) {
		return nil, c.denied(model.PermissionReadChannelContent)
	}
	action := p.GetAction(c.vars["action_id"])
	if action == nil || action.Integration == nil {
		return nil, missing("api.post.do_action.action_id.app_error")
	}
	keep := p.PostActionPreserveState()
	return c.newPress(p.ChannelId, action.Type, action.DataSource, action.Integration, keep), nil
}

func (c *call) pressByCookie(postID, sealed string) (*press, *model.AppError) {
	text, err := model.DecryptPostActionCookie(sealed, c.s.secret)
	if err != nil {
		return nil, invalidParam("cookie")
	}
	var cookie model.PostActionCookie
	if err := json.Unmarshal([]byte(text), &cookie); err != nil || cookie.Integration == nil {
		return nil, invalidParam("cookie")
	}
	if cookie.PostId != postID {
		return nil, actionFailed("postId doesn't match")
	}
	if !c.s.st.mayRead(c.user, cookie.ChannelId) {
		return nil, c.denied(model.PermissionReadChannelContent)
	}
	keep := model.PostActionPreserve{Retain: cookie.RetainProps, Remove: cookie.RemoveProps, RootPostId: cookie.RootPostId}
	return c.newPress(cookie.ChannelId, cookie.Type, cookie.DataSource, cookie.Integration, keep), nil
}

func (c *call) newPress(channelID, kind, source string, in *model.PostActionIntegration, keep model.PostActionPreserve) *press {
	return &press{
		url: in.URL, root: keep.RootPostId, keep: keep,
		request: model.PostActionIntegrationRequest{
			PostId: c.vars["post_id"], ChannelId: channelID, Type: kind, DataSource: source,
			Context: maps.Clone(in.Context),
		},
	}
}

// fillPress adds who pressed where. The selected option lands in the context
// and overwrites a key of that name.
func (c *call) fillPress(p *press, selected string) {
	r := &p.request
	r.UserId, r.UserName = c.user.Id, c.user.Username
	ch := c.s.st.Channels[r.ChannelId]
	r.ChannelName, r.TeamId = ch.Name, ch.TeamId
	if t := c.s.st.Teams[ch.TeamId]; t != nil {
		r.TeamName = t.Name
	}
	if r.Type == "" {
		r.Type = model.PostActionTypeButton
	}
	if r.Type == model.PostActionTypeSelect {
		if r.Context == nil {
			r.Context = map[string]any{}
		}
		r.Context["selected_option"] = selected
	}
}

func actionFailed(details string) *model.AppError {
	return detailed("api.post.do_action.action_integration.app_error", details, http.StatusBadRequest)
}

func (s *Server) callAction(p *press) (*model.PostActionIntegrationResponse, *model.AppError) {
	status, body, err := s.pressed(p.url, encode(p.request))
	if err != nil {
		return nil, actionFailed(err.Error())
	}
	if status != http.StatusOK {
		return nil, actionFailed(fmt.Sprintf("status=%d", status))
	}
	var answer model.PostActionIntegrationResponse
	if len(body) == 0 {
		return &answer, nil
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, actionFailed("err=" + err.Error())
	}
	return &answer, nil
}

// applyAnswer updates the post and shows the ephemeral text. Props that the
// update leaves out are kept; files that it leaves out are detached; a message
// that it leaves out is blanked.
func (s *Server) applyAnswer(p *press, a *model.PostActionIntegrationResponse) *model.AppError {
	if a.Update != nil {
		if err := s.applyUpdate(p, a.Update); err != nil {
			return err
		}
	}
	if a.EphemeralText == "" {
		return nil
	}
	text := a.EphemeralText
	if !a.SkipSlackParsing {
		text = model.ParseSlackLinksToMarkdown(text)
	}
	note := &model.Post{Message: text, ChannelId: p.request.ChannelId, RootId: p.root, UserId: p.request.UserId}
	for key, value := range p.keep.Retain {
		note.AddProp(key, value)
	}
	s.sendEphemeral(p.request.UserId, note)
	return nil
}

func (s *Server) applyUpdate(p *press, update *model.Post) *model.AppError {
	update.Id = p.request.PostId
	if update.GetProps() == nil {
		update.SetProps(p.keep.OriginalProps)
	} else {
		for key, value := range p.keep.Retain {
			update.AddProp(key, value)
		}
		for _, key := range p.keep.Remove {
			if update.GetProp(key) != nil {
				update.DelProp(key)
			}
		}
	}
	update.IsPinned, update.HasReactions = p.keep.OriginalIsPinned, p.keep.OriginalHasReactions
	_, err := s.updatePost(update)
	return err
}
