-- +goose Up

-- A meeting keeps its number from the moment people were told it. The place is
-- counted from 1; the committee's first_meeting says which number that is.
ALTER TABLE meeting ADD COLUMN place_kept integer;
