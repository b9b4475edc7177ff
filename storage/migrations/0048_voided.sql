-- +goose Up

-- Votes outside the bot that were recorded wrongly and do not hold, each once: why, and which poll is right, if one was named. The
-- record itself and its entry in the register stay as they are.
CREATE TABLE voided (
    poll_id    bigint PRIMARY KEY REFERENCES poll (id),
    why        text NOT NULL,
    instead_id bigint REFERENCES poll (id),
    user_id    text NOT NULL REFERENCES person (user_id),
    at         timestamptz NOT NULL
);
