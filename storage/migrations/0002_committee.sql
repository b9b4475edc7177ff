-- +goose Up

-- People are accounts of the chat. The name stays readable after the account is gone.
CREATE TABLE person (
    user_id    text PRIMARY KEY,
    handle     text NOT NULL,
    name       text NOT NULL,
    lang       text NOT NULL DEFAULT '',
    direct     text NOT NULL DEFAULT '',  -- the direct channel with the bot, once known
    committee  bigint,                    -- the one meant in direct messages, if there are several
    seen_at    timestamptz NOT NULL
);

CREATE TABLE committee (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel_id text NOT NULL,
    team_id    text NOT NULL,
    name       text NOT NULL,
    lang       text NOT NULL,
    land       text NOT NULL,
    zone       text NOT NULL,
    preset     text NOT NULL,
    first_meeting integer NOT NULL DEFAULT 1,   -- the number of the first meeting the bot knows
    created_at timestamptz NOT NULL,
    CONSTRAINT committee_channel_key UNIQUE (channel_id)
);
ALTER TABLE person ADD FOREIGN KEY (committee) REFERENCES committee (id);

CREATE TABLE seat (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    committee_id bigint NOT NULL REFERENCES committee (id),
    position     integer NOT NULL,
    group_name   text NOT NULL,
    body         text NOT NULL,
    land         text NOT NULL,
    since        timestamptz NOT NULL,
    until        timestamptz             -- abolished; NULL while it stands
);
CREATE INDEX seat_committee ON seat (committee_id, position) WHERE until IS NULL;

-- Who holds a seat, or substitutes on it, from when to when.
CREATE TABLE tenure (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    committee_id bigint NOT NULL REFERENCES committee (id),
    seat_id      bigint NOT NULL REFERENCES seat (id),
    user_id      text NOT NULL REFERENCES person (user_id),
    holds        boolean NOT NULL,       -- false: substitutes
    since        timestamptz NOT NULL,
    until        timestamptz
);
CREATE UNIQUE INDEX tenure_seat_key ON tenure (seat_id, holds) WHERE until IS NULL;
CREATE UNIQUE INDEX tenure_person_key ON tenure (committee_id, user_id) WHERE until IS NULL;

CREATE TABLE role (
    committee_id bigint NOT NULL REFERENCES committee (id),
    user_id      text NOT NULL REFERENCES person (user_id),
    role         text NOT NULL,
    since        timestamptz NOT NULL,
    PRIMARY KEY (committee_id, user_id, role)
);
CREATE INDEX role_person ON role (user_id);
CREATE INDEX tenure_person ON tenure (user_id) WHERE until IS NULL;

-- The next number of each register, a row per committee, register and year.
CREATE TABLE counter (
    committee_id bigint NOT NULL REFERENCES committee (id),
    register     text NOT NULL,
    year         integer NOT NULL,
    last         integer NOT NULL,
    PRIMARY KEY (committee_id, register, year)
);

-- What happened to an object: who, when, what, before and after.
CREATE TABLE event (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    committee_id bigint NOT NULL REFERENCES committee (id),
    object_kind  text NOT NULL,
    object_id    bigint NOT NULL,
    verb         text NOT NULL,
    user_id      text NOT NULL,          -- '' for the bot itself
    at           timestamptz NOT NULL,
    before       jsonb,
    after        jsonb
);
CREATE INDEX event_object ON event (object_kind, object_id, id);

CREATE TABLE topic (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    committee_id bigint NOT NULL REFERENCES committee (id),
    year         integer NOT NULL,
    seq          integer NOT NULL,
    kind         text NOT NULL,
    title        text NOT NULL,
    question     text NOT NULL,
    until        date,
    state        text NOT NULL,
    user_id      text NOT NULL REFERENCES person (user_id),
    group_name   text NOT NULL,
    thread       text NOT NULL DEFAULT '',
    created_at   timestamptz NOT NULL,
    changed_at   timestamptz NOT NULL,
    version      integer NOT NULL,
    CONSTRAINT topic_number_key UNIQUE (committee_id, year, seq)
);
CREATE INDEX topic_list ON topic (committee_id, state, id DESC);

CREATE TABLE need (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    committee_id bigint NOT NULL REFERENCES committee (id),
    year         integer NOT NULL,
    seq          integer NOT NULL,
    title        text NOT NULL,
    problem      text NOT NULL,
    affected     text NOT NULL,
    reason       text NOT NULL,
    existing     text NOT NULL,
    state        text NOT NULL,
    user_id      text NOT NULL REFERENCES person (user_id),
    group_name   text NOT NULL,
    created_at   timestamptz NOT NULL,
    changed_at   timestamptz NOT NULL,
    version      integer NOT NULL,
    CONSTRAINT need_number_key UNIQUE (committee_id, year, seq)
);
CREATE INDEX need_list ON need (committee_id, state, id DESC);

-- The seats that have a need. Saying so twice is one row.
CREATE TABLE need_owner (
    need_id    bigint NOT NULL REFERENCES need (id),
    seat_id    bigint NOT NULL REFERENCES seat (id),
    user_id    text NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (need_id, seat_id)
);
