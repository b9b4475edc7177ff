package mattermosttest

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/mattermost/mattermost/server/public/model"
)

// executeCommand runs what someone typed: a plugin's command first, then the
// team's, then the built-in ones.
func executeCommand(c *call) (any, *model.AppError) {
	var args model.CommandArgs
	if err := c.decode(&args, "command_args"); err != nil {
		return nil, err
	}
	if len(args.Command) <= 1 || !strings.HasPrefix(args.Command, "/") || !model.IsValidId(args.ChannelId) {
		return nil, invalidParam("command")
	}
	trigger, text := cutCommand(args.Command)
	c.s.mu.Lock()
	cmd, form, err := c.prepareCommand(&args, trigger, text)
	c.s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	if cmd == nil {
		return c.answerItself(&args, trigger)
	}
	client, full := c.s.newTrigger(c.user.Id)
	form.Set("trigger_id", full)
	answer, err := c.s.callCommand(cmd, form)
	if err != nil {
		return nil, err
	}
	answer.TriggerId = client
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	if err := c.s.postAnswers(cmd, &args, answer); err != nil {
		return nil, err
	}
	return answer, nil
}

// cutCommand lower-cases the trigger only; the text keeps its spaces, lines
// and letters.
func cutCommand(command string) (trigger, text string) {
	if i := strings.IndexFunc(command, unicode.IsSpace); i >= 0 {
		command, text = command[:i], command[i+1:]
	}
	return strings.ToLower(strings.TrimPrefix(command, "/")), text
}

// prepareCommand checks the caller and makes the form for a custom command;
// no command means that the server answers itself.
func (c *call) prepareCommand(args *model.CommandArgs, trigger, text string) (*model.Command, url.Values, *model.AppError) {
	if !c.s.st.mayInChannel(c.user, args.ChannelId, model.PermissionCreatePost) {
		return nil, nil, c.denied(model.PermissionCreatePost)
	}
	ch := c.s.st.Channels[args.ChannelId]
	if ch.DeleteAt != 0 {
		return nil, nil, appError("api.command.execute_command.deleted.error", http.StatusBadRequest)
	}
	args.UserId = c.user.Id
	if ch.TeamId != "" {
		args.TeamId = ch.TeamId
	} else if !c.s.st.inTeam(args.TeamId, c.user.Id) {
		return nil, nil, c.denied(model.PermissionViewTeam)
	}
	if _, shadowed := c.s.st.PluginCommands[trigger]; shadowed {
		return nil, nil, nil
	}
	cmd := c.s.st.commandByTrigger(args.TeamId, trigger)
	if cmd == nil {
		return nil, nil, nil
	}
	if *c.s.st.Config.ServiceSettings.SiteURL == "" {
		return nil, nil, appError("api.command.execute_command.site_url_required.app_error", http.StatusInternalServerError)
	}
	return cmd, c.commandForm(cmd, args, ch, text), nil
}

// commandForm is what an external command receives.
func (c *call) commandForm(cmd *model.Command, args *model.CommandArgs, ch *model.Channel, text string) url.Values {
	f := url.Values{}
	f.Set("token", cmd.Token)
	f.Set("team_id", args.TeamId)
	f.Set("team_domain", c.s.st.Teams[args.TeamId].Name)
	f.Set("channel_id", ch.Id)
	f.Set("channel_name", ch.Name)
	f.Set("user_id", c.user.Id)
	f.Set("user_name", c.user.Username)
	f.Set("command", "/"+cmd.Trigger)
	f.Set("text", text)
	f.Set("root_id", args.RootId)
	f.Set("response_url", c.s.newHook(cmd, args))
	c.s.addMentions(f, args.TeamId, text)
	return f
}

// addMentions names the members of the team and the open channels that the
// text mentions, in repeated fields.
func (s *Server) addMentions(f url.Values, teamID, text string) {
	for word := range strings.FieldsSeq(text) {
		name := strings.TrimRight(strings.ToLower(word), ".,;:!?")
		if u := s.st.userByName(strings.TrimPrefix(name, "@")); strings.HasPrefix(name, "@") && u != nil &&
			s.st.inTeam(teamID, u.Id) && !slices.Contains(f["user_mentions_ids"], u.Id) {
			f.Add("user_mentions", u.Username)
			f.Add("user_mentions_ids", u.Id)
		}
		ch := s.st.channelByName(teamID, strings.TrimPrefix(name, "~"))
		if strings.HasPrefix(name, "~") && ch != nil && ch.Type == model.ChannelTypeOpen &&
			!slices.Contains(f["channel_mentions_ids"], ch.Id) {
			f.Add("channel_mentions", ch.Name)
			f.Add("channel_mentions_ids", ch.Id)
		}
	}
}

func commandFailed(trigger, details string) *model.AppError {
	err := detailed("api.command.execute_command.failed.app_error", details, http.StatusInternalServerError)
	err.Message = fmt.Sprintf("Command with a trigger of '%s' failed.", trigger)
	return err
}

