-- +goose Up

-- Of the seats with a conflict of interest, those whose member has declared it; of the open polls of before nobody knows.
ALTER TABLE poll ADD COLUMN recused_by_member bigint[] NOT NULL DEFAULT '{}';
