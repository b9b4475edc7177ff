package storage

import (
	"context"
	"fmt"
	"time"

	"gremienbot/committee"
)

// NeedHistory lists what happened to a need, oldest first. Names stay readable
// when an account is gone.
func (db *DB) NeedHistory(ctx context.Context, id int64) ([]committee.NeedEvent, error) {
	return history[committee.Need](ctx, db, committee.Object{Kind: committee.NeedObject, ID: id})
}

// TopicHistory lists what happened to a topic, oldest first.
func (db *DB) TopicHistory(ctx context.Context, id int64) ([]committee.TopicEvent, error) {
	return history[committee.Topic](ctx, db, committee.Object{Kind: committee.TopicObject, ID: id})
}

func history[T any](ctx context.Context, db *DB, object committee.Object) ([]committee.Event[T], error) {
	var rows []struct {
		Verb   string    `db:"verb"`
		By     string    `db:"user_id"`
		Name   string    `db:"name"`
		At     time.Time `db:"at"`
		Before *string   `db:"before"`
		After  *string   `db:"after"`
	}
	err := db.sql.SelectContext(ctx, &rows, `
		SELECT e.verb, e.user_id, coalesce(p.name, '') AS name, e.at, e.before, e.after
		FROM event e
		LEFT JOIN person p ON p.user_id = e.user_id
		WHERE e.object_kind = $1 AND e.object_id = $2
		ORDER BY e.id`, object.Kind, object.ID)
	if err != nil {
		return nil, fmt.Errorf("reading the history of %s %d: %w", object.Kind, object.ID, err)
	}
	all := make([]committee.Event[T], len(rows))
	for i, r := range rows {
		all[i] = committee.Event[T]{
			Verb: r.Verb, By: r.By, ByName: r.Name, At: r.At.UTC(), Before: optionalJSON[T](r.Before), After: optionalJSON[T](r.After),
		}
	}
	return all, nil
}
