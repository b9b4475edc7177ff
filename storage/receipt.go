package storage

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// receiptPoll is the poll that a receipt's key names, such as "poll.7"; false for
// a receipt of something else, which is not kept.
func receiptPoll(key string) (int64, bool) {
	number, ok := strings.CutPrefix(key, "poll.")
	id, err := strconv.ParseInt(number, 10, 64)
	return id, ok && err == nil
}

// Receipt is the post in which a person was last told directly about the thing a
// key names, "" if none is known.
func (db *DB) Receipt(ctx context.Context, user, key string) (string, error) {
	poll, ok := receiptPoll(key)
	if !ok {
		return "", nil
	}
	var post string
	err := found(db.sql.GetContext(ctx, &post, `SELECT post_id FROM receipt WHERE poll_id = $1 AND user_id = $2`, poll, user))
	if err != nil && !errors.Is(err, ErrNotFound) {
		return "", fmt.Errorf("looking for a receipt: %w", err)
	}
	return post, nil
}

// KeepReceipt remembers the post in which a person was told directly about the
// thing a key names, in place of the one before.
func (db *DB) KeepReceipt(ctx context.Context, user, key, post string) error {
	poll, ok := receiptPoll(key)
	if !ok {
		return nil
	}
	_, err := db.sql.ExecContext(ctx, `
		INSERT INTO receipt (poll_id, user_id, post_id)
		VALUES ($1, $2, $3)
		ON CONFLICT (poll_id, user_id) DO UPDATE SET post_id = excluded.post_id`, poll, user, post)
	if err != nil {
		return fmt.Errorf("keeping a receipt: %w", err)
	}
	return nil
}
