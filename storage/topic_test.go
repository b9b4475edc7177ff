package storage_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

func topic(t testing.TB, c committee.Committee, title string, at time.Time) committee.Topic {
	t.Helper()
	draft := committee.TopicDraft{Title: title, Question: "Wer?\n\nUnd wann?", Kind: committee.Processing, Until: calendar.DateOf(at, c.Location()), Thread: "post"}
	out, err := committee.SubmitTopic(c, committee.Person{User: "office", Name: "Office", Roles: []committee.Role{committee.Office}}, draft, at)
	if err != nil {
		t.Fatalf("submitting: %v", err)
	}
	return out
}

func addTopic(t testing.TB, db *storage.DB, c committee.Committee, title string, at time.Time) committee.Topic {
	t.Helper()
	out, err := db.AddTopic(t.Context(), c, topic(t, c, title, at), "")
	if err != nil {
		t.Fatalf("adding: %v", err)
	}
	return out
}

func TestATopicIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	want := addTopic(t, db, c, "Wer trägt \u202edie **Kosten**?", noon)
	byID, err := db.Topic(t.Context(), want.ID)
	if d := cmp.Diff(want, byID); err != nil || d != "" {
		t.Errorf("Topic: %v (-want +got):\n%s", err, d)
	}
	numbered, err := db.TopicNumbered(t.Context(), c.ID, want.Number)
	if d := cmp.Diff(want, numbered); err != nil || d != "" {
		t.Errorf("TopicNumbered: %v (-want +got):\n%s", err, d)
	}
	if owed := claim(t, db, noon, 5); len(owed) != 2 || owed[1].Owed.Kind != committee.OwedTopicThread || owed[0].Owed.Kind != committee.OwedCard || owed[0].Owed.Object.ID != want.ID {
		t.Errorf("owed %+v, want the topic's card and a word in its thread", owed)
	}
	if _, err := db.Topic(t.Context(), want.ID+1); !errors.Is(err, committee.ErrMissing) {
		t.Errorf("Topic = %v, want ErrMissing", err)
	}
}

func TestNumbersAreCountedOnceInEachYearOfTheCommittee(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	newYear := time.Date(2027, 12, 31, 23, 0, 0, 0, time.UTC) // midnight in Berlin
	var all sync.WaitGroup
	var mu sync.Mutex
	var got []string
	for i := range 10 {
		all.Go(func() {
			at := newYear.Add(-time.Second)
			if i%2 == 0 {
				at = newYear
			}
			out, err := db.AddTopic(t.Context(), c, topic(t, c, "Ein Thema", at), "")
			if err != nil {
				t.Errorf("adding: %v", err)
			}
			mu.Lock()
			got = append(got, out.Number.String())
			mu.Unlock()
		})
	}
	all.Wait()
	var want []string
	for _, year := range []int{2027, 2028} {
		for seq := range 5 {
			want = append(want, fmt.Sprintf("T-%d-%03d", year, seq+1))
		}
	}
	slices.Sort(got)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("numbers (-want +got):\n%s", d)
	}
}

func TestAFormSentManyTimesAtOnceHasItsEffectOnce(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	var all sync.WaitGroup
	var mu sync.Mutex
	effects := 0
	for range 8 {
		all.Go(func() {
			_, err := db.AddTopic(t.Context(), c, topic(t, c, "Ein Thema", noon), "form")
			switch {
			case err == nil:
				mu.Lock()
				effects++
				mu.Unlock()
			case !errors.Is(err, committee.ErrRepeated):
				t.Errorf("adding: %v", err)
			}
		})
	}
	all.Wait()
	_, total, err := db.ListedTopics(t.Context(), c.ID, committee.TopicFilter{}, committee.Person{Roles: []committee.Role{committee.Office}}, 9, 9)
	if effects != 1 || total != 1 || err != nil {
		t.Errorf("%d effects, %d topics, %v, want one", effects, total, err)
	}
	if next := addTopic(t, db, c, "Das nächste", noon); next.Number.Seq != 2 {
		t.Errorf("the next number is %s, want no gap", next.Number)
	}
}

func TestPeopleChangeOneTopicOneAfterTheOther(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	added := addTopic(t, db, c, "Thema", noon)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			_, err := db.ChangeTopic(t.Context(), added.ID, "office", "edit", "", noon, func(t committee.Topic) (committee.Topic, error) {
				t.Title += "+"
				t.Version++
				return t, nil
			})
			if err != nil {
				t.Errorf("changing: %v", err)
			}
		})
	}
	all.Wait()
	got, err := db.Topic(t.Context(), added.ID)
	if err != nil || got.Title != "Thema++++++++" || got.Version != 9 {
		t.Errorf("topic = %q version %d, %v, want all eight changes", got.Title, got.Version, err)
	}
}

func TestAChangeIsRefusedOrRepeatedWithoutATrace(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	added := addTopic(t, db, c, "Ein Thema", noon)
	refusal := committee.Refuse(committee.Conflict, "topic.closed")
	change := func(err error) error {
		_, out := db.ChangeTopic(t.Context(), added.ID, "office", "edit", "form", noon, func(t committee.Topic) (committee.Topic, error) {
			t.Title += "+"
			return t, err
		})
		return out
	}
	if err := change(refusal); !errors.Is(err, refusal) {
		t.Errorf("refused: %v", err)
	}
	if err := change(nil); err != nil {
		t.Errorf("the same form, corrected: %v", err)
	}
	if err := change(nil); !errors.Is(err, committee.ErrRepeated) {
		t.Errorf("the same form again = %v, want ErrRepeated", err)
	}
	if got, err := db.Topic(t.Context(), added.ID); err != nil || got.Title != "Ein Thema+" {
		t.Errorf("title = %q, %v, want one change", got.Title, err)
	}
}

func TestTopicListsShowOpenOnesNewestFirst(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	first, second, third := addTopic(t, db, c, "Kosten 50%", noon), addTopic(t, db, c, "Termine", noon), addTopic(t, db, c, "Kosten", noon)
	_, err := db.ChangeTopic(t.Context(), second.ID, "office", "withdraw", "", noon, func(t committee.Topic) (committee.Topic, error) {
		t.State = committee.TopicWithdrawn
		return t, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		list func() ([]committee.Topic, error)
		want []int64
	}{
		"all open":   {func() ([]committee.Topic, error) { return db.Topics(t.Context(), c.ID, 9, 0) }, []int64{third.ID, first.ID}},
		"the second": {func() ([]committee.Topic, error) { return db.Topics(t.Context(), c.ID, 1, 1) }, []int64{first.ID}},
		"the office": {func() ([]committee.Topic, error) { return db.TopicsBy(t.Context(), c.ID, "office", 1) }, []int64{third.ID}},
		"50%": {func() ([]committee.Topic, error) {
			return db.TopicsLike(t.Context(), c.ID, "50%", committee.Person{Roles: []committee.Role{committee.Guest}}, 9)
		}, []int64{first.ID}},
		"termin": {func() ([]committee.Topic, error) {
			return db.TopicsLike(t.Context(), c.ID, "termin", committee.Person{Roles: []committee.Role{committee.Guest}}, 9)
		}, []int64{second.ID}},
	} {
		list, err := row.list()
		got := make([]int64, len(list))
		for i, topic := range list {
			got[i] = topic.ID
		}
		if d := cmp.Diff(row.want, got); err != nil || d != "" {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, d)
		}
	}
}
