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
	Poll      int64     `db:"poll_id"`
	Option    string    `db:"option"`
	Entry     []byte    `db:"entry"`
	Sequence  int       `db:"sequence"`
	ChangedAt time.Time `db:"changed_at"`
}

func (r feedRow) event() (committee.FeedEvent, error) {
	e := committee.FeedEvent{UID: r.UID, Meeting: r.Meeting, Poll: r.Poll, Option: r.Option, Sequence: r.Sequence, ChangedAt: r.ChangedAt.UTC()}
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
		SELECT uid, coalesce(meeting_id, 0) AS meeting_id, coalesce(poll_id, 0) AS poll_id, option, entry, sequence, changed_at
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

// feedPolls are the date polls of a committee that are open, or of which days are
// still tentative in the calendar.
func feedPolls(ctx context.Context, tx *sqlx.Tx, committeeID int64) ([]committee.FeedPoll, error) {
	var ids []int64
	err := tx.SelectContext(ctx, &ids, `
		SELECT p.id
		FROM poll p
		WHERE p.committee_id = $1 AND p.kind = 'date' AND (p.state = 'open' OR EXISTS (
			SELECT
			FROM feed_event e
			WHERE e.poll_id = p.id AND e.meeting_id IS NULL AND e.entry->>'status' = 'TENTATIVE'))
		ORDER BY p.id`, committeeID)
	if err != nil {
		return nil, fmt.Errorf("listing the date polls of a calendar: %w", err)
	}
	list := make([]committee.FeedPoll, len(ids))
	for i, id := range ids {
		if list[i], err = feedPoll(ctx, tx, id); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func feedPoll(ctx context.Context, tx *sqlx.Tx, id int64) (committee.FeedPoll, error) {
	p, err := onePoll(ctx, tx, selectPoll+` WHERE p.id = $1`, id)
	if err != nil {
		return committee.FeedPoll{}, err
	}
	if p.State == committee.PollOpen {
		return committee.FeedPoll{Poll: p}, nil // nobody counts before the end
	}
	ballots, err := ballotsOf(ctx, tx, id)
	if err != nil {
		return committee.FeedPoll{}, err
	}
	o, err := p.Count(ballots)
	return committee.FeedPoll{Poll: p, Found: o.Days != nil && len(o.Days.Order) > 0}, err
}

// keepDays brings the calendar in line with a date poll that was opened or closed.
func keepDays(ctx context.Context, tx *sqlx.Tx, p committee.Poll, now time.Time) error {
	if p.Kind != committee.DatePoll {
		return nil
	}
	c, err := lockCommittee(ctx, tx, p.Committee)
	if err != nil {
		return err
	}
	return keepFeed(ctx, tx, c, now)
}

// keepFeed brings the calendar of a locked committee in line with its meetings and
// date polls, in the transaction that has changed them.
func keepFeed(ctx context.Context, tx *sqlx.Tx, c committee.Committee, now time.Time) error {
	have, err := feedEvents(ctx, tx, c.ID)
	if err != nil {
		return err
	}
	ms, err := meetingsOf(ctx, tx, c.ID, committee.FeedSince(c, now), lastDay)
	if err != nil {
		return err
	}
	polls, err := feedPolls(ctx, tx, c.ID)
	if err != nil {
		return err
	}
	for _, e := range committee.KeepFeed(c, have, ms, polls, now) {
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
			INSERT INTO feed_event (committee_id, meeting_id, poll_id, option, entry, sequence, changed_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			committeeID, idOrNull(e.Meeting), idOrNull(e.Poll), e.Option, entry, e.Sequence, e.ChangedAt)
	} else {
		_, err = tx.ExecContext(ctx, `
			UPDATE feed_event
			SET entry = $2, sequence = $3, changed_at = $4, meeting_id = $5
			WHERE uid = $1`, e.UID, entry, e.Sequence, e.ChangedAt, idOrNull(e.Meeting))
	}
	if err != nil {
		return fmt.Errorf("storing an event of the calendar: %w", err)
	}
	return nil
}
