package storagetest

import (
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
)

// Upsert returns the least that a database can do for a vote, to compare the bot
// with: one upsert of a ballot in a transaction of its own, over a pool of so many
// connections with the bot's own driver. It may be called from many goroutines.
func Upsert(t testing.TB, dsn string, connections int, poll int64) func(seat int64, user, choice string, at time.Time) error {
	t.Helper()
	db, err := sqlx.ConnectContext(t.Context(), "postgres", dsn)
	if err != nil {
		t.Fatalf("storagetest: %v", err)
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	t.Cleanup(func() { _ = db.Close() }) // nothing runs any more
	return func(seat int64, user, choice string, at time.Time) error {
		tx, err := db.BeginTxx(t.Context(), nil)
		if err != nil {
			return err
		}
		defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
		_, err = tx.ExecContext(t.Context(), `
			INSERT INTO ballot (poll_id, seat_id, user_id, as_holder, choice, cast_at)
			VALUES ($1, $2, $3, true, $4, $5)
			ON CONFLICT (poll_id, seat_id) DO UPDATE SET choice = excluded.choice, cast_at = excluded.cast_at`,
			poll, seat, user, `{"answer":"`+choice+`"}`, at)
		if err != nil {
			return err
		}
		return tx.Commit()
	}
}
