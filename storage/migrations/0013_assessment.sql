-- +goose Up

-- The criteria a committee appraises needs by; without a row, those it began with.
CREATE TABLE criteria (
    committee_id bigint PRIMARY KEY REFERENCES committee (id),
    list         jsonb NOT NULL,
    version      integer NOT NULL
);

-- A round in which the seats appraise needs. It keeps the criteria it began with.
CREATE TABLE assessment (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    committee_id bigint NOT NULL REFERENCES committee (id),
    criteria     jsonb NOT NULL,
    seats        integer NOT NULL,
    state        text NOT NULL,
    user_id      text NOT NULL REFERENCES person (user_id),
    opens_at     timestamptz NOT NULL,
    closes_at    timestamptz NOT NULL,
    closed_at    timestamptz,
    took         integer NOT NULL DEFAULT 0,
    version      integer NOT NULL
);
CREATE UNIQUE INDEX assessment_open_key ON assessment (committee_id) WHERE state = 'open';
CREATE INDEX assessment_due ON assessment (closes_at) WHERE state = 'open';

CREATE TABLE assessment_need (
    assessment_id bigint NOT NULL REFERENCES assessment (id),
    need_id       bigint NOT NULL REFERENCES need (id),
    outcome       jsonb,                  -- NULL while the round is open
    PRIMARY KEY (assessment_id, need_id)
);

-- The seats that were entitled when the round opened.
CREATE TABLE assessment_seat (
    assessment_id bigint NOT NULL REFERENCES assessment (id),
    seat_id       bigint NOT NULL REFERENCES seat (id),
    group_name    text NOT NULL,
    body          text NOT NULL,
    PRIMARY KEY (assessment_id, seat_id)
);

-- One appraisal per round, need and seat. They are for counting: nobody is shown another's.
CREATE TABLE appraisal (
    assessment_id bigint NOT NULL,
    need_id       bigint NOT NULL,
    seat_id       bigint NOT NULL,
    user_id       text NOT NULL,
    as_holder     boolean NOT NULL,
    grades        jsonb NOT NULL,
    given_at      timestamptz NOT NULL,
    PRIMARY KEY (assessment_id, need_id, seat_id),
    FOREIGN KEY (assessment_id, need_id) REFERENCES assessment_need (assessment_id, need_id),
    FOREIGN KEY (assessment_id, seat_id) REFERENCES assessment_seat (assessment_id, seat_id)
);

-- What the seats said about a need under each criterion, in sum.
ALTER TABLE need ADD COLUMN judgements jsonb;
