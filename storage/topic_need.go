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
