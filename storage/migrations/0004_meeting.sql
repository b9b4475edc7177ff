-- +goose Up

-- A series proposes meetings; each meeting then lives on its own.
CREATE TABLE series (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    committee_id bigint NOT NULL REFERENCES committee (id),
    kind         text NOT NULL,           -- virtual, physical
    rule         text NOT NULL,           -- RFC 5545, '' where dates are listed
    dates        date[] NOT NULL DEFAULT '{}',
    start        text NOT NULL,           -- wall-clock time, '10:00'
    minutes      integer NOT NULL,        -- how long
    place        text NOT NULL,
    link         text NOT NULL,
    since        date NOT NULL,
    planned_until date,                   -- meetings are written down up to here
    ended_at     timestamptz,             -- replaced by a newer one
    version      integer NOT NULL
);
CREATE UNIQUE INDEX series_kind_key ON series (committee_id, kind) WHERE ended_at IS NULL;

CREATE TABLE meeting (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    committee_id bigint NOT NULL REFERENCES committee (id),
    series_id    bigint REFERENCES series (id),
    original     date NOT NULL,           -- the day the series proposed
    kind         text NOT NULL,
    day          date NOT NULL,           -- local date, wall-clock time and zone; the instant is derived
    start        text NOT NULL,
    zone         text NOT NULL,
    minutes      integer NOT NULL,
    place        text NOT NULL,
    link         text NOT NULL,
    state        text NOT NULL,           -- planned, cancelled
    reason       text NOT NULL DEFAULT '',
    version      integer NOT NULL,
    changed_at   timestamptz NOT NULL,
    CONSTRAINT meeting_original_key UNIQUE (series_id, original)
);
CREATE INDEX meeting_day ON meeting (committee_id, day);
