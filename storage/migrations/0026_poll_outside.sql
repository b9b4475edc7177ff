-- +goose Up

-- What was counted outside the bot belongs to one vote and is no rule, which a template would take along. A vote that
-- was recorded ended when it began; others that carry such numbers have them from a template.
ALTER TABLE poll ADD COLUMN outside jsonb;
UPDATE poll SET outside = terms -> 'outside' WHERE terms ? 'outside' AND opens_at = closes_at;
UPDATE poll SET terms = terms - 'outside' WHERE terms ? 'outside';
UPDATE poll_draft SET draft = draft - 'outside' WHERE draft ? 'outside';
