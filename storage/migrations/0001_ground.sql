-- +goose Up
-- What must happen once for the whole installation, whoever comes first: the
-- key says what, and the row is the proof that it was done.
CREATE TABLE once (
    key text PRIMARY KEY,
    at  timestamptz NOT NULL
);
