package mattermost

import (
	"context"
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"
)

// places finds the team and the channel, or makes them if that was asked for.
func (s *setup) places(ctx context.Context) error {
	team, err := s.team(ctx)
	if err != nil {
		return err
	}
	channel, resp, err := s.api.GetChannelByName(ctx, s.o.Channel, team.Id, "")
	switch {
	case status(resp) == http.StatusNotFound && s.o.MakePlaces:
		channel, resp, err = s.api.CreateChannel(ctx, &model.Channel{
			TeamId: team.Id, Name: s.o.Channel, DisplayName: s.o.Channel, Type: model.ChannelTypeOpen,
		})
		s.made(ChannelPlace, s.o.Channel, err)
	case status(resp) == http.StatusNotFound:
		return &SetupError{Problem: NoSuchChannel, Name: s.o.Channel, Err: err}
	}
	if err != nil {
		return problem(s.o.Channel, resp, err)
	}
	s.result.TeamID, s.result.ChannelID = team.Id, channel.Id
	return nil
}

func (s *setup) team(ctx context.Context) (*model.Team, error) {
	team, resp, err := s.api.GetTeamByName(ctx, s.o.Team, "")
	switch {
	case status(resp) == http.StatusNotFound && s.o.MakePlaces:
		team, resp, err = s.api.CreateTeam(ctx, &model.Team{Name: s.o.Team, DisplayName: s.o.Team, Type: model.TeamInvite})
		s.made(TeamPlace, s.o.Team, err)
	case status(resp) == http.StatusNotFound:
		return nil, &SetupError{Problem: NoSuchTeam, Name: s.o.Team, Err: err}
	}
	return team, problem(s.o.Team, resp, err)
}

func (s *setup) made(p Part, name string, err error) {
	if err == nil {
		s.note(p, Made, name)
	}
}
