package storage

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// NeedsLike lists at most limit needs that p may see, closed ones too, whose
// title contains the words, or that of a need bundled into them; newest first.
// Capitals and umlauts count either way.
func (db *DB) NeedsLike(ctx context.Context, committeeID int64, words string, p committee.Person, limit int) ([]committee.Need, error) {
	return db.needs(ctx, `SELECT `+needColumns+`
		WHERE n.id IN (
			SELECT coalesce(f.into_id, f.id) FROM need f
			WHERE f.committee_id = $1 AND f.bare LIKE bare(cast($2 AS text)) AND f.tlp = ANY ($3)
			ORDER BY f.id DESC LIMIT 100)
		AND n.tlp = ANY ($3)
		ORDER BY n.id DESC
		LIMIT $4`, committeeID, containing(words), textArray(asText(p.Sees())), limit)
}

// NeedsNear lists at most limit needs that p may see whose titles are nearest to
// the words, the nearest first; none that is not near. What was withdrawn, rejected or
// not pursued is listed only where nothing else is near: hardly anybody means that.
func (db *DB) NeedsNear(ctx context.Context, committeeID int64, words string, p committee.Person, limit int) ([]committee.Need, error) {
	ids, err := db.near(ctx, "need", committeeID, words, p, limit, asText(givenUpNeeds))
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return db.needs(ctx, `SELECT `+needColumns+` WHERE n.id = ANY ($1) ORDER BY array_position($1, n.id)`, intArray(ids))
}

var (
	givenUpNeeds  = []committee.NeedState{committee.NeedWithdrawn, committee.NeedDropped, committee.NeedRejected}
	givenUpTopics = []committee.TopicState{committee.TopicWithdrawn, committee.TopicRejected}
)

// near finds the nearest rows of a table through the index of its titles: to
// compare the words with every title takes a second. Rows in a state of what was
// given up are found only where there are no others.
func (db *DB) near(ctx context.Context, table string, committeeID int64, words string, p committee.Person, limit int, givenUp []string) ([]int64, error) {
	var ids []int64
	err := db.looking(ctx, func(tx *sqlx.Tx) error {
		if _, err := tx.ExecContext(ctx, `SET LOCAL pg_trgm.word_similarity_threshold = 0.3`); err != nil {
			return err
		}
		return tx.SelectContext(ctx, &ids, `
			WITH near AS MATERIALIZED (
				SELECT f.id, f.bare, f.state = ANY ($5) AS given_up
				FROM `+table+` f
				WHERE f.committee_id = $1 AND f.tlp = ANY ($3) AND f.bare %> bare($2)
			)
			SELECT id FROM near
			WHERE given_up = (SELECT bool_and(given_up) FROM near)
			ORDER BY word_similarity(bare($2), bare) DESC, id DESC
			LIMIT $4`, committeeID, words, textArray(asText(p.Sees())), limit, textArray(givenUp))
	})
	if err != nil {
		return nil, fmt.Errorf("looking for titles near to words: %w", err)
	}
	return ids, nil
}

// TopicsLike is NeedsLike for topics.
func (db *DB) TopicsLike(ctx context.Context, committeeID int64, words string, p committee.Person, limit int) ([]committee.Topic, error) {
	return db.topics(ctx, `SELECT `+topicColumns+`
		WHERE t.id IN (
			SELECT f.id FROM topic f
			WHERE f.committee_id = $1 AND f.bare LIKE bare(cast($2 AS text)) AND f.tlp = ANY ($3)
			ORDER BY f.id DESC LIMIT $4)
		ORDER BY t.id DESC`, committeeID, containing(words), textArray(asText(p.Sees())), limit)
}

// TopicsNear is NeedsNear for topics.
func (db *DB) TopicsNear(ctx context.Context, committeeID int64, words string, p committee.Person, limit int) ([]committee.Topic, error) {
	ids, err := db.near(ctx, "topic", committeeID, words, p, limit, asText(givenUpTopics))
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return db.topics(ctx, `SELECT `+topicColumns+` WHERE t.id = ANY ($1) ORDER BY array_position($1, t.id)`, intArray(ids))
}
