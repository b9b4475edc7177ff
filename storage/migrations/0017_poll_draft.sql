-- +goose Up

-- A poll that somebody is still writing: one for each person and committee. A changed one is a new row, so that a
-- preview opens just what it showed.
CREATE TABLE poll_draft (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    committee_id bigint NOT NULL REFERENCES committee (id),
    user_id      text NOT NULL REFERENCES person (user_id),
    draft        jsonb NOT NULL,
    at           timestamptz NOT NULL,
    UNIQUE (committee_id, user_id)
);
