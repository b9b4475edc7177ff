package storage

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// LeaveNeed lets the rule say whose word that they have a need is taken back, takes
// it back there and in all that is bundled into it, and has the cards redrawn. It
// returns the need with all its owners and whether the rule found something to take
// back; if not, nothing changes. It can be repeated. As with SupportNeed, a bundled
// need is left where it lives on; the rule also sees what is bundled there.
func (db *DB) LeaveNeed(ctx context.Context, id int64, by string, now time.Time, rule func(whole committee.Need, parts []committee.Need) (committee.Owner, bool, error)) (committee.Need, bool, error) {
	var after committee.Need
	var gone bool
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		before, err := lockWhole(ctx, tx, id)
		if err != nil {
			return err
		}
		parts, err := partsOf(ctx, tx, before.ID)
		if err != nil {
			return err
		}
		var o committee.Owner
		if o, gone, err = rule(before, parts); err != nil || !gone {
			after = before
			return err
		}
		for _, n := range append(parts, before) {
			if after, err = leave(ctx, tx, n, o, by, now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return committee.Need{}, false, fmt.Errorf("leaving a need: %w", err)
	}
	return after, gone, nil
}

// leave takes a seat from those that have a need, and writes that down if it was
// among them.
func leave(ctx context.Context, tx *sqlx.Tx, n committee.Need, o committee.Owner, by string, now time.Time) (committee.Need, error) {
	if !slices.ContainsFunc(n.Owners, func(k committee.Owner) bool { return k.Seat == o.Seat }) {
		return n, nil
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM need_owner WHERE need_id = $1 AND seat_id = $2`, n.ID, o.Seat); err != nil {
		return n, fmt.Errorf("taking an owner away: %w", err)
	}
	after, err := readNeed(ctx, tx, `SELECT `+needColumns+` WHERE n.id = $1`, n.ID)
	if err != nil {
		return n, err
	}
	return after, needChanged(ctx, tx, now, by, "leave", n, after)
}

// partsOf are all needs that are bundled into one, however deep. Who has locked that
// one keeps them where they are: to bundle or to take out waits for it.
func partsOf(ctx context.Context, tx *sqlx.Tx, whole int64) ([]committee.Need, error) {
	var ids []int64
	err := tx.SelectContext(ctx, &ids, `
		WITH RECURSIVE below AS (
			SELECT id FROM need WHERE into_id = $1
			UNION
			SELECT n.id FROM need n JOIN below b ON n.into_id = b.id
		)
		SELECT id FROM below ORDER BY id`, whole)
	if err != nil {
		return nil, fmt.Errorf("reading what is bundled: %w", err)
	}
	parts := make([]committee.Need, len(ids))
	for i, id := range ids {
		if parts[i], err = readNeed(ctx, tx, `SELECT `+needColumns+` WHERE n.id = $1`, id); err != nil {
			return nil, err
		}
	}
	return parts, nil
}
