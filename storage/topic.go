package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

const topicColumns = `
	t.id, t.committee_id, t.year, t.seq, t.kind, t.title, t.question, cast(t.until AS text) AS until, t.state,
	t.user_id, p.name AS by_name, t.group_name, t.thread, t.created_at, t.changed_at, t.version
	FROM topic t
	JOIN person p ON p.user_id = t.user_id`

type topicRow struct {
	ID        int64     `db:"id"`
	Committee int64     `db:"committee_id"`
	Year      int       `db:"year"`
	Seq       int       `db:"seq"`
	Kind      string    `db:"kind"`
	Title     string    `db:"title"`
	Question  string    `db:"question"`
	Until     *string   `db:"until"`
	State     string    `db:"state"`
	By        string    `db:"user_id"`
	ByName    string    `db:"by_name"`
	Group     string    `db:"group_name"`
	Thread    string    `db:"thread"`
	At        time.Time `db:"created_at"`
	ChangedAt time.Time `db:"changed_at"`
	Version   int       `db:"version"`
}

func (r topicRow) topic() committee.Topic {
	return committee.Topic{
		ID: r.ID, Committee: r.Committee, Number: committee.Number{Register: committee.TopicRegister, Year: r.Year, Seq: r.Seq},
		Kind: committee.TopicKind(r.Kind), Title: r.Title, Question: r.Question, Until: optionalDate(r.Until),
		State: committee.TopicState(r.State), By: r.By, ByName: r.ByName, Group: r.Group, Thread: r.Thread,
		At: r.At, ChangedAt: r.ChangedAt, Version: r.Version,
	}
}

// optionalDate reads a date column that may be NULL; the column holds ISO dates only.
func optionalDate(text *string) calendar.Date {
	if text == nil {
		return calendar.Date{}
	}
	d, err := calendar.ParseISO(*text)
	if err != nil {
		return calendar.Date{}
	}
	return d
}

// dateOrNull writes a date column that may be NULL.
func dateOrNull(d calendar.Date) any {
	if d.IsZero() {
		return nil
	}
	return d.String()
}

// AddTopic numbers and stores a topic and owes its card. name is the dialog's
// name: a second call with the same one returns committee.ErrRepeated and changes nothing.
func (db *DB) AddTopic(ctx context.Context, c committee.Committee, t committee.Topic, name string) (committee.Topic, error) {
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		if first, err := once(ctx, tx, name, t.At); err != nil || !first {
			return orElse(err, committee.ErrRepeated)
		}
		var err error
		t.Number, err = nextNumber(ctx, tx, c.ID, committee.TopicRegister, t.At.In(c.Location()).Year())
		if err != nil {
			return err
		}
		if err := insertTopic(ctx, tx, &t); err != nil {
			return err
		}
		object := committee.Object{Kind: committee.TopicObject, ID: t.ID}
		if err := record(ctx, tx, t.At, t.By, "submit", c.ID, object, nil, t); err != nil {
			return err
		}
		return oweCard(ctx, tx, c.ID, c.Channel, object, t.At)
	})
	if err != nil {
		return committee.Topic{}, fmt.Errorf("adding a topic: %w", err)
	}
	return t, nil
}

func insertTopic(ctx context.Context, tx *sqlx.Tx, t *committee.Topic) error {
	return tx.GetContext(ctx, &t.ID, `
		INSERT INTO topic (committee_id, year, seq, kind, title, question, until, state, user_id, group_name, thread, created_at, changed_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		RETURNING id`,
		t.Committee, t.Number.Year, t.Number.Seq, t.Kind, t.Title, t.Question, dateOrNull(t.Until), t.State, t.By, t.Group, t.Thread, t.At, t.ChangedAt, t.Version)
}

// Topic returns a topic by its ID, or ErrNotFound.
func (db *DB) Topic(ctx context.Context, id int64) (committee.Topic, error) {
	return db.oneTopic(ctx, `SELECT `+topicColumns+` WHERE t.id = $1`, id)
}

// TopicNumbered returns a topic by its number, or ErrNotFound.
func (db *DB) TopicNumbered(ctx context.Context, committeeID int64, n committee.Number) (committee.Topic, error) {
	return db.oneTopic(ctx, `SELECT `+topicColumns+` WHERE t.committee_id = $1 AND t.year = $2 AND t.seq = $3`, committeeID, n.Year, n.Seq)
}

