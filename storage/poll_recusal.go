package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// RecusePoll lets the rule note or take back a conflict of interest of a seat,
// and deletes the ballots of those that have one. The rule is told which seats
// have cast. A ballot that is being cast meanwhile is decided on anew.
func (db *DB) RecusePoll(
	ctx context.Context, id int64, by, verb string, now time.Time, rule func(p committee.Poll, voted []int64) (committee.Poll, error),
) (committee.Poll, error) {
	told := func(tx *sqlx.Tx, p committee.Poll) (committee.Poll, error) {
		var voted []int64
		if err := tx.SelectContext(ctx, &voted, `SELECT seat_id FROM voted WHERE poll_id = $1`, id); err != nil {
			return p, err
		}
		return rule(p, voted)
	}
	after, err := db.changePollWith(ctx, id, by, verb, now, told, func(tx *sqlx.Tx, _ committee.Committee, after committee.Poll) error {
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
