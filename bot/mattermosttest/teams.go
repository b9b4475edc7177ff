package mattermosttest

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

func (s *Server) teamRoutes() []route {
	return []route{
		rt("POST", "/api/v4/teams", member, createTeam),
		rt("GET", "/api/v4/teams", member, listTeams),
		rt("GET", "/api/v4/teams/{team_id}", member, getTeam),
		rt("GET", "/api/v4/teams/name/{team_name}", member, getTeamByName),
		rt("GET", "/api/v4/users/{user_id}/teams", member, teamsOfUser),
		rt("GET", "/api/v4/users/{user_id}/teams/members", member, membershipsOfUser),
		rt("POST", "/api/v4/teams/{team_id}/members", member, addTeamMember),
		rt("GET", "/api/v4/teams/{team_id}/members", member, listTeamMembers),
		rt("GET", "/api/v4/teams/{team_id}/members/{user_id}", member, getTeamMember),
		rt("DELETE", "/api/v4/teams/{team_id}/members/{user_id}", member, removeTeamMember),
		rt("PUT", "/api/v4/teams/{team_id}/members/{user_id}/schemeRoles", member, setTeamScheme),
		rt("PUT", "/api/v4/teams/{team_id}/members/{user_id}/roles", member, setTeamRoles),
	}
}

// createTeam makes a team with the channels town-square and off-topic, and its
// creator team administrator.
func createTeam(c *call) (any, *model.AppError) {
	var t model.Team
	if err := c.decode(&t, "team"); err != nil {
		return nil, err
	}
	if err := c.require(model.PermissionCreateTeam); err != nil {
		return nil, err
	}
	t.PreSave()
	t.CreateAt, t.UpdateAt, t.Email = c.s.millis(), c.s.millis(), c.user.Email
	if err := t.IsValid(); err != nil {
		return nil, said(err)
	}
	if c.s.st.teamByName(t.Name) != nil {
		return nil, appError("app.team.save.app_error", http.StatusBadRequest)
	}
	c.s.st.Teams[t.Id] = &t
	c.s.st.TeamMembers[t.Id] = map[string]*model.TeamMember{}
	for name, title := range map[string]string{model.DefaultChannelName: "Town Square", "off-topic": "Off-Topic"} {
		c.s.saveChannel(&model.Channel{TeamId: t.Id, Name: name, DisplayName: title, Type: model.ChannelTypeOpen})
	}
	c.s.joinTeam(t.Id, c.user.Id, model.SchemeRoles{SchemeUser: true, SchemeAdmin: true})
	return c.created(&t), nil
}

func (st *state) teamByName(name string) *model.Team {
	for _, t := range st.Teams {
		if t.Name == name {
			return t
		}
	}
	return nil
}

func (st *state) teamsWhere(keep func(*model.Team) bool) []*model.Team {
	list := []*model.Team{}
	for _, t := range st.Teams {
		if t.DeleteAt == 0 && keep(t) {
			list = append(list, t)
		}
	}
	slices.SortFunc(list, func(a, b *model.Team) int { return strings.Compare(a.Name, b.Name) })
	return list
}

func listTeams(c *call) (any, *model.AppError) {
	all := c.s.st.may(c.user, model.PermissionListPrivateTeams)
	list := c.s.st.teamsWhere(func(t *model.Team) bool { return all || t.AllowOpenInvite })
	from, to := c.page(len(list))
	return list[from:to], nil
}

func (c *call) team(t *model.Team) (any, *model.AppError) {
	if t == nil {
		return nil, missing("app.team.get.find.app_error")
	}
	open := t.AllowOpenInvite && t.Type == model.TeamOpen
	if !open && !c.s.st.mayInTeam(c.user, t.Id, model.PermissionViewTeam) {
		return nil, c.denied(model.PermissionViewTeam)
	}
	return t, nil
}

func getTeam(c *call) (any, *model.AppError) { return c.team(c.s.st.Teams[c.vars["team_id"]]) }

func getTeamByName(c *call) (any, *model.AppError) {
	t := c.s.st.teamByName(strings.ToLower(c.vars["team_name"]))
	if t == nil {
		return nil, missing("app.team.get_by_name.missing.app_error")
	}
	return c.team(t)
}

func teamsOfUser(c *call) (any, *model.AppError) {
	id := c.userID()
	if id != c.user.Id && !c.s.st.may(c.user, model.PermissionSysconsoleReadUserManagementUsers) {
		return nil, c.denied(model.PermissionSysconsoleReadUserManagementUsers)
	}
	return c.s.st.teamsWhere(func(t *model.Team) bool { return c.s.st.inTeam(t.Id, id) }), nil
}

func membershipsOfUser(c *call) (any, *model.AppError) {
	id := c.userID()
	if id != c.user.Id && !c.s.st.may(c.user, model.PermissionReadOtherUsersTeams) {
		return nil, c.denied(model.PermissionReadOtherUsersTeams)
	}
	list := []*model.TeamMember{}
	for _, t := range c.s.st.teamsWhere(func(t *model.Team) bool { return c.s.st.inTeam(t.Id, id) }) {
		list = append(list, c.s.st.TeamMembers[t.Id][id])
	}
	return list, nil
}

// teamMember is a membership with the roles that belong to its scheme.
func teamMember(teamID, userID string, is model.SchemeRoles) *model.TeamMember {
	m := &model.TeamMember{
		TeamId: teamID, UserId: userID,
		SchemeGuest: is.SchemeGuest, SchemeUser: is.SchemeUser, SchemeAdmin: is.SchemeAdmin,
	}
	m.Roles = schemeRoles(is, model.TeamGuestRoleId, model.TeamUserRoleId, model.TeamAdminRoleId)
	return m
}

