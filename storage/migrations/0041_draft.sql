-- +goose Up

-- What a person has begun and not sent is found again: each form keeps one draft. Drafts from before have no form.
ALTER TABLE need_draft ADD COLUMN form text NOT NULL DEFAULT '';
CREATE UNIQUE INDEX need_draft_form ON need_draft (committee_id, user_id, form) WHERE form <> '';

CREATE TABLE topic_draft (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    committee_id bigint NOT NULL REFERENCES committee (id),
    user_id      text NOT NULL,
    form         text NOT NULL DEFAULT '',
    draft        jsonb NOT NULL,
    at           timestamptz NOT NULL
);
CREATE INDEX topic_draft_of ON topic_draft (committee_id, user_id, id);
CREATE INDEX topic_draft_at ON topic_draft (at);
CREATE UNIQUE INDEX topic_draft_form ON topic_draft (committee_id, user_id, form) WHERE form <> '';
