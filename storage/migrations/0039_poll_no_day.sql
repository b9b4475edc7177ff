-- +goose Up

-- When chair or office said that none of the days of a closed date poll is taken.
ALTER TABLE poll ADD COLUMN no_day_at timestamptz;
