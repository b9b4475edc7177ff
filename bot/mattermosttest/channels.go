package mattermosttest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

func (s *Server) channelRoutes() []route {
	return []route{
		rt("POST", "/api/v4/channels", member, createChannel),
		rt("POST", "/api/v4/channels/direct", member, createDirect),
		rt("GET", "/api/v4/channels/{channel_id}", member, getChannel),
		rt("PUT", "/api/v4/channels/{channel_id}/patch", member, patchChannel),
		rt("DELETE", "/api/v4/channels/{channel_id}", member, archiveChannel),
		rt("POST", "/api/v4/channels/{channel_id}/restore", member, restoreChannel),
		rt("POST", "/api/v4/channels/members/{user_id}/view", member, viewChannel),
		rt("GET", "/api/v4/teams/{team_id}/channels", member, publicChannels),
		rt("GET", "/api/v4/teams/{team_id}/channels/name/{channel_name}", member, getChannelByName),
		rt("GET", "/api/v4/teams/name/{team_name}/channels/name/{channel_name}", member, getChannelByNames),
		rt("GET", "/api/v4/users/{user_id}/channels", member, channelsOfUser),
		rt("GET", "/api/v4/users/{user_id}/teams/{team_id}/channels", member, channelsOfUserInTeam),
	}
}

// saveChannel stores a valid channel; the caller has checked the name.
func (s *Server) saveChannel(ch *model.Channel) *model.Channel {
	ch.PreSave()
	ch.CreateAt, ch.UpdateAt = s.millis(), s.millis()
	ch.LastPostAt, ch.LastRootPostAt = ch.CreateAt, ch.CreateAt
	s.st.Channels[ch.Id] = ch
	s.st.ChannelMembers[ch.Id] = map[string]*model.ChannelMember{}
	return ch
}

func (st *state) channelsOfTeam(teamID string) []*model.Channel {
	var list []*model.Channel
	for _, ch := range st.Channels {
		if ch.TeamId == teamID && ch.DeleteAt == 0 {
			list = append(list, ch)
		}
	}
	slices.SortFunc(list, byAge)
	return list
}

func (st *state) channelByName(teamID, name string) *model.Channel {
	for _, ch := range st.Channels {
		if ch.TeamId == teamID && ch.Name == name {
			return ch
		}
	}
	return nil
}

// createChannel makes an open or private channel; its creator is its
// administrator.
func createChannel(c *call) (any, *model.AppError) {
	var ch model.Channel
	if err := c.decode(&ch, "channel"); err != nil {
		return nil, err
	}
	p := model.PermissionCreatePublicChannel
	if ch.Type == model.ChannelTypePrivate {
		p = model.PermissionCreatePrivateChannel
	}
	if err := c.requireInTeam(ch.TeamId, p); err != nil {
		return nil, err
	}
	ch.Id, ch.CreatorId, ch.CreateAt, ch.UpdateAt = model.NewId(), c.user.Id, c.s.millis(), c.s.millis()
	if err := ch.IsValid(); err != nil {
		return nil, said(err)
	}
	if ch.IsGroupOrDirect() || c.s.st.Teams[ch.TeamId] == nil {
		return nil, invalidBody("channel")
	}
	if c.s.st.channelByName(ch.TeamId, ch.Name) != nil {
		return nil, appError("store.sql_channel.save_channel.exists.app_error", http.StatusBadRequest)
	}
	c.s.saveChannel(&ch)
	c.s.joinChannel(ch.Id, c.user.Id, model.SchemeRoles{SchemeUser: true, SchemeAdmin: true})
	c.s.systemPost(&ch, c.user, model.PostTypeJoinChannel, c.user.Username+" joined the channel.", map[string]any{"username": c.user.Username})
	c.s.publish(event(model.WebsocketEventChannelCreated, to{user: c.user.Id}, map[string]any{"channel_id": ch.Id, "team_id": ch.TeamId}))
	return c.created(c.s.st.Channels[ch.Id]), nil
}

// readable refuses a channel the caller may not know.
func (c *call) readable(ch *model.Channel) (any, *model.AppError) {
	if ch == nil {
		return nil, missing("app.channel.get.existing.app_error")
	}
	if ch.Type == model.ChannelTypeOpen && c.s.st.mayInTeam(c.user, ch.TeamId, model.PermissionReadPublicChannel) {
		return ch, nil
	}
	if err := c.requireInChannel(ch.Id, model.PermissionReadChannel); err != nil {
		return nil, err
	}
	return ch, nil
}

func getChannel(c *call) (any, *model.AppError) {
	return c.readable(c.s.st.Channels[c.vars["channel_id"]])
}

func getChannelByName(c *call) (any, *model.AppError) { return c.named(c.vars["team_id"]) }

func getChannelByNames(c *call) (any, *model.AppError) {
	t := c.s.st.teamByName(strings.ToLower(c.vars["team_name"]))
	if t == nil {
		return nil, missing("app.team.get_by_name.missing.app_error")
	}
	return c.named(t.Id)
}

