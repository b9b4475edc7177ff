-- +goose Up

-- The lot that was drawn among options of a closed poll that had come out equal: the words said aloud, the ties, and the order drawn.
CREATE TABLE lot (
    poll_id bigint PRIMARY KEY REFERENCES poll (id),
    seed    text NOT NULL,
    drawn   jsonb NOT NULL,
    user_id text NOT NULL REFERENCES person (user_id),
    at      timestamptz NOT NULL
);
