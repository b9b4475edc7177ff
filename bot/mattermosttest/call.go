package mattermosttest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// call is one request on its way through the server.
type call struct {
	s      *Server
	w      http.ResponseWriter
	r      *http.Request
	id     string
	vars   map[string]string
	body   []byte
	status int
	user   *model.User // the caller, nil on public routes
	token  string
	fault  Fault // what a test ordered for this request
}

// maxJSONBody is ServiceSettings.MaximumPayloadSizeBytes.
const maxJSONBody = 300_000

// readBody reads the body of a JSON request and refuses more than the real
// server takes. Uploads are read by their handlers.
func (c *call) readBody() *model.AppError {
	if strings.HasPrefix(c.r.Header.Get("Content-Type"), "multipart/") || c.upload() {
		return nil
	}
	body, err := io.ReadAll(io.LimitReader(c.r.Body, maxJSONBody+1))
	if err != nil {
		return invalidBody("body")
	}
	if len(body) > maxJSONBody {
		return appError("api.context.request_body_too_large.app_error", http.StatusRequestEntityTooLarge)
	}
	c.body = body
	return nil
}

func (c *call) upload() bool {
	return c.r.Method == http.MethodPost && strings.HasSuffix(c.r.URL.Path, "/api/v4/files")
}

// authenticate finds the caller by bearer token or cookie. The lock is held.
func (c *call) authenticate() *model.AppError {
	c.token = tokenOf(c.r)
	u, err := c.s.session(c.token)
	if err != nil {
		return err
	}
	c.user = u
	return nil
}

// tokenOf reads the token as the real server does: header first, then cookie.
func tokenOf(r *http.Request) string {
	scheme, token, ok := strings.Cut(r.Header.Get(model.HeaderAuth), " ")
	if ok && (strings.EqualFold(scheme, model.HeaderBearer) || strings.EqualFold(scheme, model.HeaderToken)) {
		return token
	}
	if cookie, err := r.Cookie(model.SessionCookieToken); err == nil {
		return cookie.Value
	}
	return ""
}

// decode reads the body into v; name is the parameter named in the error.
func (c *call) decode(v any, name string) *model.AppError {
	if err := json.NewDecoder(bytes.NewReader(c.body)).Decode(v); err != nil {
		return invalidBody(name)
	}
	return nil
}

// created marks the answer as 201.
func (c *call) created(v any) any {
	c.status = http.StatusCreated
	return v
}

// userID resolves {user_id}, where "me" is the caller.
func (c *call) userID() string {
	if id := c.vars["user_id"]; id != model.Me {
		return id
	}
	return c.user.Id
}

func (c *call) query(name string) string { return c.r.URL.Query().Get(name) }

// page returns the window [from, to) of a list of n, 60 per page unless told,
// 200 at most.
func (c *call) page(n int) (from, to int) {
	size := atoi(c.query("per_page"), 60)
	if size <= 0 || size > 200 {
		size = 200
	}
	from = min(max(atoi(c.query("page"), 0), 0)*size, n)
	return from, min(from+size, n)
}

func atoi(s string, otherwise int) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return otherwise
	}
	return n
}

// ok is what the server says when there is nothing to say.
func ok() map[string]string { return map[string]string{"status": "OK"} }
