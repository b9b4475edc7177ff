package mattermosttest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

// World is one server as its administrator sees it: a team and a channel of
// its own, and the people in them. It works against the stand-in and against a
// real Mattermost server, because it speaks nothing but API v4. Several worlds
// may live on one server at once. It is safe for concurrent use and must be
// closed.
type World struct {
	// URL is the address of the server, without a slash at the end.
	URL string
	// Admin is logged in as the administrator.
	Admin *model.Client4
	// Team is the world's own team.
	Team *model.Team
	// Home is the ID of the world's own open channel.
	Home string

	suffix    string // makes the names of this world unique on the server
	transport *http.Transport

	mu       sync.Mutex
	people   map[string]*Person // by handle
	names    map[string]string  // handle or bot name by user ID
	channels []string           // to be removed at the end
}

// worldPatience is longer than the 30 seconds the server grants an
// integration.
const worldPatience = 40 * time.Second

// NewWorld logs in as the administrator and creates a team and an open
// channel. The names it creates end in the same random letters; what people
// and bots read is given without them (see [Post]).
func NewWorld(ctx context.Context, url, adminName, adminPassword string) (*World, error) {
	w := &World{
		URL:       strings.TrimRight(url, "/"),
		suffix:    "-" + model.NewId()[:8],
		transport: &http.Transport{MaxIdleConnsPerHost: 64},
		people:    map[string]*Person{},
		names:     map[string]string{},
	}
	w.Admin = w.Client("")
	if _, _, err := w.Admin.Login(ctx, adminName, adminPassword); err != nil {
		return nil, fmt.Errorf("logging in as %s: %w", adminName, err)
	}
	if err := w.settle(ctx); err != nil {
		w.transport.CloseIdleConnections()
		return nil, err
	}
	return w, nil
}

// Client makes a client of the public model package for a session or access
// token, with the time-outs of this world.
func (w *World) Client(token string) *model.Client4 {
	c := model.NewAPIv4Client(w.URL)
	c.HTTPClient = &http.Client{Transport: w.transport, Timeout: worldPatience}
	c.SetToken(token)
	return c
}

func (w *World) settle(ctx context.Context) error {
	team, _, err := w.Admin.CreateTeam(ctx, &model.Team{
		Name: "gremium" + w.suffix, DisplayName: "Gremium", Type: model.TeamOpen,
	})
	if err != nil {
		return fmt.Errorf("creating a team: %w", err)
	}
	w.Team = team
	w.Home, err = w.Channel(ctx, "sitzungssaal", false)
	return err
}

// Channel creates another channel of the team and returns its ID.
func (w *World) Channel(ctx context.Context, name string, private bool) (string, error) {
	kind := model.ChannelTypeOpen
	if private {
		kind = model.ChannelTypePrivate
	}
	ch, _, err := w.Admin.CreateChannel(ctx, &model.Channel{
		TeamId: w.Team.Id, Name: name + w.suffix, DisplayName: name, Type: kind,
	})
	if err != nil {
		return "", fmt.Errorf("creating the channel %s: %w", name, err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.channels = append(w.channels, ch.Id)
	return ch.Id, nil
}

// Admit makes a user, such as a bot, a member of the team and of the channels
// given (Home if none is).
func (w *World) Admit(ctx context.Context, userID string, channels ...string) error {
	if _, _, err := w.Admin.AddTeamMember(ctx, w.Team.Id, userID); err != nil {
		return fmt.Errorf("adding a user to the team: %w", err)
	}
	if len(channels) == 0 {
		channels = []string{w.Home}
	}
	for _, ch := range channels {
		if _, _, err := w.Admin.AddChannelMember(ctx, ch, userID); err != nil {
			return fmt.Errorf("adding a user to a channel: %w", err)
		}
	}
	return nil
}

// Unique returns a name that no other world on this server uses, such as for
// a bot or a trigger. In what people read it appears as it was given.
func (w *World) Unique(name string) string { return name + w.suffix }

// plain takes the world's random letters out of a text.
func (w *World) plain(s string) string { return strings.ReplaceAll(s, w.suffix, "") }

// name is the handle of a user, asked for once.
func (w *World) name(ctx context.Context, userID string) string {
	w.mu.Lock()
	name, known := w.names[userID]
	w.mu.Unlock()
	if known {
		return name
	}
	u, _, err := w.Admin.GetUser(ctx, userID, "")
	if err != nil {
		return userID
	}
	w.call(userID, w.plain(u.Username))
	return w.plain(u.Username)
}

func (w *World) call(userID, name string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.names[userID] = name
}

// idOf is the user ID of a handle of this world.
func (w *World) idOf(handle string) (string, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for id, name := range w.names {
		if strings.EqualFold(name, strings.TrimPrefix(handle, "@")) {
			return id, true
		}
	}
	return "", false
}

// Close logs everybody out, deactivates the people and removes the channels
// and the team. It does as much as it can and returns what went wrong.
func (w *World) Close(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), worldPatience)
	defer cancel()
	var errs []error
	note := func(_ *model.Response, err error) { errs = append(errs, err) }
	for _, p := range w.everybody() {
		p.hangUp()
		note(w.Admin.DeleteUser(ctx, p.ID))
	}
	w.mu.Lock()
	channels := w.channels
	w.channels = nil
	w.mu.Unlock()
	for _, id := range channels {
		note(w.Admin.DeleteChannel(ctx, id))
	}
	if resp, err := w.Admin.SoftDeleteTeam(ctx, w.Team.Id); resp == nil || resp.StatusCode != http.StatusNotFound {
		note(resp, err) // a server that cannot remove teams keeps an empty one
	}
	note(w.Admin.Logout(ctx))
	w.transport.CloseIdleConnections()
	return errors.Join(errs...)
}

func (w *World) everybody() []*Person {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := make([]*Person, 0, len(w.people))
	for _, p := range w.people {
		all = append(all, p)
	}
	clear(w.people)
	return all
}
