package storage

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// NeedIDs lists all needs that a filter lets through and p may see, in the order
// of the register. Who reads them later, bit by bit, misses none and sees none
// twice, whatever is changed meanwhile.
func (db *DB) NeedIDs(ctx context.Context, committeeID int64, f committee.NeedFilter, p committee.Person) ([]int64, error) {
	w := needsLeft(committeeID, f, p)
	var ids []int64
	if err := db.sql.SelectContext(ctx, &ids, `SELECT n.id FROM need n WHERE `+w.text()+` ORDER BY `+needOrder, w.args...); err != nil {
		return nil, fmt.Errorf("listing the numbers of needs: %w", err)
	}
	return ids, nil
}

// NeedsByID returns needs with their owners in the order of the IDs; those that
// do not exist are left out.
func (db *DB) NeedsByID(ctx context.Context, ids []int64) ([]committee.Need, error) {
	ns, err := db.needs(ctx, `SELECT `+needColumns+` WHERE n.id = ANY ($1)`, intArray(ids))
	return inOrder(ns, ids, func(n committee.Need) int64 { return n.ID }), err
}

// TopicIDs is NeedIDs for topics, newest first.
func (db *DB) TopicIDs(ctx context.Context, committeeID int64, f committee.TopicFilter, p committee.Person) ([]int64, error) {
	w := topicsLeft(committeeID, f, p)
	var ids []int64
	if err := db.sql.SelectContext(ctx, &ids, `SELECT t.id FROM topic t WHERE `+w.text()+` ORDER BY t.year DESC, t.seq DESC`, w.args...); err != nil {
		return nil, fmt.Errorf("listing the numbers of topics: %w", err)
	}
	return ids, nil
}

// TopicsByID is NeedsByID for topics.
func (db *DB) TopicsByID(ctx context.Context, ids []int64) ([]committee.Topic, error) {
	ts, err := db.topics(ctx, `SELECT `+topicColumns+` WHERE t.id = ANY ($1)`, intArray(ids))
	return inOrder(ts, ids, func(t committee.Topic) int64 { return t.ID }), err
}

// inOrder sorts what was read by the places of its IDs in a list.
func inOrder[T any](list []T, ids []int64, id func(T) int64) []T {
	place := make(map[int64]int, len(ids))
	for i, id := range ids {
		place[id] = i
	}
	slices.SortFunc(list, func(a, b T) int { return place[id(a)] - place[id(b)] })
	return list
}

// PromiseExport notes that a person was promised files about an object. They are
// told that those are lost unless RecordExport or ForgetExport comes before.
func (db *DB) PromiseExport(ctx context.Context, committeeID int64, object committee.Object, by string, now time.Time) error {
	return db.inTx(ctx, func(tx *sqlx.Tx) error {
		return oweAnew(ctx, tx, committee.ExportPromise(committeeID, object, by, now))
	})
}

// RecordExport notes in the history who took a register, or one object, out of
// the committee; the promise is kept.
func (db *DB) RecordExport(ctx context.Context, committeeID int64, object committee.Object, by string, now time.Time) error {
	return db.inTx(ctx, func(tx *sqlx.Tx) error {
		if err := forgetExport(ctx, tx, committeeID, object, by, "sent", now); err != nil {
			return err
		}
		return record(ctx, tx, now, by, "export", committeeID, object, nil, nil)
	})
}

// ForgetExport takes a promise back: the person was told already that the files
// do not come.
func (db *DB) ForgetExport(ctx context.Context, committeeID int64, object committee.Object, by string, now time.Time) error {
	return db.inTx(ctx, func(tx *sqlx.Tx) error {
		return forgetExport(ctx, tx, committeeID, object, by, "told", now)
	})
}

// forgetExport also drops older promises about the same object: who asked twice
// and has the files once has them.
func forgetExport(ctx context.Context, tx *sqlx.Tx, committeeID int64, object committee.Object, by, reason string, now time.Time) error {
	o := committee.ExportPromise(committeeID, object, by, now)
	_, err := tx.ExecContext(ctx, `
		UPDATE owed
		SET state = 'dropped', settled_at = $1, reason = $2
		WHERE object_kind = $3 AND object_id = $4 AND kind = $5 AND user_id = $6 AND note = $7 AND state = 'owed'`,
		now, reason, o.Object.Kind, o.Object.ID, o.Kind, o.User, o.Note)
	if err != nil {
		return fmt.Errorf("forgetting a promise of files: %w", err)
	}
	return nil
}
