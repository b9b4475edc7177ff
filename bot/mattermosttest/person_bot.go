package mattermosttest

import (
	"context"
	"fmt"

	"github.com/mattermost/mattermost/server/public/model"
)

// Bot creates a bot account, makes it a member of the team and of the home
// channel, and returns its user ID and a client with a token of its own. A
// server that forbids bot accounts, as it does by default, is told to allow
// them from now on.
func (w *World) Bot(ctx context.Context, name string) (string, *model.Client4, error) {
	if err := w.allowBots(ctx); err != nil {
		return "", nil, err
	}
	account, _, err := w.Admin.CreateBot(ctx, &model.Bot{Username: w.Unique(name), DisplayName: name})
	if err != nil {
		return "", nil, fmt.Errorf("creating the bot %s: %w", name, err)
	}
	token, _, err := w.Admin.CreateUserAccessToken(ctx, account.UserId, "a bot of a test", 0)
	if err != nil {
		return "", nil, fmt.Errorf("creating a token: %w", err)
	}
	w.call(account.UserId, name)
	return account.UserId, w.Client(token.Token), w.Admit(ctx, account.UserId)
}

func (w *World) allowBots(ctx context.Context) error {
	yes := true
	patch := &model.Config{}
	patch.ServiceSettings.EnableBotAccountCreation = &yes
	if _, _, err := w.Admin.PatchConfig(ctx, patch); err != nil {
		return fmt.Errorf("allowing bot accounts: %w", err)
	}
	return nil
}

// Command registers a slash command of the team that calls url, and returns
// its token. The trigger is used as it is given: it is unique per team.
func (w *World) Command(ctx context.Context, trigger, hint, desc, url string) (string, error) {
	made, _, err := w.Admin.CreateCommand(ctx, &model.Command{
		TeamId: w.Team.Id, Trigger: trigger, Method: model.CommandMethodPost, URL: url,
		AutoComplete: true, AutoCompleteHint: hint, AutoCompleteDesc: desc, DisplayName: trigger,
	})
	if err != nil {
		return "", fmt.Errorf("creating the command %s: %w", trigger, err)
	}
	return made.Token, nil
}
