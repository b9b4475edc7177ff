-- +goose Up

-- A committee's own rule for motions, as polls keep theirs; none where it votes by its preset.
ALTER TABLE committee ADD COLUMN rule jsonb;
