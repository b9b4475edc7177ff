package storage

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// attempts is how often a transaction runs that PostgreSQL undoes because of
// another one: the first time and three more.
const attempts = 4

// inTx runs do in one transaction and commits it when do returns nil. When do
// returns an error or panics, nothing is saved and the error comes back as it
// is. do runs again, from the start, after a deadlock or a serialization failure:
// it must have no effect outside the transaction. A context that ends before the
// commit is sent rolls back; a commit that was sent is never cancelled.
func (db *DB) inTx(ctx context.Context, do func(*sqlx.Tx) error) error {
	err := db.try(ctx, do)
	for n := 1; n < attempts && collided(err) && ctx.Err() == nil; n++ {
		err = db.try(ctx, do)
	}
	return err
}

func (db *DB) try(ctx context.Context, do func(*sqlx.Tx) error) error {
	tx, err := db.sql.BeginTxx(ctx, nil)
	if err != nil {
		return fmt.Errorf("beginning a transaction: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing; else the connection is dropped, which undoes too
	if err := do(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return uncommitted(err)
	}
	return nil
}
