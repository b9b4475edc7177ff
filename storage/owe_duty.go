package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// oweDuties owes the reminders to come that belong to an office to everybody who has
// it now. They were written down for those who had it then, so that each is known of
// one of them at least; who has lost it is left out when they are sent.
func oweDuties(ctx context.Context, tx *sqlx.Tx, c committee.Committee, everybody []committee.Person, now time.Time) error {
	kinds := committee.Duties()
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = string(k)
	}
	var rows []claimedRow
	err := tx.SelectContext(ctx, &rows, `
		SELECT DISTINCT committee_id, object_kind, object_id, kind, note, due_at, stale_at
		FROM owed
		WHERE committee_id = $1 AND state = 'owed' AND next_at > $2 AND kind = ANY ($3)
		ORDER BY due_at, object_kind, object_id, kind`, c.ID, now, textArray(names))
	if err != nil {
		return fmt.Errorf("listing the reminders of an office: %w", err)
	}
	var owed []committee.Owed
	for _, r := range rows {
		o := r.owed()
		for _, o.User = range committee.OnDuty(o.Kind, everybody) {
			owed = append(owed, o)
		}
	}
	return oweAgain(ctx, tx, owed...)
}
