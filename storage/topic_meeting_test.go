package storage_test

import (
	"testing"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// onAgenda puts a topic on the agenda of a meeting, or asks the submitter first.
func onAgenda(t *testing.T, db *storage.DB, c committee.Committee, topic committee.Topic, m committee.Meeting, ask bool) {
	t.Helper()
	act := committee.TopicAct{Do: committee.Schedule, Meeting: m.Ref()}
	_, err := db.ChangeTopic(t.Context(), topic.ID, "office", "schedule", "", meetingsSet, func(now committee.Topic) (committee.Topic, error) {
		if ask {
			now.By = "somebody else"
			return now.Propose(c, organiser, act, meetingsSet)
		}
		return now.Handle(c, organiser, act, meetingsSet)
	})
	if err != nil {
		t.Fatalf("putting a topic on the agenda: %v", err)
	}
}

func TestANewSeriesKeepsTheMeetingsThatTopicsName(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	planned, _ := setSeries(t, db, c, everyMonth, meetingsSet)
	put, asked := addTopic(t, db, c, "Auf der Tagesordnung", meetingsSet), addTopic(t, db, c, "Nur ein Vorschlag", meetingsSet)
	onAgenda(t, db, c, put, planned[2], false)
	onAgenda(t, db, c, asked, planned[3], true)

	other := everyMonth
	other.When = "dritter Freitag im Monat"
	_, dropped := setSeries(t, db, c, other, meetingsSet)
	kept := map[int]int{}
	for _, m := range dropped {
		if m.State == committee.MeetingCancelled {
			kept[m.Number] = m.Topics
		}
	}
	if want := planned[2].Number; len(kept) != 2 || kept[want] != 1 || kept[planned[3].Number] != 0 {
		t.Errorf("cancelled with topics: %v, want %d with one, and %d with none", kept, want, planned[3].Number)
	}
	after, err := db.Topic(t.Context(), put.ID)
	if err != nil || after.State != committee.TopicSubmitted || after.Meeting.ID != planned[2].ID {
		t.Errorf("the topic is %s, of %+v (%v), want submitted, and to remember meeting %d", after.State, after.Meeting, err, planned[2].ID)
	}
	if err := db.PlanMeetings(t.Context(), meetingsSet); err != nil {
		t.Fatal(err)
	}
	again, err := db.Topic(t.Context(), put.ID)
	if err != nil || again.Version != after.Version {
		t.Errorf("planning once more makes version %d of the topic (%v), want %d still", again.Version, err, after.Version)
	}
}
