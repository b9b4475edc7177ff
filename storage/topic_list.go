package storage

import (
	"context"
	"fmt"

	"gremienbot/committee"
)

// ListedTopics lists at most limit topics that a filter lets through and p may
// see, newest first, and counts all of them. At an offset behind the last one it
// only counts.
func (db *DB) ListedTopics(ctx context.Context, committeeID int64, f committee.TopicFilter, p committee.Person, limit, offset int) ([]committee.Topic, int, error) {
	w := topicsLeft(committeeID, f, p)
	var total int
	if err := db.sql.GetContext(ctx, &total, `SELECT count(*) FROM topic t WHERE `+w.text(), w.args...); err != nil {
		return nil, 0, fmt.Errorf("counting topics: %w", err)
	}
	if offset >= total {
		return nil, total, nil
	}
	list, err := db.topics(ctx, fmt.Sprintf(`SELECT `+topicColumns+`
		WHERE t.id IN (SELECT t.id FROM topic t WHERE %s ORDER BY t.year DESC, t.seq DESC LIMIT %d OFFSET %d)
		ORDER BY t.year DESC, t.seq DESC`, w.text(), limit, offset), w.args...)
	return list, total, err
}

// topicsLeft is the condition for the topics that a filter lets through and p may see.
func topicsLeft(committeeID int64, f committee.TopicFilter, p committee.Person) *conditions {
	w := &conditions{}
	w.and(`t.committee_id = ?`, committeeID)
	w.and(`t.tlp = ANY (?)`, textArray(asText(p.Sees())))
	if len(f.Labels) > 0 {
		w.and(`t.tlp = ANY (?)`, textArray(asText(f.Labels)))
	}
	if states := f.Among(committee.OpenTopicStates()); states != nil {
		w.and(`t.state = ANY (?)`, textArray(asText(states)))
	}
	if f.Kind != "" {
		w.and(`t.kind = ?`, f.Kind)
	}
	if len(f.Groups) > 0 {
		w.and(`t.group_name = ANY (?)`, textArray(f.Groups))
	}
	if f.Mine {
		w.and(`t.user_id = ?`, p.User)
	}
	w.words(`t.sought`, f.Text)
	return w
}
