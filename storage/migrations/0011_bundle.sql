-- +goose Up

-- A need that was bundled into another one keeps what it was before, to return to it.
ALTER TABLE need ADD COLUMN before jsonb;

-- What a person has sent, while they decide whether a similar need is the same. It is deleted when they have, or after 30 days.
CREATE TABLE need_draft (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    committee_id bigint NOT NULL REFERENCES committee (id),
    user_id      text NOT NULL,
    draft        jsonb NOT NULL,
    at           timestamptz NOT NULL
);
CREATE INDEX need_draft_of ON need_draft (committee_id, user_id, id);
CREATE INDEX need_draft_at ON need_draft (at);
