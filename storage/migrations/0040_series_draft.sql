-- +goose Up

-- A series of meetings that somebody has seen the dates of and not decided about: one for each person and committee. A
-- changed one is a new row, so that a preview makes just what it showed.
CREATE TABLE series_draft (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    committee_id bigint NOT NULL REFERENCES committee (id),
    user_id      text NOT NULL REFERENCES person (user_id),
    draft        jsonb NOT NULL,
    at           timestamptz NOT NULL,
    UNIQUE (committee_id, user_id)
);
