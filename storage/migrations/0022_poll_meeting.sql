-- +goose Up

-- The date poll that a meeting was made of.
ALTER TABLE meeting ADD COLUMN poll_id bigint REFERENCES poll (id);
CREATE INDEX meeting_poll ON meeting (poll_id) WHERE poll_id IS NOT NULL;
