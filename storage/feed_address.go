package storage

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// feedHash is all that is kept of the secret in an address. It is drawn at random
// and long enough that nobody finds it by trying, so it needs no salt.
func feedHash(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// FeedAddressSince is when a person's address of a committee's calendar was made,
// zero if they have none.
func (db *DB) FeedAddressSince(ctx context.Context, committeeID int64, user string) (time.Time, error) {
	var at *time.Time
	err := db.sql.GetContext(ctx, &at, `
		SELECT max(made_at)
		FROM feed_address
		WHERE committee_id = $1 AND user_id = $2 AND revoked_at IS NULL`, committeeID, user)
	if err != nil {
		return time.Time{}, fmt.Errorf("asking for the address of a calendar: %w", err)
	}
	return optionalTime(at), nil
}

// MakeFeedAddress gives a person an address of a committee's calendar and returns
// its secret part, which is told this once and kept nowhere. Who has one gets
// committee.ErrRepeated, or if it is to be replaced a new one, and the old one is
// revoked. The rule says whether the person, as they are now, may have one; nobody
// loses their roles meanwhile.
func (db *DB) MakeFeedAddress(ctx context.Context, committeeID int64, user string, replace bool, now time.Time, rule func(committee.Person) error) (string, error) {
	secret := rand.Text()
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := lockCommittee(ctx, tx, committeeID); err != nil {
			return err
		}
		p, err := readPerson(ctx, tx, committeeID, user)
		if err != nil {
			return err
		}
		if err := rule(p); err != nil {
			return err
		}
		if err := makeRoom(ctx, tx, committeeID, user, replace, now); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO feed_address (hash, committee_id, user_id, made_at)
			VALUES ($1, $2, $3, $4)`, feedHash(secret), committeeID, user, now)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("making an address of a calendar: %w", err)
	}
	return secret, nil
}

// makeRoom revokes the address that is to be replaced; nobody has two.
func makeRoom(ctx context.Context, tx *sqlx.Tx, committeeID int64, user string, replace bool, now time.Time) error {
	if replace {
		_, err := revokeFeeds(ctx, tx, committeeID, now, user)
		return err
	}
	var has bool
	err := tx.GetContext(ctx, &has, `
		SELECT EXISTS (SELECT FROM feed_address WHERE committee_id = $1 AND user_id = $2 AND revoked_at IS NULL)`, committeeID, user)
	if err == nil && has {
		return committee.ErrRepeated
	}
	return err
}

// RevokeFeedAddress revokes a person's address of a committee's calendar and
// reports whether there was one.
func (db *DB) RevokeFeedAddress(ctx context.Context, committeeID int64, user string, now time.Time) (bool, error) {
	var had bool
	err := db.inTx(ctx, func(tx *sqlx.Tx) (err error) {
		had, err = revokeFeeds(ctx, tx, committeeID, now, user)
		return err
	})
	return had, err
}

// revokeFeeds revokes the addresses of some people and reports whether any had one.
func revokeFeeds(ctx context.Context, tx *sqlx.Tx, committeeID int64, now time.Time, users ...string) (bool, error) {
	r, err := tx.ExecContext(ctx, `
		UPDATE feed_address
		SET revoked_at = $3
		WHERE committee_id = $1 AND user_id = ANY ($2) AND revoked_at IS NULL`, committeeID, textArray(users), now)
	if err != nil {
		return false, fmt.Errorf("revoking addresses of a calendar: %w", err)
	}
	n, err := r.RowsAffected()
	return n > 0, err
}

// FeedOf finds the committee whose calendar has an address with this secret, and
// whether it was revoked; or it returns ErrNotFound.
func (db *DB) FeedOf(ctx context.Context, secret string) (c committee.Committee, revoked bool, err error) {
	var r struct {
		Committee int64 `db:"committee_id"`
		Revoked   bool  `db:"revoked"`
	}
	err = db.sql.GetContext(ctx, &r, `
		SELECT committee_id, revoked_at IS NOT NULL AS revoked
		FROM feed_address
		WHERE hash = $1`, feedHash(secret))
	if err != nil {
		return c, false, fmt.Errorf("finding a calendar: %w", found(err))
	}
	if r.Revoked {
		return c, true, nil
	}
	c, err = db.Committee(ctx, r.Committee)
	return c, false, err
}
