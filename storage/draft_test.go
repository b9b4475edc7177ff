package storage_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// unsent is a need that somebody has begun in a committee.
func unsent(c committee.Committee, user, title string) committee.Kept[committee.NeedDraft] {
	return committee.Kept[committee.NeedDraft]{Committee: c.ID, User: user, Draft: committee.NeedDraft{Title: title, Problem: "Auf Papier."}}
}

// keeps is the ID under which a draft is kept.
func keeps(t *testing.T, db *storage.DB, k committee.Kept[committee.NeedDraft], form string, at time.Time) int64 {
	t.Helper()
	id, err := db.KeepNeedDraft(t.Context(), k, form, "", at)
	if err != nil {
		t.Fatalf("keeping %q: %v", k.Draft.Title, err)
	}
	return id
}

// begunTitles are the titles of what somebody has begun.
func begunTitles(t *testing.T, db *storage.DB, c committee.Committee, user string, now time.Time) []string {
	t.Helper()
	all, err := db.NeedDrafts(t.Context(), c.ID, user, now)
	if err != nil {
		t.Fatalf("reading the drafts of %s: %v", user, err)
	}
	var found []string
	for _, k := range all {
		if k.User != user || k.Committee != c.ID {
			t.Errorf("%s in %d reads a draft of %s in %d", user, c.ID, k.User, k.Committee)
		}
		found = append(found, k.Draft.Title)
	}
	return found
}

func TestADraftIsReadByItsAuthorInItsCommittee(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, other := founded(t, db), foundedIn(t, db, "elsewhere")
	keeps(t, db, unsent(c, "l1", "Bauantrag"), "form-1", noon)
	keeps(t, db, unsent(other, "l1", "Fahrzeuge"), "form-2", noon)
	keeps(t, db, unsent(c, "s1", "Wohnsitz"), "form-1", noon)
	keeps(t, db, unsent(c, "l1", "Gewerbe"), "form-3", noon.Add(time.Hour))
	for _, row := range []struct {
		in   committee.Committee
		user string
		want []string
	}{{c, "l1", []string{"Gewerbe", "Bauantrag"}}, {other, "l1", []string{"Fahrzeuge"}}, {c, "s1", []string{"Wohnsitz"}}, {other, "s1", nil}, {c, "office", nil}} {
		if diff := cmp.Diff(row.want, begunTitles(t, db, row.in, row.user, noon.Add(time.Hour))); diff != "" {
			t.Errorf("what %s reads in %s (-want +got):\n%s", row.user, row.in.Name, diff)
		}
	}
}

func TestADraftOfOneFormIsOne(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	first := keeps(t, db, unsent(c, "l1", "Bauantrag"), "form", noon)
	again := keeps(t, db, unsent(c, "l1", "Bauantrag, digital"), "form", noon.Add(time.Minute))
	changed := unsent(c, "l1", "Digitaler Bauantrag")
	changed.ID = first
	under := keeps(t, db, changed, "another form", noon.Add(time.Hour))
	if again != first || under != first {
		t.Errorf("kept under %d, %d and %d, want one", first, again, under)
	}
	k, err := db.NeedDraft(t.Context(), first, noon.Add(time.Hour))
	if err != nil || k.Draft.Title != "Digitaler Bauantrag" || k.User != "l1" || !k.At.Equal(noon.Add(time.Hour)) {
		t.Errorf("NeedDraft = %+v, %v", k, err)
	}
	if _, err := db.KeepNeedDraft(t.Context(), unsent(c, "l1", "Einmal"), "f", "once", noon); err != nil {
		t.Errorf("the first time: %v", err)
	}
	if _, err := db.KeepNeedDraft(t.Context(), unsent(c, "l1", "Zweimal"), "f", "once", noon); !errors.Is(err, committee.ErrRepeated) {
		t.Errorf("the second time: %v, want ErrRepeated", err)
	}
}

func TestNobodyChangesOrDeletesTheDraftOfAnother(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, other := founded(t, db), foundedIn(t, db, "elsewhere")
	id := keeps(t, db, unsent(c, "l1", "Bauantrag"), "form", noon)
	for _, k := range []committee.Kept[committee.NeedDraft]{unsent(c, "s1", "Fremd"), unsent(other, "l1", "Fremd")} {
		k.ID = id
		if got := keeps(t, db, k, "form", noon); got == id {
			t.Errorf("%s in %d has changed a draft that is not theirs there", k.User, k.Committee)
		}
		if err := db.DropNeedDraft(t.Context(), k.Committee, k.User, id, "form"); err != nil {
			t.Error(err)
		}
	}
	if diff := cmp.Diff([]string{"Bauantrag"}, begunTitles(t, db, c, "l1", noon)); diff != "" {
		t.Errorf("what is left (-want +got):\n%s", diff)
	}
	if err := db.DropNeedDraft(t.Context(), c.ID, "l1", 0, ""); err != nil || len(begunTitles(t, db, c, "l1", noon)) != 1 {
		t.Errorf("dropping nothing has dropped something, or %v", err)
	}
	if err := db.DropNeedDraft(t.Context(), c.ID, "l1", 0, "form"); err != nil || begunTitles(t, db, c, "l1", noon) != nil {
		t.Errorf("what was sent is still there, or %v", err)
	}
}

func TestADraftIsGoneAfterThirtyDays(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	need := keeps(t, db, unsent(c, "l1", "Bauantrag"), "form", noon)
	topic, err := db.KeepTopicDraft(t.Context(), committee.Kept[committee.TopicDraft]{Committee: c.ID, User: "l1", Draft: committee.TopicDraft{Title: "Kosten", UntilText: "bald", Thread: "post"}}, "form", "", noon)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.KeepPollDraft(t.Context(), c.ID, "office", committee.PollSketch{Kind: committee.MotionPoll, Question: "Eins?"}, noon); err != nil {
		t.Fatal(err)
	}
	for at, gone := range map[time.Time]bool{noon.AddDate(0, 0, 30).Add(-time.Second): false, noon.AddDate(0, 0, 30): true} {
		_, n := db.NeedDraft(t.Context(), need, at)
		k, to := db.TopicDraft(t.Context(), topic, at)
		_, _, p := db.PollDraft(t.Context(), c.ID, "office", at)
		for what, err := range map[string]error{"need": n, "topic": to, "poll": p} {
			if errors.Is(err, storage.ErrNotFound) != gone || !gone && err != nil {
				t.Errorf("the %s at %s: %v, want gone to be %v", what, at, err, gone)
			}
		}
		topics, err := db.TopicDrafts(t.Context(), c.ID, "l1", at)
		if err != nil || (len(topics) == 0) != gone || (begunTitles(t, db, c, "l1", at) == nil) != gone {
			t.Errorf("the lists at %s: %v, %v", at, topics, err)
		}
		if !gone && (k.Draft.UntilText != "bald" || k.Draft.Thread != "post" || k.User != "l1") {
			t.Errorf("TopicDraft = %+v", k)
		}
	}
	keeps(t, db, unsent(c, "s1", "Wohnsitz"), "form", noon.AddDate(0, 0, 30))
	if _, err := db.NeedDraft(t.Context(), need, noon); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("an old draft is still stored: %v", err)
	}
}
