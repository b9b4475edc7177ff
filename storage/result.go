package storage

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// counted is the count of a poll that nobody can vote in any more.
func counted(ctx context.Context, tx *sqlx.Tx, p committee.Poll) (committee.Outcome, error) {
	ballots, err := ballotsOf(ctx, tx, p.ID)
	if err != nil {
		return committee.Outcome{}, err
	}
	o, err := p.Count(ballots)
	if err != nil {
		return o, fmt.Errorf("counting poll %d: %w", p.ID, err)
	}
	return o, nil
}

// enterResult writes a closed poll into the register of results, if it belongs
// there, under the next number of the year in which it ended.
func enterResult(ctx context.Context, tx *sqlx.Tx, c committee.Committee, p committee.Poll, o committee.Outcome) error {
	if !p.Enters(o) {
		return nil
	}
	n, err := nextNumber(ctx, tx, c.ID, committee.ResultRegister, p.ClosedAt.In(c.Location()).Year())
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO result (committee_id, year, seq, poll_id, at)
		VALUES ($1, $2, $3, $4, $5)`, c.ID, n.Year, n.Seq, p.ID, p.ClosedAt)
	return err
}

// Results lists at most limit polls of the register of results whose question or
// wording holds some words, newest first, and counts all of them.
func (db *DB) Results(ctx context.Context, committeeID int64, words string, limit, offset int) ([]committee.Poll, int, error) {
	w := &conditions{}
	w.and(`r.committee_id = ?`, committeeID)
	w.words(`bare(p.question || ' ' || coalesce(p.terms->>'text', ''))`, words)
	var total int
	if err := db.sql.GetContext(ctx, &total, `SELECT count(*) FROM result r JOIN poll p ON p.id = r.poll_id WHERE `+w.text(), w.args...); err != nil {
		return nil, 0, fmt.Errorf("counting results: %w", err)
	}
	list, err := listPolls(ctx, db.sql, fmt.Sprintf(selectPoll+` WHERE %s ORDER BY r.year DESC, r.seq DESC LIMIT %d OFFSET %d`, w.text(), limit, offset), w.args...)
	return list, total, err
}

// ResultNumbered returns the poll of an entry of the register of results, or
// ErrNotFound.
func (db *DB) ResultNumbered(ctx context.Context, committeeID int64, n committee.Number) (committee.Poll, error) {
	return onePoll(ctx, db.sql, selectPoll+` WHERE r.committee_id = $1 AND r.year = $2 AND r.seq = $3`, committeeID, n.Year, n.Seq)
}
