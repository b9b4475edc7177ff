package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// afterMeeting is how many days after a meeting something can still be owed for it.
const afterMeeting = 40

// PlanMeetings writes down, for every committee, the meetings of its series up
// to the horizon, and what the meetings to come owe. It changes nothing that is
// written down already: a meeting that was moved or cancelled stays so. Who has
// come to the committee is owed what is still to come, and who has left it
// nothing. It can be repeated at any time; a committee that cannot be planned
// does not keep the others from it.
func (db *DB) PlanMeetings(ctx context.Context, now time.Time) error {
	var ids []int64
	if err := db.sql.SelectContext(ctx, &ids, `SELECT id FROM committee ORDER BY id`); err != nil {
		return fmt.Errorf("planning meetings: %w", err)
	}
	var errs []error
	for _, id := range ids {
		err := db.inTx(ctx, func(tx *sqlx.Tx) error {
			c, err := lockCommittee(ctx, tx, id)
			if err != nil {
				return err
			}
			return planCommittee(ctx, tx, c, now)
		})
		if err != nil {
			errs = append(errs, fmt.Errorf("planning the meetings of committee %d: %w", id, err))
		}
	}
	return errors.Join(errs...)
}

// lockCommittee returns a committee whose meetings nobody else changes until the
// transaction ends. All other work on the committee goes on.
func lockCommittee(ctx context.Context, tx *sqlx.Tx, id int64) (committee.Committee, error) {
	if _, err := tx.ExecContext(ctx, `SELECT id FROM committee WHERE id = $1 FOR NO KEY UPDATE`, id); err != nil {
		return committee.Committee{}, fmt.Errorf("locking a committee: %w", err)
	}
	var r committeeRow // after the lock, so that it counts the seats as the last one left them
	if err := tx.GetContext(ctx, &r, `SELECT `+committeeColumns+` FROM committee c WHERE c.id = $1`, id); err != nil {
		return committee.Committee{}, fmt.Errorf("reading a locked committee: %w", found(err))
	}
	return r.committee(), nil
}

// lockCommitteeOf is lockCommittee by a meeting.
func lockCommitteeOf(ctx context.Context, tx *sqlx.Tx, meetingID int64) (committee.Committee, error) {
	var id int64
	if err := tx.GetContext(ctx, &id, `SELECT committee_id FROM meeting WHERE id = $1`, meetingID); err != nil {
		return committee.Committee{}, fmt.Errorf("finding a meeting: %w", found(err))
	}
	return lockCommittee(ctx, tx, id)
}

func peopleIn(ctx context.Context, tx *sqlx.Tx, committeeID int64) ([]committee.Person, error) {
	var rows []personRow
	if err := tx.SelectContext(ctx, &rows, fmt.Sprintf(belonging, ""), committeeID); err != nil {
		return nil, fmt.Errorf("listing people: %w", err)
	}
	return people(rows), nil
}

// planCommittee writes down the meetings of a locked committee and what they owe.
func planCommittee(ctx context.Context, tx *sqlx.Tx, c committee.Committee, now time.Time) error {
	if err := keepNumbers(ctx, tx, c, now); err != nil {
		return err
	}
	series, err := seriesOf(ctx, tx, c.ID)
	if err != nil {
		return err
	}
	for _, s := range series {
		if err := planSeries(ctx, tx, c, s, now); err != nil {
			return err
		}
	}
	if err := keepFeed(ctx, tx, c, now); err != nil {
		return err
	}
	if err := keepAgendas(ctx, tx, c, "", now); err != nil {
		return err
	}
	everybody, err := peopleIn(ctx, tx, c.ID)
	if err != nil {
		return err
	}
	if err := oweDuties(ctx, tx, c, everybody, now); err != nil {
		return err
	}
	all, err := meetingsOf(ctx, tx, c.ID, calendar.DateOf(now, c.Location()).AddDays(-afterMeeting), lastDay)
	if err != nil {
		return err
	}
	for _, m := range all {
		if err := oweReminders(ctx, tx, c, m, everybody, now); err != nil {
			return err
		}
	}
	return nil
}

// planSeries writes down the meetings that a series proposes. A day for which a
// meeting of this kind was proposed before, by whatever series, is left alone.
func planSeries(ctx context.Context, tx *sqlx.Tx, c committee.Committee, s committee.Series, now time.Time) error {
	for _, m := range s.Meetings(c, now) {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO meeting (committee_id, series_id, original, kind, day, start, zone, minutes, place, link, state, version, changed_at)
			SELECT cast($1 AS bigint), cast($2 AS bigint), cast($3 AS date), cast($4 AS text), cast($3 AS date), $5, $6, cast($7 AS integer), $8, $9, $10, cast($11 AS integer), cast($12 AS timestamptz)
			WHERE NOT EXISTS (SELECT FROM meeting WHERE committee_id = $1 AND kind = $4 AND original = $3)
			ON CONFLICT (series_id, original) DO NOTHING`,
			m.Committee, m.Series, m.Original.String(), m.Kind, m.Start.String(), m.Zone, m.Minutes, m.Place, m.Link, m.State, m.Version, m.ChangedAt)
		if err != nil {
			return fmt.Errorf("planning a meeting on %s: %w", m.Day, err)
		}
	}
	_, err := tx.ExecContext(ctx, `UPDATE series SET planned_until = $2 WHERE id = $1`, s.ID, committee.Horizon(c, now).String())
	if err != nil {
		return fmt.Errorf("noting the horizon of series %d: %w", s.ID, err)
	}
	return nil
}

// oweReminders makes the reminders to come of a meeting those that the rule
// names: others are taken back, missing ones written down, and those that were
// taken back before (a meeting moved away and back) are owed again.
func oweReminders(ctx context.Context, tx *sqlx.Tx, c committee.Committee, m committee.Meeting, everybody []committee.Person, now time.Time) error {
	var owed []committee.Owed
	keys := []string{}
	for _, o := range committee.MeetingReminders(c, m, everybody) {
		if o.Due.After(now) {
			owed, keys = append(owed, o), append(keys, o.Key())
		}
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE owed
		SET state = 'dropped', settled_at = $2, reason = 'not owed any more'
		WHERE object_kind = 'meeting' AND object_id = $1 AND state = 'owed' AND kind <> 'meeting-changed' AND due_at > $2 AND NOT key = ANY ($3)`,
		m.ID, now, textArray(keys))
	if err != nil {
		return fmt.Errorf("taking back what meeting %d does not owe: %w", m.ID, err)
	}
	_, err = tx.ExecContext(ctx, `
		UPDATE owed
		SET state = 'owed', settled_at = NULL, reason = '', next_at = due_at
		WHERE key = ANY ($1) AND state = 'dropped'`, textArray(keys))
	if err != nil {
		return fmt.Errorf("owing again for meeting %d: %w", m.ID, err)
	}
	return owe(ctx, tx, owed...)
}

// takeBackReminders takes back whatever a meeting owes except news of it, what is
// due and not sent yet included.
func takeBackReminders(ctx context.Context, tx *sqlx.Tx, meetingID int64, now time.Time) error {
	return unowe(ctx, tx, now, "meeting changed", committee.Object{Kind: committee.MeetingObject, ID: meetingID},
		committee.OwedCallTopics, committee.OwedTopicsClosing, committee.OwedInviteWarning, committee.OwedInviteLast,
		committee.OwedAttendance, committee.OwedDayBefore, committee.OwedQuarter, committee.OwedMinutes, committee.OwedMinutesLast)
}
