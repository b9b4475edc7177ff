-- +goose Up

-- The day on which a result is to be looked at again (Wiedervorlage).
ALTER TABLE result ADD COLUMN review_on date;

-- What members want to stand in the minutes about a vote (Protokollerklärung), the last of each person.
CREATE TABLE statement (
    poll_id bigint NOT NULL REFERENCES poll (id),
    user_id text NOT NULL REFERENCES person (user_id),
    body    text NOT NULL,
    words   text NOT NULL,
    at      timestamptz NOT NULL,
    PRIMARY KEY (poll_id, user_id)
);
