package storage

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// prioritise notes for the needs of a poll about priorities that it has put them
// into an order, if its count did.
func prioritise(ctx context.Context, tx *sqlx.Tx, p committee.Poll, o committee.Outcome, now time.Time) error {
	if !p.PutsInOrder(o) {
		return nil
	}
	var ids []int64
	for _, o := range p.Options {
		if o.Need != 0 {
			ids = append(ids, o.Need)
		}
	}
	slices.Sort(ids) // two polls lock the needs they share in the same order
	for _, id := range ids {
		before, err := lockNeed(ctx, tx, id)
		if err != nil {
			return fmt.Errorf("reading a need of a poll: %w", err)
		}
		after, changed := before.Prioritised(now)
		if !changed {
			continue
		}
		if err := updateNeed(ctx, tx, after); err != nil {
			return err
		}
		if err := needChanged(ctx, tx, now, "", "prioritise", before, after); err != nil {
			return err
		}
	}
	return nil
}

// touchPollsAbout has the cards of open polls redrawn that ask about a need which
// was closed or opened again.
func touchPollsAbout(ctx context.Context, tx *sqlx.Tx, before, after committee.Need) error {
	if before.Open() == after.Open() {
		return nil
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE card
		SET wanted = wanted + 1
		WHERE object_kind = 'poll'
		AND object_id IN (
			SELECT id
			FROM poll
			WHERE committee_id = $1 AND state = 'open' AND options @> jsonb_build_array(jsonb_build_object('need', cast($2 AS bigint))))`,
		after.Committee, after.ID)
	if err != nil {
		return fmt.Errorf("touching the polls about a need: %w", err)
	}
	return nil
}

// touchRoundsAbout has the card of the open round redrawn that a need is in, for
// it names what is still to be appraised.
func touchRoundsAbout(ctx context.Context, tx *sqlx.Tx, before, after committee.Need) error {
	if before.Open() == after.Open() && before.Title == after.Title {
		return nil
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE card
		SET wanted = wanted + 1
		WHERE object_kind = 'assessment'
		AND object_id IN (
			SELECT m.id
			FROM assessment m
			JOIN assessment_need x ON x.assessment_id = m.id
			WHERE m.state = 'open' AND x.need_id = $1)`, after.ID)
	if err != nil {
		return fmt.Errorf("touching the rounds about a need: %w", err)
	}
	return nil
}

// ClosedNeeds says which of some needs are over without being put into practice,
// and how: withdrawn, not pursued, rejected or bundled into another one.
func (db *DB) ClosedNeeds(ctx context.Context, ids []int64) (map[int64]committee.NeedState, error) {
	var rows []struct {
		ID    int64  `db:"id"`
		State string `db:"state"`
	}
	over := textArray(asText([]committee.NeedState{committee.NeedWithdrawn, committee.NeedDropped, committee.NeedRejected, committee.NeedBundled}))
	err := db.sql.SelectContext(ctx, &rows, `SELECT id, state FROM need WHERE id = ANY ($1) AND state = ANY ($2)`, intArray(ids), over)
	if err != nil {
		return nil, fmt.Errorf("asking which needs are over: %w", err)
	}
	closed := map[int64]committee.NeedState{}
	for _, r := range rows {
		closed[r.ID] = committee.NeedState(r.State)
	}
	return closed, nil
}
