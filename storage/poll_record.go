package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// RecordPoll numbers and stores a poll that was voted on outside the bot and is
// closed, enters its result into the register if it belongs there, and owes the
// result to the committee's channel. name is the dialog's name: a second call with
// the same one returns committee.ErrRepeated and changes nothing. The rule is asked
// with what was recorded in the day before; who records at the same moment waits, and is
// asked with this one among them.
func (db *DB) RecordPoll(ctx context.Context, c committee.Committee, p committee.Poll, name string, rule func(before []committee.Poll) error) (committee.Poll, error) {
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := lockCommittee(ctx, tx, c.ID); err != nil {
			return err
		}
		before, err := recordedSince(ctx, tx, c.ID, p.OpensAt.Add(-committee.SameWithin))
		if err != nil {
			return err
		}
		if err := addPoll(ctx, tx, c, &p, name, "record"); err != nil {
			return err
		}
		if err := rule(before); err != nil { // after the form's name: one sent again is no second vote
			return err
		}
		o, err := counted(ctx, tx, p)
		if err != nil {
			return err
		}
		if err := enterResult(ctx, tx, c, p, o); err != nil {
			return err
		}
		return oweResult(ctx, tx, c, p)
	})
	if err != nil {
		return committee.Poll{}, fmt.Errorf("recording a poll: %w", err)
	}
	return p, nil
}

// recordedSince lists what a committee has recorded of votes outside the bot since an
// instant.
func recordedSince(ctx context.Context, tx *sqlx.Tx, committeeID int64, at time.Time) ([]committee.Poll, error) {
	return listPolls(ctx, tx, selectPoll+`
		WHERE p.committee_id = $1 AND p.outside IS NOT NULL AND p.opens_at > $2
		ORDER BY p.id`, committeeID, at)
}
