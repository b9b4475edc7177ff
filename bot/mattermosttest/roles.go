package mattermosttest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

func (s *Server) roleRoutes() []route {
	return []route{
		rt("GET", "/api/v4/roles", member, listRoles),
		rt("GET", "/api/v4/roles/{role_id}", member, getRole),
		rt("GET", "/api/v4/roles/name/{role_name}", member, getRoleByName),
		rt("POST", "/api/v4/roles/names", member, getRolesByNames),
		rt("PUT", "/api/v4/roles/{role_id}/patch", member, patchRole),
		rt("PUT", "/api/v4/users/{user_id}/roles", member, setUserRoles),
	}
}

func (s *Server) defaultRoles() map[string]*model.Role {
	roles := model.MakeDefaultRoles()
	for _, r := range roles {
		r.Id = model.NewId()
		r.CreateAt, r.UpdateAt = s.millis(), s.millis()
	}
	return roles
}

func listRoles(c *call) (any, *model.AppError) {
	if err := c.require(model.PermissionManageSystem); err != nil {
		return nil, err
	}
	list := []*model.Role{}
	for _, r := range c.s.st.Roles {
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b *model.Role) int { return strings.Compare(a.Name, b.Name) })
	return list, nil
}

func (st *state) roleByID(id string) *model.Role {
	for _, r := range st.Roles {
		if r.Id == id {
			return r
		}
	}
	return nil
}

func getRole(c *call) (any, *model.AppError) {
	if r := c.s.st.roleByID(c.vars["role_id"]); r != nil {
		return r, nil
	}
	return nil, missing("app.role.get.app_error")
}

func getRoleByName(c *call) (any, *model.AppError) {
	if r := c.s.st.Roles[c.vars["role_name"]]; r != nil {
		return r, nil
	}
	return nil, missing("app.role.get_by_name.app_error")
}

func getRolesByNames(c *call) (any, *model.AppError) {
	var names []string
	if err := c.decode(&names, "rolenames"); err != nil {
		return nil, err
	}
	list := []*model.Role{}
	for _, name := range names {
		if r := c.s.st.Roles[name]; r != nil {
			list = append(list, r)
		}
	}
	return list, nil
}

// patchRole replaces the permissions of a role; nobody may patch the system
// administrator's.
func patchRole(c *call) (any, *model.AppError) {
	var patch model.RolePatch
	if err := c.decode(&patch, "role"); err != nil {
		return nil, err
	}
	old := c.s.st.roleByID(c.vars["role_id"])
	if old == nil {
		return nil, missing("app.role.get.app_error")
	}
	if err := c.require(model.PermissionSysconsoleWriteUserManagementPermissions); err != nil {
		return nil, err
	}
	if old.Name == model.SystemAdminRoleId {
		return nil, c.denied(model.PermissionManageSystem)
	}
	r := copyOf(old)
	r.Patch(&patch)
	if r.IsValid() != nil {
		return nil, appError("app.role.save.invalid_role.app_error", http.StatusBadRequest)
	}
	r.UpdateAt = c.s.millis()
	c.s.st.Roles[r.Name] = r
	return r, nil
}

// setUserRoles replaces the roles of a user.
func setUserRoles(c *call) (any, *model.AppError) {
	var body map[string]string
	if err := c.decode(&body, "roles"); err != nil {
		return nil, err
	}
	roles := body["roles"]
	if !model.IsValidUserRoles(roles) {
		return nil, invalidBody("roles")
	}
	if err := c.require(model.PermissionManageRoles); err != nil {
		return nil, err
	}
	old := c.s.st.Users[c.userID()]
	if old == nil {
		return nil, missing("app.user.missing_account.const")
	}
	for name := range strings.FieldsSeq(roles) {
		if c.s.st.Roles[name] == nil {
			return nil, appError("api.user.update_user_roles.role_not_found.app_error", http.StatusBadRequest)
		}
	}
	u := copyOf(old)
	u.Roles, u.UpdateAt = roles, c.s.millis()
	c.s.st.Users[u.Id] = u
	return ok(), nil
}
