package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"gremienbot/bot/feed"
	"gremienbot/bot/mattermost"
	"gremienbot/cmd/assembly"
)

// doctorCmd is "gremienbot doctor". Flags that are left out come from the
// environment or from the file that setup wrote.
type doctorCmd struct {
	AdminToken string `env:"GREMIENBOT_ADMIN_TOKEN" help:"Access token of an administrator, to see more; better in the environment."`
	Team       string `help:"Team, as in its address."`
	Channel    string `help:"Channel of the committee, as in its address."`
	Lang       string `env:"GREMIENBOT_LANG" default:"de" enum:"de,en" help:"Language of this text."`
}

// Run says of everything the bot needs whether it is as it should be, with the
// remedy where it is not. It returns errTold if something does not work.
func (c doctorCmd) Run(env *environment) error {
	o, commandLang, err := c.options(env)
	if err != nil {
		return err
	}
	o.Triggers = assembly.Triggers(commandLang)
	o.Calendar = feed.Address(o.Public, "doctor")
	if env.Store != nil {
		store, done, err := env.Store(env.context())
		if err != nil {
			store, done = lost{err}, func() {}
		}
		defer done()
		o.Store = store
	}
	return c.report(env, mattermost.Check(env.context(), o))
}

func (c doctorCmd) report(env *environment, found []mattermost.Finding) error {
	say := wordsOf(c.Lang)
	bad := 0
	for _, f := range found {
		if f.Level == mattermost.Trouble {
			bad++
		}
		fmt.Fprintln(env.Stdout, say.finding(f))
	}
	if bad > 0 {
		fmt.Fprintf(env.Stdout, "\n"+say.bad+"\n", bad)
		return errTold
	}
	fmt.Fprintln(env.Stdout, "\n"+say.good)
	return nil
}

func (c doctorCmd) options(env *environment) (o mattermost.CheckOptions, lang string, err error) {
	var errs []error
	setting := func(flag, name string) string {
		v, err := env.first(flag, name)
		errs = append(errs, err)
		return v
	}
	o = mattermost.CheckOptions{
		URL: strings.TrimRight(setting("", envMattermostURL), "/"), Token: setting("", envToken),
		AdminToken: setting(c.AdminToken, envAdminToken), Handle: setting("", envHandle),
		Team: setting(c.Team, envTeam), Channel: setting(c.Channel, envChannel),
		Callback:      strings.TrimRight(setting("", envCallbackURL), "/"),
		Public:        strings.TrimRight(setting("", envPublicURL), "/"),
		CommandTokens: strings.Split(setting("", envCommandTokens), ","), Now: env.Now,
	}
	keys := setting("", envKeys)
	if lang = setting("", envLang); lang != "de" && lang != "en" {
		lang = "de"
	}
	if err := errors.Join(errs...); err != nil {
		return o, lang, err
	}
	if o.URL == "" || o.Token == "" || o.Callback == "" || keys == "" {
		return o, lang, errors.New(wordsOf(c.Lang).unset)
	}
	o.Keys, err = mattermost.ParseKeys(keys)
	return o, lang, err
}

// lost is a database that could not even be opened.
type lost struct{ err error }

func (l lost) Ping(context.Context) error     { return l.err }
func (l lost) Migrated(context.Context) error { return l.err }

func (l lost) Altered(context.Context) (int, []string, error) { return 0, nil, l.err }
