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
// the same one returns committee.ErrRepeated and changes nothing.
func (db *DB) RecordPoll(ctx context.Context, c committee.Committee, p committee.Poll, name string) (committee.Poll, error) {
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		if first, err := once(ctx, tx, name, p.OpensAt); err != nil || !first {
			return orElse(err, committee.ErrRepeated)
		}
		var err error
		if p.Number, err = nextNumber(ctx, tx, c.ID, committee.PollRegister, p.OpensAt.In(c.Location()).Year()); err != nil {
			return err
		}
		if err := insertPoll(ctx, tx, &p); err != nil {
			return err
		}
		if err := updatePoll(ctx, tx, p); err != nil {
			return err
		}
		object := committee.Object{Kind: committee.PollObject, ID: p.ID}
		if err := record(ctx, tx, p.OpensAt, p.By, "record", c.ID, object, nil, p); err != nil {
			return err
		}
		if err := enterResult(ctx, tx, c, p); err != nil {
			return err
		}
		return owe(ctx, tx, committee.Owed{
			Committee: c.ID, Object: object, Kind: committee.OwedResult, Channel: c.Channel, Due: p.ClosedAt, Grace: 30 * 24 * time.Hour,
		})
	})
	if err != nil {
		return committee.Poll{}, fmt.Errorf("recording a poll: %w", err)
	}
	return p, nil
}
