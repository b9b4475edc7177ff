-- +goose Up

-- A day that is asked for in a date poll is an event too. If the day is fixed, it becomes the meeting's.
ALTER TABLE feed_event ADD COLUMN poll_id bigint REFERENCES poll (id);
ALTER TABLE feed_event ADD COLUMN option text NOT NULL DEFAULT ''; -- the key of the day in the poll
ALTER TABLE feed_event ADD CONSTRAINT feed_event_option_key UNIQUE (poll_id, option);
