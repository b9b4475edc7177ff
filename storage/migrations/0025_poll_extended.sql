-- +goose Up

-- Why a poll was extended the last time, '' if it was not.
ALTER TABLE poll ADD COLUMN extended text NOT NULL DEFAULT '';
