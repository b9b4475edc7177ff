package storage

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// typedWords are words as they are looked up.
type typedWords struct {
	query string   // for the index of words, "" if they say nothing ("und", "die")
	parts []string // patterns for parts of words in titles
}

// readWords reads words as German: each as typed, with umlauts and without, the
// last one also as the beginning of a word. All words must be there.
func readWords(ctx context.Context, tx *sqlx.Tx, words []string) (typedWords, error) {
	var rows []struct {
		Query string `db:"query"`
		Stem  string `db:"stem"`
	}
	err := tx.SelectContext(ctx, &rows, `
		WITH typed AS (
			SELECT normalize(w, NFC) AS w, n, n = max(n) OVER () AND length(w) > 2 AS unfinished
			FROM unnest(cast($1 AS text[])) WITH ORDINALITY AS x (w, n)
		), read AS (
			SELECT n, to_tsquery('german', w) AS plain, to_tsquery('german', umlauted(w)) AS umlauts, to_tsquery('german', folded(w)) AS letters,
				CASE WHEN unfinished THEN to_tsquery('german', umlauted(w) || ':*') ELSE to_tsquery('german', w) END AS begun,
				coalesce((ts_lexize('german_stem', umlauted(w)))[1], '') AS stem
			FROM typed
		)
		SELECT cast(plain || umlauts || letters || begun AS text) AS query, stem
		FROM read
		WHERE numnode(plain) > 0 AND numnode(umlauts) > 0
		ORDER BY n`, textArray(words))
	if err != nil {
		return typedWords{}, fmt.Errorf("reading the words: %w", err)
	}
	var read typedWords
	var all []string
	for _, r := range rows {
		all = append(all, "("+r.Query+")")
		if r.Stem != "" {
			read.parts = append(read.parts, containing(r.Stem))
		}
	}
	read.query = strings.Join(all, " & ")
	return read, nil
}

// shortestPart is how many letters a part of a word must have at least: shorter
// ones are everywhere.
const shortestPart = 4

// longest is the longest pattern, by which the index is read; nil if all are too
// short to say anything.
func (w typedWords) longest() any {
	var longest string
	for _, p := range w.parts {
		if utf8.RuneCountInString(p) > utf8.RuneCountInString(longest) {
			longest = p
		}
	}
	if utf8.RuneCountInString(longest) < shortestPart+len("%%") {
		return nil
	}
	return longest
}

// candidates is how many objects of a kind are ranked: those with the words in
// their titles, then the newest. To rank all that have a word which half of all
// texts have takes seconds.
const candidates = 300

// searched are the kinds of objects that are looked through: where they are,
// what their titles, labels and texts are.
var searched = []struct {
	kind                      committee.ObjectKind
	register                  committee.Register
	title, number, tlp, texts string
}{
	{committee.TopicObject, committee.TopicRegister, "t.title", "t.year, t.seq", "t.tlp", "t.question, t.answer, t.reason"},
	{committee.NeedObject, committee.NeedRegister, "t.title", "t.year, t.seq", "t.tlp", "t.problem, t.affected, t.reason, t.existing, t.benefit, t.wish, t.legal, t.why"},
	{committee.PollObject, committee.PollRegister, "t.question", "t.year, t.seq", "'CLEAR'", `
				(SELECT string_agg((o ->> 'key') || ' ' || (o ->> 'label'), E'\n') FROM jsonb_array_elements(t.options) AS o)`},
	{committee.MeetingObject, 0, "t.place", "0, 0", "'CLEAR'", "t.reason"},
}

// forEach writes a piece of SQL for each kind that is looked through.
func forEach(sep, sql string) string {
	var all []string
	for _, k := range searched {
		numbered := "false"
		if k.register != 0 {
			numbered = fmt.Sprintf("t.year = $7 AND t.seq = $8 AND '%c' = ANY (cast($9 AS text[]))", k.register)
		}
		all = append(all, strings.NewReplacer(
			"{candidates}", strconv.Itoa(candidates), "{kind}", string(k.kind), "{title}", k.title, "{number}", k.number, "{tlp}", k.tlp, "{texts}", k.texts, "{numbered}", numbered,
		).Replace(sql))
	}
	return strings.Join(all, sep)
}

