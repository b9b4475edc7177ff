package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// ChangeTopic lets the rule change a topic while nobody else can, stores what it
// returns, has the card redrawn and owes what [committee.TopicChanged] says. verb
// is what the history will say. name is the dialog's name, see AddTopic.
func (db *DB) ChangeTopic(ctx context.Context, id int64, by, verb, name string, now time.Time, rule func(committee.Topic) (committee.Topic, error)) (committee.Topic, error) {
	var after committee.Topic
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		if first, err := once(ctx, tx, name, now); err != nil || !first {
			return orElse(err, committee.ErrRepeated)
		}
		var err error
		after, err = changeTopic(ctx, tx, id, by, verb, now, rule)
		return err
	})
	if err != nil {
		return committee.Topic{}, fmt.Errorf("changing a topic: %w", err)
	}
	return after, nil
}

// PlaceTopic is ChangeTopic for what may put a topic on an agenda: the rule is also
// given the meetings of the committee in order of time, and nobody changes those until
// the topic is stored.
func (db *DB) PlaceTopic(ctx context.Context, id int64, by, verb, name string, now time.Time, rule func(committee.Topic, []committee.Meeting) (committee.Topic, error)) (committee.Topic, error) {
	var after committee.Topic
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		if first, err := once(ctx, tx, name, now); err != nil || !first {
			return orElse(err, committee.ErrRepeated)
		}
		ms, err := lockMeetingsFor(ctx, tx, id)
		if err != nil {
			return err
		}
		after, err = changeTopic(ctx, tx, id, by, verb, now, func(t committee.Topic) (committee.Topic, error) { return rule(t, ms) })
		return err
	})
	if err != nil {
		return committee.Topic{}, fmt.Errorf("placing a topic: %w", err)
	}
	return after, nil
}

// lockMeetingsFor lists the meetings of a topic's committee, which nobody else changes
// until the transaction ends. It comes before lockTopic, as with those who change
// meetings and let the topics follow.
func lockMeetingsFor(ctx context.Context, tx *sqlx.Tx, topicID int64) ([]committee.Meeting, error) {
	var id int64
	if err := tx.GetContext(ctx, &id, `SELECT committee_id FROM topic WHERE id = $1`, topicID); err != nil {
		return nil, fmt.Errorf("finding a topic: %w", found(err))
	}
	if _, err := lockCommittee(ctx, tx, id); err != nil {
		return nil, err
	}
	return meetingsOf(ctx, tx, id, firstDay, lastDay)
}

// changeTopic lets the rule change a topic that nobody else can change meanwhile.
func changeTopic(ctx context.Context, tx *sqlx.Tx, id int64, by, verb string, now time.Time, rule func(committee.Topic) (committee.Topic, error)) (committee.Topic, error) {
	before, err := lockTopic(ctx, tx, id)
	if err != nil {
		return before, err
	}
	after, err := rule(before)
	if err != nil {
		return before, err
	}
	return after, topicChanged(ctx, tx, now, by, verb, before, after)
}

// lockTopic reads a topic that nobody else can change until the transaction ends.
func lockTopic(ctx context.Context, tx *sqlx.Tx, id int64) (committee.Topic, error) {
	if _, err := tx.ExecContext(ctx, `SELECT id FROM topic WHERE id = $1 FOR UPDATE`, id); err != nil {
		return committee.Topic{}, fmt.Errorf("locking a topic: %w", err)
	}
	var r topicRow // after the lock, so that it sees who the last one was and which need they made
	if err := tx.GetContext(ctx, &r, `SELECT `+topicColumns+` WHERE t.id = $1`, id); err != nil {
		return committee.Topic{}, found(err)
	}
	return r.topic(), nil
}

// topicChanged stores a changed topic with its history, has the card redrawn and
// writes down what is owed.
func topicChanged(ctx context.Context, tx *sqlx.Tx, now time.Time, by, verb string, before, after committee.Topic) error {
	if err := updateTopic(ctx, tx, after); err != nil {
		return err
	}
	object := committee.Object{Kind: committee.TopicObject, ID: after.ID}
	if err := record(ctx, tx, now, by, verb, after.Committee, object, before, after); err != nil {
		return err
	}
	if before.TLP != committee.Red && after.TLP == committee.Red {
		if err := forgetTexts(ctx, tx, object, after.Title); err != nil {
			return err
		}
	}
	if err := touchCard(ctx, tx, object); err != nil {
		return err
	}
	var c committeeRow
	if err := tx.GetContext(ctx, &c, `SELECT `+committeeColumns+` FROM committee c WHERE c.id = $1`, after.Committee); err != nil {
		return fmt.Errorf("reading a committee: %w", found(err))
	}
	people, err := peopleIn(ctx, tx, after.Committee)
	if err != nil {
		return err
	}
	return owe(ctx, tx, committee.TopicChanged(c.committee(), before, after, verb, people, now)...)
}

func updateTopic(ctx context.Context, tx *sqlx.Tx, t committee.Topic) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE topic
		SET kind = $2, title = $3, question = $4, until = $5, state = $6, changed_at = $7, version = $8,
			addressee = $9, tlp = $10, answer = $11, reason = $12, resume_on = $13, meeting_id = $14, meeting_number = $15, meeting_day = $16,
			confirm_by = $17, need_id = $18, before = $19, proposal = $20, changed_by = $21
		WHERE id = $1`,
		t.ID, t.Kind, t.Title, t.Question, dateOrNull(t.Until), t.State, t.ChangedAt, t.Version,
		t.Addressee, t.TLP, t.Answer, t.Reason, dateOrNull(t.Resume), idOrNull(t.Meeting.ID), t.Meeting.Number, dateOrNull(t.Meeting.Day),
		dateOrNull(t.ConfirmBy), idOrNull(t.NeedID), jsonOrNull(t.Before != nil, t.Before), jsonOrNull(t.Proposal != nil, t.Proposal), t.ChangedBy)
	return err
}

// UnansweredTopics lists the topics whose answer silence confirms at an instant:
// the last day for a word about it is over for their committee.
func (db *DB) UnansweredTopics(ctx context.Context, now time.Time) ([]int64, error) {
	var ids []int64
	err := db.sql.SelectContext(ctx, &ids, `
		SELECT t.id
		FROM topic t
		JOIN committee c ON c.id = t.committee_id
		WHERE t.state = 'answered' AND t.confirm_by < cast(timezone(c.zone, $1) AS date)
		ORDER BY t.id`, now)
	if err != nil {
		return nil, fmt.Errorf("asking which answers nobody has judged: %w", err)
	}
	return ids, nil
}

// LapseTopic confirms an answer by silence. It does nothing to a topic whose
// answer was judged in the meantime.
func (db *DB) LapseTopic(ctx context.Context, id int64, now time.Time) error {
	t, err := db.Topic(ctx, id)
	if err != nil {
		return err
	}
	c, err := db.Committee(ctx, t.Committee)
	if err != nil {
		return err
	}
	_, err = db.ChangeTopic(ctx, id, "", committee.LapseTopic, "", now, func(t committee.Topic) (committee.Topic, error) {
		return t.Lapse(c, now)
	})
	if committee.Refusals(err) != nil {
		return nil
	}
	return err
}

// LapseTopics confirms by silence what nobody has judged until its last day.
func (db *DB) LapseTopics(ctx context.Context, now time.Time) error {
	ids, err := db.UnansweredTopics(ctx, now)
	if err != nil {
		return err
	}
	var errs []error
	for _, id := range ids {
		errs = append(errs, db.LapseTopic(ctx, id, now))
	}
	return errors.Join(errs...)
}
