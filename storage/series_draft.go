package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// PreviewSeries says what [DB.SetSeries] would plan and drop now, and changes nothing.
func (db *DB) PreviewSeries(ctx context.Context, s committee.Series, now time.Time) (planned, dropped []committee.Meeting, err error) {
	err = db.inTx(ctx, func(tx *sqlx.Tx) error {
		c, err := lockCommittee(ctx, tx, s.Committee)
		if err != nil {
			return err
		}
		s := s // do may run again
		if planned, dropped, err = setSeries(ctx, tx, c, &s, "", now); err != nil {
			return err
		}
		return errLeave
	})
	if !errors.Is(err, errLeave) {
		return nil, nil, fmt.Errorf("previewing a series: %w", err)
	}
	return planned, dropped, nil
}

// KeepSeriesDraft keeps the series that a person looks at in a committee in place
// of what they had, and sweeps old drafts. The new one has an ID of its own.
func (db *DB) KeepSeriesDraft(ctx context.Context, committeeID int64, user string, d committee.SeriesDraft, now time.Time) (int64, error) {
	text, err := json.Marshal(d)
	if err != nil {
		return 0, fmt.Errorf("keeping the draft of a series: %w", err)
	}
	var id int64
	err = db.inTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM series_draft WHERE committee_id = $1 AND user_id = $2 OR at < $3`, committeeID, user, now.Add(-committee.DraftKept)); err != nil {
			return err
		}
		return tx.GetContext(ctx, &id, `
			INSERT INTO series_draft (committee_id, user_id, draft, at)
			VALUES ($1, $2, $3, $4)
			ON CONFLICT (committee_id, user_id) DO UPDATE
			SET draft = excluded.draft, at = excluded.at
			RETURNING id`, committeeID, user, string(text), now)
	})
	if err != nil {
		return 0, fmt.Errorf("keeping the draft of a series: %w", err)
	}
	return id, nil
}

// SeriesDraft returns the series that a person looks at in a committee and its ID,
// or ErrNotFound.
func (db *DB) SeriesDraft(ctx context.Context, committeeID int64, user string) (int64, committee.SeriesDraft, error) {
	var r struct {
		ID    int64  `db:"id"`
		Draft []byte `db:"draft"`
	}
	var d committee.SeriesDraft
	if err := db.sql.GetContext(ctx, &r, `SELECT id, draft FROM series_draft WHERE committee_id = $1 AND user_id = $2`, committeeID, user); err != nil {
		return 0, d, fmt.Errorf("reading the draft of a series: %w", found(err))
	}
	if err := json.Unmarshal(r.Draft, &d); err != nil {
		return 0, d, fmt.Errorf("reading the draft of a series: %w", err)
	}
	return r.ID, d, nil
}

// DropSeriesDraft deletes a draft that was decided about.
func (db *DB) DropSeriesDraft(ctx context.Context, id int64) error {
	if _, err := db.sql.ExecContext(ctx, `DELETE FROM series_draft WHERE id = $1`, id); err != nil {
		return fmt.Errorf("deleting the draft of a series: %w", err)
	}
	return nil
}