func schemeRoles(is model.SchemeRoles, guest, user, admin string) string {
	var roles []string
	if is.SchemeGuest {
		roles = append(roles, guest)
	}
	if is.SchemeUser {
		roles = append(roles, user)
	}
	if is.SchemeAdmin {
		roles = append(roles, admin)
	}
	return strings.Join(roles, " ")
}

func (s *Server) joinTeam(teamID, userID string, is model.SchemeRoles) *model.TeamMember {
	m := teamMember(teamID, userID, is)
	s.st.TeamMembers[teamID][userID] = m
	for _, ch := range s.st.channelsOfTeam(teamID) {
		if ch.Name == model.DefaultChannelName || ch.Name == "off-topic" && !is.SchemeGuest {
			s.joinChannel(ch.Id, userID, is)
		}
	}
	s.publish(event(model.WebsocketEventAddedToTeam, to{user: userID}, map[string]any{"team_id": teamID, "user_id": userID}))
	return m
}

func addTeamMember(c *call) (any, *model.AppError) {
	var m model.TeamMember
	if err := c.decode(&m, "team_member"); err != nil {
		return nil, err
	}
	id := c.vars["team_id"]
	if c.s.st.Teams[id] == nil {
		return nil, missing("app.team.get.find.app_error")
	}
	u := c.s.st.Users[m.UserId]
	if u == nil {
		return nil, missing("app.user.missing_account.const")
	}
	open := c.s.st.Teams[id].AllowOpenInvite && m.UserId == c.user.Id
	if !open && !c.s.st.mayInTeam(c.user, id, model.PermissionAddUserToTeam) {
		return nil, c.denied(model.PermissionAddUserToTeam)
	}
	if c.s.st.inTeam(id, m.UserId) {
		return c.created(c.s.st.TeamMembers[id][m.UserId]), nil
	}
	is := model.SchemeRoles{SchemeUser: !u.IsGuest(), SchemeGuest: u.IsGuest()}
	return c.created(c.s.joinTeam(id, m.UserId, is)), nil
}

func listTeamMembers(c *call) (any, *model.AppError) {
	id := c.vars["team_id"]
	if err := c.requireInTeam(id, model.PermissionViewTeam); err != nil {
		return nil, err
	}
	list := []*model.TeamMember{}
	for _, m := range c.s.st.TeamMembers[id] {
		if m.DeleteAt == 0 {
			list = append(list, m)
		}
	}
	slices.SortFunc(list, func(a, b *model.TeamMember) int { return cmp.Compare(a.UserId, b.UserId) })
	from, to := c.page(len(list))
	return list[from:to], nil
}

func getTeamMember(c *call) (any, *model.AppError) {
	id := c.vars["team_id"]
	if err := c.requireInTeam(id, model.PermissionViewTeam); err != nil {
		return nil, err
	}
	m := c.s.st.TeamMembers[id][c.userID()]
	if m == nil {
		return nil, missing("app.team.get_member.missing.app_error")
	}
	return m, nil
}

func removeTeamMember(c *call) (any, *model.AppError) {
	id, user := c.vars["team_id"], c.userID()
	if user != c.user.Id && !c.s.st.mayInTeam(c.user, id, model.PermissionRemoveUserFromTeam) {
		return nil, c.denied(model.PermissionRemoveUserFromTeam)
	}
	old := c.s.st.TeamMembers[id][user]
	if old == nil {
		return nil, missing("app.team.get_member.missing.app_error")
	}
	for _, ch := range c.s.st.channelsOfTeam(id) {
		delete(c.s.st.ChannelMembers[ch.Id], user)
	}
	gone := *old
	gone.DeleteAt, gone.Roles = c.s.millis(), ""
	c.s.st.TeamMembers[id][user] = &gone
	c.s.publish(event(model.WebsocketEventLeaveTeam, to{team: id}, map[string]any{"user_id": user, "team_id": id}))
	c.s.publish(event(model.WebsocketEventLeaveTeam, to{user: user}, map[string]any{"user_id": user, "team_id": id}))
	return ok(), nil
}

// setTeamScheme makes a member guest, user or administrator of the team.
func setTeamScheme(c *call) (any, *model.AppError) {
	var is model.SchemeRoles
	if err := c.decode(&is, "scheme_roles"); err != nil {
		return nil, err
	}
	return c.changeTeamMember(is)
}

func setTeamRoles(c *call) (any, *model.AppError) {
	var body map[string]string
	if err := c.decode(&body, "roles"); err != nil {
		return nil, err
	}
	return c.changeTeamMember(model.SchemeRoles{
		SchemeAdmin: strings.Contains(body["roles"], model.TeamAdminRoleId),
		SchemeUser:  strings.Contains(body["roles"], model.TeamUserRoleId),
		SchemeGuest: strings.Contains(body["roles"], model.TeamGuestRoleId),
	})
}

func (c *call) changeTeamMember(is model.SchemeRoles) (any, *model.AppError) {
	id, user := c.vars["team_id"], c.userID()
	if err := c.requireInTeam(id, model.PermissionManageTeamRoles); err != nil {
		return nil, err
	}
	if !c.s.st.inTeam(id, user) {
		return nil, missing("app.team.get_member.missing.app_error")
	}
	c.s.st.TeamMembers[id][user] = teamMember(id, user, is)
	return ok(), nil
}
