package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// redrawResult has the post that tells a result redrawn, by making it a card: posts that
// never change need none. One that is not posted yet follows with placeResult.
func redrawResult(ctx context.Context, tx *sqlx.Tx, c committee.Committee, p committee.Poll, now time.Time) error {
	o := p.ResultPost()
	_, err := tx.ExecContext(ctx, `
		INSERT INTO card (object_kind, object_id, committee_id, channel_id, post_id, drawn_at)
		SELECT $3, object_id, committee_id, channel_id, post_id, coalesce(settled_at, $2)
		FROM owed
		WHERE key = $1 AND state IN ('owed', 'sending', 'sent')
		FOR NO KEY UPDATE
		ON CONFLICT (object_kind, object_id) DO NOTHING`, p.ResultOwed(c).Key(), now, o.Kind)
	if err != nil {
		return fmt.Errorf("making a result a card: %w", err)
	}
	return touchCard(ctx, tx, o)
}

// placeResult gives the post of a result that was to be redrawn before it was posted to
// its card.
func placeResult(ctx context.Context, tx *sqlx.Tx, o committee.Owed, channel, post string) error {
	if o.Kind != committee.OwedResult {
		return nil
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE card
		SET channel_id = $3, post_id = $4
		WHERE object_kind = $1 AND object_id = $2 AND post_id = ''`, committee.ResultObject, o.Object.ID, channel, post)
	if err != nil {
		return fmt.Errorf("placing a result: %w", err)
	}
	return nil
}
