package storage_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// draftsStored counts the rows in which something is kept that was not sent, by table;
// a new kind of draft is among them.
func draftsStored(t *testing.T, db *storage.DB) map[string]int {
	t.Helper()
	stored := map[string]int{}
	var tables []string
	if err := db.SQL().SelectContext(t.Context(), &tables, `SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_name LIKE '%\_draft'`); err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		var n int
		if err := db.SQL().GetContext(t.Context(), &n, `SELECT count(*) FROM `+table); err != nil {
			t.Fatal(err)
		}
		stored[table] = n
	}
	return stored
}

func TestDraftsOlderThanThirtyDaysAreSweptAway(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	keep := func(at time.Time, who string) {
		keeps(t, db, unsent(c, who, "Bauantrag"), "form", at)
		if _, err := db.KeepTopicDraft(t.Context(), committee.Kept[committee.TopicDraft]{Committee: c.ID, User: who, Draft: committee.TopicDraft{Title: "Kosten"}}, "form", "", at); err != nil {
			t.Fatal(err)
		}
		if err := db.Know(t.Context(), committee.Person{User: who, Handle: who, Name: who}, at); err != nil {
			t.Fatal(err)
		}
		if _, err := db.KeepPollDraft(t.Context(), c.ID, who, committee.PollSketch{Kind: committee.MotionPoll, Question: "Eins?"}, at); err != nil {
			t.Fatal(err)
		}
		if _, err := db.KeepSeriesDraft(t.Context(), c.ID, who, committee.SeriesDraft{Kind: calendar.Virtual, When: "erster Montag im Monat"}, at); err != nil {
			t.Fatal(err)
		}
	}
	keep(noon, "office")
	keep(noon.Add(time.Hour), "l1")
	each := func(n int) map[string]int {
		return map[string]int{"need_draft": n, "topic_draft": n, "poll_draft": n, "series_draft": n}
	}
	for _, row := range []struct {
		at   time.Time
		want int
	}{{noon.AddDate(0, 0, 30).Add(-time.Second), 2}, {noon.AddDate(0, 0, 30), 1}, {noon.AddDate(0, 0, 30), 1}, {noon.AddDate(0, 0, 30).Add(time.Hour), 0}} {
		if err := db.SweepDrafts(t.Context(), row.at); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(each(row.want), draftsStored(t, db)); d != "" {
			t.Errorf("stored at %v (-want +is):\n%s", row.at, d)
		}
	}
}
