-- +goose Up

CREATE TABLE poll (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    committee_id bigint NOT NULL REFERENCES committee (id),
    year         integer NOT NULL,
    seq          integer NOT NULL,
    kind         text NOT NULL,
    question     text NOT NULL,
    options      jsonb NOT NULL,
    top          integer NOT NULL,
    rule         jsonb NOT NULL,
    seats        integer NOT NULL,
    state        text NOT NULL,
    user_id      text NOT NULL REFERENCES person (user_id),
    opens_at     timestamptz NOT NULL,
    closes_at    timestamptz NOT NULL,
    closed_at    timestamptz,
    version      integer NOT NULL,
    CONSTRAINT poll_number_key UNIQUE (committee_id, year, seq)
);
CREATE INDEX poll_due ON poll (closes_at) WHERE state = 'open';
CREATE INDEX poll_list ON poll (committee_id, state, id DESC);

-- The seats that were entitled when the poll opened.
CREATE TABLE elector (
    poll_id    bigint NOT NULL REFERENCES poll (id),
    seat_id    bigint NOT NULL REFERENCES seat (id),
    group_name text NOT NULL,
    body       text NOT NULL,
    PRIMARY KEY (poll_id, seat_id)
);

-- One ballot per poll and seat.
CREATE TABLE ballot (
    poll_id    bigint NOT NULL,
    seat_id    bigint NOT NULL,
    user_id    text NOT NULL,
    as_holder  boolean NOT NULL,
    choice     jsonb NOT NULL,
    cast_at    timestamptz NOT NULL,
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
);
CREATE INDEX ballot_recent ON ballot (poll_id, cast_at);

-- The receipt of a person for a poll: one private post, edited when the ballot changes.
CREATE TABLE receipt (
    poll_id    bigint NOT NULL REFERENCES poll (id),
    user_id    text NOT NULL,
    post_id    text NOT NULL,
    PRIMARY KEY (poll_id, user_id)
);
