package main

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gremienbot/bot/mattermost"
	"gremienbot/cmd/assembly"
)

// errTold ends the program with status 1 after everything was said.
var errTold = errors.New("something is to be mended")

// setupCmd is "gremienbot setup". Flags that are left out come from the
// environment.
type setupCmd struct {
	URL            string `name:"url" env:"GREMIENBOT_MATTERMOST_URL,MATTERMOST_URL" help:"Address of Mattermost, as https://chat.example.org."`
	Callback       string `env:"GREMIENBOT_CALLBACK_URL,GREMIENBOT_URL" help:"Address at which Mattermost reaches the bot, as http://127.0.0.1:8066."`
	Admin          string `env:"GREMIENBOT_ADMIN,MATTERMOST_ADMIN" help:"Name of an administrator; not needed with a token."`
	Password       string `env:"GREMIENBOT_ADMIN_PASSWORD,MATTERMOST_PASSWORD" help:"Their password; better in the environment."`
	AdminToken     string `env:"GREMIENBOT_ADMIN_TOKEN" help:"Access token of an administrator; better in the environment."`
	Team           string `env:"GREMIENBOT_TEAM" help:"Team, as in its address (default gremium)."`
	Channel        string `env:"GREMIENBOT_CHANNEL" help:"Channel of the committee, as in its address (default gremium)."`
	Create         bool   `env:"GREMIENBOT_CREATE" help:"Make team and channel if they are missing."`
	Handle         string `env:"GREMIENBOT_HANDLE" help:"User name of the bot (default gremienbot)."`
	PrivatePosts   bool   `env:"GREMIENBOT_PRIVATE_POSTS" help:"Let the bot answer privately in the channel; with that it may post in every channel."`
	ChangeSettings bool   `env:"GREMIENBOT_CHANGE_SETTINGS" help:"Turn on bot accounts and allow the bot's address in Mattermost's settings."`
	EnvFile        string `env:"GREMIENBOT_ENV_FILE" help:"File to write the settings to (default gremienbot.env)."`
	Lang           string `env:"GREMIENBOT_LANG" default:"de" enum:"de,en" help:"Language of the commands and of this text."`
}

// Run sets the bot up and writes the environment file. It returns errTold when
// it has said itself what is wrong.
func (c setupCmd) Run(env *environment) error {
	say := wordsOf(c.Lang)
	path := env.envFile(c.EnvFile)
	known, err := readEnvFile(path)
	if err != nil {
		return err
	}
	c = c.remembering(known)
	options, err := c.options(env, known)
	if err != nil {
		return err
	}
	if missing := c.missing(options); len(missing) > 0 {
		fmt.Fprintf(env.Stdout, say.missing+"\n", strings.Join(missing, ", "))
		return errTold
	}
	result, failure := mattermost.Setup(env.context(), options)
	for _, s := range result.Steps {
		fmt.Fprintln(env.Stdout, say.step(s))
	}
	if failure != nil {
		fmt.Fprintln(env.Stdout, say.problem(failure, options))
		return errTold
	}
	if err := c.keep(path, known, options, result); err != nil {
		return err
	}
	fmt.Fprintln(env.Stdout, say.rest(path, options, result))
	return nil
}

// remembering fills in what was not said from an earlier run, so that running
// setup again changes nothing, else from the defaults.
func (c setupCmd) remembering(known map[string]string) setupCmd {
	for _, f := range []struct {
		flag           *string
		name, fallback string
	}{{&c.Team, envTeam, "gremium"}, {&c.Channel, envChannel, "gremium"}, {&c.Handle, envHandle, "gremienbot"}} {
		*f.flag = cmp.Or(*f.flag, known[f.name], f.fallback)
	}
	return c
}

func (c setupCmd) options(env *environment, known map[string]string) (mattermost.SetupOptions, error) {
	image, err := assembly.Picture()
	if err != nil {
		return mattermost.SetupOptions{}, fmt.Errorf("drawing the picture: %w", err)
	}
	name, description := assembly.Profile(c.Lang)
	token, err1 := env.first(c.AdminToken, envAdminToken)
	password, err2 := env.first(c.Password, envAdminPassword)
	url, err3 := env.first(c.URL, envMattermostURL)
	callback, err4 := env.first(c.Callback, envCallbackURL)
	o := mattermost.SetupOptions{
		URL: strings.TrimRight(url, "/"), Callback: strings.TrimRight(callback, "/"),
		Token: token, Login: c.Admin, Password: password, Team: c.Team, Channel: c.Channel, MakePlaces: c.Create,
		Handle: c.Handle, Name: name, Description: description, Picture: image,
		Triggers: assembly.Triggers(c.Lang), PrivatePosts: c.PrivatePosts, ChangeSettings: c.ChangeSettings, Now: env.Now,
	}
	if known[envMattermostURL] == o.URL {
		o.KnownToken = known[envToken]
	}
	return o, errors.Join(err1, err2, err3, err4)
}

func (setupCmd) missing(o mattermost.SetupOptions) []string {
	var names []string
	if o.URL == "" {
		names = append(names, "--url")
	}
	if o.Callback == "" {
		names = append(names, "--callback")
	}
	if o.Token == "" && (o.Login == "" || o.Password == "") {
		names = append(names, envAdminToken, "--admin + "+envAdminPassword)
	}
	return names
}

// keep writes what serve needs. Keys once drawn stay, for posts are signed with
// them; so do further lines of the file.
func (c setupCmd) keep(path string, values map[string]string, o mattermost.SetupOptions, r mattermost.SetupResult) error {
	if values[envKeys] == "" {
		key, err := mattermost.NewKey(rand.Reader, "k1")
		if err != nil {
			return err
		}
		values[envKeys] = mattermost.Keys{key}.Text()
	}
	tokens := r.CommandTokens
	for old := range strings.SplitSeq(values[envCommandTokens], ",") {
		if old != "" && !slices.Contains(tokens, old) {
			tokens = append(tokens, old)
		}
	}
	values[envMattermostURL], values[envCallbackURL] = o.URL, o.Callback
	values[envToken], values[envCommandTokens] = r.Token, strings.Join(tokens, ",")
	values[envTeam], values[envChannel], values[envHandle], values[envLang] = c.Team, c.Channel, c.Handle, c.Lang
	return writeEnvFile(path, values)
}
