package mattermosttest

import (
	"slices"

	"github.com/mattermost/mattermost/server/public/model"
)

func (s *Server) reactionRoutes() []route {
	return []route{
		rt("POST", "/api/v4/reactions", member, addReaction),
		rt("GET", "/api/v4/posts/{post_id}/reactions", member, listReactions),
		rt("DELETE", "/api/v4/users/{user_id}/posts/{post_id}/reactions/{emoji_name}", member, removeReaction),
	}
}

// addReaction: one's own only.
func addReaction(c *call) (any, *model.AppError) {
	var r model.Reaction
	if err := c.decode(&r, "reaction"); err != nil {
		return nil, err
	}
	if r.UserId != c.user.Id {
		return nil, c.denied(model.PermissionAddReaction)
	}
	c.vars["post_id"] = r.PostId
	p, err := c.post()
	if err != nil {
		return nil, err
	}
	if err := c.requireInChannel(p.ChannelId, model.PermissionAddReaction); err != nil {
		return nil, err
	}
	r.CreateAt, r.UpdateAt, r.ChannelId = c.s.millis(), c.s.millis(), p.ChannelId
	if err := r.IsValid(); err != nil {
		return nil, said(err)
	}
	c.s.changeReactions(p, &r, model.WebsocketEventReactionAdded)
	return &r, nil
}

// changeReactions adds or removes one reaction and tells the channel.
func (s *Server) changeReactions(p *model.Post, r *model.Reaction, kind model.WebsocketEventType) {
	list := slices.DeleteFunc(slices.Clone(s.st.Reactions[p.Id]), func(o *model.Reaction) bool {
		return o.UserId == r.UserId && o.EmojiName == r.EmojiName
	})
	if kind == model.WebsocketEventReactionAdded {
		list = append(list, r)
	}
	s.st.Reactions[p.Id] = list
	q := p.Clone()
	q.HasReactions, q.UpdateAt = len(list) > 0, s.millis()
	s.st.Posts[p.Id] = q
	s.publish(event(kind, to{channel: p.ChannelId}, map[string]any{"reaction": withoutNewline(encode(r))}))
}

func listReactions(c *call) (any, *model.AppError) {
	p, err := c.post()
	if err != nil {
		return nil, err
	}
	return append([]*model.Reaction{}, c.s.st.Reactions[p.Id]...), nil
}

func removeReaction(c *call) (any, *model.AppError) {
	p, err := c.post()
	if err != nil {
		return nil, err
	}
	if err := c.requireInChannel(p.ChannelId, model.PermissionRemoveReaction); err != nil {
		return nil, err
	}
	if c.userID() != c.user.Id {
		return nil, c.denied(model.PermissionRemoveOthersReactions)
	}
	r := &model.Reaction{UserId: c.user.Id, PostId: p.Id, EmojiName: c.vars["emoji_name"], ChannelId: p.ChannelId}
	c.s.changeReactions(p, r, model.WebsocketEventReactionRemoved)
	return ok(), nil
}
