package storage

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// Claimed is a message that one caller may send until its lease runs out. It is
// an alias so that package scheduler can name the same type without an import.
type Claimed = struct {
	Owed committee.Owed
	// Attempt counts the claims. It is the proof of this one: what is reported
	// with an older number changes nothing.
	Attempt int
	// Pending is the chat's pending_post_id, the same for all attempts and
	// unguessable: others see it in the post and must not know the next one. That of
	// several messages in one is made of theirs.
	Pending string
	// First is when it was claimed for the first time; look back from here.
	First time.Time
	// Unsure: an earlier attempt may have posted it. Look before sending again.
	Unsure bool
}

// The ends that [DB.SettleOwed] knows.
const (
	Missed  = "missed"  // too late to be of use
	Dropped = "dropped" // not needed any more
	Failed  = "failed"  // the chat refused it for good
	Gone    = "gone"    // its recipient's account is closed; the reason says since when
)

type claimedRow struct {
	ID         int64                `db:"id"`
	Committee  int64                `db:"committee_id"`
	ObjectKind committee.ObjectKind `db:"object_kind"`
	ObjectID   int64                `db:"object_id"`
	Kind       committee.OwedKind   `db:"kind"`
	Channel    string               `db:"channel_id"`
	User       string               `db:"user_id"`
	Note       string               `db:"note"`
	Due        time.Time            `db:"due_at"`
	Stale      time.Time            `db:"stale_at"`
	Attempt    int                  `db:"attempts"`
	Pending    string               `db:"pending"`
	First      time.Time            `db:"first_attempt_at"`
	Unsure     bool                 `db:"unsure"`
}

func (r claimedRow) owed() committee.Owed {
	return committee.Owed{
		ID: r.ID, Committee: r.Committee, Object: committee.Object{Kind: r.ObjectKind, ID: r.ObjectID}, Kind: r.Kind,
		Channel: r.Channel, User: r.User, Due: r.Due.UTC(), Grace: r.Stale.Sub(r.Due), Note: r.Note,
	}
}

func (r claimedRow) claimed() Claimed {
	return Claimed{Owed: r.owed(), Attempt: r.Attempt, Pending: r.Pending, First: r.First.UTC(), Unsure: r.Unsure}
}

// Claim takes up to limit messages that are due, and those that can be said in one with
// them, for the length of the lease, and returns them in the order in which they were due. Nobody else gets them before
// the lease runs out. Those whose earlier lease ran out, or whose earlier attempt
// ended in doubt, are marked Unsure.
//
// A card gets its row with the first claim of its first posting, so that whatever
// changes while it is being posted asks for it to be redrawn.
func (db *DB) Claim(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]Claimed, error) {
	var rows []claimedRow
	err := db.sql.SelectContext(ctx, &rows, `
		WITH first AS (
			SELECT id, state, committee_id, user_id, kind
			FROM owed
			WHERE state IN ('owed', 'sending') AND next_at <= $1
			ORDER BY next_at, id
			LIMIT $3
			FOR UPDATE SKIP LOCKED
		), alike AS (
			SELECT id, state
			FROM owed
			WHERE state IN ('owed', 'sending') AND next_at <= $1 AND kind = ANY ($5)
			AND (committee_id, user_id) IN (SELECT committee_id, user_id FROM first WHERE kind = ANY ($5))
			AND id NOT IN (SELECT id FROM first)
			FOR UPDATE SKIP LOCKED
		), due AS (
			SELECT id, state FROM first
			UNION ALL
			SELECT id, state FROM alike
		), claimed AS (
			UPDATE owed o
			SET state = 'sending', attempts = o.attempts + 1, first_attempt_at = coalesce(o.first_attempt_at, $1),
				lease_until = $2, next_at = $2,
				pending = CASE o.pending WHEN '' THEN left(encode(sha256(convert_to(cast($4 AS text) || o.id, 'UTF8')), 'hex'), 32) ELSE o.pending END
			FROM due
			WHERE o.id = due.id
			RETURNING o.id, o.committee_id, o.object_kind, o.object_id, o.kind, o.channel_id, o.user_id, o.note, o.due_at, o.stale_at,
				o.attempts, o.pending, o.first_attempt_at, due.state = 'sending' AS unsure
		), cards AS (
			INSERT INTO card (object_kind, object_id, committee_id, channel_id, post_id, drawn_at)
			SELECT object_kind, object_id, committee_id, channel_id, '', $1
			FROM claimed
			WHERE kind = 'card'
			ON CONFLICT (object_kind, object_id) DO NOTHING
		)
		SELECT id, committee_id, object_kind, object_id, kind, channel_id, user_id, note, due_at, stale_at, attempts, pending, first_attempt_at, unsure
		FROM claimed
		ORDER BY due_at, id`,
		now, now.Add(lease), limit, rand.Text(), textArray(saidInOne()))
	if err != nil {
		return nil, fmt.Errorf("claiming what is due: %w", err)
	}
	list := make([]Claimed, len(rows))
	for i, r := range rows {
		list[i] = r.claimed()
	}
	return list, nil
}

// saidInOne are the kinds of messages that go together.
func saidInOne() []string {
	var kinds []string
	for _, k := range committee.Together() {
		kinds = append(kinds, string(k))
	}
	return kinds
}