// searchQuery looks in the committee $1 among the labels $2 for the words $3, or
// for parts of words in titles ($4 one of them, $5 all), or for the title $6, or
// for the number $7, $8 in the registers $9; $10 hits after $11 others. What
// matches by title and what by words is looked up by itself: with OR between them
// PostgreSQL may read the words of every row of the committee instead.
var searchQuery = `
	WITH ` + forEach(", ", `
	titled_{kind} AS MATERIALIZED (
		SELECT t.id, t.bare = bare($6) AS exact
		FROM {kind} t
		WHERE t.committee_id = $1 AND {tlp} = ANY (cast($2 AS text[])) AND t.bare LIKE $4 AND t.bare LIKE ALL (cast($5 AS text[]))
		UNION
		SELECT t.id, true
		FROM {kind} t
		WHERE t.committee_id = $1 AND {tlp} = ANY (cast($2 AS text[])) AND {numbered}
	), worded_{kind} AS MATERIALIZED (
		SELECT t.id
		FROM {kind} t
		WHERE t.committee_id = $1 AND {tlp} = ANY (cast($2 AS text[])) AND t.words @@ cast($3 AS tsquery)
	), best_{kind} AS (
		(
			SELECT id, bool_or(exact) AS exact, true AS titled
			FROM titled_{kind}
			GROUP BY id
			ORDER BY exact DESC, id DESC
			LIMIT {candidates}
		) UNION ALL (
			SELECT id, false, false
			FROM worded_{kind}
			WHERE id NOT IN (SELECT id FROM titled_{kind})
			ORDER BY id DESC
			LIMIT {candidates}
		)
	)`) + `, ranked AS (` + forEach(" UNION ALL ", `
		SELECT '{kind}' AS kind, b.id, b.exact, b.titled, ts_rank_cd(t.words, cast($3 AS tsquery), 1) AS rank
		FROM best_{kind} b
		JOIN {kind} t USING (id)`) + `
	), page AS (
		SELECT kind, id, row_number() OVER (ORDER BY exact DESC, titled DESC, rank DESC, id DESC, kind) AS place
		FROM ranked
		ORDER BY place
		LIMIT $10 OFFSET $11
	)` + shown + `, total.total
	FROM (SELECT ` + forEach(" + ", `(SELECT count(*) FROM worded_{kind})
			+ (SELECT count(DISTINCT id) FROM titled_{kind} WHERE id NOT IN (SELECT id FROM worded_{kind}))`) + ` AS total) total
	LEFT JOIN shown ON true
	ORDER BY shown.place`

// nearestQuery looks in the committee $1 among the labels $2 for titles that are
// written almost like $4, at most $5.
var nearestQuery = `
	WITH near AS (` + forEach(" UNION ALL ", `
		(SELECT '{kind}' AS kind, t.id, strict_word_similarity(bare($4), t.bare) + similarity(bare($4), t.bare) AS alike
		FROM {kind} t
		WHERE t.committee_id = $1 AND {tlp} = ANY (cast($2 AS text[])) AND t.bare %> bare($4)
		ORDER BY alike DESC, t.id DESC
		LIMIT $5)`) + `
	), page AS (
		SELECT kind, id, row_number() OVER (ORDER BY alike DESC, id DESC, kind) AS place
		FROM near
		ORDER BY place
		LIMIT $5
	)` + shown + `, 0 AS total
	FROM shown
	ORDER BY shown.place`

// shown reads the objects of a page, each with the part of its texts where the
// words $3 stand.
var shown = `, object AS (` + forEach(" UNION ALL ", `
		SELECT page.place, page.kind, page.id, {number}, {title}, t.state, {tlp}, concat_ws(E'\n', {texts})
		FROM page
		JOIN {kind} t ON t.id = page.id AND page.kind = '{kind}'`) + `
	), shown AS (
		SELECT place, kind, id, year, seq, title, state, tlp, text, ts_headline('german', text, cast($3 AS tsquery),
			'StartSel=` + foundFrom + `, StopSel=` + foundTo + `, MaxFragments=1, MinWords=8, MaxWords=20') AS excerpt
		FROM object AS o (place, kind, id, year, seq, title, state, tlp, text)
	)
	SELECT coalesce(kind, '') AS kind, coalesce(id, 0) AS id, coalesce(year, 0) AS year, coalesce(seq, 0) AS seq, coalesce(title, '') AS title,
		coalesce(state, '') AS state, coalesce(tlp, '') AS tlp, coalesce(text, '') AS text, coalesce(excerpt, '') AS excerpt`
