package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// ReviewResult lets the rule set the day on which a result comes up again, and
// owes the reminders of that day instead of those of another.
func (db *DB) ReviewResult(ctx context.Context, id int64, by string, now time.Time, rule func(committee.Poll) (committee.Poll, error)) (committee.Poll, error) {
	review := func(tx *sqlx.Tx, p committee.Poll) (committee.Poll, error) {
		if _, err := lockCommittee(ctx, tx, p.Committee); err != nil { // who comes to an office now waits
			return p, err
		}
		return rule(p)
	}
	after, err := db.changePollWith(ctx, id, by, "review", now, review, func(tx *sqlx.Tx, c committee.Committee, after committee.Poll) error {
		if _, err := tx.ExecContext(ctx, `UPDATE result SET review_on = $2 WHERE poll_id = $1`, id, dateOrNull(after.Review)); err != nil {
			return err
		}
		if err := unowe(ctx, tx, now, "another day", after.Ref(), committee.OwedReview); err != nil {
			return err
		}
		people, err := peopleIn(ctx, tx, c.ID)
		if err != nil {
			return err
		}
		return oweAgain(ctx, tx, after.Reviewers(c, people)...)
	})
	if err != nil {
		return committee.Poll{}, fmt.Errorf("setting the review of a result: %w", err)
	}
	return after, nil
}
