package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// owe writes messages down before anything is sent, in the transaction of what
// they are about. A message that is written down already stays as it is.
func owe(ctx context.Context, tx *sqlx.Tx, owed ...committee.Owed) error {
	for _, o := range owed {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO owed (committee_id, key, object_kind, object_id, kind, channel_id, user_id, note, due_at, stale_at, next_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9)
			ON CONFLICT (key) DO NOTHING`,
			o.Committee, o.Key(), o.Object.Kind, o.Object.ID, o.Kind, o.Channel, o.User, o.Note, o.Due, o.Due.Add(o.Grace))
		if err != nil {
			return fmt.Errorf("owing %s: %w", o.Key(), err)
		}
	}
	return nil
}

// oweAgain is owe for messages that may have been taken back before: one that is to
// come at the same moment after all is owed again, unless it was tried already.
func oweAgain(ctx context.Context, tx *sqlx.Tx, owed ...committee.Owed) error {
	if err := owe(ctx, tx, owed...); err != nil {
		return err
	}
	keys := make([]string, len(owed))
	for i, o := range owed {
		keys[i] = o.Key()
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE owed
		SET state = 'owed', settled_at = NULL, reason = ''
		WHERE key = ANY ($1) AND state = 'dropped' AND attempts = 0`, textArray(keys))
	if err != nil {
		return fmt.Errorf("owing again: %w", err)
	}
	return nil
}

// oweAnew is owe for messages of which each is one of its own, however many were
// owed to the same person at the same moment: it is then due a second earlier.
func oweAnew(ctx context.Context, tx *sqlx.Tx, owed ...committee.Owed) error {
	for _, o := range owed {
		for taken := true; taken; o.Due = o.Due.Add(-time.Second) {
			if err := tx.GetContext(ctx, &taken, `SELECT EXISTS (SELECT FROM owed WHERE key = $1)`, o.Key()); err != nil {
				return fmt.Errorf("owing %s anew: %w", o.Key(), err)
			}
			if taken {
				continue
			}
			if err := owe(ctx, tx, o); err != nil {
				return err
			}
		}
	}
	return nil
}

// Owe writes messages down that are to be sent; see owe.
func (db *DB) Owe(ctx context.Context, owed ...committee.Owed) error {
	return db.inTx(ctx, func(tx *sqlx.Tx) error { return owe(ctx, tx, owed...) })
}

// unowe takes back what is owed for an object and not being sent yet, for the
// given kinds or for all of them when none is given.
func unowe(ctx context.Context, tx *sqlx.Tx, now time.Time, reason string, object committee.Object, kinds ...committee.OwedKind) error {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = string(k)
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE owed
		SET state = 'dropped', settled_at = $1, reason = $2
		WHERE object_kind = $3 AND object_id = $4 AND state = 'owed'
		AND (cardinality(cast($5 AS text[])) = 0 OR kind = ANY ($5))`,
		now, reason, object.Kind, object.ID, textArray(names))
	if err != nil {
		return fmt.Errorf("taking back what is owed for %s %d: %w", object.Kind, object.ID, err)
	}
	return nil
}

const oweDropped = `
	UPDATE owed
	SET state = 'owed', settled_at = NULL, reason = ''
	WHERE object_kind = $1 AND object_id = $2 AND state = 'dropped' AND attempts = 0 AND reason = $3 AND settled_at = $4`

// oweBack owes again, when and to whom it was owed before, what was taken back
// for an object and a reason at an instant, unless it was tried already.
func oweBack(ctx context.Context, tx *sqlx.Tx, object committee.Object, reason string, at time.Time) error {
	_, err := tx.ExecContext(ctx, oweDropped, object.Kind, object.ID, reason, at)
	if err != nil {
		return fmt.Errorf("owing for %s %d what was taken back: %w", object.Kind, object.ID, err)
	}
	return nil
}

// oweCard owes the first posting of an object's card in its channel.
func oweCard(ctx context.Context, tx *sqlx.Tx, committeeID int64, channel string, object committee.Object, now time.Time) error {
	return owe(ctx, tx, committee.Owed{
		Committee: committeeID, Object: object, Kind: committee.OwedCard, Channel: channel, Due: now, Grace: 30 * 24 * time.Hour,
	})
}

// touchCard says that an object changed, so that its card is redrawn.
func touchCard(ctx context.Context, tx *sqlx.Tx, object committee.Object) error {
	_, err := tx.ExecContext(ctx, `UPDATE card SET wanted = wanted + 1 WHERE object_kind = $1 AND object_id = $2`, object.Kind, object.ID)
	if err != nil {
		return fmt.Errorf("touching the card of %s %d: %w", object.Kind, object.ID, err)
	}
	return nil
}
