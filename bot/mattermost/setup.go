package mattermost

import (
	"context"
	"crypto/x509"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

// Trigger is a slash command to register. Name is ASCII, without a slash; what
// Mattermost cannot hold (name 128 bytes, hint and description unbounded) is
// refused by it.
type Trigger struct{ Name, Hint, Description string }

// SetupOptions says what to make on which server. All is required unless its
// comment says otherwise.
type SetupOptions struct {
	URL string
	// Token of an administrator, or Login and Password. Setup logs out again.
	Token, Login, Password string
	Team, Channel          string // as in the address of the channel
	// Handle, Name and Description are those of the bot account, Picture its
	// picture as PNG.
	Handle, Name, Description string
	Picture                   []byte
	Triggers                  []Trigger
	Callback                  string // the address at which Mattermost reaches the Server
	// PrivatePosts gives the role system_post_all the permission
	// create_post_ephemeral, and the bot this role. With it the bot may post in
	// every channel of the server.
	PrivatePosts bool
	// MakePlaces makes the team and the channel (open to the team) if they are
	// missing.
	MakePlaces bool
	// ChangeSettings turns on the creation of bots and lists the host of Callback
	// in AllowedUntrustedInternalConnections where that is needed. Without it
	// Setup says what is missing.
	ChangeSettings bool
	// KnownToken is the bot's token of an earlier run; it is kept while it holds.
	KnownToken string

	Roots     *x509.CertPool    // nil: the system's
	Transport http.RoundTripper // nil: one of its own
	Now       func() time.Time
}

// Part is a part of what Setup makes.
type Part string

// The parts, in the order in which they are made.
const (
	TeamPlace     Part = "team_place"
	ChannelPlace  Part = "channel_place"
	BotAccount    Part = "account"
	BotPicture    Part = "picture"
	BotToken      Part = "token"
	TeamMember    Part = "team"
	ChannelMember Part = "channel"
	SlashCommand  Part = "command"
	PrivateRight  Part = "private_posts"
	CallbackEntry Part = "callback_entry"
	BotsAllowed   Part = "bots_allowed"
)

// Outcome says what Setup did about a part.
type Outcome string

// The outcomes.
const (
	Made    Outcome = "made"
	Changed Outcome = "changed"
	Kept    Outcome = "kept"
)

// Step is one thing Setup did.
type Step struct {
	Part    Part
	Outcome Outcome
	Name    string // of the account, team, channel, command or entry
}

// SetupResult is what Setup found and made. It holds secrets: the tokens.
type SetupResult struct {
	BotID         string
	TeamID        string
	ChannelID     string
	Token         string
	CommandTokens []string // in the order of the triggers
	Steps         []Step
	// OtherTokens is how many further tokens of the bot account still hold.
	OtherTokens int
}

// Problem is why Setup stopped, for the words of whoever runs it.
type Problem string

// The problems.
const (
	ServerAway       Problem = "server_away"
	LoginRefused     Problem = "login_refused"
	NotPermitted     Problem = "not_permitted"
	NoSuchTeam       Problem = "no_team"
	NoSuchChannel    Problem = "no_channel"
	BotsForbidden    Problem = "bots_forbidden"
	HandleTaken      Problem = "handle_taken"
	CommandsDisabled Problem = "commands_disabled"
	TriggerTaken     Problem = "trigger_taken"
	Broken           Problem = "broken"
)

// SetupError is why Setup stopped. What was made until then stays; running
// Setup again goes on from there.
type SetupError struct {
	Problem Problem
	Name    string // of what the problem is about, "" if of nothing
	Err     error
}

// Error says what went wrong, without any secret.
func (e *SetupError) Error() string { return fmt.Sprintf("%s %s: %v", e.Problem, e.Name, e.Err) }

// Unwrap returns the cause.
func (e *SetupError) Unwrap() error { return e.Err }

// setup is one run.
type setup struct {
	o      SetupOptions
	api    *model.Client4
	me     *model.User
	result SetupResult
}

// Setup makes the bot account, its token, its memberships, its commands and, on
// request, its permission for private posts. What is there already is kept or
// brought up to date, so it may run again. Its error is a *SetupError; the
// result then holds what was done.
func Setup(ctx context.Context, o SetupOptions) (SetupResult, error) {
	s := &setup{o: o, api: newAPI(o.client(o.Token).withDefaults())}
	defer s.api.HTTPClient.CloseIdleConnections()
	err := s.run(ctx)
	return s.result, err
}

func (o SetupOptions) client(token string) ClientOptions {
	return ClientOptions{URL: o.URL, Token: token, Roots: o.Roots, Transport: o.Transport, Now: o.Now, PerSecond: -1}
}

func (s *setup) run(ctx context.Context) error {
	if err := s.login(ctx); err != nil {
		return err
	}
	defer s.logout(ctx)
	for _, step := range []func(context.Context) error{
		s.places, s.settings, s.account, s.token, s.join, s.commands, s.private,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (s *setup) login(ctx context.Context) (err error) {
	var resp *model.Response
	if s.o.Token == "" {
		if s.o.MakePlaces {
			s.firstAccount(ctx)
		}
		s.me, resp, err = s.api.Login(ctx, s.o.Login, s.o.Password)
	} else {
		s.me, resp, err = s.api.GetMe(ctx, "")
	}
	if status(resp) == http.StatusUnauthorized || status(resp) == http.StatusBadRequest {
		return &SetupError{Problem: LoginRefused, Name: s.o.Login, Err: err}
	}
	return problem("", resp, err)
}

// firstAccount makes the administrator on a server on which nobody is yet, whose
// first account may be made by anybody and administers it. A server with
// accounts refuses, or makes an ordinary one where it lets everybody in; so it
// is asked only where the login is unknown and signing up is the way in.
func (s *setup) firstAccount(ctx context.Context) {
	config, _, err := s.api.GetClientConfig(ctx, "")
	if err != nil || config["NoAccounts"] != "true" {
		return
	}
	_, _, _ = s.api.CreateUser(ctx, &model.User{
		Username: s.o.Login, Password: s.o.Password, Email: s.o.Login + "@localhost.localdomain", AllowMarketing: false,
	}) // whether it worked, the login tells
}

// logout ends the session of a password; a token is left alone.
func (s *setup) logout(ctx context.Context) {
	if s.o.Token == "" {
		_, _ = s.api.Logout(context.WithoutCancel(ctx))
	}
}

// problem sorts an error of Mattermost; nil stays nil.
func problem(name string, resp *model.Response, err error) error {
	if err == nil {
		return nil
	}
	p := Broken
	switch status(resp) {
	case 0:
		p = ServerAway
	case http.StatusForbidden:
		p = NotPermitted
	}
	return &SetupError{Problem: p, Name: name, Err: err}
}

func (s *setup) note(p Part, o Outcome, name string) {
	s.result.Steps = append(s.result.Steps, Step{Part: p, Outcome: o, Name: name})
}

// settings turns on what the bot needs, if that was asked for.
func (s *setup) settings(ctx context.Context) error {
	if !s.o.ChangeSettings {
		return nil
	}
	config, resp, err := s.api.GetConfig(ctx)
	if err != nil {
		return problem("", resp, err)
	}
	old, patch := "", map[string]any{}
	if p := config.ServiceSettings.AllowedUntrustedInternalConnections; p != nil {
		old = *p
	}
	if p := config.ServiceSettings.EnableBotAccountCreation; p == nil || !*p {
		patch["EnableBotAccountCreation"] = true
		s.note(BotsAllowed, Changed, "")
	}
	if host := hostOf(s.o.Callback); !allowed(ctx, old, host) {
		patch["AllowedUntrustedInternalConnections"] = strings.TrimSpace(old + " " + host)
		s.note(CallbackEntry, Changed, host)
	}
	if len(patch) == 0 {
		return nil
	}
	// A model.Config would name every other setting too, as null.
	r, err := s.api.DoAPIPutJSON(ctx, "/config/patch", map[string]any{"ServiceSettings": patch})
	if err != nil {
		return problem("", model.BuildResponse(r), err)
	}
	closeBody(r.Body)
	return nil
}
