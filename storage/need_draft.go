package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// keptFor is how long a draft that nobody decides about is kept.
const keptFor = 30 * 24 * time.Hour

// KeepNeedDraft keeps what a person has sent while they decide whether a similar
// need is the same, and sweeps old drafts. name is the dialog's name: a second
// call with the same one returns committee.ErrRepeated and keeps nothing.
func (db *DB) KeepNeedDraft(ctx context.Context, committeeID int64, user string, d committee.NeedDraft, name string, now time.Time) (int64, error) {
	text, err := json.Marshal(d)
	if err != nil {
		return 0, fmt.Errorf("keeping a draft: %w", err)
	}
	var id int64
	err = db.inTx(ctx, func(tx *sqlx.Tx) error {
		if first, err := once(ctx, tx, name, now); err != nil || !first {
			return orElse(err, committee.ErrRepeated)
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM need_draft WHERE at < $1`, now.Add(-keptFor)); err != nil {
			return err
		}
		return tx.GetContext(ctx, &id, `
			INSERT INTO need_draft (committee_id, user_id, draft, at)
			VALUES ($1, $2, $3, $4)
			RETURNING id`, committeeID, user, string(text), now)
	})
	if err != nil {
		return 0, fmt.Errorf("keeping a draft: %w", err)
	}
	return id, nil
}

// NeedDraft returns a draft, its committee and whose it is, or ErrNotFound when
// it was decided about.
func (db *DB) NeedDraft(ctx context.Context, id int64) (d committee.NeedDraft, committeeID int64, user string, err error) {
	var r struct {
		Committee int64  `db:"committee_id"`
		User      string `db:"user_id"`
		Draft     []byte `db:"draft"`
	}
	if err := db.sql.GetContext(ctx, &r, `SELECT committee_id, user_id, draft FROM need_draft WHERE id = $1`, id); err != nil {
		return d, 0, "", fmt.Errorf("reading a draft: %w", found(err))
	}
	if err := json.Unmarshal(r.Draft, &d); err != nil {
		return d, 0, "", fmt.Errorf("reading a draft: %w", err)
	}
	return d, r.Committee, r.User, nil
}

// DropNeedDraft deletes a draft that was decided about.
func (db *DB) DropNeedDraft(ctx context.Context, id int64) error {
	if _, err := db.sql.ExecContext(ctx, `DELETE FROM need_draft WHERE id = $1`, id); err != nil {
		return fmt.Errorf("deleting a draft: %w", err)
	}
	return nil
}
