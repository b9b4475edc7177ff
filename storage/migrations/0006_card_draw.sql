-- +goose Up

-- A card is redrawn by one scheduler at a time, and the ballots that its post
-- shows are known exactly: a ballot that is committed late is not overlooked.
ALTER TABLE card ADD COLUMN drawing_until timestamptz;           -- NULL: nobody draws it
ALTER TABLE card ADD COLUMN ballots numeric NOT NULL DEFAULT 0;  -- the mark of the ballots shown, see stale cards

-- What is too late to be sent is found here.
CREATE INDEX owed_stale ON owed (stale_at) WHERE state = 'owed';
