package storage

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

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

// resultWords is what is searched for words: what was asked, and about what.
const resultWords = `bare(p.question || ' ' || coalesce(p.terms->>'text', '') || ' ' || coalesce((
	SELECT string_agg((o ->> 'key') || ' ' || (o ->> 'label'), ' ') FROM jsonb_array_elements(p.options) AS o), ''))`

// closedOrder is the order in which results are listed: entries first, newest first.
const closedOrder = `r.seq IS NULL, r.year DESC, r.seq DESC, p.closed_at DESC, p.id DESC`

// Results lists at most limit of the polls that ended and that the filter lets through,
// and counts all of them.
func (db *DB) Results(ctx context.Context, committeeID int64, f committee.ResultFilter, limit, offset int) (committee.FoundResults, error) {
	w := filtered(committeeID, f)
	var n struct {
		Entered   int `db:"entered"`
		Unentered int `db:"unentered"`
	}
	if err := db.sql.GetContext(ctx, &n, `SELECT count(r.seq) AS entered, count(*) - count(r.seq) AS unentered FROM poll p LEFT JOIN result r ON r.poll_id = p.id WHERE `+w.text(), w.args...); err != nil {
		return committee.FoundResults{}, fmt.Errorf("counting results: %w", err)
	}
	order := closedOrder
	if f.Review {
		order = `r.review_on, ` + order
	}
	list, err := listPolls(ctx, db.sql, fmt.Sprintf(selectPoll+` WHERE %s ORDER BY %s LIMIT %d OFFSET %d`, w.text(), order, limit, offset), w.args...)
	return committee.FoundResults{Polls: list, Entered: n.Entered, Unentered: n.Unentered}, err
}

// filtered are the conditions of a filter.
func filtered(committeeID int64, f committee.ResultFilter) *conditions {
	w := &conditions{}
	w.and(`p.committee_id = ? AND p.state = 'closed'`, committeeID)
	if !f.Narrows() {
		w.that(`r.seq IS NOT NULL`)
	}
	if len(f.Kinds) > 0 { // polls of earlier versions do not say
		w.and(`coalesce(p.terms->>'result', CASE p.kind WHEN 'priority' THEN 'prioritisation' ELSE 'mood' END) = ANY (cast(? AS text[]))`, pq.Array(f.Kinds))
	}
	if f.Year != 0 {
		w.and(`coalesce(r.year, extract(year FROM p.closed_at AT TIME ZONE (SELECT c.zone FROM committee c WHERE c.id = p.committee_id))) = ?`, f.Year)
	}
	if f.Review {
		w.that(`r.review_on IS NOT NULL`)
	}
	if f.Void {
		w.that(`EXISTS (SELECT FROM voided x WHERE x.poll_id = p.id)`)
	}
	if f.Unentered {
		w.that(`r.seq IS NULL`)
	}
	w.words(resultWords, f.Words)
	return w
}

// ResultNumbered returns the poll of an entry of the register of results, or
// ErrNotFound.
func (db *DB) ResultNumbered(ctx context.Context, committeeID int64, n committee.Number) (committee.Poll, error) {
	return onePoll(ctx, db.sql, selectPoll+` WHERE r.committee_id = $1 AND r.year = $2 AND r.seq = $3`, committeeID, n.Year, n.Seq)
}
