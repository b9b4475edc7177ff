package mattermosttest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

func contains(list []string, s string) bool { return slices.Contains(list, s) }

// changeUser replaces a stored user by a changed copy.
func (s *Server) changeUser(id string, change func(*model.User)) *model.User {
	u := copyOf(s.st.Users[id])
	change(u)
	u.UpdateAt = s.millis()
	s.st.Users[id] = u
	s.publish(event(model.WebsocketEventUserUpdated, to{}, map[string]any{"user": profile(u)}))
	return u
}

func patchUser(c *call) (any, *model.AppError) {
	var patch model.UserPatch
	if err := c.decode(&patch, "user"); err != nil {
		return nil, err
	}
	id := c.userID()
	if c.s.st.Users[id] == nil {
		return nil, missing("app.user.missing_account.const")
	}
	if err := c.requireSelf(id); err != nil {
		return nil, err
	}
	draft := copyOf(c.s.st.Users[id])
	draft.Patch(&patch)
	if err := c.s.checkUser(draft); err != nil {
		return nil, err
	}
	return c.seenBy(c.s.changeUser(id, func(u *model.User) { u.Patch(&patch) })), nil
}

// deactivateUser is what the API calls deleting; the account stays.
func deactivateUser(c *call) (any, *model.AppError) { return c.activate(c.userID(), false) }

func setActive(c *call) (any, *model.AppError) {
	var body map[string]bool
	if err := c.decode(&body, "active"); err != nil {
		return nil, err
	}
	return c.activate(c.userID(), body["active"])
}

// activate switches an account on or off; off ends its sessions, and the bots
// of a deactivated owner go with it where the config says so. Nobody switches
// themselves on, and off only where the config lets them.
func (c *call) activate(id string, active bool) (any, *model.AppError) {
	if c.s.st.Users[id] == nil {
		return nil, missing("app.user.missing_account.const")
	}
	if err := c.mayActivate(id, active); err != nil {
		return nil, err
	}
	c.s.setActive(id, active)
	if active || !*c.s.st.Config.ServiceSettings.DisableBotsWhenOwnerIsDeactivated {
		return ok(), nil
	}
	for _, bot := range c.s.st.Bots {
		if bot.OwnerId == id {
			c.s.setActive(bot.UserId, false)
		}
	}
	return ok(), nil
}

func (c *call) mayActivate(id string, active bool) *model.AppError {
	switch {
	case active || id != c.user.Id:
		return c.require(model.PermissionEditOtherUsers)
	case !*c.s.st.Config.TeamSettings.EnableUserDeactivation && !c.user.IsSystemAdmin():
		return appError("api.user.update_active.not_enable.app_error", http.StatusUnauthorized)
	}
	return nil
}

func (s *Server) setActive(id string, active bool) {
	at := int64(0)
	if !active {
		at = s.millis()
		s.endSessions(id)
		s.hub.cut(id)
	}
	s.changeUser(id, func(u *model.User) { u.DeleteAt = at })
	if bot := s.st.Bots[id]; bot != nil {
		b := bot.Clone()
		b.DeleteAt, b.UpdateAt = at, s.millis()
		s.st.Bots[id] = b
	}
}

// demote makes a guest of a user, in the system and in all memberships.
func demote(c *call) (any, *model.AppError) {
	id := c.userID()
	if err := c.require(model.PermissionDemoteToGuest); err != nil {
		return nil, err
	}
	if c.s.st.Users[id] == nil {
		return nil, missing("app.user.missing_account.const")
	}
	c.s.changeUser(id, func(u *model.User) { u.Roles = model.SystemGuestRoleId })
	for team, members := range c.s.st.TeamMembers {
		if members[id] != nil {
			members[id] = teamMember(team, id, model.SchemeRoles{SchemeGuest: true})
		}
	}
	for channel, members := range c.s.st.ChannelMembers {
		if members[id] != nil {
			members[id] = c.s.channelMember(channel, id, model.SchemeRoles{SchemeGuest: true})
		}
	}
	return ok(), nil
}

func getPreferences(c *call) (any, *model.AppError) {
	id := c.userID()
	if err := c.requireSelf(id); err != nil {
		return nil, err
	}
	return append(model.Preferences{}, c.s.st.Preferences[id]...), nil
}

func putPreferences(c *call) (any, *model.AppError) {
	var wanted model.Preferences
	if err := c.decode(&wanted, "preferences"); err != nil {
		return nil, err
	}
	id := c.userID()
	if err := c.requireSelf(id); err != nil {
		return nil, err
	}
	kept := slices.DeleteFunc(slices.Clone(c.s.st.Preferences[id]), func(p model.Preference) bool {
		return slices.ContainsFunc(wanted, func(q model.Preference) bool { return p.Category == q.Category && p.Name == q.Name })
	})
	c.s.st.Preferences[id] = append(kept, wanted...)
	text := strings.TrimSpace(string(encode(wanted)))
	c.s.publish(event(model.WebsocketEventPreferencesChanged, to{user: id}, map[string]any{"preferences": text}))
	return ok(), nil
}

func getStatus(c *call) (any, *model.AppError) {
	id := c.userID()
	if c.s.st.Users[id] == nil {
		return nil, missing("app.user.missing_account.const")
	}
	return c.s.status(id), nil
}

func getStatuses(c *call) (any, *model.AppError) {
	var ids []string
	if err := c.decode(&ids, "user_ids"); err != nil || len(ids) == 0 {
		return nil, invalidBody("user_ids")
	}
	list := []*model.Status{}
	for _, id := range ids {
		list = append(list, c.s.status(id))
	}
	return list, nil
}

func (s *Server) status(id string) *model.Status {
	st := &model.Status{UserId: id, Status: model.StatusOffline}
	if s.hub.online(id) {
		st.Status = model.StatusOnline
	}
	return st
}
