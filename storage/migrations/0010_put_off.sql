-- +goose Up

-- Who has put a need off or closed it, and when: its text may be changed later by others.
ALTER TABLE need
    ADD COLUMN stood_by text NOT NULL DEFAULT '',
    ADD COLUMN stood_at timestamptz;
