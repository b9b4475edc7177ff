package storage

import (
	"context"

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
// the words, the nearest first; none that is not near.
func (db *DB) NeedsNear(ctx context.Context, committeeID int64, words string, p committee.Person, limit int) ([]committee.Need, error) {
	return db.needs(ctx, `SELECT `+needColumns+`
		WHERE n.id IN (
			SELECT f.id FROM need f
			WHERE f.committee_id = $1 AND f.tlp = ANY ($3) AND word_similarity(bare($2), f.bare) > 0.3
			ORDER BY word_similarity(bare($2), f.bare) DESC, f.id DESC LIMIT $4)
		ORDER BY word_similarity(bare($2), n.bare) DESC, n.id DESC`, committeeID, words, textArray(asText(p.Sees())), limit)
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
	return db.topics(ctx, `SELECT `+topicColumns+`
		WHERE t.id IN (
			SELECT f.id FROM topic f
			WHERE f.committee_id = $1 AND f.tlp = ANY ($3) AND word_similarity(bare($2), f.bare) > 0.3
			ORDER BY word_similarity(bare($2), f.bare) DESC, f.id DESC LIMIT $4)
		ORDER BY word_similarity(bare($2), t.bare) DESC, t.id DESC`, committeeID, words, textArray(asText(p.Sees())), limit)
}
