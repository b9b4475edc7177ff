-- +goose Up

-- Whether results in this committee come with a picture of their bars.
ALTER TABLE committee ADD COLUMN charts boolean NOT NULL DEFAULT true;
