package storage_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// pollEvents are the changes of a poll with a verb, oldest first.
func pollEvents(t *testing.T, db *storage.DB, id int64, verb string) []committee.Event[committee.Poll] {
	t.Helper()
	var rows []struct {
		By     string `db:"user_id"`
		Before []byte `db:"before"`
		After  []byte `db:"after"`
	}
	err := db.SQL().SelectContext(t.Context(), &rows, `
		SELECT user_id, before, after
		FROM event
		WHERE object_kind = 'poll' AND object_id = $1 AND verb = $2
		ORDER BY id`, id, verb)
	if err != nil {
		t.Fatalf("reading what happened to a poll: %v", err)
	}
	events := make([]committee.Event[committee.Poll], len(rows))
	for i, r := range rows {
		events[i] = committee.Event[committee.Poll]{Verb: verb, By: r.By, Before: new(committee.Poll), After: new(committee.Poll)}
		if err := errors.Join(json.Unmarshal(r.Before, events[i].Before), json.Unmarshal(r.After, events[i].After)); err != nil {
			t.Fatalf("reading an event: %v", err)
		}
	}
	return events
}

// Office and chair set the day on which a result comes up again at once: the later
// word counts, people are reminded of that day alone, and the history has the one
// behind the other.
func TestOfTwoDaysOfReviewTheLaterWordCounts(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, chair := presided(t, db, 3)
	for round := range 2 {
		p := asked(t, db, c, committee.PollDraft{Kind: committee.MotionPoll, Question: "Nehmen wir teil?", ClosesAt: noon.Add(time.Hour), Terms: committee.Terms{Result: committee.Opinion}})
		for _, user := range []string{"m1", "m2", "m3"} {
			if err := vote(t, db, p.ID, user, committee.Yes, noon); err != nil {
				t.Fatalf("voting: %v", err)
			}
		}
		if err := db.ClosePoll(t.Context(), p.ID, p.ClosesAt); err != nil {
			t.Fatalf("closing: %v", err)
		}
		at := p.ClosesAt.Add(time.Hour)
		sets := func(who committee.Person, month time.Month) side {
			return func(meet func()) error {
				_, err := db.ReviewResult(t.Context(), p.ID, who.User, at, func(p committee.Poll) (committee.Poll, error) {
					meet()
					return p.ReviewOn(c, who, calendar.Date{Year: 2027, Month: month, Day: 1}, at)
				})
				return err
			}
		}
		if err := errors.Join(race(t, db, round, sets(office, time.June), sets(chair, time.July))...); err != nil {
			t.Fatalf("both: %v", err)
		}
		is, err := db.Poll(t.Context(), p.ID)
		events := pollEvents(t, db, p.ID, "review")
		if err != nil || len(events) != 2 || events[round].By != "office" || is.Review != events[1].After.Review || is.Review.IsZero() {
			t.Fatalf("the result comes up on %s after %d changes, %v", is.Review, len(events), err)
		}
		if d := cmp.Diff(events[0].After, events[1].Before); d != "" {
			t.Errorf("before the second (-as the first left it +written):\n%s", d)
		}
		var due []string
		err = db.SQL().SelectContext(t.Context(), &due, `
			SELECT user_id || ' ' || cast(cast(due_at AS date) AS text)
			FROM owed
			WHERE object_kind = 'poll' AND object_id = $1 AND kind = 'review' AND state = 'owed'
			ORDER BY user_id`, p.ID)
		want := []string{"chair " + is.Review.String(), "office " + is.Review.String()}
		if d := cmp.Diff(want, due); err != nil || d != "" {
			t.Errorf("owed: %v (-want +got):\n%s", err, d)
		}
	}
}
