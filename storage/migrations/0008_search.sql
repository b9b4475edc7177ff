-- +goose Up

-- Both are trusted: the owner of the database may create them. They come with
-- the server's contrib modules.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- Writes a text in small letters, umlauts as two letters, accents and invisible
-- characters gone. "Straße" and "STRASSE" are the same then.
CREATE FUNCTION folded(t text) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
RETURN replace(replace(replace(replace(
	translate(lower(normalize(translate(t, U&'\00AD\200B\2060', ''), NFC)),
		'ÄÖÜẞÀÁÂÃÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÙÚÛÝàáâãåçèéêëìíîïñòóôõùúûýÿ',
		'äöüßaaaaaceeeeiiiinoooouuuyaaaaaceeeeiiiinoooouuuyy'),
	'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss');

-- Writes umlauts as one letter, however they were typed, for the German stemmer:
-- "Haeuser" finds "Haus". "Steuer", "Bauer" and "Quelle" have no umlaut.
CREATE FUNCTION umlauted(t text) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
RETURN regexp_replace(replace(replace(folded(t), 'ae', 'ä'), 'oe', 'ö'), '(?<![aeq])ue', 'ü', 'g');

-- Writes umlauts without their dots, as the stemmer does: stems are found inside
-- of compounds, "Häuser" in "Krankenhaus".
CREATE FUNCTION bare(t text) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
RETURN translate(umlauted(t), 'äöü', 'aou');

-- What is left of a title without the words that half of all titles have: titles
-- are compared by what they are about.
CREATE FUNCTION core(t text) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
RETURN trim(regexp_replace(bare(t), '\m((digital|elektronisch|(ver)?einheitlich|gemeinsam|kommunal)\w*|online|neue[rsmn]?'
	'|der|die|das|des|dem|den|und|oder|in|im|fur|von|vom|mit|zur|zum|zu|bei|auf|an|am|the|of|for|and)\M|\W+', ' ', 'g'));

-- The words of a text as they are looked up: as typed, and with umlauts.
CREATE FUNCTION words(t text) RETURNS tsvector IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
RETURN to_tsvector('german', t) || to_tsvector('german', umlauted(t));

ALTER TABLE topic
	ADD COLUMN bare text GENERATED ALWAYS AS (bare(title)) STORED,
	ADD COLUMN words tsvector GENERATED ALWAYS AS (
		setweight(words(title), 'A') || setweight(words(question), 'B')
		|| setweight(words(answer || ' ' || reason || ' ' || addressee), 'C')) STORED;
ALTER TABLE need
	ADD COLUMN bare text GENERATED ALWAYS AS (bare(title)) STORED,
	ADD COLUMN core text GENERATED ALWAYS AS (core(title)) STORED,
	ADD COLUMN words tsvector GENERATED ALWAYS AS (
		setweight(words(title), 'A') || setweight(words(problem), 'B')
		|| setweight(words(affected || ' ' || reason || ' ' || existing || ' ' || benefit || ' ' || wish || ' ' || legal || ' ' || why), 'C')) STORED;
ALTER TABLE poll
	ADD COLUMN bare text GENERATED ALWAYS AS (bare(question)) STORED,
	ADD COLUMN words tsvector GENERATED ALWAYS AS (
		setweight(words(question), 'A')
		|| setweight(jsonb_to_tsvector('german', options, '["string"]')
			|| jsonb_to_tsvector('german', cast(umlauted(cast(options AS text)) AS jsonb), '["string"]'), 'B')) STORED;
ALTER TABLE meeting
	ADD COLUMN bare text GENERATED ALWAYS AS (bare(place)) STORED,
	ADD COLUMN words tsvector GENERATED ALWAYS AS (
		setweight(words(place), 'A') || setweight(words(reason), 'B')) STORED;

-- One index serves words, parts of words in titles, and both in one committee.
CREATE INDEX topic_words ON topic USING gin (committee_id, words, bare gin_trgm_ops);
CREATE INDEX need_words ON need USING gin (committee_id, words, bare gin_trgm_ops);
CREATE INDEX poll_words ON poll USING gin (committee_id, words, bare gin_trgm_ops);
CREATE INDEX meeting_words ON meeting USING gin (committee_id, words, bare gin_trgm_ops);
