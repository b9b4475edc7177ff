package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// The tables in which a person has one draft in each committee.
const (
	pollDrafts   = "poll_draft"
	seriesDrafts = "series_draft"
)

// keepSole keeps a draft in place of what the person had, and sweeps old ones of
// all. The new one has an ID of its own.
func keepSole[T any](ctx context.Context, db *DB, table string, committeeID int64, user string, draft T, now time.Time) (int64, error) {
	text, err := json.Marshal(draft)
	if err != nil {
		return 0, fmt.Errorf("keeping a draft: %w", err)
	}
	var id int64
	err = db.inTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE committee_id = $1 AND user_id = $2 OR at <= $3`, committeeID, user, now.Add(-committee.DraftKept)); err != nil {
			return err
		}
		return tx.GetContext(ctx, &id, `
			INSERT INTO `+table+` (committee_id, user_id, draft, at)
			VALUES ($1, $2, $3, $4)
			ON CONFLICT (committee_id, user_id) DO UPDATE
			SET draft = excluded.draft, at = excluded.at
			RETURNING id`, committeeID, user, string(text), now)
	})
	if err != nil {
		return 0, fmt.Errorf("keeping a draft: %w", err)
	}
	return id, nil
}

// soleDraft returns a person's draft and its ID, or ErrNotFound, also if it is too
// old.
func soleDraft[T any](ctx context.Context, db *DB, table string, committeeID int64, user string, now time.Time) (id int64, draft T, err error) {
	var r draftRow
	err = db.sql.GetContext(ctx, &r, `
		SELECT id, draft
		FROM `+table+`
		WHERE committee_id = $1 AND user_id = $2 AND at > $3`, committeeID, user, now.Add(-committee.DraftKept))
	if err != nil {
		return 0, draft, fmt.Errorf("reading a draft: %w", found(err))
	}
	if err := json.Unmarshal(r.Draft, &draft); err != nil {
		return 0, draft, fmt.Errorf("reading a draft: %w", err)
	}
	return r.ID, draft, nil
}

func dropSole(ctx context.Context, db *DB, table string, id int64) error {
	if _, err := db.sql.ExecContext(ctx, `DELETE FROM `+table+` WHERE id = $1`, id); err != nil {
		return fmt.Errorf("deleting a draft: %w", err)
	}
	return nil
}
