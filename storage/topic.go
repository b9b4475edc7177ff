package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

const topicColumns = `
	t.id, t.committee_id, t.year, t.seq, t.kind, t.title, t.question, t.addressee, cast(t.until AS text) AS until, t.tlp, t.state,
	t.user_id, p.name AS by_name, t.group_name, t.thread, t.late_for, cast(t.answer_by AS text) AS answer_by,
	t.answer, t.reason, cast(t.resume_on AS text) AS resume_on, coalesce(t.meeting_id, 0) AS meeting_id, t.meeting_number,
	cast(t.meeting_day AS text) AS meeting_day, cast(t.confirm_by AS text) AS confirm_by, coalesce(t.need_id, 0) AS need_id,
	coalesce(tn.year, 0) AS need_year, coalesce(tn.seq, 0) AS need_seq, t.before, t.proposal,
	t.created_at, t.changed_at, t.changed_by, coalesce(tc.name, '') AS changed_name, t.version
	FROM topic t
	JOIN person p ON p.user_id = t.user_id
	LEFT JOIN person tc ON tc.user_id = t.changed_by
	LEFT JOIN need tn ON tn.id = t.need_id`

type topicRow struct {
	ID            int64     `db:"id"`
	Committee     int64     `db:"committee_id"`
	Year          int       `db:"year"`
	Seq           int       `db:"seq"`
	Kind          string    `db:"kind"`
	Title         string    `db:"title"`
	Question      string    `db:"question"`
	Addressee     string    `db:"addressee"`
	Until         *string   `db:"until"`
	TLP           string    `db:"tlp"`
	State         string    `db:"state"`
	By            string    `db:"user_id"`
	ByName        string    `db:"by_name"`
	Group         string    `db:"group_name"`
	Thread        string    `db:"thread"`
	LateFor       *string   `db:"late_for"`
	AnswerBy      *string   `db:"answer_by"`
	Answer        string    `db:"answer"`
	Reason        string    `db:"reason"`
	Resume        *string   `db:"resume_on"`
	Meeting       int64     `db:"meeting_id"`
	MeetingNumber int       `db:"meeting_number"`
	MeetingDay    *string   `db:"meeting_day"`
	ConfirmBy     *string   `db:"confirm_by"`
	Need          int64     `db:"need_id"`
	NeedYear      int       `db:"need_year"`
	NeedSeq       int       `db:"need_seq"`
	Before        *string   `db:"before"`
	Proposal      *string   `db:"proposal"`
	At            time.Time `db:"created_at"`
	ChangedAt     time.Time `db:"changed_at"`
	ChangedBy     string    `db:"changed_by"`
	ChangedName   string    `db:"changed_name"`
	Version       int       `db:"version"`
}

func (r topicRow) topic() committee.Topic {
	t := committee.Topic{
		ID: r.ID, Committee: r.Committee, Number: committee.Number{Register: committee.TopicRegister, Year: r.Year, Seq: r.Seq},
		Kind: committee.TopicKind(r.Kind), Title: r.Title, Question: r.Question, Addressee: r.Addressee, Until: optionalDate(r.Until),
		TLP: committee.TLP(r.TLP), By: r.By, ByName: r.ByName, Group: r.Group, Thread: r.Thread, AnswerBy: optionalDate(r.AnswerBy),
		At: r.At.UTC(), TopicStanding: r.standing(),
		ChangedBy: r.ChangedBy, ChangedByName: r.ChangedName, ChangedAt: r.ChangedAt.UTC(), Version: r.Version,
		Before: optionalJSON[committee.TopicStanding](r.Before), Proposal: optionalJSON[committee.Proposal](r.Proposal),
	}
	if late := optionalJSON[committee.MeetingRef](r.LateFor); late != nil {
		t.Late = *late
	}
	return t
}

func (r topicRow) standing() committee.TopicStanding {
	s := committee.TopicStanding{
		State: committee.TopicState(r.State), Answer: r.Answer, Reason: r.Reason, Resume: optionalDate(r.Resume),
		Meeting:   committee.MeetingRef{ID: r.Meeting, Number: r.MeetingNumber, Day: optionalDate(r.MeetingDay)},
		ConfirmBy: optionalDate(r.ConfirmBy), NeedID: r.Need,
	}
	if r.Need != 0 {
		s.Need = committee.Number{Register: committee.NeedRegister, Year: r.NeedYear, Seq: r.NeedSeq}
	}
	return s
}

// AddTopic numbers and stores a topic and owes its card and what
// [committee.TopicSubmission] says. name is the dialog's
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
		if err := oweCard(ctx, tx, c.ID, c.Channel, object, t.At); err != nil {
			return err
		}
		people, err := peopleIn(ctx, tx, c.ID)
		if err != nil {
			return err
		}
		return owe(ctx, tx, committee.TopicSubmission(c, t, people)...)
	})
	if err != nil {
		return committee.Topic{}, fmt.Errorf("adding a topic: %w", err)
	}
	return t, nil
}

func insertTopic(ctx context.Context, tx *sqlx.Tx, t *committee.Topic) error {
	return tx.GetContext(ctx, &t.ID, `
		INSERT INTO topic (committee_id, year, seq, kind, title, question, addressee, until, tlp, state, user_id, group_name, thread,
			late_for, answer_by, created_at, changed_at, changed_by, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
		RETURNING id`,
		t.Committee, t.Number.Year, t.Number.Seq, t.Kind, t.Title, t.Question, t.Addressee, dateOrNull(t.Until), t.TLP, t.State, t.By, t.Group, t.Thread,
		jsonOrNull(t.Late != committee.MeetingRef{}, t.Late), dateOrNull(t.AnswerBy), t.At, t.ChangedAt, t.ChangedBy, t.Version)
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

// Topics lists the open topics of a committee, newest first.
func (db *DB) Topics(ctx context.Context, committeeID int64, limit, offset int) ([]committee.Topic, error) {
	return db.topics(ctx, `SELECT `+topicColumns+`
		WHERE t.committee_id = $1 AND t.state = ANY ($2)
		ORDER BY t.id DESC
		LIMIT $3 OFFSET $4`, committeeID, openTopics, limit, offset)
}

// TopicsBy lists the open topics a person has submitted, newest first.
func (db *DB) TopicsBy(ctx context.Context, committeeID int64, user string, limit int) ([]committee.Topic, error) {
	return db.topics(ctx, `SELECT `+topicColumns+`
		WHERE t.committee_id = $1 AND t.user_id = $2 AND t.state = ANY ($3)
		ORDER BY t.id DESC
		LIMIT $4`, committeeID, user, openTopics, limit)
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