func (db *DB) oneTopic(ctx context.Context, query string, args ...any) (committee.Topic, error) {
	var r topicRow
	if err := db.sql.GetContext(ctx, &r, query, args...); err != nil {
		return committee.Topic{}, fmt.Errorf("reading a topic: %w", found(err))
	}
	return r.topic(), nil
}

// TopicsLike lists at most limit topics whose title contains the words, newest first.
func (db *DB) TopicsLike(ctx context.Context, committeeID int64, words string, limit int) ([]committee.Topic, error) {
	return db.topics(ctx, `SELECT `+topicColumns+`
		WHERE t.committee_id = $1 AND t.title ILIKE $2
		ORDER BY t.id DESC
		LIMIT $3`, committeeID, containing(words), limit)
}

// Topics lists the open topics of a committee, newest first.
func (db *DB) Topics(ctx context.Context, committeeID int64, limit, offset int) ([]committee.Topic, error) {
	return db.topics(ctx, `SELECT `+topicColumns+`
		WHERE t.committee_id = $1 AND t.state = 'submitted'
		ORDER BY t.id DESC
		LIMIT $2 OFFSET $3`, committeeID, limit, offset)
}

// CountTopics counts the open topics of a committee.
func (db *DB) CountTopics(ctx context.Context, committeeID int64) (int, error) {
	var n int
	err := db.sql.GetContext(ctx, &n, `SELECT count(*) FROM topic WHERE committee_id = $1 AND state = 'submitted'`, committeeID)
	if err != nil {
		return 0, fmt.Errorf("counting topics: %w", err)
	}
	return n, nil
}

// TopicsBy lists the open topics a person has submitted, newest first.
func (db *DB) TopicsBy(ctx context.Context, committeeID int64, user string, limit int) ([]committee.Topic, error) {
	return db.topics(ctx, `SELECT `+topicColumns+`
		WHERE t.committee_id = $1 AND t.user_id = $2 AND t.state = 'submitted'
		ORDER BY t.id DESC
		LIMIT $3`, committeeID, user, limit)
}

func (db *DB) topics(ctx context.Context, query string, args ...any) ([]committee.Topic, error) {
	var rows []topicRow
	if err := db.sql.SelectContext(ctx, &rows, query, args...); err != nil {
		return nil, fmt.Errorf("listing topics: %w", err)
	}
	list := make([]committee.Topic, len(rows))
	for i, r := range rows {
		list[i] = r.topic()
	}
	return list, nil
}

// ChangeTopic lets the rule change a topic while nobody else can, stores what it
// returns and has the card redrawn. verb is what the history will say. name is
// the dialog's name, see AddTopic.
func (db *DB) ChangeTopic(ctx context.Context, id int64, by, verb, name string, now time.Time, rule func(committee.Topic) (committee.Topic, error)) (committee.Topic, error) {
	var after committee.Topic
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		if first, err := once(ctx, tx, name, now); err != nil || !first {
			return orElse(err, committee.ErrRepeated)
		}
		var r topicRow
		if err := tx.GetContext(ctx, &r, `SELECT `+topicColumns+` WHERE t.id = $1 FOR UPDATE OF t`, id); err != nil {
			return found(err)
		}
		var err error
		if after, err = rule(r.topic()); err != nil {
			return err
		}
		if err := updateTopic(ctx, tx, after); err != nil {
			return err
		}
		object := committee.Object{Kind: committee.TopicObject, ID: id}
		if err := record(ctx, tx, now, by, verb, after.Committee, object, r.topic(), after); err != nil {
			return err
		}
		return touchCard(ctx, tx, object)
	})
	if err != nil {
		return committee.Topic{}, fmt.Errorf("changing a topic: %w", err)
	}
	return after, nil
}

func updateTopic(ctx context.Context, tx *sqlx.Tx, t committee.Topic) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE topic
		SET kind = $2, title = $3, question = $4, until = $5, state = $6, changed_at = $7, version = $8
		WHERE id = $1`,
		t.ID, t.Kind, t.Title, t.Question, dateOrNull(t.Until), t.State, t.ChangedAt, t.Version)
	return err
}
