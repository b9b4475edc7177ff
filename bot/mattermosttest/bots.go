package mattermosttest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

func (s *Server) botRoutes() []route {
	return []route{
		rt("POST", "/api/v4/bots", member, createBot),
		rt("GET", "/api/v4/bots", member, listBots),
		rt("GET", "/api/v4/bots/{bot_id}", member, getBot),
		rt("PUT", "/api/v4/bots/{bot_id}", member, patchBot),
		rt("POST", "/api/v4/bots/{bot_id}/disable", member, disableBot),
		rt("POST", "/api/v4/bots/{bot_id}/enable", member, enableBot),
		rt("POST", "/api/v4/bots/{bot_id}/assign/{user_id}", member, assignBot),
		rt("POST", "/api/v4/users/{user_id}/tokens", member, createToken),
		rt("GET", "/api/v4/users/{user_id}/tokens", member, listTokens),
		rt("POST", "/api/v4/users/tokens/revoke", member, revokeToken),
	}
}

// createBot needs a person with the right to create bots, and a config that
// allows it (EnableBotAccountCreation is off by default).
func createBot(c *call) (any, *model.AppError) {
	var patch model.BotPatch
	if err := c.decode(&patch, "bot"); err != nil {
		return nil, err
	}
	bot := &model.Bot{OwnerId: c.user.Id, CreateAt: c.s.millis(), UpdateAt: c.s.millis()}
	bot.Patch(&patch)
	if err := c.require(model.PermissionCreateBot); err != nil {
		return nil, err
	}
	if c.s.st.Bots[c.user.Id] != nil {
		return nil, c.denied(model.PermissionCreateBot)
	}
	if !*c.s.st.Config.ServiceSettings.EnableBotAccountCreation {
		return nil, appError("api.bot.create_disabled", http.StatusForbidden)
	}
	return c.s.saveBot(c, bot)
}

func (s *Server) saveBot(c *call, bot *model.Bot) (any, *model.AppError) {
	if err := bot.IsValidCreate(); err != nil {
		return nil, err
	}
	u := model.UserFromBot(bot)
	u.CreateAt, u.IsBot, u.BotDescription = s.millis(), true, bot.Description
	if err := u.PreSave(nil); err != nil {
		return nil, err
	}
	u.Roles = model.SystemUserRoleId
	if err := s.checkUser(u); err != nil {
		return nil, err
	}
	bot.UserId = u.Id
	s.st.addUser(u)
	s.st.Bots[u.Id] = bot
	return c.created(bot), nil
}

func listBots(c *call) (any, *model.AppError) {
	all := c.s.st.may(c.user, model.PermissionReadOthersBots)
	if !all && !c.s.st.may(c.user, model.PermissionReadBots) {
		return nil, c.denied(model.PermissionReadBots)
	}
	deleted := c.query("include_deleted") == "true"
	list := model.BotList{}
	for _, b := range c.s.st.Bots {
		if (all || b.OwnerId == c.user.Id) && (deleted || b.DeleteAt == 0) {
			list = append(list, b)
		}
	}
	slices.SortFunc(list, func(a, b *model.Bot) int { return strings.Compare(a.Username, b.Username) })
	from, to := c.page(len(list))
	return list[from:to], nil
}

// bot returns a bot the caller may see; others look as if they did not exist.
func (c *call) bot(own, others *model.Permission) (*model.Bot, *model.AppError) {
	id := c.vars["bot_id"]
	b := c.s.st.Bots[id]
	if b == nil {
		return nil, said(model.MakeBotNotFoundError("bot", id))
	}
	if c.s.st.may(c.user, others) || b.OwnerId == c.user.Id && c.s.st.may(c.user, own) {
		return b, nil
	}
	return nil, said(model.MakeBotNotFoundError("bot", id))
}

func getBot(c *call) (any, *model.AppError) {
	b, err := c.bot(model.PermissionReadBots, model.PermissionReadOthersBots)
	if err != nil {
		return nil, err
	}
	if b.DeleteAt != 0 && c.query("include_deleted") != "true" {
		return nil, said(model.MakeBotNotFoundError("bot", b.UserId))
	}
	return b, nil
}

func patchBot(c *call) (any, *model.AppError) {
	var patch model.BotPatch
	if err := c.decode(&patch, "bot"); err != nil {
		return nil, err
	}
	old, err := c.bot(model.PermissionManageBots, model.PermissionManageOthersBots)
	if err != nil {
		return nil, err
	}
	b := old.Clone()
	b.Patch(&patch)
	b.UpdateAt = c.s.millis()
	if err := b.IsValid(); err != nil {
		return nil, err
	}
	c.s.st.Bots[b.UserId] = b
	c.s.changeUser(b.UserId, func(u *model.User) {
		u.Username, u.FirstName, u.BotDescription = b.Username, b.DisplayName, b.Description
	})
	return b, nil
}

func disableBot(c *call) (any, *model.AppError) { return c.enableBot(false) }
func enableBot(c *call) (any, *model.AppError)  { return c.enableBot(true) }

func (c *call) enableBot(active bool) (any, *model.AppError) {
	b, err := c.bot(model.PermissionManageBots, model.PermissionManageOthersBots)
	if err != nil {
		return nil, err
	}
	c.s.setActive(b.UserId, active)
	return c.s.st.Bots[b.UserId], nil
}

func assignBot(c *call) (any, *model.AppError) {
	old, err := c.bot(model.PermissionManageBots, model.PermissionManageOthersBots)
	if err != nil {
		return nil, err
	}
	if c.s.st.Users[c.userID()] == nil {
		return nil, missing("app.user.missing_account.const")
	}
	b := old.Clone()
	b.OwnerId, b.UpdateAt = c.userID(), c.s.millis()
	c.s.st.Bots[b.UserId] = b
	return b, nil
}
