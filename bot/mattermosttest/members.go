package mattermosttest

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

func (s *Server) memberRoutes() []route {
	return []route{
		rt("GET", "/api/v4/channels/{channel_id}/members", member, listChannelMembers),
		rt("POST", "/api/v4/channels/{channel_id}/members", member, addChannelMember),
		rt("GET", "/api/v4/channels/{channel_id}/members/{user_id}", member, getChannelMember),
		rt("POST", "/api/v4/channels/{channel_id}/members/ids", member, getChannelMembersByIDs),
		rt("DELETE", "/api/v4/channels/{channel_id}/members/{user_id}", member, removeChannelMember),
		rt("PUT", "/api/v4/channels/{channel_id}/members/{user_id}/schemeRoles", member, setChannelScheme),
		rt("PUT", "/api/v4/channels/{channel_id}/members/{user_id}/roles", member, setChannelRoles),
		rt("GET", "/api/v4/users/{user_id}/teams/{team_id}/channels/members", member, channelMembershipsOfUser),
	}
}

func (s *Server) channelMember(channelID, userID string, is model.SchemeRoles) *model.ChannelMember {
	return &model.ChannelMember{
		ChannelId: channelID, UserId: userID, LastUpdateAt: s.millis(),
		NotifyProps: model.GetDefaultChannelNotifyProps(),
		SchemeGuest: is.SchemeGuest, SchemeUser: is.SchemeUser, SchemeAdmin: is.SchemeAdmin,
		Roles: schemeRoles(is, model.ChannelGuestRoleId, model.ChannelUserRoleId, model.ChannelAdminRoleId),
	}
}

func (s *Server) joinChannel(channelID, userID string, is model.SchemeRoles) *model.ChannelMember {
	m := s.channelMember(channelID, userID, is)
	s.st.ChannelMembers[channelID][userID] = m
	data := map[string]any{"user_id": userID, "team_id": s.st.Channels[channelID].TeamId}
	s.publish(event(model.WebsocketEventUserAdded, to{channel: channelID}, data))
	return m
}

func listChannelMembers(c *call) (any, *model.AppError) {
	id := c.vars["channel_id"]
	if err := c.requireInChannel(id, model.PermissionReadChannel); err != nil {
		return nil, err
	}
	list := model.ChannelMembers{}
	for _, m := range c.s.st.ChannelMembers[id] {
		list = append(list, *m)
	}
	slices.SortFunc(list, func(a, b model.ChannelMember) int { return cmp.Compare(a.UserId, b.UserId) })
	from, to := c.page(len(list))
	return list[from:to], nil
}

// getChannelMember: 403 when the caller is not in the channel, 404 when the
// user is not.
func getChannelMember(c *call) (any, *model.AppError) {
	id := c.vars["channel_id"]
	if err := c.requireInChannel(id, model.PermissionReadChannel); err != nil {
		return nil, err
	}
	m := c.s.st.ChannelMembers[id][c.userID()]
	if m == nil {
		return nil, missing("app.channel.get_member.missing.app_error")
	}
	return m, nil
}

func getChannelMembersByIDs(c *call) (any, *model.AppError) {
	var ids []string
	if err := c.decode(&ids, "user_ids"); err != nil || len(ids) == 0 {
		return nil, invalidBody("user_ids")
	}
	id := c.vars["channel_id"]
	if err := c.requireInChannel(id, model.PermissionReadChannel); err != nil {
		return nil, err
	}
	list := model.ChannelMembers{}
	for _, user := range ids {
		if m := c.s.st.ChannelMembers[id][user]; m != nil {
			list = append(list, *m)
		}
	}
	return list, nil
}

func channelMembershipsOfUser(c *call) (any, *model.AppError) {
	id, team := c.userID(), c.vars["team_id"]
	if err := c.requireSelf(id); err != nil {
		return nil, err
	}
	list := model.ChannelMembers{}
	for _, ch := range c.s.st.channelsOf(id) {
		if ch.TeamId == "" || ch.TeamId == team {
			list = append(list, *c.s.st.ChannelMembers[ch.Id][id])
		}
	}
	return list, nil
}

