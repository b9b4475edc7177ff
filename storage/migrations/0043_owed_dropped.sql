-- +goose Up

-- What a step has taken back is found by its need when the step is undone, however much was sent before.
CREATE INDEX owed_dropped ON owed (object_kind, object_id) WHERE state = 'dropped';
