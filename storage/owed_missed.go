package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// missedGrace is how long a report of what was missed is news.
const missedGrace = 7 * 24 * time.Hour

type missedRow struct {
	Committee  int64                `db:"committee_id"`
	Kind       committee.OwedKind   `db:"kind"`
	ObjectKind committee.ObjectKind `db:"object_kind"`
	ObjectID   int64                `db:"object_id"`
}

func rowOf(o committee.Owed) missedRow {
	return missedRow{Committee: o.Committee, Kind: o.Kind, ObjectKind: o.Object.Kind, ObjectID: o.Object.ID}
}

// String names what was missed, such as "day-before:meeting/78".
func (r missedRow) String() string { return fmt.Sprintf("%s:%s/%d", r.Kind, r.ObjectKind, r.ObjectID) }

// MissStale records everything as missed that is too late to be of use, and owes
// the office of each committee (or its chair, if it has no office) one report
// for all of it. Its Note says what and how often, such as
// "attendance:meeting/78*14,day-before:meeting/78*14". Whatever may have been
// posted already is left alone: [DB.Claim] returns it as Unsure. It returns how
// many were missed.
func (db *DB) MissStale(ctx context.Context, now time.Time) (int, error) {
	var rows []missedRow
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		rows = nil
		err := tx.SelectContext(ctx, &rows, `
			WITH stale AS (
				SELECT id
				FROM owed
				WHERE state = 'owed' AND stale_at < $1
				FOR UPDATE SKIP LOCKED
			)
			UPDATE owed o
			SET state = 'missed', settled_at = $1, reason = 'stale'
			FROM stale
			WHERE o.id = stale.id
			RETURNING o.committee_id, o.kind, o.object_kind, o.object_id`,
			now)
		if err != nil {
			return err
		}
		return reportMissed(ctx, tx, now, rows)
	})
	if err != nil {
		return 0, fmt.Errorf("recording what was missed: %w", err)
	}
	return len(rows), nil
}

// reportMissed owes one report per committee and minute.
func reportMissed(ctx context.Context, tx *sqlx.Tx, now time.Time, rows []missedRow) error {
	return report(ctx, tx, now, committee.OwedMissed, rows)
}

// report owes one report of a kind per committee and minute. What went wrong with
// a report itself is not reported.
func report(ctx context.Context, tx *sqlx.Tx, now time.Time, kind committee.OwedKind, rows []missedRow) error {
	byCommittee := map[int64][]missedRow{}
	for _, r := range rows {
		if r.Kind != committee.OwedMissed && r.Kind != committee.OwedFailed && r.Kind != committee.OwedGone {
			byCommittee[r.Committee] = append(byCommittee[r.Committee], r)
		}
	}
	for id, missed := range byCommittee {
		if err := oweReport(ctx, tx, now, id, kind, count(missed), ""); err != nil {
			return err
		}
	}
	return nil
}

// count lists each thing that was missed once, with how often.
func count(missed []missedRow) string {
	times := map[string]int{}
	for _, m := range missed {
		times[m.String()]++
	}
	var list []string
	for what, n := range times {
		list = append(list, fmt.Sprintf("%s*%d", what, n))
	}
	slices.Sort(list)
	return strings.Join(list, ",")
}

// oweReport owes a report to each who organises, but for one who is gone.
func oweReport(ctx context.Context, tx *sqlx.Tx, now time.Time, committeeID int64, kind committee.OwedKind, note, gone string) error {
	due := now.UTC().Truncate(time.Minute)
	users, err := organisers(ctx, tx, committeeID, gone)
	if err != nil {
		return err
	}
	for _, user := range users {
		report := committee.Owed{
			Committee: committeeID, Object: committee.Object{Kind: committee.CommitteeObject, ID: committeeID}, Kind: kind,
			User: user, Due: due, Grace: missedGrace, Note: note,
		}
		for taken := false; !taken; report.Due = report.Due.Add(time.Minute) {
			if taken, err = oweOrGrow(ctx, tx, report); err != nil {
				return fmt.Errorf("reporting what was not sent: %w", err)
			}
		}
	}
	return nil
}

// oweOrGrow owes a report, or adds to the one that is owed for the same minute.
// It is false if that one is being sent or was sent.
func oweOrGrow(ctx context.Context, tx *sqlx.Tx, o committee.Owed) (bool, error) {
	return holding(tx.ExecContext(ctx, `
		INSERT INTO owed (committee_id, key, object_kind, object_id, kind, user_id, note, due_at, stale_at, next_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8)
		ON CONFLICT (key) DO UPDATE SET note = owed.note || ',' || excluded.note
		WHERE owed.state = 'owed'`,
		o.Committee, o.Key(), o.Object.Kind, o.Object.ID, o.Kind, o.User, o.Note, o.Due, o.Due.Add(o.Grace)))
}

// organisers are those who hear of what went wrong: the office, else the chair, but
// for one who is gone.
func organisers(ctx context.Context, tx *sqlx.Tx, committeeID int64, gone string) ([]string, error) {
	var users []string
	err := tx.SelectContext(ctx, &users, `
		SELECT user_id
		FROM role
		WHERE committee_id = $1 AND user_id <> $2
		AND role = (SELECT max(role) FROM role WHERE committee_id = $1 AND user_id <> $2 AND role IN ('office', 'chair'))
		ORDER BY user_id`,
		committeeID, gone)
	if err != nil {
		return nil, fmt.Errorf("asking who organises: %w", err)
	}
	return users, nil
}
