package mattermosttest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"
)

func (s *Server) dialogRoutes() []route {
	return []route{
		rt("POST", "/api/v4/actions/dialogs/open", public, openDialog),
		rt("POST", "/api/v4/actions/dialogs/submit", free, submitDialog),
	}
}

// openDialog needs no session: the trigger id is the credential. An invalid
// dialog is shown all the same and only logged.
func openDialog(c *call) (any, *model.AppError) {
	var in model.OpenDialogRequest
	if err := c.decode(&in, "dialog"); err != nil {
		return nil, err
	}
	if in.URL == "" {
		return nil, invalidBody("url")
	}
	client, user, err := c.s.openTrigger(in.TriggerId)
	if err != nil {
		return nil, err
	}
	if err := in.IsValid(); err != nil {
		c.s.complain("Interactive dialog is invalid: " + err.Error())
	}
	in.TriggerId = client
	text := withoutNewline(encode(in))
	c.s.publish(event(model.WebsocketEventOpenDialog, to{user: user}, map[string]any{"dialog": text}))
	return ok(), nil
}

func withoutNewline(b []byte) string { return string(bytes.TrimSpace(b)) }

// submitDialog forwards a submission to whatever URL the caller names. Only
// user_id is the server's; the channel must be readable and the team viewable.
func submitDialog(c *call) (any, *model.AppError) {
	var in model.SubmitDialogRequest
	if err := c.decode(&in, "dialog"); err != nil {
		return nil, err
	}
	if in.URL == "" {
		return nil, invalidBody("url")
	}
	in.UserId = c.user.Id
	c.s.mu.Lock()
	err := c.checkSubmission(&in)
	c.s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	answer, err := c.s.forward(&in)
	if err != nil {
		return nil, err
	}
	return answer, nil
}

func (c *call) checkSubmission(in *model.SubmitDialogRequest) *model.AppError {
	if !c.s.st.mayInChannel(c.user, in.ChannelId, model.PermissionReadChannel) {
		return c.denied(model.PermissionReadChannel)
	}
	return c.requireInTeam(in.TeamId, model.PermissionViewTeam)
}

func (s *Server) forward(in *model.SubmitDialogRequest) (*model.SubmitDialogResponse, *model.AppError) {
	url := in.URL
	in.URL = ""
	if in.Type == "" {
		in.Type = "dialog_submission"
	}
	status, body, err := s.pressed(url, encode(in))
	if err != nil {
		return nil, actionFailed(err.Error())
	}
	if status != http.StatusOK {
		return nil, actionFailed(fmt.Sprintf("status=%d", status))
	}
	answer := &model.SubmitDialogResponse{}
	if len(body) == 0 {
		return answer, nil
	}
	if err := json.Unmarshal(body, answer); err != nil {
		// The real server logs this and closes the dialog.
		s.complain("decoding the answer to a dialog: " + err.Error())
		return &model.SubmitDialogResponse{}, nil
	}
	return answer, nil
}
