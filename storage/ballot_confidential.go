package storage

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// lockAway gives a confidential poll the key that its tags are made with.
func lockAway(ctx context.Context, tx *sqlx.Tx, p committee.Poll) error {
	if !p.Confidential {
		return nil
	}
	key := make([]byte, sha256.Size)
	_, _ = rand.Read(key) // never fails
	_, err := tx.ExecContext(ctx, `INSERT INTO confidential_key (poll_id, key) VALUES ($1, $2)`, p.ID, key)
	return err
}

// tag names the ballot of a seat to whoever has the poll's key, and to nobody
// else.
func tag(key []byte, poll, seat int64) []byte {
	mac := hmac.New(sha256.New, key)
	_, _ = fmt.Fprintf(mac, "%d/%d", poll, seat)
	return mac.Sum(nil)
}

// confidentialBefore is the ballot that a seat has cast in an open confidential
// poll, nil for none. It does not say who cast it.
func (db *DB) confidentialBefore(ctx context.Context, poll, seat int64) (*committee.Ballot, error) {
	var r struct {
		AsHolder bool   `db:"as_holder"`
		Key      []byte `db:"key"`
	}
	err := db.sql.GetContext(ctx, &r, `
		SELECT a.as_holder, k.key
		FROM participation a
		LEFT JOIN confidential_key k ON k.poll_id = a.poll_id
		WHERE a.poll_id = $1 AND a.seat_id = $2`, poll, seat)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	b := committee.Ballot{Seat: seat, AsHolder: r.AsHolder}
	if err != nil || r.Key == nil {
		return &b, err
	}
	var choice []byte
	err = db.sql.GetContext(ctx, &choice, `SELECT choice FROM confidential_ballot WHERE poll_id = $1 AND tag = $2`, poll, tag(r.Key, poll, seat))
	if errors.Is(err, sql.ErrNoRows) { // closed or recused meanwhile
		return &b, nil
	}
	if err != nil {
		return nil, err
	}
	return &b, json.Unmarshal(choice, &b.Choice)
}

// confidentialVoting adds what the voter's seat has cast before.
func (db *DB) confidentialVoting(ctx context.Context, v committee.Voting) (committee.Voting, error) {
	var err error
	if v.Who.Seat != nil {
		v.Before, err = db.confidentialBefore(ctx, v.Poll.ID, v.Who.Seat.ID)
	}
	return v, err
}

// castConfidential is castTogether for one ballot that is kept apart from who cast
// it.
func (db *DB) castConfidential(ctx context.Context, v committee.Voting, rule func(committee.Voting) (committee.Ballot, error)) (casted, error) {
	v, err := db.confidentialVoting(ctx, v)
	if err != nil {
		return casted{v: v}, err
	}
	b, err := rule(v)
	if err != nil {
		return casted{v: v}, err
	}
	stored, err := db.storeConfidential(ctx, v, b)
	return casted{v: v, b: b, stored: stored}, err
}

// storeConfidential stores a ballot apart from the seat it belongs to, under the
// same conditions as storeAlone.
func (db *DB) storeConfidential(ctx context.Context, v committee.Voting, b committee.Ballot) (bool, error) {
	choice, err := asJSON(b.Choice)
	if err != nil {
		return false, err
	}
	var before committee.Choice
	if v.Before != nil {
		before = v.Before.Choice
	}
	builtOn, err := asJSON(before)
	if err != nil {
		return false, err
	}
	err = db.inTx(ctx, func(tx *sqlx.Tx) error {
		var key []byte
		err := tx.GetContext(ctx, &key, `
			SELECT k.key
			FROM poll p
			JOIN confidential_key k ON k.poll_id = p.id
			WHERE p.id = $1 AND p.version = $2 AND p.state = 'open'
			FOR SHARE OF p`, v.Poll.ID, v.Poll.Version)
		if errors.Is(err, sql.ErrNoRows) {
			return errLeave
		}
		if err != nil {
			return err
		}
		if err := one(tx.ExecContext(ctx, `
			INSERT INTO participation (poll_id, seat_id, as_holder)
			VALUES ($1, $2, $3)
			ON CONFLICT (poll_id, seat_id) DO UPDATE
			SET as_holder = excluded.as_holder
			WHERE excluded.as_holder OR NOT participation.as_holder`, v.Poll.ID, b.Seat, b.AsHolder)); err != nil {
			return err
		}
		return one(tx.ExecContext(ctx, `
			INSERT INTO confidential_ballot (poll_id, tag, choice)
			VALUES ($1, $2, $3)
			ON CONFLICT (poll_id, tag) WHERE tag IS NOT NULL DO UPDATE
			SET choice = excluded.choice
			WHERE NOT $4 OR confidential_ballot.choice = $5`, v.Poll.ID, tag(key, v.Poll.ID, b.Seat), choice, b.Builds, builtOn))
	})
	if errors.Is(err, errLeave) {
		return false, nil
	}
	return err == nil, err
}

// one is errLeave unless just one row was written.
func one(r sql.Result, err error) error {
	if err != nil {
		return err
	}
	if n, err := r.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return errLeave
}

// forget takes away, when a confidential poll closes, everything that could join
// a seat with a choice: the key, the tags, and the order in which rows were
// written.
func forget(ctx context.Context, tx *sqlx.Tx, p committee.Poll) error {
	if !p.Confidential {
		return nil
	}
	for _, query := range []string{
		`WITH gone AS (DELETE FROM confidential_ballot WHERE poll_id = $1 RETURNING poll_id, choice)
		INSERT INTO confidential_ballot (poll_id, choice)
		SELECT poll_id, choice FROM gone ORDER BY gen_random_uuid()`,
		`WITH gone AS (DELETE FROM participation WHERE poll_id = $1 RETURNING poll_id, seat_id, as_holder)
		INSERT INTO participation (poll_id, seat_id, as_holder)
		SELECT poll_id, seat_id, as_holder FROM gone ORDER BY gen_random_uuid()
		ON CONFLICT DO NOTHING`,
		`DELETE FROM confidential_key WHERE poll_id = $1`,
	} {
		if _, err := tx.ExecContext(ctx, query, p.ID); err != nil {
			return fmt.Errorf("forgetting who voted how: %w", err)
		}
	}
	return nil
}

// sweep removes what deleting left on the pages of the tables. It is done when
// the poll is closed already, and again with the next one.
func (db *DB) sweep(ctx context.Context) {
	for _, table := range []string{"confidential_ballot", "participation", "confidential_key"} {
		_, _ = db.sql.ExecContext(ctx, `VACUUM `+table)
	}
}

// forgetSeats deletes the ballots of recused seats from an open confidential poll.
func forgetSeats(ctx context.Context, tx *sqlx.Tx, p committee.Poll) error {
	if !p.Confidential || len(p.Recused) == 0 {
		return nil
	}
	var key []byte
	if err := tx.GetContext(ctx, &key, `SELECT key FROM confidential_key WHERE poll_id = $1`, p.ID); err != nil {
		return err
	}
	for _, seat := range p.Recused {
		if _, err := tx.ExecContext(ctx, `DELETE FROM confidential_ballot WHERE poll_id = $1 AND tag = $2`, p.ID, tag(key, p.ID, seat)); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM participation WHERE poll_id = $1 AND seat_id = ANY ($2)`, p.ID, intArray(p.Recused))
	return err
}
