package mattermosttest

import (
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"
)

// createDirect opens the direct channel of two users, the caller being one of
// them, or returns the one they have.
func createDirect(c *call) (any, *model.AppError) {
	var ids []string
	if err := c.decode(&ids, "user_ids"); err != nil || len(ids) != 2 {
		return nil, invalidBody("user_ids")
	}
	if err := c.require(model.PermissionCreateDirectChannel); err != nil {
		return nil, err
	}
	for _, id := range ids {
		if !model.IsValidId(id) {
			return nil, invalidBody("user_id")
		}
	}
	if !contains(ids, c.user.Id) {
		if err := c.require(model.PermissionManageSystem); err != nil {
			return nil, err
		}
	}
	ch, err := c.s.direct(c.user, ids[0], ids[1])
	if err != nil {
		return nil, err
	}
	return c.created(ch), nil
}

func (s *Server) direct(by *model.User, a, b string) (*model.Channel, *model.AppError) {
	if s.st.Users[a] == nil || s.st.Users[b] == nil {
		return nil, appError("api.channel.create_direct_channel.invalid_user.app_error", http.StatusBadRequest)
	}
	name := model.GetDMNameFromIds(a, b)
	if ch := s.st.channelByName("", name); ch != nil {
		return ch, nil
	}
	if err := s.mayMeet(a, b); err != nil {
		return nil, err
	}
	ch := s.saveChannel(&model.Channel{Name: name, Type: model.ChannelTypeDirect, CreatorId: by.Id})
	for _, id := range []string{a, b} {
		guest := s.st.Users[id].IsGuest()
		s.st.ChannelMembers[ch.Id][id] = s.channelMember(ch.Id, id, model.SchemeRoles{SchemeUser: !guest, SchemeGuest: guest})
	}
	other := a
	if a == by.Id {
		other = b
	}
	s.publish(event(model.WebsocketEventDirectAdded, to{channel: ch.Id}, map[string]any{"creator_id": by.Id, "teammate_id": other}))
	return ch, nil
}

// mayMeet holds RestrictDirectMessage=team: the two need a common team.
func (s *Server) mayMeet(a, b string) *model.AppError {
	if *s.st.Config.TeamSettings.RestrictDirectMessage != model.DirectMessageTeam {
		return nil
	}
	for id := range s.st.Teams {
		if s.st.inTeam(id, a) && s.st.inTeam(id, b) {
			return nil
		}
	}
	return appError("api.channel.create_channel.direct_channel.team_restricted_error", http.StatusForbidden)
}
