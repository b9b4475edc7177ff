-- +goose Up

-- A list is counted and put in order from these alone: rows are wide and are read
-- only for the page that is shown.
DROP INDEX topic_newest;
CREATE INDEX topic_newest ON topic (committee_id, year DESC, seq DESC) INCLUDE (id, state, tlp, kind, group_name, user_id);
CREATE INDEX need_ordered ON need (committee_id, (nullif(urgency, '')) NULLS LAST, score DESC NULLS LAST, year, seq)
	INCLUDE (id, state, tlp, group_name, user_id, urgency);
