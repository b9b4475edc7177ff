package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// keepAgendas lets the topics of a locked committee follow their meetings as they
// are now, see [committee.Topic.Follow]. by is who changed the meetings, "" for the
// bot.
func keepAgendas(ctx context.Context, tx *sqlx.Tx, c committee.Committee, by string, now time.Time) error {
	var ids []int64
	err := tx.SelectContext(ctx, &ids, `
		SELECT t.id
		FROM topic t
		JOIN (`+numberedMeetings+`) n ON n.id = t.meeting_id
		WHERE t.state = ANY ($2) AND ((t.meeting_number, t.meeting_day) IS DISTINCT FROM (n.number, cast(n.day AS date))
			OR (t.state = 'scheduled') = (n.state = 'cancelled'))
		ORDER BY t.id`, c.ID, openTopics)
	if err != nil {
		return fmt.Errorf("asking which topics follow their meeting: %w", err)
	}
	for _, id := range ids {
		if err := followMeeting(ctx, tx, c, id, by, now); err != nil {
			return fmt.Errorf("topic %d following its meeting: %w", id, err)
		}
	}
	return nil
}

// followMeeting lets a topic follow its meeting.
func followMeeting(ctx context.Context, tx *sqlx.Tx, c committee.Committee, id int64, by string, now time.Time) error {
	before, err := lockTopic(ctx, tx, id)
	if err != nil || before.Meeting.ID == 0 { // somebody else was faster
		return err
	}
	m, err := oneMeeting(ctx, tx, numberedMeetings+` AND m.id = $2`, c.ID, before.Meeting.ID)
	if err != nil {
		return err
	}
	after, verb := before.Follow(m, by, now)
	if verb != "" {
		return topicChanged(ctx, tx, now, by, verb, before, after)
	}
	if after.Meeting == before.Meeting {
		return nil
	}
	if err := updateTopic(ctx, tx, after); err != nil {
		return err
	}
	return touchCard(ctx, tx, committee.Object{Kind: committee.TopicObject, ID: id})
}
