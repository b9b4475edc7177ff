package storage_test

import (
	"sync"
	"testing"

	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

func TestMigratingByFourAtOnceAppliesEachVersionOnce(t *testing.T) {
	t.Parallel()
	dsn := storagetest.Empty(t)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			db, err := storage.Open(t.Context(), dsn, storage.Options{})
			if err != nil {
				t.Errorf("Open: %v", err)
				return
			}
			defer db.Close()
			if err := db.Migrate(t.Context()); err != nil {
				t.Errorf("Migrate: %v", err)
			}
		})
	}
	all.Wait()
	db, err := storage.Open(t.Context(), dsn, storage.Options{})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	defer db.Close()
	have, want, err := db.Version(t.Context())
	if err != nil || have != want || want < 1 {
		t.Errorf("Version() = %d, %d, %v, want the same twice", have, want, err)
	}
}

func TestVersionBeforeTheFirstMigrationIsZero(t *testing.T) {
	t.Parallel()
	db, err := storage.Open(t.Context(), storagetest.Empty(t), storage.Options{})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	defer db.Close()
	have, want, err := db.Version(t.Context())
	if err != nil || have != 0 || want < 1 {
		t.Errorf("Version() = %d, %d, %v, want 0 and the newest migration", have, want, err)
	}
}
