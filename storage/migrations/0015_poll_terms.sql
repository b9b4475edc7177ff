-- +goose Up

-- The terms of a poll are frozen when it opens, with a hash of everything that is voted on.
ALTER TABLE poll
    ADD COLUMN terms   jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN hash    text NOT NULL DEFAULT '',
    ADD COLUMN recused bigint[] NOT NULL DEFAULT '{}';   -- seats with a conflict of interest

-- A ballot that the office entered for a seat; the seat may replace it.
ALTER TABLE ballot ADD COLUMN entered boolean NOT NULL DEFAULT false;
