package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// voidOf says as JSON why poll p does not hold, NULL for one that does. Only what was
// recorded can be void, so whoever votes does not wait for it.
const voidOf = `
	CASE WHEN p.outside IS NOT NULL THEN (
		SELECT cast(json_build_object('why', x.why, 'by', x.user_id, 'by_name', d.name, 'at', x.at, 'instead', i.id,
			'year', i.year, 'seq', i.seq, 'entry_year', e.year, 'entry_seq', e.seq) AS text)
		FROM voided x
		JOIN person d USING (user_id)
		LEFT JOIN poll i ON i.id = x.instead_id
		LEFT JOIN result e ON e.poll_id = i.id
		WHERE x.poll_id = p.id) END AS void`

// voidRow is what voidOf reads; what is NULL there is zero here.
type voidRow struct {
	Why       string    `json:"why"`
	By        string    `json:"by"`
	ByName    string    `json:"by_name"`
	At        time.Time `json:"at"`
	Instead   int64     `json:"instead"`
	Year      int       `json:"year"`
	Seq       int       `json:"seq"`
	EntryYear int       `json:"entry_year"`
	EntrySeq  int       `json:"entry_seq"`
}

func readVoid(text *string) (*committee.Void, error) {
	if text == nil {
		return nil, nil
	}
	var r voidRow
	if err := json.Unmarshal([]byte(*text), &r); err != nil {
		return nil, fmt.Errorf("reading why it is void: %w", err)
	}
	v := committee.Void{Why: r.Why, By: r.By, ByName: r.ByName, At: r.At.UTC(), Instead: r.Instead}
	switch {
	case r.EntrySeq > 0:
		v.Right = committee.Number{Register: committee.ResultRegister, Year: r.EntryYear, Seq: r.EntrySeq}
	case r.Seq > 0:
		v.Right = committee.Number{Register: committee.PollRegister, Year: r.Year, Seq: r.Seq}
	}
	return &v, nil
}

// VoidResult lets the rule declare a recorded vote void, with the poll that holds
// instead (0: none, the rule gets nil), while nobody else does in this committee. Its
// review falls away, the committee's channel is owed the news, and the post that told
// the result is redrawn.
func (db *DB) VoidResult(ctx context.Context, id, instead int64, by string, now time.Time, rule func(p committee.Poll, instead *committee.Poll) (committee.Poll, error)) (committee.Poll, error) {
	void := func(tx *sqlx.Tx, p committee.Poll) (committee.Poll, error) {
		if _, err := lockCommittee(ctx, tx, p.Committee); err != nil { // who declares the other one void, or comes to an office, waits
			return p, err
		}
		if instead == 0 {
			return rule(p, nil)
		}
		right, err := onePoll(ctx, tx, selectPoll+` WHERE p.id = $1`, instead)
		if err != nil {
			return p, err
		}
		return rule(p, &right)
	}
	after, err := db.changePollWith(ctx, id, by, "void", now, void, func(tx *sqlx.Tx, c committee.Committee, after committee.Poll) error {
		if err := insertVoid(ctx, tx, after); err != nil {
			return err
		}
		if err := unowe(ctx, tx, now, "void", after.Ref(), committee.OwedReview); err != nil {
			return err
		}
		if err := redrawResult(ctx, tx, c, after, now); err != nil {
			return err
		}
		return owe(ctx, tx, after.VoidOwed(c))
	})
	if err != nil {
		return committee.Poll{}, fmt.Errorf("declaring a result void: %w", err)
	}
	return after, nil
}

func insertVoid(ctx context.Context, tx *sqlx.Tx, p committee.Poll) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO voided (poll_id, why, instead_id, user_id, at)
		VALUES ($1, $2, nullif($3, 0), $4, $5)`, p.ID, p.Voided.Why, p.Voided.Instead, p.Voided.By, p.Voided.At)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE result SET review_on = NULL WHERE poll_id = $1`, p.ID)
	return err
}
