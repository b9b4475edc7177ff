package mattermosttest

import (
	"net/http"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

func (s *Server) userRoutes() []route {
	return []route{
		rt("POST", "/api/v4/users", public, createUser),
		rt("GET", "/api/v4/users", member, listUsers),
		rt("GET", "/api/v4/users/{user_id}", member, getUser),
		rt("DELETE", "/api/v4/users/{user_id}", member, deactivateUser),
		rt("PUT", "/api/v4/users/{user_id}/active", member, setActive),
		rt("PUT", "/api/v4/users/{user_id}/patch", member, patchUser),
		rt("GET", "/api/v4/users/username/{user_name}", member, getUserByName),
		rt("GET", "/api/v4/users/email/{email_name}", member, getUserByEmail),
		rt("POST", "/api/v4/users/ids", member, getUsersByIDs),
		rt("POST", "/api/v4/users/usernames", member, getUsersByNames),
		rt("POST", "/api/v4/users/search", member, searchUsers),
		rt("GET", "/api/v4/users/autocomplete", member, autocompleteUsers),
		rt("POST", "/api/v4/users/{user_id}/demote", member, demote),
		rt("GET", "/api/v4/users/{user_id}/preferences", member, getPreferences),
		rt("PUT", "/api/v4/users/{user_id}/preferences", member, putPreferences),
		rt("GET", "/api/v4/users/{user_id}/status", member, getStatus),
		rt("POST", "/api/v4/users/status/ids", member, getStatuses),
	}
}

func (s *Server) createAdmin() {
	u := &model.User{Username: AdminName, Email: AdminName + "@example.com", FirstName: "Admin", Password: AdminPassword}
	if _, err := s.saveUser(u); err != nil {
		panic(err) // a constant user is valid
	}
}

// createUser lets anyone sign up while the server has no user, and then only
// administrators and, where the config opens the server, everyone.
func createUser(c *call) (any, *model.AppError) {
	var u model.User
	if err := c.decode(&u, "user"); err != nil {
		return nil, err
	}
	u.SanitizeInput(false)
	admin := c.authenticate() == nil && c.user.IsSystemAdmin()
	if len(c.s.st.Users) > 0 && !admin && !*c.s.st.Config.TeamSettings.EnableOpenServer {
		return nil, appError("api.user.create_user.no_open_server", http.StatusForbidden)
	}
	saved, err := c.s.saveUser(&u)
	if err != nil {
		return nil, err
	}
	return c.created(profile(saved)), nil
}

// saveUser checks and stores a new user; the first becomes system
// administrator.
func (s *Server) saveUser(u *model.User) (*model.User, *model.AppError) {
	if u.Id != "" {
		return nil, appError("app.user.save.existing.app_error", http.StatusBadRequest)
	}
	if len(u.Password) < *s.st.Config.PasswordSettings.MinimumLength {
		return nil, appError("model.user.is_valid.pwd_min_length.app_error", http.StatusBadRequest)
	}
	u.CreateAt = s.millis()
	password := u.Password
	u.Password = ""
	if err := u.PreSave(nil); err != nil {
		return nil, err
	}
	u.Roles = model.SystemUserRoleId
	if len(s.st.Users) == 0 {
		u.Roles = model.SystemAdminRoleId + " " + model.SystemUserRoleId
	}
	if err := s.checkUser(u); err != nil {
		return nil, err
	}
	s.st.addUser(u)
	s.st.Passwords[u.Id] = hashPassword(u.Id, password)
	s.publish(event(model.WebsocketEventNewUser, to{}, map[string]any{"user_id": u.Id}))
	return u, nil
}

func (s *Server) checkUser(u *model.User) *model.AppError {
	if err := u.IsValid(); err != nil {
		return said(err)
	}
	if other := s.st.userByName(u.Username); other != nil && other.Id != u.Id {
		return appError("app.user.save.username_exists.app_error", http.StatusBadRequest)
	}
	if other := s.st.userByEmail(u.Email); other != nil && other.Id != u.Id {
		return appError("app.user.save.email_exists.app_error", http.StatusBadRequest)
	}
	return nil
}

// profile is a user as others may see it.
func profile(u *model.User) *model.User {
	p := copyOf(u)
	p.SanitizeProfile(nil, false)
	return p
}

// seenBy is a user as the caller may see it: oneself completely, others
// without e-mail where the config hides it.
func (c *call) seenBy(u *model.User) *model.User {
	if c.user != nil && u.Id == c.user.Id {
		own := copyOf(u)
		own.Sanitize(nil)
		return own
	}
	p := profile(u)
	if !*c.s.st.Config.PrivacySettings.ShowEmailAddress && !c.user.IsSystemAdmin() {
		p.Email = ""
	}
	return p
}

func (c *call) userOr404(u *model.User) (any, *model.AppError) {
	if u == nil {
		return nil, missing("app.user.missing_account.const")
	}
	return c.seenBy(u), nil
}

func getUser(c *call) (any, *model.AppError) { return c.userOr404(c.s.st.Users[c.userID()]) }

func getUserByName(c *call) (any, *model.AppError) {
	return c.userOr404(c.s.st.userByName(strings.ToLower(c.vars["user_name"])))
}

func getUserByEmail(c *call) (any, *model.AppError) {
	return c.userOr404(c.s.st.userByEmail(strings.ToLower(c.vars["email_name"])))
}

func (c *call) usersWhere(keep func(*model.User) bool) []*model.User {
	list := []*model.User{}
	for _, u := range c.s.st.everyone() {
		if keep(u) {
			list = append(list, c.seenBy(u))
		}
	}
	return list
}

func listUsers(c *call) (any, *model.AppError) {
	team, channel := c.query("in_team"), c.query("in_channel")
	if channel != "" && !c.s.st.mayInChannel(c.user, channel, model.PermissionReadChannel) {
		return nil, c.denied(model.PermissionReadChannel)
	}
	if team != "" && !c.s.st.mayInTeam(c.user, team, model.PermissionViewTeam) {
		return nil, c.denied(model.PermissionViewTeam)
	}
	list := c.usersWhere(func(u *model.User) bool {
		return (team == "" || c.s.st.inTeam(team, u.Id)) && (channel == "" || c.s.st.inChannel(channel, u.Id))
	})
	from, to := c.page(len(list))
	return list[from:to], nil
}

func getUsersByIDs(c *call) (any, *model.AppError) {
	var ids []string
	if err := c.decode(&ids, "user_ids"); err != nil || len(ids) == 0 {
		return nil, invalidBody("user_ids")
	}
	return c.usersWhere(func(u *model.User) bool { return contains(ids, u.Id) }), nil
}

func getUsersByNames(c *call) (any, *model.AppError) {
	var names []string
	if err := c.decode(&names, "usernames"); err != nil || len(names) == 0 {
		return nil, invalidBody("usernames")
	}
	return c.usersWhere(func(u *model.User) bool { return contains(names, u.Username) }), nil
}

func searchUsers(c *call) (any, *model.AppError) {
	var q model.UserSearch
	if err := c.decode(&q, "props"); err != nil {
		return nil, err
	}
	return c.usersWhere(func(u *model.User) bool {
		return matches(u, q.Term) && (q.TeamId == "" || c.s.st.inTeam(q.TeamId, u.Id)) &&
			(q.InChannelId == "" || c.s.st.inChannel(q.InChannelId, u.Id)) && (q.AllowInactive || u.DeleteAt == 0)
	}), nil
}

func autocompleteUsers(c *call) (any, *model.AppError) {
	name, team, channel := c.query("name"), c.query("in_team"), c.query("in_channel")
	users := c.usersWhere(func(u *model.User) bool {
		return u.DeleteAt == 0 && matches(u, name) && (team == "" || c.s.st.inTeam(team, u.Id)) &&
			(channel == "" || c.s.st.inChannel(channel, u.Id))
	})
	return model.UserAutocomplete{Users: users}, nil
}

func matches(u *model.User, term string) bool {
	term = strings.ToLower(strings.TrimPrefix(term, "@"))
	for _, s := range []string{u.Username, u.FirstName, u.LastName, u.Nickname} {
		if strings.HasPrefix(strings.ToLower(s), term) {
			return true
		}
	}
	return false
}
