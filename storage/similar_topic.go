package storage

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// topicsAlikeFrom is how alike the titles of two topics must be to be shown to a
// person. Pairs that people take for the same score 0.58 and more; see the test.
const topicsAlikeFrom = 0.55

// similarTopics finds candidates by their titles and by the words of the new title,
// as similarNeeds does, and scores them by the letters of their titles. Titles with
// other numbers are of other things: a report of 2027 is not that of 2026.
const similarTopics = `
	WITH new AS MATERIALIZED (
		SELECT coalesce(nullif(core($2), ''), bare($2)) AS core, regexp_replace($2, '\D+', ' ', 'g') AS figures, (
			SELECT cast(string_agg(quote_literal(stem) || ':*', ' | ') AS tsquery)
			FROM (
				SELECT DISTINCT (ts_lexize('german_stem', word))[1] AS stem
				FROM regexp_split_to_table(core($2), ' ') AS word
				WHERE length(word) > 3
				LIMIT 8
			) stems) AS query
	), candidate AS (
		(
			SELECT t.id
			FROM topic t, new
			WHERE t.committee_id = $1 AND t.state = ANY ($3) AND t.tlp = ANY ($4) AND t.bare %> new.core
			ORDER BY word_similarity(new.core, t.bare) DESC
			LIMIT 50
		) UNION (
			SELECT t.id
			FROM topic t, new
			WHERE t.committee_id = $1 AND t.state = ANY ($3) AND t.tlp = ANY ($4) AND t.words @@ new.query
			ORDER BY t.id DESC
			LIMIT 100
		)
	), known AS (
		SELECT t.id, coalesce(nullif(core(t.title), ''), t.bare) AS core
		FROM candidate
		JOIN topic t USING (id), new
		WHERE trim(new.figures) IN ('', trim(regexp_replace(t.title, '\D+', ' ', 'g'))) OR t.title !~ '\d'
	), compared AS (
		SELECT k.id, (similarity(k.core, new.core) + greatest(strict_word_similarity(k.core, new.core), strict_word_similarity(new.core, k.core))) / 2 AS titles
		FROM known k, new
	)
	SELECT id
	FROM compared
	WHERE titles >= $5
	ORDER BY titles DESC, id DESC
	LIMIT $6`

// SimilarTopics lists at most limit open topics that p may see and whose titles are
// nearly the one given, the most alike first; none if there are none.
func (db *DB) SimilarTopics(ctx context.Context, committeeID int64, title string, p committee.Person, limit int) ([]committee.Topic, error) {
	var ids []int64
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := tx.ExecContext(ctx, `SET LOCAL pg_trgm.word_similarity_threshold = 0.45`); err != nil {
			return err
		}
		return tx.SelectContext(ctx, &ids, similarTopics, committeeID, title, openTopics, textArray(asText(p.Sees())), topicsAlikeFrom, limit)
	})
	if err != nil {
		return nil, fmt.Errorf("looking for similar topics: %w", err)
	}
	return db.topics(ctx, `SELECT `+topicColumns+`
		WHERE t.id = ANY ($1)
		ORDER BY array_position($1, t.id)`, intArray(ids))
}
