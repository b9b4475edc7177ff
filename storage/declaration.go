package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// Declare stores what the rule makes of a poll as the person's statement for the
// minutes, in place of an earlier one; without words that is taken back.
func (db *DB) Declare(ctx context.Context, id int64, now time.Time, rule func(committee.Poll) (committee.Statement, error)) (committee.Statement, error) {
	var s committee.Statement
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		p, err := lockPoll(ctx, tx, id)
		if err != nil {
			return err
		}
		if s, err = rule(p); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM statement WHERE poll_id = $1 AND user_id = $2`, id, s.User); err != nil {
			return err
		}
		if s.Words != "" {
			_, err := tx.ExecContext(ctx, `
				INSERT INTO statement (poll_id, user_id, body, words, at)
				VALUES ($1, $2, $3, $4, $5)`, id, s.User, s.Body, s.Words, s.At)
			if err != nil {
				return err
			}
		}
		return record(ctx, tx, now, s.User, "state", p.Committee, committee.Object{Kind: committee.PollObject, ID: id}, nil, s)
	})
	if err != nil {
		return committee.Statement{}, fmt.Errorf("storing a statement: %w", err)
	}
	return s, nil
}

// Statements lists what members have stated about a poll, the first first.
func (db *DB) Statements(ctx context.Context, id int64) ([]committee.Statement, error) {
	var rows []struct {
		User  string    `db:"user_id"`
		Name  string    `db:"name"`
		Body  string    `db:"body"`
		Words string    `db:"words"`
		At    time.Time `db:"at"`
	}
	err := db.sql.SelectContext(ctx, &rows, `
		SELECT s.user_id, a.name, s.body, s.words, s.at
		FROM statement s
		JOIN person a USING (user_id)
		WHERE s.poll_id = $1
		ORDER BY s.at, s.user_id`, id)
	if err != nil {
		return nil, fmt.Errorf("listing statements: %w", err)
	}
	list := make([]committee.Statement, len(rows))
	for i, r := range rows {
		list[i] = committee.Statement{User: r.User, Name: r.Name, Body: r.Body, Words: r.Words, At: r.At.UTC()}
	}
	return list, nil
}
