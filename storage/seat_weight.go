package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// WeighSeat sets how much a seat that stands weighs in polls that are opened from
// now on, and returns what it weighed before. ErrNotFound: there is no such seat.
func (db *DB) WeighSeat(ctx context.Context, committeeID, seat int64, weight int, by string, now time.Time) (before int, err error) {
	err = db.inTx(ctx, func(tx *sqlx.Tx) error {
		err := tx.GetContext(ctx, &before, `
			SELECT weight
			FROM seat
			WHERE id = $1 AND committee_id = $2 AND until IS NULL
			FOR UPDATE`, seat, committeeID)
		if err != nil {
			return found(err)
		}
		if _, err := tx.ExecContext(ctx, `UPDATE seat SET weight = $2 WHERE id = $1`, seat, weight); err != nil {
			return err
		}
		object := committee.Object{Kind: committee.CommitteeObject, ID: committeeID}
		return record(ctx, tx, now, by, "weigh-seat", committeeID, object, weighed{seat, before}, weighed{seat, weight})
	})
	if err != nil {
		return 0, fmt.Errorf("weighing a seat: %w", err)
	}
	return before, nil
}

// weighed is a seat's weight in the log of events.
type weighed struct {
	Seat   int64 `json:"seat"`
	Weight int   `json:"weight"`
}
