package storage_test

import (
	"errors"
	"strconv"
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

// Who puts a topic on an agenda while somebody replaces the series of meetings finds
// the meetings as they were before, and the topic follows, or as they are then. Never
// is it on the agenda of a meeting that was called off or forgotten.
func TestATopicIsPutOnAnAgendaWhileTheSeriesIsReplaced(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	planned, _ := setSeries(t, db, c, everyMonth, meetingsSet)
	for round := range rounds {
		was := addTopic(t, db, c, "Auf die Tagesordnung", meetingsSet)
		number := strconv.Itoa(planned[2].Number)
		places := func(meet func()) error {
			_, err := db.PlaceTopic(t.Context(), was.ID, "office", "schedule", "", meetingsSet, func(now committee.Topic, ms []committee.Meeting) (committee.Topic, error) {
				meet()
				ref, err := committee.AgendaOf(ms, number, meetingsSet)
				if err != nil {
					return now, err
				}
				return now.Handle(c, organiser, committee.TopicAct{Do: committee.Schedule, Meeting: ref}, meetingsSet)
			})
			return err
		}
		other := everyMonth
		other.When = []string{"dritter Freitag im Monat", "zweiter Mittwoch im Monat"}[round%2]
		s, err := committee.SetSeries(c, organiser, other, meetingsSet)
		if err != nil {
			t.Fatal(err)
		}
		replaces := func(meet func()) error {
			var err error
			planned, _, err = db.MakeSeries(t.Context(), s, "office", "", meetingsSet, func(committee.Series, []committee.Meeting, []committee.Meeting) error {
				meet()
				return nil
			})
			return err
		}
		errs := race(t, db, round, places, replaces)
		is, err := db.Topic(t.Context(), was.ID)
		if err := errors.Join(errs[1], err); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if told := committee.Refusals(errs[0]); len(told) == 1 && told[0].Key == "topic.meeting.over" && is.Version == was.Version {
			continue // the number is that of a meeting that was called off just before
		} else if errs[0] != nil {
			t.Fatalf("round %d: %v, and the topic is %s, version %d", round, errs[0], is.State, is.Version)
		}
		m, err := db.Meeting(t.Context(), is.Meeting.ID)
		if err != nil || m.Ref() != is.Meeting || (is.State == committee.TopicScheduled) != (m.State == committee.MeetingPlanned) {
			t.Errorf("round %d: the topic is %s of %+v, but the meeting is %s, %+v (%v)", round, is.State, is.Meeting, m.State, m.Ref(), err)
		}
		if err := db.PlanMeetings(t.Context(), meetingsSet); err != nil {
			t.Fatal(err)
		}
		if again, err := db.Topic(t.Context(), was.ID); err != nil || again.Version != is.Version {
			t.Errorf("round %d: planning makes version %d of the topic (%v), want %d still", round, again.Version, err, is.Version)
		}
	}
}

// A submitter agrees to be on the agenda of a meeting while somebody calls it off: the
// topic was on it and is back with chair and office, or is on the next one.
func TestAProposalIsAgreedToWhileItsMeetingIsCancelled(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	planned, _ := setSeries(t, db, c, everyMonth, meetingsSet)
	submitter := committee.Person{User: "office", Name: "Office", Roles: []committee.Role{committee.Office}}
	proposer := organiser
	proposer.User = "s1"
	for round := range rounds {
		m, next := planned[round], planned[round+1]
		was := addTopic(t, db, c, "Auf die Tagesordnung", meetingsSet)
		_, err := db.ChangeTopic(t.Context(), was.ID, "s1", committee.ProposeTopic, "", meetingsSet, func(now committee.Topic) (committee.Topic, error) {
			return now.Propose(c, proposer, committee.TopicAct{Do: committee.Schedule, Meeting: m.Ref()}, meetingsSet)
		})
		if err != nil {
			t.Fatal(err)
		}
		agrees := func(meet func()) error {
			_, err := db.PlaceTopic(t.Context(), was.ID, "office", committee.AgreeTopic, "", meetingsSet, func(now committee.Topic, ms []committee.Meeting) (committee.Topic, error) {
				meet()
				return now.Agree(c, submitter, ms, 0, meetingsSet)
			})
			return err
		}
		cancels := func(meet func()) error {
			_, _, err := db.ChangeMeeting(t.Context(), m.ID, "office", "cancel", "", meetingsSet, func(now committee.Meeting) (committee.Meeting, error) {
				meet()
				return now.Cancel(organiser, now.Version, "Ferien", meetingsSet)
			})
			return err
		}
		if err := errors.Join(race(t, db, round, agrees, cancels)...); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		is, err := db.Topic(t.Context(), was.ID)
		if err != nil {
			t.Fatal(err)
		}
		back := is.State != committee.TopicScheduled && is.Meeting.ID == m.ID
		on := is.State == committee.TopicScheduled && is.Meeting.ID == next.ID
		if ahead := round % 3; !back && !on || ahead == 0 && !back || ahead == 1 && !on {
			t.Errorf("round %d: the topic is %s of %+v, want it back from %d or on %d", round, is.State, is.Meeting, m.Number, next.Number)
		}
	}
}
