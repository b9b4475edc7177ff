package storage

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// alikeFrom is how alike two needs must be to be shown to a person. Pairs that
// people take for the same score 0.55 and more, others 0.4 and less; see the test.
const alikeFrom = 0.45

// similarNeeds finds candidates by their titles and by the words of the new
// title, and scores them: titles by their letters (whole, and the best matching
// words), then half as much by the share of words that the texts have in common.
// Few words in common say little, however short the texts are.
const similarNeeds = `
	WITH new AS MATERIALIZED (
		SELECT coalesce(nullif(core($2), ''), bare($2)) AS core, words($2 || ' ' || $3) AS words, (
			SELECT cast(string_agg(quote_literal(stem) || ':*', ' | ') AS tsquery)
			FROM (
				SELECT DISTINCT (ts_lexize('german_stem', word))[1] AS stem
				FROM regexp_split_to_table(core($2), ' ') AS word
				WHERE length(word) > 3
				LIMIT 8
			) stems) AS query
	), candidate AS (
		(
			SELECT n.id
			FROM need n, new
			WHERE n.committee_id = $1 AND n.state NOT IN ('withdrawn', 'dropped', 'bundled') AND n.bare %> new.core
			ORDER BY word_similarity(new.core, n.bare) DESC
			LIMIT 50
		) UNION (
			SELECT n.id
			FROM need n, new
			WHERE n.committee_id = $1 AND n.state NOT IN ('withdrawn', 'dropped', 'bundled') AND n.words @@ new.query
			ORDER BY n.id DESC
			LIMIT 100
		)
	), compared AS (
		SELECT n.id,
			(similarity(n.core, new.core) + greatest(strict_word_similarity(n.core, new.core), strict_word_similarity(new.core, n.core))) / 2 AS titles,
			(SELECT count(*) FROM unnest(n.words) a JOIN unnest(new.words) b USING (lexeme)) * 1.0
				/ greatest(12, least(length(n.words), length(new.words))) AS texts
		FROM candidate
		JOIN need n USING (id), new
	)
	SELECT id
	FROM compared
	WHERE titles + texts / 2 >= $4
	ORDER BY titles + texts / 2 DESC, id DESC
	LIMIT $5`

// SimilarNeeds lists at most limit open needs with their owners that are really
// like one with this title and problem, the most alike first; none if there are
// none. The problem may be empty. It does not look at who may see them.
func (db *DB) SimilarNeeds(ctx context.Context, committeeID int64, title, problem string, limit int) ([]committee.Need, error) {
	var ids []int64
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := tx.ExecContext(ctx, `SET LOCAL pg_trgm.word_similarity_threshold = 0.45`); err != nil {
			return err
		}
		return tx.SelectContext(ctx, &ids, similarNeeds, committeeID, title, problem, alikeFrom, limit)
	})
	if err != nil {
		return nil, fmt.Errorf("looking for similar needs: %w", err)
	}
	return db.needs(ctx, `SELECT `+needColumns+`
		WHERE n.id = ANY ($1)
		ORDER BY array_position($1, n.id)`, intArray(ids))
}
