package mattermosttest

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

func (s *Server) loginRoutes() []route {
	return []route{
		rt("POST", "/api/v4/users/login", public, login),
		rt("POST", "/api/v4/users/logout", member, logout),
		rt("POST", "/api/v4/users/login/type", public, loginType),
	}
}

// hashPassword is enough for an in-memory server: no real password comes here.
func hashPassword(salt, password string) string {
	sum := sha256.Sum256([]byte(salt + ":" + password))
	return hex.EncodeToString(sum[:])
}

// login answers with the user, the header Token and a cookie.
func login(c *call) (any, *model.AppError) {
	var body map[string]string
	if err := c.decode(&body, "login"); err != nil {
		return nil, err
	}
	u := c.s.st.findLogin(body["login_id"], body["id"])
	if u == nil || c.s.st.Bots[u.Id] != nil || !c.s.st.passwordFits(u.Id, body["password"]) {
		return nil, appError("api.user.login.invalid_credentials_email_username", http.StatusUnauthorized)
	}
	if u.DeleteAt != 0 {
		return nil, appError("api.user.login.inactive.app_error", http.StatusUnauthorized)
	}
	token := model.NewId()
	c.s.st.Sessions[token] = u.Id
	c.user = u
	c.w.Header().Set(model.HeaderToken, token)
	http.SetCookie(c.w, &http.Cookie{Name: model.SessionCookieToken, Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
	return c.seenBy(u), nil
}

func (st *state) findLogin(login, id string) *model.User {
	if id != "" {
		return st.Users[id]
	}
	login = strings.ToLower(login)
	if u := st.userByName(login); u != nil {
		return u
	}
	return st.userByEmail(login)
}

func (st *state) passwordFits(id, password string) bool {
	want, got := st.Passwords[id], hashPassword(id, password)
	return subtle.ConstantTimeCompare([]byte(want), []byte(got)) == 1
}

func logout(c *call) (any, *model.AppError) {
	delete(c.s.st.Sessions, c.token)
	return ok(), nil
}

func loginType(*call) (any, *model.AppError) {
	return map[string]string{"auth_service": ""}, nil
}

// session returns whose token it is. The lock is held.
func (s *Server) session(token string) (*model.User, *model.AppError) {
	expired := appError("api.context.session_expired.app_error", http.StatusUnauthorized)
	u := s.st.Users[s.tokenUser(token)]
	if u == nil || u.DeleteAt != 0 {
		return nil, expired
	}
	return u, nil
}

func (s *Server) tokenUser(token string) string {
	if id, ok := s.st.Sessions[token]; ok {
		return id
	}
	t := s.st.Tokens[token]
	if t == nil || !t.IsActive || t.ExpiresAt != 0 && t.ExpiresAt <= s.millis() {
		return ""
	}
	if s.st.Bots[t.UserId] == nil && !*s.st.Config.ServiceSettings.EnableUserAccessTokens {
		return ""
	}
	return t.UserId
}

func (s *Server) endSessions(userID string) {
	for token, id := range s.st.Sessions {
		if id == userID {
			delete(s.st.Sessions, token)
		}
	}
}
