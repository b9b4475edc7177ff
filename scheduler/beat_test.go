package scheduler_test

import (
	"errors"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/scheduler"
)

func TestADayOfBeats(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i := range 24 {
		o := w.reminder(i)
		o.Due = noon.Add(time.Duration(i) * time.Hour)
		w.owe(t, o)
	}
	w.polls.due = map[int64]time.Time{1: noon.Add(90 * time.Second), 2: noon.Add(20 * time.Hour)}
	s := scheduler.New(w.options())
	for i := range 24 * 60 {
		if err := s.Beat(t.Context(), noon.Add(time.Duration(i)*time.Minute)); err != nil {
			t.Fatal(err)
		}
		if n := len(w.chat.all()); n != i/60+1 {
			t.Fatalf("%d posts after %d minutes", n, i)
		}
	}
	if len(w.polls.due) != 0 {
		t.Errorf("polls %v are open", w.polls.due)
	}
	if len(w.plans.days) != 2 || !w.plans.days[0].Equal(noon) || !w.plans.days[1].Equal(noon.Add(12*time.Hour)) {
		t.Errorf("planned at %v, want at the start and at the first beat of the day", w.plans.days)
	}
	w.nothingLeft(t)
}

func TestAPartThatGoesWrongDoesNotStopTheOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.oweReminders(t, 1)
	w.plans.fails = errors.New("no plan")
	w.polls.due = map[int64]time.Time{1: noon, 2: noon, 3: noon}
	w.polls.broken = 2
	s := scheduler.New(w.options())
	if err := s.Beat(t.Context(), noon); !errors.Is(err, w.plans.fails) {
		t.Errorf("Beat = %v, want also what the planner said", err)
	}
	w.eachOnce(t, 1)
	if len(w.polls.due) != 1 {
		t.Errorf("polls %v are open, want the broken one", w.polls.due)
	}
	w.plans.fails = nil
	for range 2 {
		if err := s.Beat(t.Context(), noon.Add(time.Minute)); err == nil {
			t.Error("a poll that cannot be closed was passed over in silence")
		}
	}
	if len(w.plans.days) != 2 {
		t.Errorf("planned %d times, want again after it went wrong, and then no more", len(w.plans.days))
	}
}

// addTopic stores a topic, whose card is owed.
func (w *world) addTopic(t *testing.T) committee.Object {
	t.Helper()
	topic, err := w.db.AddTopic(t.Context(), w.home, committee.Topic{
		Committee: w.home.ID, Kind: "klaerung", Title: "Betriebskosten", TopicStanding: committee.TopicStanding{State: "new"}, By: "office", ChangedBy: "office", At: noon, ChangedAt: noon, Version: 1,
	}, "")
	if err != nil {
		t.Fatalf("adding a topic: %v", err)
	}
	return committee.Object{Kind: committee.TopicObject, ID: topic.ID}
}

// change has the topic's card redrawn.
func (w *world) change(t *testing.T, o committee.Object) {
	t.Helper()
	same := func(topic committee.Topic) (committee.Topic, error) { return topic, nil }
	if _, err := w.db.ChangeTopic(t.Context(), o.ID, "office", "edit", "", noon, same); err != nil {
		t.Fatalf("changing a topic: %v", err)
	}
}

func TestACardIsPostedAndRedrawn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	topic := w.addTopic(t)
	w.beat(t, noon)
	for range 20 {
		w.change(t, topic)
	}
	w.beat(t, noon.Add(time.Second))
	if w.chat.edits != 0 {
		t.Error("redrawn within two seconds")
	}
	w.beat(t, noon.Add(2*time.Second))
	w.beat(t, noon.Add(4*time.Second))
	if got := w.chat.all(); w.chat.edits != 1 || len(got) != 1 || got[0].text != "redrawn" {
		t.Errorf("%d edits of %v, want one for all changes", w.chat.edits, got)
	}
}

func TestACardThatCannotBeDrawnIsTriedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	topic := w.addTopic(t)
	w.beat(t, noon)
	w.change(t, topic)
	for i, goesWrong := range []func(){
		func() { w.words.draw = func(committee.Object) (string, error) { panic("a bug") } },
		func() { w.words.draw = func(committee.Object) (string, error) { return "", errors.New("no words") } },
		func() { w.words.draw, w.chat.before = nil, unsure },
		func() { w.chat.before = later(time.Second) },
		func() { w.chat.before = nil },
	} {
		goesWrong()
		w.beat(t, noon.Add(time.Duration(i+1)*time.Minute))
	}
	if w.chat.edits != 1 {
		t.Errorf("%d edits, want one in the end", w.chat.edits)
	}
}

func TestACardWhosePostIsGoneWaitsForTheNextChange(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	topic := w.addTopic(t)
	w.beat(t, noon)
	draws := 0
	w.words.draw = func(committee.Object) (string, error) { draws++; return "new", nil }
	w.chat.before = never
	w.change(t, topic)
	for i := range 3 {
		w.beat(t, noon.Add(time.Duration(i+1)*time.Minute))
	}
	w.chat.before = nil
	w.change(t, topic)
	w.beat(t, noon.Add(time.Hour))
	if draws != 2 || w.chat.edits != 1 {
		t.Errorf("drawn %d times and edited %d times, want once for each change and once", draws, w.chat.edits)
	}
}
