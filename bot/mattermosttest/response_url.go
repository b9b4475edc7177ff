package mattermosttest

import (
	"io"
	"net/http"
	"regexp"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// maxHookUses is how often a response_url may be used within its 30 minutes.
const maxHookUses = 5

// responseHook is a response_url: a bearer secret for one command that one
// user typed.
type responseHook struct {
	command *model.Command
	args    model.CommandArgs
	made    int64
	uses    int
}

func (s *Server) newHook(cmd *model.Command, args *model.CommandArgs) string {
	id := model.NewId()
	s.hooks[id] = responseHook{command: cmd, args: *args, made: s.millis()}
	return strings.TrimRight(*s.st.Config.ServiceSettings.SiteURL, "/") + "/hooks/commands/" + id
}

// useHook posts one more answer to a command, without any session.
func useHook(c *call) (any, *model.AppError) {
	body, readErr := io.ReadAll(io.LimitReader(c.r.Body, maxAnswer))
	if readErr != nil {
		return nil, appError("web.command_webhook.parse.app_error", http.StatusBadRequest)
	}
	answer, parseErr := model.CommandResponseFromHTTPBody(c.r.Header.Get("Content-Type"), strings.NewReader(string(body)))
	if parseErr != nil {
		return nil, appError("web.command_webhook.parse.app_error", http.StatusBadRequest)
	}
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	hook, err := c.s.takeHook(c.vars["hook_id"])
	if err != nil {
		return nil, err
	}
	if err := c.s.postAnswers(hook.command, &hook.args, answer); err != nil {
		return nil, err
	}
	c.w.Header().Set("Content-Type", "text/plain")
	_, _ = io.WriteString(c.w, "ok")
	return nil, nil //nolint:nilnil // the answer is written
}

func (s *Server) takeHook(id string) (responseHook, *model.AppError) {
	hook, known := s.hooks[id]
	if !known || s.millis()-hook.made > model.CommandWebhookLifetime {
		delete(s.hooks, id)
		return hook, missing("app.command_webhook.get.missing")
	}
	if hook.uses >= maxHookUses {
		return hook, appError("app.command_webhook.try_use.invalid", http.StatusBadRequest)
	}
	hook.uses++
	s.hooks[id] = hook
	return hook, nil
}

var slackUser = regexp.MustCompile(`<@([a-z0-9]{26})>`)

// slackNames turns <!channel>, <!here>, <!all> and <@user id> into mentions,
// which is why answers should set skip_slack_parsing.
func (s *Server) slackNames(text string) string {
	text = strings.NewReplacer("<!channel>", "@channel", "<!here>", "@here", "<!all>", "@all").Replace(text)
	return slackUser.ReplaceAllStringFunc(text, func(m string) string {
		if u := s.st.Users[m[2:len(m)-1]]; u != nil {
			return "@" + u.Username
		}
		return m
	})
}