// named finds a channel by name; a private one the caller is not in looks as
// if it did not exist.
func (c *call) named(teamID string) (any, *model.AppError) {
	gone := missing("app.channel.get_by_name.missing.app_error")
	ch := c.s.st.channelByName(teamID, strings.ToLower(c.vars["channel_name"]))
	if ch == nil || ch.DeleteAt != 0 && c.query("include_deleted") != "true" {
		return nil, gone
	}
	if ch.Type == model.ChannelTypeOpen {
		return c.readable(ch)
	}
	if !c.s.st.mayInChannel(c.user, ch.Id, model.PermissionReadChannel) {
		return nil, gone
	}
	return ch, nil
}

func publicChannels(c *call) (any, *model.AppError) {
	id := c.vars["team_id"]
	if err := c.requireInTeam(id, model.PermissionListTeamChannels); err != nil {
		return nil, err
	}
	list := slices.DeleteFunc(c.s.st.channelsOfTeam(id), func(ch *model.Channel) bool { return ch.Type != model.ChannelTypeOpen })
	from, to := c.page(len(list))
	return append([]*model.Channel{}, list[from:to]...), nil
}

func channelsOfUser(c *call) (any, *model.AppError) {
	if err := c.requireSelf(c.userID()); err != nil {
		return nil, err
	}
	return append([]*model.Channel{}, c.s.st.channelsOf(c.userID())...), nil
}

// channelsOfUserInTeam includes direct channels, which belong to no team.
func channelsOfUserInTeam(c *call) (any, *model.AppError) {
	if err := c.requireSelf(c.userID()); err != nil {
		return nil, err
	}
	team := c.vars["team_id"]
	if err := c.requireInTeam(team, model.PermissionViewTeam); err != nil {
		return nil, err
	}
	list := slices.DeleteFunc(c.s.st.channelsOf(c.userID()), func(ch *model.Channel) bool {
		return ch.TeamId != "" && ch.TeamId != team
	})
	return append([]*model.Channel{}, list...), nil
}

// changeChannel replaces a channel by a changed copy and tells its members.
func (s *Server) changeChannel(id string, change func(*model.Channel)) *model.Channel {
	ch := copyOf(s.st.Channels[id])
	change(ch)
	ch.UpdateAt = s.millis()
	s.st.Channels[id] = ch
	text := strings.TrimSpace(string(encode(ch)))
	s.publish(event(model.WebsocketEventChannelUpdated, to{channel: id}, map[string]any{"channel": text}))
	return ch
}

func patchChannel(c *call) (any, *model.AppError) {
	var patch model.ChannelPatch
	if err := c.decode(&patch, "channel"); err != nil {
		return nil, err
	}
	old := c.s.st.channel(c.vars["channel_id"])
	if old == nil {
		return nil, missing("app.channel.get.existing.app_error")
	}
	if err := c.mayChange(old); err != nil {
		return nil, err
	}
	draft := copyOf(old)
	draft.Patch(&patch)
	if err := draft.IsValid(); err != nil {
		return nil, said(err)
	}
	ch := c.s.changeChannel(old.Id, func(ch *model.Channel) { ch.Patch(&patch) })
	if ch.Header != old.Header {
		c.s.systemPost(ch, c.user, model.PostTypeHeaderChange, c.user.Username+" updated the channel header to: "+ch.Header,
			map[string]any{"username": c.user.Username, "old_header": old.Header, "new_header": ch.Header})
	}
	return c.s.st.Channels[ch.Id], nil
}

func (c *call) mayChange(ch *model.Channel) *model.AppError {
	switch ch.Type {
	case model.ChannelTypeOpen:
		return c.requireInChannel(ch.Id, model.PermissionManagePublicChannelProperties)
	case model.ChannelTypePrivate:
		return c.requireInChannel(ch.Id, model.PermissionManagePrivateChannelProperties)
	default:
		if !c.s.st.inChannel(ch.Id, c.user.Id) {
			return appError("api.channel.patch_update_channel.forbidden.app_error", http.StatusForbidden)
		}
		return nil
	}
}

func archiveChannel(c *call) (any, *model.AppError) {
	ch := c.s.st.channel(c.vars["channel_id"])
	if ch == nil {
		return nil, missing("app.channel.get.existing.app_error")
	}
	p := model.PermissionDeletePublicChannel
	if ch.Type == model.ChannelTypePrivate {
		p = model.PermissionDeletePrivateChannel
	}
	if err := c.requireInChannel(ch.Id, p); err != nil {
		return nil, err
	}
	c.s.changeChannel(ch.Id, func(ch *model.Channel) { ch.DeleteAt = c.s.millis() })
	c.s.publish(event(model.WebsocketEventChannelDeleted, to{team: ch.TeamId}, map[string]any{"channel_id": ch.Id, "delete_at": c.s.millis()}))
	return ok(), nil
}

func restoreChannel(c *call) (any, *model.AppError) {
	ch := c.s.st.Channels[c.vars["channel_id"]]
	if ch == nil {
		return nil, missing("app.channel.get.existing.app_error")
	}
	if err := c.requireInTeam(ch.TeamId, model.PermissionManageTeam); err != nil {
		return nil, err
	}
	return c.s.changeChannel(ch.Id, func(ch *model.Channel) { ch.DeleteAt = 0 }), nil
}

// viewChannel is accepted and forgotten: there are no unread counts.
func viewChannel(c *call) (any, *model.AppError) {
	if err := c.requireSelf(c.userID()); err != nil {
		return nil, err
	}
	return map[string]any{"status": "OK", "last_viewed_at_times": map[string]int64{}}, nil
}
