package storage

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// RecordPoll numbers and stores a poll that was voted on outside the bot and is
// closed, enters its result into the register if it belongs there, and owes the
// result to the committee's channel. name is the dialog's name: a second call with
// the same one returns committee.ErrRepeated and changes nothing.
func (db *DB) RecordPoll(ctx context.Context, c committee.Committee, p committee.Poll, name string) (committee.Poll, error) {
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		if err := addPoll(ctx, tx, c, &p, name, "record"); err != nil {
			return err
		}
		if err := enterResult(ctx, tx, c, p); err != nil {
			return err
		}
		return oweResult(ctx, tx, c, p)
	})
	if err != nil {
		return committee.Poll{}, fmt.Errorf("recording a poll: %w", err)
	}
	return p, nil
}
