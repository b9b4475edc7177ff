package mattermosttest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// mayHoldTokens: bots always; people only where the config allows it.
func (c *call) mayHoldTokens(userID string) *model.AppError {
	u := c.s.st.Users[userID]
	if u == nil {
		return missing("app.user.missing_account.const")
	}
	if u.IsBot {
		return c.mayManage(c.s.st.Bots[userID])
	}
	if !*c.s.st.Config.ServiceSettings.EnableUserAccessTokens {
		return appError("app.user_access_token.disabled", http.StatusNotImplemented)
	}
	if err := c.require(model.PermissionCreateUserAccessToken); err != nil {
		return err
	}
	return c.requireSelf(userID)
}

func (c *call) mayManage(b *model.Bot) *model.AppError {
	if c.s.st.may(c.user, model.PermissionManageOthersBots) {
		return nil
	}
	if b.OwnerId == c.user.Id && c.s.st.may(c.user, model.PermissionManageBots) {
		return nil
	}
	return c.denied(model.PermissionManageOthersBots)
}

func createToken(c *call) (any, *model.AppError) {
	var in model.UserAccessToken
	if err := c.decode(&in, "user_access_token"); err != nil {
		return nil, err
	}
	if in.Description == "" {
		return nil, invalidBody("description")
	}
	if err := c.mayHoldTokens(c.userID()); err != nil {
		return nil, err
	}
	t := &model.UserAccessToken{
		Id: model.NewId(), Token: model.NewId(), UserId: c.userID(),
		Description: in.Description, IsActive: true, ExpiresAt: in.ExpiresAt,
	}
	if err := t.IsValid(); err != nil {
		return nil, err
	}
	c.s.st.Tokens[t.Token] = t
	return t, nil
}

// listTokens never shows the token itself.
func listTokens(c *call) (any, *model.AppError) {
	if err := c.mayHoldTokens(c.userID()); err != nil {
		return nil, err
	}
	list := []*model.UserAccessToken{}
	for _, t := range c.s.st.Tokens {
		if t.UserId == c.userID() {
			shown := *t
			shown.Token = ""
			list = append(list, &shown)
		}
	}
	slices.SortFunc(list, func(a, b *model.UserAccessToken) int { return strings.Compare(a.Id, b.Id) })
	return list, nil
}

func revokeToken(c *call) (any, *model.AppError) {
	var body map[string]string
	if err := c.decode(&body, "token_id"); err != nil {
		return nil, err
	}
	for token, t := range c.s.st.Tokens {
		if t.Id != body["token_id"] {
			continue
		}
		if err := c.mayHoldTokens(t.UserId); err != nil {
			return nil, err
		}
		delete(c.s.st.Tokens, token)
		return ok(), nil
	}
	return nil, missing("app.user_access_token.get_by_user.app_error")
}
