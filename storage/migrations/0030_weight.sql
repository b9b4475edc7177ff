-- +goose Up

-- How much a seat weighs where a poll is counted by weight, and how much it weighed when the poll opened.
ALTER TABLE seat ADD COLUMN weight integer NOT NULL DEFAULT 1 CHECK (weight > 0);
ALTER TABLE elector ADD COLUMN weight integer NOT NULL DEFAULT 1 CHECK (weight > 0);
