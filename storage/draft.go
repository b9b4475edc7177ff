package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// The tables of what people have begun and not sent.
const (
	needDrafts  = "need_draft"
	topicDrafts = "topic_draft"
)

// manyDrafts is how many drafts of a person are listed.
const manyDrafts = 10

// KeepNeedDraft keeps the need a person has begun, in place of what they had under
// its ID or wrote in the same form, and sweeps old drafts. form is the name of the
// dialog. once, if not "", lets it happen once: a second call with the same name
// returns committee.ErrRepeated and keeps nothing.
func (db *DB) KeepNeedDraft(ctx context.Context, k committee.Kept[committee.NeedDraft], form, once string, now time.Time) (int64, error) {
	return keepDraft(ctx, db, needDrafts, k, form, once, now)
}

// NeedDraft returns a draft, or ErrNotFound when it was sent, thrown away or is too
// old. Whose it is stands in it.
func (db *DB) NeedDraft(ctx context.Context, id int64, now time.Time) (committee.Kept[committee.NeedDraft], error) {
	return oneDraft[committee.NeedDraft](ctx, db, needDrafts, id, now)
}

// NeedDrafts returns the needs that a person has begun in a committee, the newest first.
func (db *DB) NeedDrafts(ctx context.Context, committeeID int64, user string, now time.Time) ([]committee.Kept[committee.NeedDraft], error) {
	return draftsOf[committee.NeedDraft](ctx, db, needDrafts, committeeID, user, now)
}

// DropNeedDraft deletes what a person kept under an ID or wrote in a form.
func (db *DB) DropNeedDraft(ctx context.Context, committeeID int64, user string, id int64, form string) error {
	return dropDraft(ctx, db, needDrafts, committeeID, user, id, form)
}

// KeepTopicDraft is KeepNeedDraft for topics.
func (db *DB) KeepTopicDraft(ctx context.Context, k committee.Kept[committee.TopicDraft], form, once string, now time.Time) (int64, error) {
	return keepDraft(ctx, db, topicDrafts, k, form, once, now)
}

// TopicDraft is NeedDraft for topics.
func (db *DB) TopicDraft(ctx context.Context, id int64, now time.Time) (committee.Kept[committee.TopicDraft], error) {
	return oneDraft[committee.TopicDraft](ctx, db, topicDrafts, id, now)
}

// TopicDrafts is NeedDrafts for topics.
func (db *DB) TopicDrafts(ctx context.Context, committeeID int64, user string, now time.Time) ([]committee.Kept[committee.TopicDraft], error) {
	return draftsOf[committee.TopicDraft](ctx, db, topicDrafts, committeeID, user, now)
}

// DropTopicDraft is DropNeedDraft for topics.
func (db *DB) DropTopicDraft(ctx context.Context, committeeID int64, user string, id int64, form string) error {
	return dropDraft(ctx, db, topicDrafts, committeeID, user, id, form)
}

func keepDraft[T any](ctx context.Context, db *DB, table string, k committee.Kept[T], form, name string, now time.Time) (int64, error) {
	text, err := json.Marshal(k.Draft)
	if err != nil {
		return 0, fmt.Errorf("keeping a draft: %w", err)
	}
	var id int64
	err = db.inTx(ctx, func(tx *sqlx.Tx) error {
		if first, err := once(ctx, tx, name, now); err != nil || !first {
			return orElse(err, committee.ErrRepeated)
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE at <= $1`, now.Add(-committee.DraftKept)); err != nil {
			return err
		}
		err := found(tx.GetContext(ctx, &id, `
			UPDATE `+table+`
			SET draft = $4, at = $5
			WHERE id = $1 AND committee_id = $2 AND user_id = $3
			RETURNING id`, k.ID, k.Committee, k.User, string(text), now))
		if !errors.Is(err, ErrNotFound) {
			return err
		}
		return tx.GetContext(ctx, &id, `
			INSERT INTO `+table+` (committee_id, user_id, form, draft, at)
			VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (committee_id, user_id, form) WHERE form <> '' DO UPDATE
			SET draft = excluded.draft, at = excluded.at
			RETURNING id`, k.Committee, k.User, form, string(text), now)
	})
	if err != nil {
		return 0, fmt.Errorf("keeping a draft: %w", err)
	}
	return id, nil
}

type draftRow struct {
	ID        int64     `db:"id"`
	Committee int64     `db:"committee_id"`
	User      string    `db:"user_id"`
	Draft     []byte    `db:"draft"`
	At        time.Time `db:"at"`
}

func kept[T any](r draftRow) (committee.Kept[T], error) {
	k := committee.Kept[T]{ID: r.ID, Committee: r.Committee, User: r.User, At: r.At}
	return k, json.Unmarshal(r.Draft, &k.Draft)
}

func oneDraft[T any](ctx context.Context, db *DB, table string, id int64, now time.Time) (committee.Kept[T], error) {
	var r draftRow
	err := db.sql.GetContext(ctx, &r, `
		SELECT id, committee_id, user_id, draft, at
		FROM `+table+`
		WHERE id = $1 AND at > $2`, id, now.Add(-committee.DraftKept))
	if err != nil {
		return committee.Kept[T]{}, fmt.Errorf("reading a draft: %w", found(err))
	}
	k, err := kept[T](r)
	if err != nil {
		return k, fmt.Errorf("reading a draft: %w", err)
	}
	return k, nil
}

func draftsOf[T any](ctx context.Context, db *DB, table string, committeeID int64, user string, now time.Time) ([]committee.Kept[T], error) {
	var rows []draftRow
	err := db.sql.SelectContext(ctx, &rows, `
		SELECT id, committee_id, user_id, draft, at
		FROM `+table+`
		WHERE committee_id = $1 AND user_id = $2 AND at > $3
		ORDER BY at DESC, id DESC
		LIMIT $4`, committeeID, user, now.Add(-committee.DraftKept), manyDrafts)
	if err != nil {
		return nil, fmt.Errorf("reading somebody's drafts: %w", err)
	}
	var all []committee.Kept[T]
	for _, r := range rows {
		k, err := kept[T](r)
		if err != nil {
			return nil, fmt.Errorf("reading somebody's drafts: %w", err)
		}
		all = append(all, k)
	}
	return all, nil
}

func dropDraft(ctx context.Context, db *DB, table string, committeeID int64, user string, id int64, form string) error {
	_, err := db.sql.ExecContext(ctx, `
		DELETE FROM `+table+`
		WHERE committee_id = $1 AND user_id = $2 AND (id = $3 OR form <> '' AND form = $4)`, committeeID, user, id, form)
	if err != nil {
		return fmt.Errorf("deleting a draft: %w", err)
	}
	return nil
}