// MarkSent says that a claimed message stands in a channel as a post. With the
// posting of a card the object's card is that post from now on; drawn says when
// its content was read. What follows a message, such as the table in the thread of a
// result, is owed in the same transaction. It reports whether the claim still held: if not, nothing
// changes, and whoever holds it now finds the post in the channel.
func (db *DB) MarkSent(ctx context.Context, c Claimed, drawn, now time.Time, channel, post string) (held bool, err error) {
	err = db.inTx(ctx, func(tx *sqlx.Tx) error {
		held, err = holding(tx.ExecContext(ctx, `
			UPDATE owed
			SET state = 'sent', posted_in = $3, post_id = $4, settled_at = $5, lease_until = NULL
			WHERE id = $1 AND state = 'sending' AND attempts = $2`,
			c.Owed.ID, c.Attempt, channel, post, now))
		if err != nil || !held {
			return err
		}
		if c.Owed.Kind == committee.OwedCard {
			return placeCard(ctx, tx, c.Owed, drawn, channel, post)
		}
		if err := placeResult(ctx, tx, c.Owed, channel, post); err != nil {
			return err
		}
		return owe(ctx, tx, c.Owed.Follows(channel, post)...)
	})
	if err != nil {
		return false, fmt.Errorf("marking %d as sent: %w", c.Owed.ID, err)
	}
	return held, nil
}

// Retry gives a claimed message back, to be claimed again at an instant. unsure
// says that the attempt may have posted it. It reports whether the claim held.
func (db *DB) Retry(ctx context.Context, c Claimed, at time.Time, unsure bool) (held bool, err error) {
	held, err = holding(db.sql.ExecContext(ctx, `
		UPDATE owed
		SET state = CASE WHEN $4 THEN 'sending' ELSE 'owed' END, next_at = $3, lease_until = NULL
		WHERE id = $1 AND state = 'sending' AND attempts = $2`,
		c.Owed.ID, c.Attempt, at, unsure))
	if err != nil {
		return false, fmt.Errorf("giving %d back: %w", c.Owed.ID, err)
	}
	return held, nil
}

// SettleOwed ends a claimed message without a post: [Missed], [Dropped], [Failed] or
// [Gone], with a reason for those who look. What was missed or failed is reported to
// the office, see [DB.MissStale]; a closed account is, once for each reason. What was
// for a seat goes to its substitute then. It reports whether the claim held.
func (db *DB) SettleOwed(ctx context.Context, c Claimed, now time.Time, state, reason string) (held bool, err error) {
	if !slices.Contains([]string{Missed, Dropped, Failed, Gone}, state) {
		return false, fmt.Errorf("settling %d: %q is no end", c.Owed.ID, state)
	}
	err = db.inTx(ctx, func(tx *sqlx.Tx) error {
		held, err = holding(tx.ExecContext(ctx, `
			UPDATE owed
			SET state = $3, reason = $4, settled_at = $5, lease_until = NULL
			WHERE id = $1 AND state = 'sending' AND attempts = $2`,
			c.Owed.ID, c.Attempt, state, reason, now))
		switch {
		case err != nil, !held, state == Dropped:
			return err
		case state == Gone:
			return settleGone(ctx, tx, now, c.Owed, reason)
		}
		kind := map[string]committee.OwedKind{Missed: committee.OwedMissed, Failed: committee.OwedFailed}[state]
		return report(ctx, tx, now, kind, []missedRow{rowOf(c.Owed)})
	})
	if err != nil {
		return false, fmt.Errorf("settling %d: %w", c.Owed.ID, err)
	}
	return held, nil
}

// holding reads from the result of a guarded update whether it found its row.
func holding(r sql.Result, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n == 1, err
}

// NextDue says what happens next by itself: the message that is sent first, or
// the end of the open poll or assessment that ends first, whichever is earlier.
// Of these only Committee, Object and Due are set. It is false when nothing is ahead.
func (db *DB) NextDue(ctx context.Context) (at time.Time, what committee.Owed, ahead bool, err error) {
	var next struct {
		claimedRow
		At time.Time `db:"at"`
	}
	err = db.sql.GetContext(ctx, &next, `
		(SELECT id, committee_id, object_kind, object_id, kind, channel_id, user_id, note, due_at, stale_at, next_at AS at
			FROM owed
			WHERE state IN ('owed', 'sending')
			ORDER BY next_at, id
			LIMIT 1)
		UNION ALL
		(SELECT 0, committee_id, 'poll', id, '', '', '', '', closes_at, closes_at, closes_at
			FROM poll
			WHERE state = 'open'
			ORDER BY closes_at, id
			LIMIT 1)
		UNION ALL
		(SELECT 0, committee_id, 'assessment', id, '', '', '', '', closes_at, closes_at, closes_at
			FROM assessment
			WHERE state = 'open'
			ORDER BY closes_at, id
			LIMIT 1)
		ORDER BY at
		LIMIT 1`)
	switch err = found(err); {
	case errors.Is(err, ErrNotFound):
		return time.Time{}, committee.Owed{}, false, nil
	case err != nil:
		return time.Time{}, committee.Owed{}, false, fmt.Errorf("asking what is next: %w", err)
	}
	return next.At.UTC(), next.owed(), true, nil
}
