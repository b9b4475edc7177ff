package storage

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// needChangedReason is why a message is taken back whose need has changed.
const needChangedReason = "need changed"

// tellOfNeed takes back what a change of a need has made pointless, and owes what
// follows from it.
func tellOfNeed(ctx context.Context, tx *sqlx.Tx, now time.Time, by string, before, after committee.Need) error {
	var home committeeRow
	if err := tx.GetContext(ctx, &home, `SELECT `+committeeColumns+` FROM committee c WHERE c.id = $1`, after.Committee); err != nil {
		return fmt.Errorf("reading the committee of a need: %w", err)
	}
	everybody, err := peopleIn(ctx, tx, after.Committee)
	if err != nil {
		return err
	}
	over, owed := committee.NeedNews(home.committee(), before, after, by, everybody, now)
	object := committee.Object{Kind: committee.NeedObject, ID: after.ID}
	reason, undone := needChangedReason, committee.Undone(before, after)
	if undone {
		reason = "step undone"
	}
	if len(over) > 0 {
		if err := unowe(ctx, tx, now, reason, object, over...); err != nil {
			return err
		}
	}
	if undone {
		if err := oweBack(ctx, tx, object, needChangedReason, before.ChangedAt); err != nil {
			return err
		}
	}
	return oweAnew(ctx, tx, owed...)
}

// keepOrganisations makes the organisations without a seat that have a need those
// of the changed one. What a bundled need brought along stays.
func keepOrganisations(ctx context.Context, tx *sqlx.Tx, by string, before, after committee.Need) error {
	for _, o := range before.Owners {
		if o.Seat == 0 && !slices.Contains(after.Owners, o) {
			_, err := tx.ExecContext(ctx, `DELETE FROM need_owner WHERE need_id = $1 AND seat_id IS NULL AND lower(body) = lower($2)`, after.ID, o.Body)
			if err != nil {
				return fmt.Errorf("taking an organisation away: %w", err)
			}
		}
	}
	for _, o := range after.Owners {
		if o.Seat == 0 && !slices.Contains(before.Owners, o) {
			if err := insertOwner(ctx, tx, after.ID, by, o); err != nil {
				return err
			}
		}
	}
	return nil
}
