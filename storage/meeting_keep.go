package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// keepNumbers lets every meeting of a locked committee keep its number from now
// on whose number people were told: something about it was sent or is being
// sent, somebody changed it, it was made of a date poll, a topic names it, or its day has come.
func keepNumbers(ctx context.Context, tx *sqlx.Tx, c committee.Committee, now time.Time) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE meeting
		SET place_kept = n.number - $3 + 1
		FROM (`+numberedMeetings+`) n
		WHERE meeting.id = n.id AND meeting.place_kept IS NULL AND (
			meeting.day <= cast($2 AS date) OR meeting.version > 1 OR meeting.poll_id IS NOT NULL
			OR EXISTS (SELECT FROM owed WHERE object_kind = 'meeting' AND object_id = meeting.id AND state IN ('sending', 'sent'))
			OR meeting.id IN (
				SELECT unnest(ARRAY[t.meeting_id, cast(t.before->'Meeting'->>'ID' AS bigint), cast(t.proposal->'Meeting'->>'ID' AS bigint)])
				FROM topic t
				WHERE t.committee_id = $1))`,
		c.ID, calendar.DateOf(now, c.Location()).String(), c.FirstMeeting)
	if err != nil {
		return fmt.Errorf("keeping the numbers of meetings: %w", err)
	}
	return nil
}

func updateMeeting(ctx context.Context, tx *sqlx.Tx, m committee.Meeting) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE meeting
		SET series_id = nullif($11, 0), poll_id = nullif($12, 0), kind = $13, day = $2, start = $3, minutes = $4, place = $5, link = $6, state = $7, reason = $8, changed_at = $9, version = $10
		WHERE id = $1`,
		m.ID, m.Day.String(), m.Start.String(), m.Minutes, m.Place, m.Link, m.State, m.Reason, m.ChangedAt, m.Version, m.Series, m.Poll, m.Kind)
	if err != nil {
		return fmt.Errorf("storing a meeting: %w", err)
	}
	return nil
}
