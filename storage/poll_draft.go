package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// KeepPollDraft keeps the poll that a person is writing in a committee in place
// of what they had, and sweeps old drafts. The new one has an ID of its own.
func (db *DB) KeepPollDraft(ctx context.Context, committeeID int64, user string, s committee.PollSketch, now time.Time) (int64, error) {
	s.At = now
	text, err := json.Marshal(s)
	if err != nil {
		return 0, fmt.Errorf("keeping a poll's draft: %w", err)
	}
	var id int64
	err = db.inTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM poll_draft WHERE committee_id = $1 AND user_id = $2 OR at <= $3`, committeeID, user, now.Add(-committee.DraftKept)); err != nil {
			return err
		}
		return tx.GetContext(ctx, &id, `
			INSERT INTO poll_draft (committee_id, user_id, draft, at)
			VALUES ($1, $2, $3, $4)
			ON CONFLICT (committee_id, user_id) DO UPDATE
			SET draft = excluded.draft, at = excluded.at
			RETURNING id`, committeeID, user, string(text), now)
	})
	if err != nil {
		return 0, fmt.Errorf("keeping a poll's draft: %w", err)
	}
	return id, nil
}

// PollDraft returns the poll that a person is writing in a committee and its ID,
// or ErrNotFound, also if it is too old.
func (db *DB) PollDraft(ctx context.Context, committeeID int64, user string, now time.Time) (int64, committee.PollSketch, error) {
	var r struct {
		ID    int64  `db:"id"`
		Draft []byte `db:"draft"`
	}
	var s committee.PollSketch
	if err := db.sql.GetContext(ctx, &r, `SELECT id, draft FROM poll_draft WHERE committee_id = $1 AND user_id = $2 AND at > $3`, committeeID, user, now.Add(-committee.DraftKept)); err != nil {
		return 0, s, fmt.Errorf("reading a poll's draft: %w", found(err))
	}
	if err := json.Unmarshal(r.Draft, &s); err != nil {
		return 0, s, fmt.Errorf("reading a poll's draft: %w", err)
	}
	return r.ID, s, nil
}

// DropPollDraft deletes a draft that was opened or thrown away.
func (db *DB) DropPollDraft(ctx context.Context, id int64) error {
	if _, err := db.sql.ExecContext(ctx, `DELETE FROM poll_draft WHERE id = $1`, id); err != nil {
		return fmt.Errorf("deleting a poll's draft: %w", err)
	}
	return nil
}
