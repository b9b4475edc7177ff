-- +goose Up

-- The register of results: what the committee has decided, recommended, noted or put in order, each with a number of its own.
CREATE TABLE result (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    committee_id bigint NOT NULL REFERENCES committee (id),
    year         integer NOT NULL,
    seq          integer NOT NULL,
    poll_id      bigint NOT NULL UNIQUE REFERENCES poll (id),
    at           timestamptz NOT NULL,
    UNIQUE (committee_id, year, seq)
);
