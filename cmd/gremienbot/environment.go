package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"gremienbot/bot/mattermost"
)

// The names of the settings. Each may also be given as NAME_FILE, the path of a
// file that holds the value, and stand in the file GREMIENBOT_ENV_FILE.
const (
	envMattermostURL = "GREMIENBOT_MATTERMOST_URL"
	envToken         = "GREMIENBOT_TOKEN"
	envCommandTokens = "GREMIENBOT_COMMAND_TOKENS"
	envKeys          = "GREMIENBOT_KEYS"
	envCallbackURL   = "GREMIENBOT_CALLBACK_URL"
	envPublicURL     = "GREMIENBOT_PUBLIC_URL"
	envListen        = "GREMIENBOT_LISTEN"
	envDatabaseURL   = "GREMIENBOT_DATABASE_URL"
	envDataDir       = "GREMIENBOT_DATA_DIR"
	envLang          = "GREMIENBOT_LANG"
	envTeam          = "GREMIENBOT_TEAM"
	envChannel       = "GREMIENBOT_CHANNEL"
	envHandle        = "GREMIENBOT_HANDLE"
	envAdminToken    = "GREMIENBOT_ADMIN_TOKEN"
	envAdminLogin    = "GREMIENBOT_ADMIN"
	envAdminPassword = "GREMIENBOT_ADMIN_PASSWORD"
	envFileName      = "GREMIENBOT_ENV_FILE"
)

// defaultEnvFile is where setup writes and the others look.
const defaultEnvFile = "gremienbot.env"

// defaultListen is next to Mattermost's own 8065.
const defaultListen = "127.0.0.1:8066"

// environment is what a command needs of the world. Stdout, Now and Log are
// required.
type environment struct {
	Context context.Context //nolint:containedctx // kong calls Run without one
	Stdout  io.Writer
	Now     func() time.Time
	Log     *slog.Logger
	// Getenv reads a variable; nil: os.Getenv.
	Getenv func(string) string
	// Store opens the database for doctor; nil: doctor does not look at it. The
	// error is the finding. The function returned closes it.
	Store func(context.Context) (mattermost.Store, func(), error)
}

func (e *environment) context() context.Context {
	if e.Context == nil {
		return context.Background()
	}
	return e.Context
}

func (e *environment) getenv(name string) string {
	if e.Getenv == nil {
		return os.Getenv(name)
	}
	return e.Getenv(name)
}

// lookup returns a setting: the variable, else the content of the file that
// NAME_FILE names, else what the environment file says, else "".
func (e *environment) lookup(name string) (string, error) {
	if v := e.getenv(name); v != "" {
		return v, nil
	}
	if path := e.getenv(name + "_FILE"); path != "" {
		b, err := os.ReadFile(path)
		if err != nil {
			return "", fmt.Errorf("reading %s_FILE: %w", name, err)
		}
		return strings.TrimSpace(string(b)), nil
	}
	values, err := readEnvFile(e.envFile(""))
	return values[name], err
}

// first returns the flag, or the setting where the flag is empty.
func (e *environment) first(flag, name string) (string, error) {
	if flag != "" {
		return flag, nil
	}
	return e.lookup(name)
}

func (e *environment) envFile(flag string) string {
	if flag != "" {
		return flag
	}
	if path := e.getenv(envFileName); path != "" {
		return path
	}
	return defaultEnvFile
}

// readEnvFile reads lines of the form NAME=value; "#" begins a comment line. A
// missing file is an empty one.
func readEnvFile(path string) (map[string]string, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]string{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the environment file: %w", err)
	}
	values := map[string]string{}
	for line := range strings.Lines(string(b)) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		if ok && !strings.HasPrefix(name, "#") {
			values[name] = value
		}
	}
	return values, nil
}

// writeEnvFile writes the values in alphabetical order, readable by nobody but
// the owner, and puts the file in place in one step.
func writeEnvFile(path string, values map[string]string) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".gremienbot-*.env") // 0600
	if err != nil {
		return fmt.Errorf("writing the environment file: %w", err)
	}
	defer os.Remove(f.Name())
	for _, name := range slices.Sorted(maps.Keys(values)) {
		fmt.Fprintf(f, "%s=%s\n", name, values[name])
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("writing the environment file: %w", err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("writing the environment file: %w", err)
	}
	return nil
}
