-- +goose Up

-- What a need was before the last step of the office, while that can be taken back.
ALTER TABLE need
    ADD COLUMN past jsonb;
