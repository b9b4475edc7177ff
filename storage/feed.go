package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

type feedRow struct {
	UID       string    `db:"uid"`
	Meeting   int64     `db:"meeting_id"`
	Entry     []byte    `db:"entry"`
	Sequence  int       `db:"sequence"`
	ChangedAt time.Time `db:"changed_at"`
}

func (r feedRow) event() (committee.FeedEvent, error) {
	e := committee.FeedEvent{UID: r.UID, Meeting: r.Meeting, Sequence: r.Sequence, ChangedAt: r.ChangedAt.UTC()}
	if err := json.Unmarshal(r.Entry, &e.FeedEntry); err != nil {
		return e, fmt.Errorf("reading an event of the calendar: %w", err)
	}
	return e, nil
}

// FeedEvents are the events that the calendar of a committee shows at an instant,
// in order of time.
func (db *DB) FeedEvents(ctx context.Context, c committee.Committee, now time.Time) ([]committee.FeedEvent, error) {
	all, err := feedEvents(ctx, db.sql, c.ID)
	return committee.FeedShown(c, all, now), err
}

func feedEvents(ctx context.Context, q sqlx.QueryerContext, committeeID int64) ([]committee.FeedEvent, error) {
	var rows []feedRow
	err := sqlx.SelectContext(ctx, q, &rows, `
		SELECT uid, coalesce(meeting_id, 0) AS meeting_id, entry, sequence, changed_at
		FROM feed_event
		WHERE committee_id = $1
		ORDER BY uid`, committeeID)
	if err != nil {
		return nil, fmt.Errorf("listing the events of a calendar: %w", err)
	}
	list := make([]committee.FeedEvent, len(rows))
	for i, r := range rows {
		if list[i], err = r.event(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// keepFeed brings the calendar of a locked committee in line with its meetings, in
// the transaction that has changed them.
func keepFeed(ctx context.Context, tx *sqlx.Tx, c committee.Committee, now time.Time) error {
	have, err := feedEvents(ctx, tx, c.ID)
	if err != nil {
		return err
	}
	ms, err := meetingsOf(ctx, tx, c.ID, committee.FeedSince(c, now), lastDay)
	if err != nil {
		return err
	}
	for _, e := range committee.KeepFeed(c, have, ms, now) {
		if err := storeFeedEvent(ctx, tx, c.ID, e); err != nil {
			return err
		}
	}
	return nil
}

func storeFeedEvent(ctx context.Context, tx *sqlx.Tx, committeeID int64, e committee.FeedEvent) error {
	entry, err := asJSON(e.FeedEntry)
	if err != nil {
		return err
	}
	if e.UID == "" {
		_, err = tx.ExecContext(ctx, `
			INSERT INTO feed_event (committee_id, meeting_id, entry, sequence, changed_at)
			VALUES ($1, $2, $3, $4, $5)`,
			committeeID, idOrNull(e.Meeting), entry, e.Sequence, e.ChangedAt)
	} else {
		_, err = tx.ExecContext(ctx, `
			UPDATE feed_event
			SET entry = $2, sequence = $3, changed_at = $4
			WHERE uid = $1`, e.UID, entry, e.Sequence, e.ChangedAt)
	}
	if err != nil {
		return fmt.Errorf("storing an event of the calendar: %w", err)
	}
	return nil
}
