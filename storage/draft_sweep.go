package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// SweepDrafts deletes what people began and did not send within
// [committee.DraftKept], of all committees. Nobody can see it any more by then.
func (db *DB) SweepDrafts(ctx context.Context, now time.Time) error {
	return db.inTx(ctx, func(tx *sqlx.Tx) error {
		for _, table := range []string{needDrafts, topicDrafts, pollDrafts, seriesDrafts} {
			if _, err := tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE at <= $1`, now.Add(-committee.DraftKept)); err != nil {
				return fmt.Errorf("sweeping %s: %w", table, err)
			}
		}
		return nil
	})
}
