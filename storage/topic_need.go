package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// TopicIntoNeed stores a need that was made of a topic and lets the rule change
// the topic, both or neither. The need gets its number and identity here, owes
// its card and names the topic. name is the dialog's name, see AddTopic.
func (db *DB) TopicIntoNeed(ctx context.Context, c committee.Committee, topicID int64, n committee.Need, name string, now time.Time, rule func(committee.Topic, committee.Need) (committee.Topic, error)) (committee.Topic, committee.Need, error) {
	var after committee.Topic
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		if first, err := once(ctx, tx, name, now); err != nil || !first {
			return orElse(err, committee.ErrRepeated)
		}
		before, err := lockTopic(ctx, tx, topicID)
		if err != nil {
			return err
		}
		n.Topic = before.Number
		if after, err = rule(before, n); err != nil { // before a number is taken
			return err
		}
		if n, err = storeNeed(ctx, tx, c, n); err != nil {
			return err
		}
		if after, err = rule(before, n); err != nil {
			return err
		}
		return topicChanged(ctx, tx, now, after.ChangedBy, string(committee.MakeNeed), before, after)
	})
	if err != nil {
		return committee.Topic{}, committee.Need{}, fmt.Errorf("making a need of a topic: %w", err)
	}
	return after, n, nil
}

// storeNeed numbers and stores a need and owes its card.
func storeNeed(ctx context.Context, tx *sqlx.Tx, c committee.Committee, n committee.Need) (committee.Need, error) {
	var err error
	if n.Number, err = nextNumber(ctx, tx, c.ID, committee.NeedRegister, n.At.In(c.Location()).Year()); err != nil {
		return n, err
	}
	if err := insertNeed(ctx, tx, &n); err != nil {
		return n, err
	}
	object := committee.Object{Kind: committee.NeedObject, ID: n.ID}
	if err := record(ctx, tx, n.At, n.By, "report", c.ID, object, nil, n); err != nil {
		return n, err
	}
	return n, oweCard(ctx, tx, c.ID, c.Channel, object, n.At)
}

// UnmakeNeed lets the rule undo that a topic has become a need, both or neither, while
// nobody else can change them or the meetings of the committee. It returns the topic and
// the need as they are then. Of the need nobody is told but by what is told of the topic.
// The rule is asked with the zero Need about a topic that is none.
func (db *DB) UnmakeNeed(ctx context.Context, topicID int64, by string, now time.Time, rule func(committee.Topic, []committee.Meeting, committee.Need) (committee.Topic, committee.Need, error)) (committee.Topic, committee.Need, error) {
	var topic committee.Topic
	var need committee.Need
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		ms, err := lockMeetingsFor(ctx, tx, topicID)
		if err != nil {
			return err
		}
		before, err := lockTopic(ctx, tx, topicID)
		if err != nil {
			return err
		}
		var n committee.Need
		if before.NeedID != 0 {
			if n, err = lockNeed(ctx, tx, before.NeedID); err != nil {
				return err
			}
		}
		if topic, need, err = rule(before, ms, n); err != nil {
			return err
		}
		if err := withdrawnAgain(ctx, tx, now, by, n, need); err != nil {
			return err
		}
		return topicChanged(ctx, tx, now, by, committee.UndoTopic, before, topic)
	})
	if err != nil {
		return committee.Topic{}, committee.Need{}, fmt.Errorf("undoing that a topic has become a need: %w", err)
	}
	return topic, need, nil
}

// withdrawnAgain stores a need that was made of a topic and is withdrawn again.
func withdrawnAgain(ctx context.Context, tx *sqlx.Tx, now time.Time, by string, before, after committee.Need) error {
	if err := updateNeed(ctx, tx, after); err != nil {
		return err
	}
	object := committee.Object{Kind: committee.NeedObject, ID: after.ID}
	if err := record(ctx, tx, now, by, "withdraw", after.Committee, object, before, after); err != nil {
		return err
	}
	if err := touchPollsAbout(ctx, tx, before, after); err != nil {
		return err
	}
	if err := touchRoundsAbout(ctx, tx, before, after); err != nil {
		return err
	}
	return touchCard(ctx, tx, object)
}
