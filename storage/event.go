package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// record writes an audit event in the transaction of the change itself. before
// and after are stored as JSON, nil for none.
func record(ctx context.Context, tx *sqlx.Tx, now time.Time, by, verb string, committeeID int64, object committee.Object, before, after any) error {
	b, err := asJSON(before)
	if err != nil {
		return err
	}
	a, err := asJSON(after)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO event (committee_id, object_kind, object_id, verb, user_id, at, before, after)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		committeeID, object.Kind, object.ID, verb, by, now, b, a)
	if err != nil {
		return fmt.Errorf("recording %s of %s %d: %w", verb, object.Kind, object.ID, err)
	}
	return nil
}

// forgetTexts takes the texts of a need or topic out of all its events, for it has
// become RED: of such objects the bot keeps nothing but the title. The names are
// those of the fields of committee.Need and committee.Topic.
func forgetTexts(ctx context.Context, tx *sqlx.Tx, object committee.Object, title string) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE event
		SET before = `+withoutTexts("before")+`, after = `+withoutTexts("after")+`
		WHERE object_kind = $1 AND object_id = $2`,
		object.Kind, object.ID, title)
	if err != nil {
		return fmt.Errorf("forgetting the texts of %s %d: %w", object.Kind, object.ID, err)
	}
	return nil
}

// withoutTexts is a column without the texts, and with the title in $3; what is NULL
// stays NULL.
func withoutTexts(column string) string {
	return `(` + column + ` - CAST('{Problem,Affected,Reason,Existing,Benefit,Wish,Legal,Contact,Links,Query,Why,Question,Addressee,Answer,Proposal,Past}' AS text[]))
			#- '{Before,Why}' #- '{Before,Answer}' #- '{Before,Reason}' #- '{Handover,Answer}'
			|| jsonb_build_object('Title', CAST($3 AS text))`
}

// asJSON is v as JSON text, nil for nil.
func asJSON(v any) (any, error) {
	if v == nil {
		return nil, nil
	}
	text, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("writing JSON: %w", err)
	}
	return string(text), nil
}

// once takes a name that may be used once, in the transaction of its effect. It
// reports whether this was the first time; "" may be used always.
func once(ctx context.Context, tx *sqlx.Tx, name string, now time.Time) (bool, error) {
	if name == "" {
		return true, nil
	}
	r, err := tx.ExecContext(ctx, `INSERT INTO once (key, at) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING`, name, now)
	if err != nil {
		return false, fmt.Errorf("using a name once: %w", err)
	}
	n, err := r.RowsAffected()
	return n == 1, err
}

// nextNumber takes the next number of a register in a year.
func nextNumber(ctx context.Context, tx *sqlx.Tx, committeeID int64, reg committee.Register, year int) (committee.Number, error) {
	n := committee.Number{Register: reg, Year: year}
	err := tx.GetContext(ctx, &n.Seq, `
		INSERT INTO counter (committee_id, register, year, last)
		VALUES ($1, $2, $3, 1)
		ON CONFLICT (committee_id, register, year) DO UPDATE SET last = counter.last + 1
		RETURNING last`,
		committeeID, string(rune(reg)), year)
	if err != nil {
		return n, fmt.Errorf("numbering: %w", err)
	}
	return n, nil
}
