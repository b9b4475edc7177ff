package mattermost

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// commands registers the triggers in the team. One that somebody else made is
// left alone and is a problem.
func (s *setup) commands(ctx context.Context) error {
	list, resp, err := s.api.ListCommands(ctx, s.result.TeamID, true)
	if err != nil {
		return problem(s.o.Team, resp, err)
	}
	for _, t := range s.o.Triggers {
		token, err := s.command(ctx, t, find(list, t.Name))
		if err != nil {
			return err
		}
		s.result.CommandTokens = append(s.result.CommandTokens, token)
	}
	return nil
}

func find(list []*model.Command, trigger string) *model.Command {
	for _, c := range list {
		if strings.EqualFold(c.Trigger, trigger) {
			return c
		}
	}
	return nil
}

func (s *setup) command(ctx context.Context, t Trigger, old *model.Command) (token string, err error) {
	want := s.wanted(t)
	if old == nil {
		return s.createCommand(ctx, want)
	}
	if old.DisplayName != want.DisplayName && old.URL != want.URL {
		return "", &SetupError{Problem: TriggerTaken, Name: t.Name, Err: errors.New("another integration answers it")}
	}
	if same(old, want) {
		s.note(SlashCommand, Kept, t.Name)
		return old.Token, nil
	}
	want.Id = old.Id
	made, resp, err := s.api.UpdateCommand(ctx, want)
	if err != nil {
		return "", problem(t.Name, resp, err)
	}
	s.note(SlashCommand, Changed, t.Name)
	return made.Token, nil
}

func (s *setup) createCommand(ctx context.Context, want *model.Command) (string, error) {
	made, resp, err := s.api.CreateCommand(ctx, want)
	switch {
	case hasID(err, "api.command.duplicate_trigger.app_error"):
		return "", &SetupError{Problem: TriggerTaken, Name: want.Trigger, Err: err}
	case status(resp) == http.StatusNotImplemented:
		return "", &SetupError{Problem: CommandsDisabled, Err: err}
	case err != nil:
		return "", problem(want.Trigger, resp, err)
	}
	s.note(SlashCommand, Made, want.Trigger)
	return made.Token, nil
}

// wanted is the command as it should be. By its display name Setup knows it
// again after the callback has moved.
func (s *setup) wanted(t Trigger) *model.Command {
	return &model.Command{
		TeamId: s.result.TeamID, Trigger: t.Name, Method: model.CommandMethodPost, URL: commandURL(s.o.Callback),
		AutoComplete: true, AutoCompleteHint: t.Hint, AutoCompleteDesc: t.Description,
		DisplayName: s.o.Name, Description: fit(t.Description, 128),
	}
}

func commandURL(callback string) string { return strings.TrimRight(callback, "/") + "/command" }

func same(a, b *model.Command) bool {
	return a.URL == b.URL && a.Method == b.Method && a.AutoComplete == b.AutoComplete && a.AutoCompleteHint == b.AutoCompleteHint &&
		a.AutoCompleteDesc == b.AutoCompleteDesc && a.DisplayName == b.DisplayName && a.Description == b.Description
}
