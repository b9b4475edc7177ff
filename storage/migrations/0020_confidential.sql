-- +goose Up

-- Confidential polls. Who has taken part and what was said lie apart. While a poll is open, a tag made with its key lets a seat replace
-- its own ballot; when it closes, the key is deleted and the rows of both tables are written anew in an order of chance.
CREATE TABLE participation (
    poll_id   bigint NOT NULL,
    seat_id   bigint NOT NULL,
    as_holder boolean NOT NULL,
    PRIMARY KEY (poll_id, seat_id),
    FOREIGN KEY (poll_id, seat_id) REFERENCES elector (poll_id, seat_id)
);

CREATE TABLE confidential_ballot (
    poll_id bigint NOT NULL REFERENCES poll (id),
    tag     bytea,
    choice  jsonb NOT NULL
);
CREATE UNIQUE INDEX confidential_ballot_tag_key ON confidential_ballot (poll_id, tag) WHERE tag IS NOT NULL;
CREATE INDEX confidential_ballot_poll ON confidential_ballot (poll_id);

CREATE TABLE confidential_key (
    poll_id bigint PRIMARY KEY REFERENCES poll (id),
    key     bytea NOT NULL
);

-- Which seats have cast a ballot, in polls of both sorts.
CREATE VIEW voted AS
    SELECT poll_id, seat_id FROM ballot
    UNION ALL
    SELECT poll_id, seat_id FROM participation;
