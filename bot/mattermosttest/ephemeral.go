package mattermosttest

import (
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// createEphemeral shows a post to one user. It needs the permission
// create_post_ephemeral, which no role of a bot has by default; with it, any
// user and any channel will do.
func createEphemeral(c *call) (any, *model.AppError) {
	var in model.PostEphemeral
	if err := c.decode(&in, "body"); err != nil {
		return nil, err
	}
	if in.UserID == "" || in.Post == nil {
		return nil, invalidBody("user_id")
	}
	if err := c.require(model.PermissionCreatePostEphemeral); err != nil {
		return nil, err
	}
	in.Post.UserId, in.Post.CreateAt = c.user.Id, c.s.millis()
	return c.created(c.s.sendEphemeral(in.UserID, in.Post)), nil
}

// sendEphemeral tells one user; nothing is stored. Buttons carry their
// integration in an encrypted cookie.
func (s *Server) sendEphemeral(userID string, p *model.Post) *model.Post {
	p.Type = model.PostTypeEphemeral
	if p.Id == "" {
		p.Id = model.NewId()
	}
	if p.CreateAt == 0 {
		p.CreateAt = s.millis()
	}
	p.UpdateAt = p.CreateAt
	p.GenerateActionIds()
	p.MakeNonNil()
	s.inspect(p)
	whole := copyOf(p)
	shown := withCookies(copyOf(p), s.secret)
	text := strings.TrimSpace(string(encode(shown)))
	s.publish(event(model.WebsocketEventEphemeralMessage, to{user: userID, channel: p.ChannelId}, map[string]any{"post": text}))
	s.watch.ephemeral(userID, whole)
	return shown
}

// withCookies makes sure that the cookies are in the props that are sent and
// that the integrations are not.
func withCookies(p *model.Post, secret []byte) *model.Post {
	p.AddProp(model.PostPropsAttachments, p.Attachments())
	if len(p.Attachments()) == 0 {
		p.DelProp(model.PostPropsAttachments)
	}
	p = model.AddPostActionCookies(p, secret)
	p.StripActionIntegrations()
	return p
}