// addChannelMember adds one user, or oneself to an open channel. The user must
// be in the team.
func addChannelMember(c *call) (any, *model.AppError) {
	var body struct {
		UserID string `json:"user_id"`
	}
	if err := c.decode(&body, "channel_member"); err != nil || !model.IsValidId(body.UserID) {
		return nil, invalidBody("user_id")
	}
	ch, u := c.s.st.channel(c.vars["channel_id"]), c.s.st.Users[body.UserID]
	if ch == nil {
		return nil, missing("app.channel.get.existing.app_error")
	}
	if ch.IsGroupOrDirect() {
		return nil, appError("api.channel.add_user_to_channel.type.app_error", http.StatusBadRequest)
	}
	if err := c.mayAdd(ch, body.UserID); err != nil {
		return nil, err
	}
	if u == nil || !c.s.st.inTeam(ch.TeamId, body.UserID) {
		return nil, missing("app.team.get_member.missing.app_error")
	}
	if m := c.s.st.ChannelMembers[ch.Id][u.Id]; m != nil {
		return c.created(m), nil
	}
	m := c.s.joinChannel(ch.Id, u.Id, model.SchemeRoles{SchemeUser: !u.IsGuest(), SchemeGuest: u.IsGuest()})
	c.s.announceJoin(ch, c.user, u)
	return c.created(m), nil
}

func (c *call) mayAdd(ch *model.Channel, userID string) *model.AppError {
	if ch.Type == model.ChannelTypePrivate {
		return c.requireInChannel(ch.Id, model.PermissionManagePrivateChannelMembers)
	}
	if userID == c.user.Id {
		return c.requireInTeam(ch.TeamId, model.PermissionJoinPublicChannels)
	}
	return c.requireInChannel(ch.Id, model.PermissionManagePublicChannelMembers)
}

func (s *Server) announceJoin(ch *model.Channel, by, who *model.User) {
	if by.Id == who.Id {
		s.systemPost(ch, who, model.PostTypeJoinChannel, who.Username+" joined the channel.", map[string]any{"username": who.Username})
		return
	}
	s.systemPost(ch, by, model.PostTypeAddToChannel, who.Username+" added to the channel by "+by.Username+".", map[string]any{
		"userId": by.Id, "username": by.Username,
		model.PostPropsAddedUserId: who.Id, "addedUsername": who.Username,
	})
}

func removeChannelMember(c *call) (any, *model.AppError) {
	ch, user := c.s.st.channel(c.vars["channel_id"]), c.userID()
	if ch == nil {
		return nil, missing("app.channel.get.existing.app_error")
	}
	if user != c.user.Id {
		if err := c.mayAdd(ch, user); err != nil {
			return nil, err
		}
	}
	if !c.s.st.inChannel(ch.Id, user) {
		return nil, missing("app.channel.get_member.missing.app_error")
	}
	data := map[string]any{"user_id": user, "remover_id": c.user.Id, "channel_id": ch.Id}
	c.s.publish(event(model.WebsocketEventUserRemoved, to{user: user}, data))
	delete(c.s.st.ChannelMembers[ch.Id], user)
	c.s.publish(event(model.WebsocketEventUserRemoved, to{channel: ch.Id}, data))
	return ok(), nil
}

func setChannelScheme(c *call) (any, *model.AppError) {
	var is model.SchemeRoles
	if err := c.decode(&is, "scheme_roles"); err != nil {
		return nil, err
	}
	return c.changeChannelMember(is)
}

func setChannelRoles(c *call) (any, *model.AppError) {
	var body map[string]string
	if err := c.decode(&body, "roles"); err != nil {
		return nil, err
	}
	return c.changeChannelMember(model.SchemeRoles{
		SchemeAdmin: strings.Contains(body["roles"], model.ChannelAdminRoleId),
		SchemeUser:  strings.Contains(body["roles"], model.ChannelUserRoleId),
		SchemeGuest: strings.Contains(body["roles"], model.ChannelGuestRoleId),
	})
}

func (c *call) changeChannelMember(is model.SchemeRoles) (any, *model.AppError) {
	id, user := c.vars["channel_id"], c.userID()
	if err := c.requireInChannel(id, model.PermissionManageChannelRoles); err != nil {
		return nil, err
	}
	if !c.s.st.inChannel(id, user) {
		return nil, missing("app.channel.get_member.missing.app_error")
	}
	c.s.st.ChannelMembers[id][user] = c.s.channelMember(id, user, is)
	return ok(), nil
}
