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
	var after committee.Poll
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		before, err := onePoll(ctx, tx, selectPoll+` WHERE p.id = $1 FOR UPDATE OF p`, id)
		if err != nil {
			return err
		}
		if after, err = rule(before); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE result SET review_on = $2 WHERE poll_id = $1`, id, dateOrNull(after.Review)); err != nil {
			return err
		}
		object := committee.Object{Kind: committee.PollObject, ID: id}
		if err := record(ctx, tx, now, by, "review", after.Committee, object, before, after); err != nil {
			return err
		}
		if err := unowe(ctx, tx, now, "another day", object, committee.OwedReview); err != nil {
			return err
		}
		var home committeeRow
		if err := tx.GetContext(ctx, &home, `SELECT `+committeeColumns+` FROM committee c WHERE c.id = $1`, after.Committee); err != nil {
			return err
		}
		people, err := peopleIn(ctx, tx, after.Committee)
		if err != nil {
			return err
		}
		return owe(ctx, tx, after.Reviewers(home.committee(), people)...)
	})
	if err != nil {
		return committee.Poll{}, fmt.Errorf("setting the review of a result: %w", err)
	}
	return after, nil
}
