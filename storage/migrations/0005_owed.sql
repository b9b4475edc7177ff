-- +goose Up

-- Every message that must be sent once, written down before it is sent.
CREATE TABLE owed (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    committee_id bigint NOT NULL REFERENCES committee (id),
    key          text NOT NULL,
    object_kind  text NOT NULL,
    object_id    bigint NOT NULL,
    kind         text NOT NULL,
    channel_id   text NOT NULL DEFAULT '',
    user_id      text NOT NULL DEFAULT '',
    note         text NOT NULL DEFAULT '',
    due_at       timestamptz NOT NULL,
    stale_at     timestamptz NOT NULL,
    state        text NOT NULL DEFAULT 'owed',  -- owed, sending, sent, missed, dropped, failed
    next_at      timestamptz NOT NULL,          -- when to look at it next (due, or a retry)
    attempts     integer NOT NULL DEFAULT 0,
    first_attempt_at timestamptz,
    lease_until  timestamptz,
    pending      text NOT NULL DEFAULT '',      -- the chat's pending_post_id, fixed for all attempts
    posted_in    text NOT NULL DEFAULT '',      -- the channel it went to (the direct one for a person)
    post_id      text NOT NULL DEFAULT '',
    settled_at   timestamptz,                   -- sent, missed, dropped or failed
    reason       text NOT NULL DEFAULT '',
    CONSTRAINT owed_key_key UNIQUE (key)
);
-- A beat looks only at these rows; a million finished ones cost nothing.
CREATE INDEX owed_due ON owed (next_at) WHERE state IN ('owed', 'sending');
CREATE INDEX owed_object ON owed (object_kind, object_id) WHERE state IN ('owed', 'sending');

-- The one card of an object in its channel. It is redrawn from the database.
CREATE TABLE card (
    object_kind  text NOT NULL,
    object_id    bigint NOT NULL,
    committee_id bigint NOT NULL REFERENCES committee (id),
    channel_id   text NOT NULL,
    post_id      text NOT NULL,
    wanted       bigint NOT NULL DEFAULT 0,     -- raised whenever the object changed
    drawn        bigint NOT NULL DEFAULT 0,     -- the value of wanted that the post shows
    drawn_at     timestamptz NOT NULL,
    PRIMARY KEY (object_kind, object_id)
);
CREATE INDEX card_stale ON card (drawn_at) WHERE wanted > drawn;
