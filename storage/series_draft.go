package storage

import (
	"context"
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
	return keepSole(ctx, db, seriesDrafts, committeeID, user, d, now)
}

// SeriesDraft returns the series that a person looks at in a committee and its ID,
// or ErrNotFound, also if it is too old.
func (db *DB) SeriesDraft(ctx context.Context, committeeID int64, user string, now time.Time) (int64, committee.SeriesDraft, error) {
	return soleDraft[committee.SeriesDraft](ctx, db, seriesDrafts, committeeID, user, now)
}

// DropSeriesDraft deletes a draft that was decided about.
func (db *DB) DropSeriesDraft(ctx context.Context, id int64) error {
	return dropSole(ctx, db, seriesDrafts, id)
}
