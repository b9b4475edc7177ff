package storage

import (
	"context"
	"time"

	"gremienbot/committee"
)

// KeepPollDraft keeps the poll that a person is writing in a committee in place
// of what they had, and sweeps old drafts. The new one has an ID of its own.
func (db *DB) KeepPollDraft(ctx context.Context, committeeID int64, user string, s committee.PollSketch, now time.Time) (int64, error) {
	s.At = now
	return keepSole(ctx, db, pollDrafts, committeeID, user, s, now)
}

// PollDraft returns the poll that a person is writing in a committee and its ID,
// or ErrNotFound, also if it is too old.
func (db *DB) PollDraft(ctx context.Context, committeeID int64, user string, now time.Time) (int64, committee.PollSketch, error) {
	return soleDraft[committee.PollSketch](ctx, db, pollDrafts, committeeID, user, now)
}

// DropPollDraft deletes a draft that was opened or thrown away.
func (db *DB) DropPollDraft(ctx context.Context, id int64) error {
	return dropSole(ctx, db, pollDrafts, id)
}
