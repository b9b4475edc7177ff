-- +goose Up

-- Topics from intake to the end. What has become of one stands in columns; what it was before the last handling, and a
-- handling the submitter was asked about, are read and written whole.
ALTER TABLE topic
    ADD COLUMN addressee      text NOT NULL DEFAULT '',
    ADD COLUMN tlp            text NOT NULL DEFAULT 'AMBER',
    ADD COLUMN late_for       jsonb,                 -- the meeting whose submission deadline it missed
    ADD COLUMN answer_by      date,
    ADD COLUMN answer         text NOT NULL DEFAULT '',
    ADD COLUMN reason         text NOT NULL DEFAULT '',
    ADD COLUMN resume_on      date,
    ADD COLUMN meeting_id     bigint REFERENCES meeting (id),
    ADD COLUMN meeting_number integer NOT NULL DEFAULT 0,
    ADD COLUMN meeting_day    date,
    ADD COLUMN confirm_by     date,
    ADD COLUMN need_id        bigint REFERENCES need (id),
    ADD COLUMN before         jsonb,
    ADD COLUMN proposal       jsonb,
    ADD COLUMN changed_by     text NOT NULL DEFAULT '';
UPDATE topic SET changed_by = user_id;
-- Answers that silence will confirm.
CREATE INDEX topic_confirm ON topic (confirm_by) WHERE state = 'answered';

-- Needs in two stages, with what has become of them.
ALTER TABLE need
    ADD COLUMN tlp        text NOT NULL DEFAULT 'AMBER',
    ADD COLUMN topic_id   bigint REFERENCES topic (id),
    ADD COLUMN benefit    text NOT NULL DEFAULT '',
    ADD COLUMN wish       text NOT NULL DEFAULT '',
    ADD COLUMN legal      text NOT NULL DEFAULT '',
    ADD COLUMN contact    text NOT NULL DEFAULT '',
    ADD COLUMN links      text NOT NULL DEFAULT '',
    ADD COLUMN why        text NOT NULL DEFAULT '',
    ADD COLUMN resume_on  date,
    ADD COLUMN back       text NOT NULL DEFAULT '',
    ADD COLUMN into_id    bigint REFERENCES need (id),
    ADD COLUMN query      jsonb,
    ADD COLUMN handover   jsonb,
    ADD COLUMN gate       jsonb,
    ADD COLUMN urgency    text NOT NULL DEFAULT '',
    ADD COLUMN effort     text NOT NULL DEFAULT '',
    ADD COLUMN score      integer,                   -- in half points; NULL: not scored
    ADD COLUMN split      boolean NOT NULL DEFAULT false,
    ADD COLUMN changed_by text NOT NULL DEFAULT '';
UPDATE need SET changed_by = user_id;
CREATE INDEX need_into ON need (into_id) WHERE into_id IS NOT NULL;

-- An owner is a seat's body or an organisation without a seat; one that a bundled need brought along says which one.
ALTER TABLE need_owner DROP CONSTRAINT need_owner_pkey;
ALTER TABLE need_owner
    ADD COLUMN id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ADD COLUMN body text NOT NULL DEFAULT '',
    ADD COLUMN via  bigint REFERENCES need (id),
    ALTER COLUMN seat_id DROP NOT NULL;
CREATE UNIQUE INDEX need_owner_seat_key ON need_owner (need_id, seat_id) WHERE seat_id IS NOT NULL;
CREATE UNIQUE INDEX need_owner_body_key ON need_owner (need_id, lower(body)) WHERE seat_id IS NULL;
