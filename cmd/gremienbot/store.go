package main

import (
	"context"
	"fmt"

	"gremienbot/bot/mattermost"
	"gremienbot/storage"
)

// openStore opens the database for doctor, without changing it. Without an
// address there is the private one, which only serve may start.
func (e *environment) openStore(ctx context.Context) (mattermost.Store, func(), error) {
	dsn, err := e.lookup(envDatabaseURL)
	if err != nil {
		return nil, nil, err
	}
	if dsn == "" {
		return private{}, func() {}, nil
	}
	db, err := storage.Open(ctx, dsn, storage.Options{Name: "gremienbot doctor"})
	if err != nil {
		return nil, nil, err
	}
	return checked{db}, func() { _ = db.Close() }, nil
}

// checked is a database as doctor looks at it.
type checked struct{ *storage.DB }

// Migrated returns nil when the tables are those of this program.
func (c checked) Migrated(ctx context.Context) error {
	have, want, err := c.Version(ctx)
	if err == nil && have != want {
		err = fmt.Errorf("the tables are version %d, this program needs %d", have, want)
	}
	return err
}

// Altered compares the polls with their checksums.
func (c checked) Altered(ctx context.Context) (compared int, numbers []string, err error) {
	return c.AlteredPolls(ctx)
}

// private is the database that serve starts itself; doctor does not start it.
type private struct{}

// Ping finds out whether serve could start it.
func (private) Ping(ctx context.Context) error { return storage.CanStartPrivate(ctx) }

// Migrated finds nothing wrong: serve brings the tables up to date.
func (private) Migrated(context.Context) error { return nil }

// Altered compares nothing: only serve may start the database.
func (private) Altered(context.Context) (int, []string, error) { return 0, nil, nil }
