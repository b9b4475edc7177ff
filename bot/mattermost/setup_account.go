package mattermost

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// account makes the bot account or brings it up to date.
func (s *setup) account(ctx context.Context) error {
	u, resp, err := s.api.GetUserByUsername(ctx, s.o.Handle, "")
	if status(resp) == http.StatusNotFound {
		return s.createBot(ctx)
	}
	if err != nil {
		return problem(s.o.Handle, resp, err)
	}
	if !u.IsBot {
		return &SetupError{Problem: HandleTaken, Name: s.o.Handle, Err: errors.New("the account is a person's")}
	}
	s.result.BotID = u.Id
	return s.refreshBot(ctx, u)
}

func (s *setup) createBot(ctx context.Context) error {
	b, resp, err := s.api.CreateBot(ctx, &model.Bot{Username: s.o.Handle, DisplayName: s.o.Name, Description: s.o.Description})
	if hasID(err, "api.bot.create_disabled") {
		return &SetupError{Problem: BotsForbidden, Name: s.o.Handle, Err: err}
	}
	if err != nil {
		return problem(s.o.Handle, resp, err)
	}
	s.result.BotID = b.UserId
	s.note(BotAccount, Made, s.o.Handle)
	return s.picture(ctx)
}

func (s *setup) refreshBot(ctx context.Context, u *model.User) error {
	outcome := Kept
	if u.DeleteAt != 0 {
		if _, resp, err := s.api.EnableBot(ctx, u.Id); err != nil {
			return problem(s.o.Handle, resp, err)
		}
		outcome = Changed
	}
	b, resp, err := s.api.GetBot(ctx, u.Id, "")
	if err != nil {
		return problem(s.o.Handle, resp, err)
	}
	if b.DisplayName != s.o.Name || b.Description != s.o.Description {
		patch := &model.BotPatch{DisplayName: &s.o.Name, Description: &s.o.Description}
		if _, resp, err := s.api.PatchBot(ctx, u.Id, patch); err != nil {
			return problem(s.o.Handle, resp, err)
		}
		outcome = Changed
	}
	s.note(BotAccount, outcome, s.o.Handle)
	if u.LastPictureUpdate > 0 {
		return nil
	}
	return s.picture(ctx)
}

func (s *setup) picture(ctx context.Context) error {
	if len(s.o.Picture) == 0 {
		return nil
	}
	if resp, err := s.api.SetProfileImage(ctx, s.result.BotID, s.o.Picture); err != nil {
		return problem(s.o.Handle, resp, err)
	}
	s.note(BotPicture, Made, s.o.Handle)
	return nil
}

// token keeps the known token while it is this bot's, else makes one.
func (s *setup) token(ctx context.Context) error {
	tokens, resp, err := s.api.GetUserAccessTokensForUser(ctx, s.result.BotID, 0, 200)
	if err != nil {
		return problem(s.o.Handle, resp, err)
	}
	for _, t := range tokens {
		if t.IsActive {
			s.result.OtherTokens++
		}
	}
	if s.stillHolds(ctx) {
		s.result.Token = s.o.KnownToken
		s.result.OtherTokens--
		s.note(BotToken, Kept, s.o.Handle)
		return nil
	}
	t, resp, err := s.api.CreateUserAccessToken(ctx, s.result.BotID, s.o.Name, 0)
	if err != nil {
		return problem(s.o.Handle, resp, err)
	}
	s.result.Token = t.Token
	s.note(BotToken, Made, s.o.Handle)
	return nil
}

func (s *setup) stillHolds(ctx context.Context) bool {
	if s.o.KnownToken == "" {
		return false
	}
	api := newAPI(s.o.client(s.o.KnownToken).withDefaults())
	defer api.HTTPClient.CloseIdleConnections()
	me, _, err := api.GetMe(ctx, "")
	return err == nil && me.Id == s.result.BotID
}

func (s *setup) join(ctx context.Context) error {
	bot := s.result.BotID
	m, _, err := s.api.GetTeamMember(ctx, s.result.TeamID, bot, "")
	if err != nil || m.DeleteAt != 0 {
		if _, resp, err := s.api.AddTeamMember(ctx, s.result.TeamID, bot); err != nil {
			return problem(s.o.Team, resp, err)
		}
		s.note(TeamMember, Made, s.o.Team)
	} else {
		s.note(TeamMember, Kept, s.o.Team)
	}
	if _, _, err := s.api.GetChannelMember(ctx, s.result.ChannelID, bot, ""); err == nil {
		s.note(ChannelMember, Kept, s.o.Channel)
		return nil
	}
	if _, resp, err := s.api.AddChannelMember(ctx, s.result.ChannelID, bot); err != nil {
		return problem(s.o.Channel, resp, err)
	}
	s.note(ChannelMember, Made, s.o.Channel)
	return nil
}

// private gives the permission for private posts. Roles of an unlicensed
// server can be patched too.
func (s *setup) private(ctx context.Context) error {
	if !s.o.PrivatePosts {
		return nil
	}
	outcome := Kept
	role, resp, err := s.api.GetRoleByName(ctx, model.SystemPostAllRoleId)
	if err != nil {
		return problem(model.SystemPostAllRoleId, resp, err)
	}
	need := model.PermissionCreatePostEphemeral.Id
	if !slices.Contains(role.Permissions, need) {
		permissions := append(slices.Clone(role.Permissions), need)
		if _, resp, err := s.api.PatchRole(ctx, role.Id, &model.RolePatch{Permissions: &permissions}); err != nil {
			return problem(model.SystemPostAllRoleId, resp, err)
		}
		outcome = Changed
	}
	u, resp, err := s.api.GetUser(ctx, s.result.BotID, "")
	if err != nil {
		return problem(s.o.Handle, resp, err)
	}
	if !hasRole(u.Roles, model.SystemPostAllRoleId) {
		roles := strings.TrimSpace(u.Roles + " " + model.SystemPostAllRoleId)
		if resp, err := s.api.UpdateUserRoles(ctx, u.Id, roles); err != nil {
			return problem(s.o.Handle, resp, err)
		}
		outcome = Changed
	}
	s.note(PrivateRight, outcome, model.SystemPostAllRoleId)
	return nil
}
