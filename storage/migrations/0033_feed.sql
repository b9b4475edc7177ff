-- +goose Up

-- What subscribers of the calendar see of a meeting. A row outlives its meeting: whoever has seen it must see that
-- it is cancelled.
CREATE TABLE feed_event (
    uid          text PRIMARY KEY DEFAULT gen_random_uuid() || '@gremienbot', -- never changes, never used again
    committee_id bigint NOT NULL REFERENCES committee (id),
    meeting_id   bigint REFERENCES meeting (id) ON DELETE SET NULL,
    entry        jsonb NOT NULL,          -- day, time, place and all that the title is made of
    sequence     integer NOT NULL,
    changed_at   timestamptz NOT NULL,
    CONSTRAINT feed_event_meeting_key UNIQUE (meeting_id)
);
CREATE INDEX feed_event_committee ON feed_event (committee_id);

-- The personal address of a calendar. Its secret part is not kept, only what it is recognised by.
CREATE TABLE feed_address (
    hash         bytea PRIMARY KEY,       -- SHA-256 of the secret
    committee_id bigint NOT NULL REFERENCES committee (id),
    user_id      text NOT NULL REFERENCES person (user_id),
    made_at      timestamptz NOT NULL,
    revoked_at   timestamptz
);
CREATE UNIQUE INDEX feed_address_person ON feed_address (committee_id, user_id) WHERE revoked_at IS NULL;
