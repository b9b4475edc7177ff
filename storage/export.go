package storage

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// RecordExport notes in the history who took a register, or one need, out of the
// committee.
func (db *DB) RecordExport(ctx context.Context, committeeID int64, object committee.Object, by string, now time.Time) error {
	return db.inTx(ctx, func(tx *sqlx.Tx) error {
		return record(ctx, tx, now, by, "export", committeeID, object, nil, nil)
	})
}
