package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// settleGone does what follows when the recipient's account is closed: a message
// for their seat goes to the substitute, the organisers hear of the account, and of
// a question that now reaches nobody.
func settleGone(ctx context.Context, tx *sqlx.Tx, now time.Time, o committee.Owed, since string) error {
	passed, err := passOn(ctx, tx, o)
	if err != nil {
		return err
	}
	if err := reportGone(ctx, tx, now, o, since); err != nil || passed || !o.Kind.Asks() {
		return err
	}
	return report(ctx, tx, now, committee.OwedFailed, []missedRow{rowOf(o)})
}

// passOn owes a message for the seat of a member to its substitute, if there is
// one, unless it is owed to them anyway.
func passOn(ctx context.Context, tx *sqlx.Tx, o committee.Owed) (bool, error) {
	if !o.Kind.ForSeat() {
		return false, nil
	}
	err := tx.GetContext(ctx, &o.User, `
		SELECT u.user_id
		FROM tenure h
		JOIN seat s ON s.id = h.seat_id AND s.until IS NULL
		JOIN tenure u ON u.seat_id = h.seat_id AND NOT u.holds AND u.until IS NULL
		WHERE h.committee_id = $1 AND h.user_id = $2 AND h.holds AND h.until IS NULL
		LIMIT 1`,
		o.Committee, o.User)
	switch err = found(err); {
	case errors.Is(err, ErrNotFound):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("asking who substitutes: %w", err)
	}
	return true, owe(ctx, tx, o)
}

// reportGone owes the organisers, once for an account that was closed, the news that
// somebody cannot be reached. If that was one of them, the others are told, and what
// that one was to be told about others.
func reportGone(ctx context.Context, tx *sqlx.Tx, now time.Time, o committee.Owed, since string) error {
	first, err := once(ctx, tx, fmt.Sprintf("gone/%d/%s/%s", o.Committee, o.User, since), now)
	note := o.User
	switch {
	case err != nil:
		return err
	case o.Kind == committee.OwedGone:
		note += "," + o.Note
	case !first:
		return nil
	}
	return oweReport(ctx, tx, now, o.Committee, committee.OwedGone, note, o.User)
}
