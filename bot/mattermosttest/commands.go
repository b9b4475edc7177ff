package mattermosttest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

func (s *Server) commandRoutes() []route {
	return []route{
		rt("POST", "/api/v4/commands", member, createCommand),
		rt("GET", "/api/v4/commands", member, listCommands),
		rt("GET", "/api/v4/commands/{command_id}", member, getCommand),
		rt("PUT", "/api/v4/commands/{command_id}", member, updateCommand),
		rt("DELETE", "/api/v4/commands/{command_id}", member, deleteCommand),
		rt("PUT", "/api/v4/commands/{command_id}/regen_token", member, regenToken),
		rt("POST", "/api/v4/commands/execute", free, executeCommand),
		rt("GET", "/api/v4/teams/{team_id}/commands/autocomplete", member, autocompleteCommands),
		rt("GET", "/api/v4/teams/{team_id}/commands/autocomplete_suggestions", member, suggestCommands),
		rt("POST", "/hooks/commands/{hook_id}", raw, useHook),
	}
}

// builtIn are the triggers that the server keeps for itself.
var builtIn = strings.Fields("away code collapse dnd echo expand exportlink groupmsg header help invite " +
	"invite_people join kick leave logout marketplace me msg mute offline online open purpose remove " +
	"rename search secure-connection settings share-channel shortcuts shrug status")

// createCommand needs manage_own_slash_commands in the team, which team
// administrators have and bots have not.
func createCommand(c *call) (any, *model.AppError) {
	var cmd model.Command
	if err := c.decode(&cmd, "command"); err != nil {
		return nil, err
	}
	if err := c.requireInTeam(cmd.TeamId, model.PermissionManageOwnSlashCommands); err != nil {
		return nil, err
	}
	if !*c.s.st.Config.ServiceSettings.EnableCommands {
		return nil, appError("api.command.disabled.app_error", http.StatusNotImplemented)
	}
	cmd.Id, cmd.Token, cmd.CreatorId, cmd.PluginId, cmd.DeleteAt = "", "", c.user.Id, "", 0
	cmd.PreSave()
	cmd.CreateAt, cmd.UpdateAt = c.s.millis(), c.s.millis()
	if err := c.s.checkCommand(&cmd); err != nil {
		return nil, err
	}
	answer := cmd
	c.s.keepCommand(&cmd)
	return c.created(&answer), nil
}

// keepCommand stores a command without its autocomplete data, for which the
// database has no column.
func (s *Server) keepCommand(cmd *model.Command) {
	kept := *cmd
	kept.AutocompleteData, kept.AutocompleteIconData = nil, ""
	s.st.Commands[kept.Id] = &kept
}

func (s *Server) checkCommand(cmd *model.Command) *model.AppError {
	cmd.Trigger = strings.ToLower(cmd.Trigger)
	other := s.st.commandByTrigger(cmd.TeamId, cmd.Trigger)
	if other != nil && other.Id != cmd.Id || contains(builtIn, cmd.Trigger) {
		return appError("api.command.duplicate_trigger.app_error", http.StatusBadRequest)
	}
	if err := cmd.IsValid(); err != nil {
		return said(err)
	}
	return nil
}

func (st *state) commandByTrigger(teamID, trigger string) *model.Command {
	for _, cmd := range st.Commands {
		if cmd.TeamId == teamID && cmd.Trigger == trigger {
			return cmd
		}
	}
	return nil
}

func (st *state) commandsOf(teamID string) []*model.Command {
	list := []*model.Command{}
	for _, cmd := range st.Commands {
		if cmd.TeamId == teamID {
			list = append(list, cmd)
		}
	}
	slices.SortFunc(list, func(a, b *model.Command) int { return strings.Compare(a.Trigger, b.Trigger) })
	return list
}

// listCommands: with custom_only the team's commands for those who manage
// them; otherwise also the built-in ones, and for everyone else without tokens
// and URLs.
func listCommands(c *call) (any, *model.AppError) {
	team := c.query("team_id")
	if !model.IsValidId(team) {
		return nil, invalidParam("team_id")
	}
	if err := c.requireInTeam(team, model.PermissionViewTeam); err != nil {
		return nil, err
	}
	manages := c.s.st.mayInTeam(c.user, team, model.PermissionManageOwnSlashCommands)
	custom := c.query("custom_only") == "true"
	switch {
	case custom && !manages:
		return nil, c.denied(model.PermissionManageOwnSlashCommands)
	case custom:
		return c.s.st.commandsOf(team), nil
	case manages:
		return append(builtInCommands(), c.s.st.commandsOf(team)...), nil
	default:
		return c.s.st.offered(team), nil
	}
}

