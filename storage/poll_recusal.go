package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// RecusePoll lets the rule note or take back a conflict of interest of a seat,
// and deletes the ballots of those that have one. A ballot that is being cast
// meanwhile is decided on anew.
func (db *DB) RecusePoll(ctx context.Context, id int64, by, verb string, now time.Time, rule func(committee.Poll) (committee.Poll, error)) (committee.Poll, error) {
	after, err := db.changePoll(ctx, id, by, verb, now, rule, func(tx *sqlx.Tx, _ committee.Committee, after committee.Poll) error {
		if err := forgetSeats(ctx, tx, after); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM ballot WHERE poll_id = $1 AND seat_id = ANY ($2)`, id, intArray(after.Recused))
		return err
	})
	if err != nil {
		return committee.Poll{}, fmt.Errorf("noting a conflict of interest: %w", err)
	}
	return after, nil
}
