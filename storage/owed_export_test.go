package storage

import (
	"context"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// TouchCard is touchCard, which nouns call in their own transactions.
func (db *DB) TouchCard(ctx context.Context, object committee.Object) error {
	return db.inTx(ctx, func(tx *sqlx.Tx) error { return touchCard(ctx, tx, object) })
}
