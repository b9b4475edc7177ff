package storage_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// madeNeed is a topic of seat 1 that the office has made a need.
func madeNeed(t *testing.T, db *storage.DB, c committee.Committee, office committee.Person) (committee.Topic, committee.Need) {
	t.Helper()
	author := member(t, db, c, 1)
	was := brought(t, db, c, author, committee.Processing)
	n, err := committee.ReportNeed(c, office, committee.NeedDraft{Title: "Betriebskosten", Problem: "Niemand trägt sie.", Affected: "Gemeinden"}, noon)
	if err != nil {
		t.Fatalf("reporting: %v", err)
	}
	topic, n, err := db.TopicIntoNeed(t.Context(), c, was.ID, n.OwnedBy(author), "", noon, func(topic committee.Topic, n committee.Need) (committee.Topic, error) {
		return topic.Handle(c, office, committee.TopicAct{Do: committee.MakeNeed, Need: n.Number, NeedID: n.ID}, noon)
	})
	if err != nil {
		t.Fatalf("making a need of it: %v", err)
	}
	return topic, n
}

// unmakes is somebody who undoes that.
func unmakes(t *testing.T, db *storage.DB, who committee.Person, topic int64, at time.Time) side {
	return func(meet func()) error {
		_, _, err := db.UnmakeNeed(t.Context(), topic, who.User, at, func(topic committee.Topic, ms []committee.Meeting, n committee.Need) (committee.Topic, committee.Need, error) {
			meet()
			return topic.UndoNeed(n, who, ms, 0, at)
		})
		return err
	}
}

// Office and chair undo at once that a topic has become a need: it comes back once, its
// submitter hears of it once, and the history of both tells it.
func TestATopicComesBackFromItsNeedOnce(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, chair := presided(t, db, 1)
	at, people := noon.Add(time.Minute), []committee.Person{office, chair}
	for round := range rounds {
		topic, n := madeNeed(t, db, c, office)
		won, told := oneWinner(t, race(t, db, round, unmakes(t, db, office, topic.ID, at), unmakes(t, db, chair, topic.ID, at)))
		if told.Key != "topic.undo.nothing" || told.Args["By"] != people[won].Name {
			t.Errorf("the other one was told %s, %v", told.Key, told.Args)
		}
		back, events := topicNow(t, db, topic.ID)
		if back.State != committee.TopicSubmitted || back.NeedID != 0 || back.Need.Seq != 0 {
			t.Errorf("the topic is %s, need %v", back.State, back.Need)
		}
		wantHistory(t, events, 3, committee.UndoTopic, people[won].User, topic, back)
		gone, needEvents := needNow(t, db, n.ID)
		if gone.State != committee.NeedWithdrawn || gone.Topic != topic.Number || gone.Version != 2 {
			t.Errorf("the need is %s of %s, version %d", gone.State, gone.Topic, gone.Version)
		}
		wantHistory(t, needEvents, 2, "withdraw", people[won].User, *needEvents[0].After, gone)
		if got := owedAbout(t, db, needRef(n)); len(got) != 0 {
			t.Errorf("owed about the need: %q", got)
		}
		news := owedAbout(t, db, committee.Object{Kind: committee.TopicObject, ID: topic.ID})
		if want := []string{"topic-news m1 2 need", "topic-news m1 3 undo"}; !slices.Equal(slices.DeleteFunc(news, func(s string) bool { return s[:10] != "topic-news" }), want) {
			t.Errorf("owed %q, want %q", news, want)
		}
	}
}

// Somebody says that they have the need while it is undone: either it is there and
// stays, or they read that it is withdrawn.
func TestANeedIsNotUndoneUnderWhoJoinsIt(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, _ := presided(t, db, 2)
	second := member(t, db, c, 2)
	for round := range rounds {
		topic, n := madeNeed(t, db, c, office)
		var fresh bool
		won, told := oneWinner(t, race(t, db, round, unmakes(t, db, office, topic.ID, noon), supports(t, db, second, n.ID, noon, &fresh)))
		gone := read(t, db.Need, n.ID)
		back, _ := topicNow(t, db, topic.ID)
		want := []string{"need.closed", "topic.undo.need.used"}[won]
		undone := won == 0
		if told.Key != want || (back.State == committee.TopicSubmitted) != undone || (gone.State == committee.NeedWithdrawn) != undone || len(gone.Owners) != map[bool]int{true: 1, false: 2}[undone] {
			t.Errorf("round %d: side %d came first, the other was told %s; the topic is %s, the need %s with %d owners", round, won, told.Key, back.State, gone.State, len(gone.Owners))
		}
		if d := cmp.Diff(topic, back); !undone && d != "" {
			t.Errorf("the topic has changed (-was +is):\n%s", d)
		}
	}
}