// callCommand sends the form, as POST or GET. Anything but 200 is an error, as
// is an empty body that calls itself JSON.
func (s *Server) callCommand(cmd *model.Command, form url.Values) (*model.CommandResponse, *model.AppError) {
	method, target, kind, body := http.MethodPost, cmd.URL, "application/x-www-form-urlencoded", []byte(form.Encode())
	if cmd.Method == model.CommandMethodGet {
		sep := "?"
		if strings.Contains(target, "?") {
			sep = "&"
		}
		method, target, kind, body = http.MethodGet, target+sep+form.Encode(), "", nil
	}
	status, contentType, text, err := s.callIntegration(s.client, method, target, kind, "Token "+cmd.Token, body)
	if err != nil {
		return nil, commandFailed(cmd.Trigger, err.Error())
	}
	if status != http.StatusOK {
		failed := detailed("api.command.execute_command.failed_resp.app_error", string(text), http.StatusInternalServerError)
		failed.Message = fmt.Sprintf("Command with a trigger of '%s' returned response %d %s.", cmd.Trigger, status, http.StatusText(status))
		return nil, failed
	}
	answer, err := model.CommandResponseFromHTTPBody(contentType, bytes.NewReader(text))
	if err != nil {
		return nil, commandFailed(cmd.Trigger, err.Error())
	}
	return answer, nil
}

// postAnswers shows the answer and the extra answers. If one of them cannot be
// posted, the user sees one error for all.
func (s *Server) postAnswers(cmd *model.Command, args *model.CommandArgs, answer *model.CommandResponse) *model.AppError {
	if err := answer.IsValid(); err != nil {
		s.complain("command response is invalid: " + err.Error())
	}
	var last *model.AppError
	for _, a := range append([]*model.CommandResponse{answer}, answer.ExtraResponses...) {
		if a == nil {
			continue
		}
		if err := s.postAnswer(cmd, args, a); err != nil {
			s.log.Error("posting a command response", "err", err)
			last = err
		}
	}
	if last == nil {
		return nil
	}
	failed := appError("api.command.execute_command.create_post_failed.app_error", http.StatusInternalServerError)
	failed.Message = fmt.Sprintf("Command '%s' failed to post response. Please contact your System Administrator.", cmd.Trigger)
	return failed
}

// postAnswer posts under the name of the user who typed the command, with
// from_webhook.
func (s *Server) postAnswer(cmd *model.Command, args *model.CommandArgs, a *model.CommandResponse) *model.AppError {
	p := &model.Post{ChannelId: args.ChannelId, RootId: args.RootId, UserId: args.UserId, Type: a.Type, CreateAt: s.millis()}
	p.SetProps(a.Props)
	if a.ChannelId != "" {
		if !s.st.inChannel(a.ChannelId, args.UserId) {
			return appError("api.command.command_post.forbidden.app_error", http.StatusForbidden)
		}
		p.ChannelId = a.ChannelId
	}
	s.override(p, cmd, a)
	p.AddProp(model.PostPropsFromWebhook, "true")
	p.Message = a.Text
	if !a.SkipSlackParsing {
		p.Message = model.ParseSlackLinksToMarkdown(s.slackNames(a.Text))
	}
	if strings.HasPrefix(p.Type, model.PostSystemMessagePrefix) {
		return invalidParam("post.type")
	}
	if a.Attachments != nil {
		model.ParseMessageAttachment(p, a.Attachments)
	}
	if a.ResponseType == model.CommandResponseTypeInChannel {
		_, err := s.savePost(p, s.st.Users[args.UserId])
		return err
	}
	ephemeral := a.ResponseType == "" || a.ResponseType == model.CommandResponseTypeEphemeral
	if ephemeral && (a.Text != "" || a.Attachments != nil) {
		return s.answerPrivately(p)
	}
	return nil
}

// answerPrivately sends an ephemeral answer; one that is too long is refused.
func (s *Server) answerPrivately(p *model.Post) *model.AppError {
	if len([]rune(p.Message)) > model.PostMessageMaxRunesV2 {
		return appError("model.post.is_valid.message_length.app_error", http.StatusBadRequest)
	}
	s.sendEphemeral(p.UserId, p)
	return nil
}

// override sets name and picture where the config allows it.
func (s *Server) override(p *model.Post, cmd *model.Command, a *model.CommandResponse) {
	cfg := s.st.Config.ServiceSettings
	if name := firstOf(cmd.Username, a.Username); *cfg.EnablePostUsernameOverride && name != "" {
		p.AddProp(model.PostPropsOverrideUsername, name)
	}
	if icon := firstOf(cmd.IconURL, a.IconURL); *cfg.EnablePostIconOverride && icon != "" {
		p.AddProp(model.PostPropsOverrideIconURL, icon)
	}
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// answerItself: a plugin that shadows the trigger, a built-in command, which
// here does nothing, or no such command.
func (c *call) answerItself(args *model.CommandArgs, trigger string) (any, *model.AppError) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	text, plugin := c.s.st.PluginCommands[trigger]
	if !plugin && !contains(builtIn, trigger) {
		err := missing("api.command.execute_command.not_found.app_error")
		err.Message = fmt.Sprintf("Command with a trigger of '/%s' not found. To send a message beginning with \"/\" try adding an empty space at the beginning of the message.", trigger)
		return nil, err
	}
	answer := &model.CommandResponse{ResponseType: model.CommandResponseTypeEphemeral, Text: text}
	if plugin {
		c.s.sendEphemeral(c.user.Id, &model.Post{ChannelId: args.ChannelId, RootId: args.RootId, UserId: c.user.Id, Message: text})
	}
	return answer, nil
}
