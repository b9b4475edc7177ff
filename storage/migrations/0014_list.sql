-- +goose Up

-- What the lists of the register look in for parts of words, written as bare() does: umlauts or not, capitals or not.
ALTER TABLE need ADD COLUMN sought text GENERATED ALWAYS AS (bare(
	title || ' ' || problem || ' ' || affected || ' ' || reason || ' ' || existing || ' ' || benefit || ' ' || wish || ' ' || legal)) STORED;
ALTER TABLE topic ADD COLUMN sought text GENERATED ALWAYS AS (bare(title || ' ' || question || ' ' || addressee || ' ' || answer)) STORED;
CREATE INDEX need_sought ON need USING gin (sought gin_trgm_ops);
CREATE INDEX topic_sought ON topic USING gin (sought gin_trgm_ops);

-- The order in which lists are read.
CREATE INDEX topic_newest ON topic (committee_id, year DESC, seq DESC);
CREATE INDEX need_owner_of_seat ON need_owner (seat_id, need_id);
