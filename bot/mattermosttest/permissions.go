package mattermosttest

import (
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// grants says whether one of the roles, separated by spaces, carries p.
func (st *state) grants(roles string, p *model.Permission) bool {
	for name := range strings.FieldsSeq(roles) {
		if role := st.Roles[name]; role != nil && slices.Contains(role.Permissions, p.Id) {
			return true
		}
	}
	return false
}

func (st *state) may(u *model.User, p *model.Permission) bool {
	return st.grants(u.Roles, p)
}

func (st *state) mayInTeam(u *model.User, teamID string, p *model.Permission) bool {
	if m := st.TeamMembers[teamID][u.Id]; m != nil && m.DeleteAt == 0 && st.grants(m.Roles, p) {
		return true
	}
	return st.may(u, p)
}

// mayInChannel asks the roles in the channel, then in its team, then in the
// system. Nobody may do anything in a channel that does not exist.
func (st *state) mayInChannel(u *model.User, channelID string, p *model.Permission) bool {
	ch := st.Channels[channelID]
	if ch == nil {
		return false
	}
	if m := st.ChannelMembers[channelID][u.Id]; m != nil && st.grants(m.Roles, p) {
		return true
	}
	if ch.TeamId != "" {
		return st.mayInTeam(u, ch.TeamId, p)
	}
	return st.may(u, p)
}

// mayRead says whether u may read the posts of a channel: its members, and in
// an open channel everyone in the team.
func (st *state) mayRead(u *model.User, channelID string) bool {
	if st.mayInChannel(u, channelID, model.PermissionReadChannelContent) {
		return true
	}
	ch := st.Channels[channelID]
	return ch != nil && ch.Type == model.ChannelTypeOpen && st.mayInTeam(u, ch.TeamId, model.PermissionReadPublicChannel)
}

func (st *state) mayPost(u *model.User, channelID string) bool {
	if st.mayInChannel(u, channelID, model.PermissionCreatePost) {
		return true
	}
	ch := st.Channels[channelID]
	return ch != nil && ch.Type == model.ChannelTypeOpen && st.mayInTeam(u, ch.TeamId, model.PermissionCreatePostPublic)
}

// require refuses unless the caller has p system-wide.
func (c *call) require(p *model.Permission) *model.AppError {
	if !c.s.st.may(c.user, p) {
		return c.denied(p)
	}
	return nil
}

func (c *call) requireInTeam(teamID string, p *model.Permission) *model.AppError {
	if !c.s.st.mayInTeam(c.user, teamID, p) {
		return c.denied(p)
	}
	return nil
}

func (c *call) requireInChannel(channelID string, p *model.Permission) *model.AppError {
	if !c.s.st.mayInChannel(c.user, channelID, p) {
		return c.denied(p)
	}
	return nil
}

// requireSelf refuses unless the user is the caller or the caller may edit
// other users.
func (c *call) requireSelf(userID string) *model.AppError {
	if userID == c.user.Id {
		return nil
	}
	return c.require(model.PermissionEditOtherUsers)
}