func builtInCommands() []*model.Command {
	list := []*model.Command{}
	for _, trigger := range builtIn {
		list = append(list, &model.Command{Trigger: trigger, AutoComplete: true, DisplayName: trigger})
	}
	return list
}

// offered are the commands of the slash menu, sanitised.
func (st *state) offered(teamID string) []*model.Command {
	list := builtInCommands()
	for _, cmd := range st.commandsOf(teamID) {
		if cmd.AutoComplete {
			shown := *cmd
			shown.Sanitize()
			list = append(list, &shown)
		}
	}
	return list
}

func autocompleteCommands(c *call) (any, *model.AppError) {
	team := c.vars["team_id"]
	if err := c.requireInTeam(team, model.PermissionViewTeam); err != nil {
		return nil, err
	}
	return c.s.st.offered(team), nil
}

func suggestCommands(c *call) (any, *model.AppError) {
	team := c.vars["team_id"]
	if err := c.requireInTeam(team, model.PermissionViewTeam); err != nil {
		return nil, err
	}
	input := strings.TrimPrefix(strings.ToLower(c.query("user_input")), "/")
	list := []model.AutocompleteSuggestion{}
	for _, cmd := range c.s.st.offered(team) {
		if strings.HasPrefix(cmd.Trigger, input) {
			list = append(list, model.AutocompleteSuggestion{
				Complete: cmd.Trigger, Suggestion: cmd.Trigger, Hint: cmd.AutoCompleteHint, Description: cmd.AutoCompleteDesc,
			})
		}
	}
	return list, nil
}

// ownCommand returns a command the caller manages; for others it does not
// exist.
func (c *call) ownCommand() (*model.Command, *model.AppError) {
	cmd := c.s.st.Commands[c.vars["command_id"]]
	if cmd == nil || !c.s.st.mayInTeam(c.user, cmd.TeamId, model.PermissionManageOwnSlashCommands) {
		return nil, missing("store.sql_command.get.missing.app_error")
	}
	if cmd.CreatorId == c.user.Id {
		return cmd, nil
	}
	return cmd, c.requireInTeam(cmd.TeamId, model.PermissionManageOthersSlashCommands)
}

func getCommand(c *call) (any, *model.AppError) {
	cmd, err := c.ownCommand()
	if err != nil {
		return nil, err
	}
	return cmd, nil
}

func updateCommand(c *call) (any, *model.AppError) {
	var cmd model.Command
	if err := c.decode(&cmd, "command"); err != nil || cmd.Id != c.vars["command_id"] {
		return nil, invalidBody("command")
	}
	old, err := c.ownCommand()
	if err != nil {
		return nil, err
	}
	if cmd.TeamId != old.TeamId {
		return nil, appError("api.command.team_mismatch.app_error", http.StatusBadRequest)
	}
	cmd.Token, cmd.CreateAt, cmd.CreatorId, cmd.PluginId, cmd.DeleteAt = old.Token, old.CreateAt, old.CreatorId, old.PluginId, 0
	cmd.UpdateAt = c.s.millis()
	if err := c.s.checkCommand(&cmd); err != nil {
		return nil, err
	}
	c.s.keepCommand(&cmd)
	return &cmd, nil
}

func deleteCommand(c *call) (any, *model.AppError) {
	cmd, err := c.ownCommand()
	if err != nil {
		return nil, err
	}
	delete(c.s.st.Commands, cmd.Id)
	return ok(), nil
}

func regenToken(c *call) (any, *model.AppError) {
	old, err := c.ownCommand()
	if err != nil {
		return nil, err
	}
	cmd := *old
	cmd.Token, cmd.UpdateAt = model.NewId(), c.s.millis()
	c.s.keepCommand(&cmd)
	return map[string]string{"token": cmd.Token}, nil
}
