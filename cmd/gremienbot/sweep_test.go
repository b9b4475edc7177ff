package main_test

import (
	"crypto/rand"
	"errors"
	"log/slog"
	"testing"
	"time"

	"gremienbot/bot/mattermost"
	"gremienbot/cmd/assembly"
	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// Nobody begins anything new and nobody looks: the program forgets by itself what was
// not sent.
func TestTheProgramForgetsDraftsByItself(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	begun := time.Date(2027, time.March, 1, 8, 0, 0, 0, time.UTC)
	c, err := db.Found(t.Context(), committee.Committee{Name: "Gremium", Channel: "home", Team: "team", Lang: "de", Land: "HE", Zone: "Europe/Berlin", Preset: "kommunal"},
		committee.Person{User: "office", Handle: "office", Name: "Office"}, begun)
	if err != nil {
		t.Fatal(err)
	}
	draft := committee.Kept[committee.TopicDraft]{Committee: c.ID, User: "office", Draft: committee.TopicDraft{Title: "Austausch von Musterverträgen"}}
	id, err := db.KeepTopicDraft(t.Context(), draft, "form", "", begun)
	if err != nil {
		t.Fatal(err)
	}
	key, err := mattermost.NewKey(rand.Reader, "k1")
	if err != nil {
		t.Fatal(err)
	}
	b, err := assembly.Make(assembly.Options{
		DB: db, Now: func() time.Time { return begun }, Log: slog.New(slog.DiscardHandler),
		Chat: mattermost.ClientOptions{URL: "http://127.0.0.1:1", Token: "token", Callback: "http://127.0.0.1:2", Keys: mattermost.Keys{key}},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close(t.Context())
	for _, row := range []struct {
		days int
		gone bool
	}{{0, false}, {29, false}, {30, true}} {
		if err := b.Scheduler.Beat(t.Context(), begun.AddDate(0, 0, row.days)); err != nil {
			t.Fatalf("after %d days: %v", row.days, err)
		}
		_, err := db.TopicDraft(t.Context(), id, begun) // as one could have read it then
		if errors.Is(err, storage.ErrNotFound) != row.gone || !row.gone && err != nil {
			t.Errorf("after %d days: %v, want it gone: %v", row.days, err, row.gone)
		}
	}
}
