package mattermosttest

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// handler answers one request. The value it returns is written as JSON; a nil
// value with a nil error means that it wrote the answer itself.
type handler func(*call) (any, *model.AppError)

// access says what a route asks of the caller.
type access int

const (
	member access = iota // a session, and the handler holds the lock
	free                 // a session, and the handler locks by itself
	public               // no session, and the handler holds the lock
	raw                  // no session, and the handler locks by itself
)

type route struct {
	method   string
	segments []string
	access   access
	do       handler
}

// rt makes a route; a segment in braces matches letters, digits and what the
// real server allows there.
func rt(method, path string, a access, do handler) route {
	return route{method: method, segments: split(path), access: a, do: do}
}

func split(path string) []string { return strings.Split(strings.Trim(path, "/"), "/") }

// score says how many segments are literal, or -1 when the route does not fit.
func (e route) score(method string, path []string) int {
	if e.method != method || len(e.segments) != len(path) {
		return -1
	}
	literal := 0
	for i, seg := range e.segments {
		if seg == path[i] {
			literal++
			continue
		}
		if seg == "" || seg[0] != '{' || !allowed(seg, path[i]) {
			return -1
		}
	}
	return literal
}

// values returns what stands in the braces.
func (e route) values(path []string) map[string]string {
	vars := map[string]string{}
	for i, seg := range e.segments {
		if seg != "" && seg[0] == '{' {
			vars[strings.Trim(seg, "{}")] = path[i]
		}
	}
	return vars
}

// allowed holds the patterns of the real router: ids are letters and digits
// only, names may have more.
func allowed(segment, value string) bool {
	if value == "" {
		return false
	}
	if strings.HasSuffix(segment, "name}") {
		return true
	}
	return strings.IndexFunc(value, func(r rune) bool { return !isASCIIAlnum(r) }) < 0
}

func isASCIIAlnum(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}

func (s *Server) find(r *http.Request) (route, map[string]string, bool) {
	path := split(r.URL.Path)
	best, at := -1, -1
	for i, e := range s.routes {
		if n := e.score(r.Method, path); n > best {
			best, at = n, i
		}
	}
	if at < 0 {
		return route{}, nil, false
	}
	return s.routes[at], s.routes[at].values(path), true
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := &call{s: s, w: w, r: r, id: model.NewId()}
	w.Header().Set(model.HeaderRequestId, c.id)
	w.Header().Set(model.HeaderVersionId, s.Version())
	if !s.admit(c) {
		return
	}
	s.withFaults(c, s.dispatch)
}

func (s *Server) dispatch(c *call) {
	e, vars, ok := s.find(c.r)
	if !ok {
		c.fail(appError("api.context.404.app_error", http.StatusNotFound))
		return
	}
	c.vars = vars
	value, err := s.run(e, c)
	switch {
	case err != nil:
		c.fail(err)
	case value != nil:
		c.write(value)
	}
}

func (s *Server) run(e route, c *call) (any, *model.AppError) {
	if e.access == raw {
		return e.do(c)
	}
	if err := c.readBody(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	if e.access == member || e.access == free {
		if err := c.authenticate(); err != nil {
			s.mu.Unlock()
			return nil, err
		}
	}
	if e.access == free {
		s.mu.Unlock()
		return e.do(c)
	}
	defer s.mu.Unlock()
	return e.do(c)
}

// write sends a value as JSON, posts without the secrets of their buttons.
func (c *call) write(value any) {
	body := encode(value)
	c.w.Header().Set("Content-Type", "application/json")
	if c.status == 0 {
		c.status = http.StatusOK
	}
	c.w.WriteHeader(c.status)
	_, _ = c.w.Write(body)
}

func encode(value any) []byte {
	b, err := json.Marshal(value)
	if err != nil {
		panic(err) // only own types come here
	}
	return append(b, '\n')
}

func (c *call) fail(err *model.AppError) {
	err.RequestId = c.id
	c.w.Header().Set("Content-Type", "application/json")
	c.w.WriteHeader(err.StatusCode)
	_, _ = io.WriteString(c.w, err.ToJSON())
}

// allRoutes is the table of contents of the API.
func (s *Server) allRoutes() []route {
	return slices.Concat(
		s.loginRoutes(), s.userRoutes(), s.imageRoutes(), s.botRoutes(), s.roleRoutes(),
		s.teamRoutes(), s.channelRoutes(), s.memberRoutes(),
		s.postRoutes(), s.reactionRoutes(), s.fileRoutes(), s.actionRoutes(), s.dialogRoutes(),
		s.commandRoutes(), s.configRoutes(), s.websocketRoutes(),
	)
}
