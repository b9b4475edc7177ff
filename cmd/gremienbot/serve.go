package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"gremienbot/bot/mattermost"
	"gremienbot/cmd/assembly"
	"gremienbot/storage"
)

// serveCmd is "gremienbot serve". All settings come from the environment or
// from the file that setup wrote; see docs/betrieb.md.
type serveCmd struct{}

// settings are what serve needs to know.
type settings struct {
	url, token, callback, public, listen, database, dataDir, lang string
	commandTokens                                                 []string
	keys                                                          mattermost.Keys
}

// Patience of serve.
const (
	databasePatience = time.Minute      // for a database that is starting too
	stopPatience     = 20 * time.Second // for requests that are being answered
)

// Run serves until the context ends. Every mistake in the settings is reported
// at once.
func (serveCmd) Run(env *environment) error {
	s, err := env.settings()
	if err != nil {
		return err
	}
	ctx := env.context()
	db, done, err := openDatabase(ctx, env, s)
	if err != nil {
		return err
	}
	defer done()
	b, err := assembly.Make(assembly.Options{
		DB: db, CommandTokens: s.commandTokens, Now: env.Now, Log: env.Log, Lang: s.lang, PublicURL: s.public,
		Chat: mattermost.ClientOptions{URL: s.url, Token: s.token, Callback: s.callback, Keys: s.keys},
	})
	if err != nil {
		return err
	}
	return serve(ctx, env, s.listen, b)
}

// serve listens and beats; it returns when ctx ends and all that was begun is done.
func serve(ctx context.Context, env *environment, listen string, b *assembly.Bot) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", listen)
	if err != nil {
		return fmt.Errorf("listening (%s): %w", envListen, err)
	}
	server := &http.Server{
		Handler: b.Handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second,
		WriteTimeout: 35 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
	}
	beating, stopBeating := context.WithCancel(ctx)
	defer stopBeating()
	ended := make(chan error, 2)
	go func() { ended <- b.Scheduler.Run(beating) }()
	go func() { ended <- server.Serve(listener) }()
	env.Log.InfoContext(ctx, "serving", "listen", listener.Addr().String(), "version", version)
	var first error
	running := 2
	select {
	case <-ctx.Done():
	case first = <-ended:
		running--
	}
	stopBeating()
	return errors.Join(filter(first), shutdown(env, server, b), wait(ended, running))
}

// shutdown lets requests and private answers finish, within limits.
func shutdown(env *environment, server *http.Server, b *assembly.Bot) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(env.context()), stopPatience)
	defer cancel()
	return errors.Join(server.Shutdown(ctx), b.Close(ctx))
}

func wait(ended <-chan error, running int) error {
	var errs []error
	for range running {
		errs = append(errs, filter(<-ended))
	}
	return errors.Join(errs...)
}

// filter drops what a server says when it is stopped as it should be.
func filter(err error) error {
	if errors.Is(err, http.ErrServerClosed) || errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// settings reads and checks all settings; the error names every mistake.
func (e *environment) settings() (settings, error) {
	var errs []error
	get := func(name string, required bool) string {
		v, err := e.lookup(name)
		if err != nil {
			errs = append(errs, err)
		} else if v == "" && required {
			errs = append(errs, fmt.Errorf("%s is not set; `gremienbot setup` writes it", name))
		}
		return v
	}
	s := settings{
		url: get(envMattermostURL, true), token: get(envToken, true), callback: get(envCallbackURL, true),
		public: get(envPublicURL, false), listen: get(envListen, false), database: get(envDatabaseURL, false), dataDir: get(envDataDir, false), lang: get(envLang, false),
	}
	s.commandTokens = strings.FieldsFunc(get(envCommandTokens, true), func(r rune) bool { return r == ',' || r == ' ' })
	errs = append(errs, checkURL(envMattermostURL, s.url), checkURL(envCallbackURL, s.callback), checkURL(envPublicURL, s.public))
	if text := get(envKeys, true); text != "" {
		keys, err := mattermost.ParseKeys(text)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", envKeys, err))
		}
		s.keys = keys
	}
	if s.listen == "" {
		s.listen = defaultListen
	}
	if s.dataDir == "" {
		s.dataDir = "gremienbot-data"
	}
	if err := errors.Join(errs...); err != nil {
		return s, fmt.Errorf("the settings are not complete:\n%w", err)
	}
	return s, nil
}

func checkURL(name, text string) error {
	if text == "" {
		return nil // said already
	}
	if u, err := url.Parse(text); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("%s must be an address such as https://chat.example.org", name)
	}
	return nil
}

// openDatabase opens the database of the settings, or starts a private one in
// the data folder, and brings its tables up to date.
func openDatabase(ctx context.Context, env *environment, s settings) (*storage.DB, func(), error) {
	dsn, stop := s.database, func() {}
	if dsn == "" {
		private, err := storage.StartPrivate(ctx, s.dataDir, env.Log)
		if err != nil {
			return nil, nil, fmt.Errorf("starting a private database (or set %s): %w", envDatabaseURL, err)
		}
		dsn, stop = private.DSN(), func() {
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopPatience)
			defer cancel()
			if err := private.Stop(ctx); err != nil {
				env.Log.ErrorContext(ctx, "stopping the private database", "err", err)
			}
		}
	}
	db, err := openPatiently(ctx, env, dsn)
	if err == nil {
		err = db.Migrate(ctx)
	}
	if err != nil {
		stop()
		return nil, nil, err
	}
	return db, func() {
		if err := db.Close(); err != nil {
			env.Log.ErrorContext(ctx, "closing the database", "err", err)
		}
		stop()
	}, nil
}

// openPatiently waits for a database that is starting at the same time.
func openPatiently(ctx context.Context, env *environment, dsn string) (*storage.DB, error) {
	ctx, cancel := context.WithTimeout(ctx, databasePatience)
	defer cancel()
	for {
		db, err := storage.Open(ctx, dsn, storage.Options{Connections: 20})
		if err == nil || !storage.Unavailable(err) {
			return db, err
		}
		env.Log.WarnContext(ctx, "waiting for the database", "err", err)
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(2 * time.Second):
		}
	}
}
