package storage_test

import (
	"strings"
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

// What a database that has skipped a migration is told, whether it is at the newest
// version or behind: the numbers were not always given in the order in which the
// migrations were written.
func TestADatabaseThatHasSkippedAMigrationIsNotTakenForMigrated(t *testing.T) {
	t.Parallel()
	for name, forget := range map[string]string{
		"and has all others":   `version_id = 35`,
		"and lacks newer ones": `version_id = 35 OR version_id > 39`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := storagetest.Open(t)
			if _, err := db.SQL().ExecContext(t.Context(), `ALTER TABLE need DROP COLUMN past`); err != nil {
				t.Fatal(err)
			}
			if _, err := db.SQL().ExecContext(t.Context(), `DELETE FROM goose_db_version WHERE `+forget); err != nil {
				t.Fatal(err)
			}
			_, _, known := db.Version(t.Context())
			for what, err := range map[string]error{"Migrate": db.Migrate(t.Context()), "Version": known} {
				if err == nil || !strings.Contains(err.Error(), "0035_need_past.sql") || !strings.Contains(err.Error(), "backup") {
					t.Errorf("%s: %v, want the name of the migration and what to do", what, err)
				}
			}
			var there bool
			err := db.SQL().GetContext(t.Context(), &there, `SELECT EXISTS (SELECT FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = 'need' AND column_name = 'past')`)
			if err != nil || there {
				t.Errorf("the column is there: %v (%v), want the database as it was", there, err)
			}
		})
	}
}

func TestADatabaseNewerThanTheProgramIsLeftAlone(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	if _, err := db.SQL().ExecContext(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9001, true)`); err != nil {
		t.Fatal(err)
	}
	have, want, err := db.Version(t.Context())
	if err != nil || have != 9001 || want >= have {
		t.Errorf("Version() = %d, %d, %v, want 9001 and less", have, want, err)
	}
	if err := db.Migrate(t.Context()); err != nil {
		t.Errorf("Migrate: %v", err)
	}
}
