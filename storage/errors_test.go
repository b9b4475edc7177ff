package storage_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

func TestAStatementThatTakesTooLongIsAnOutage(t *testing.T) {
	t.Parallel()
	db, err := storage.Open(t.Context(), storagetest.DSN(t), storage.Options{StatementTimeout: time.Second})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	defer db.Close()
	_, err = db.SQL().ExecContext(t.Context(), `SELECT pg_sleep(30)`)
	if !storage.Unavailable(err) || storage.Unsure(err) {
		t.Errorf("err = %v, want unavailable", err)
	}
}

func TestALockThatDoesNotComeIsAnOutage(t *testing.T) {
	t.Parallel()
	db, err := storage.Open(t.Context(), storagetest.DSN(t), storage.Options{LockTimeout: 50 * time.Millisecond})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	defer db.Close()
	err = db.Tx(t.Context(), func(tx *sqlx.Tx) error {
		if _, err := tx.ExecContext(t.Context(), `LOCK TABLE once`); err != nil {
			t.Errorf("locking: %v", err)
		}
		return db.Tx(t.Context(), func(tx *sqlx.Tx) error { return put(t.Context(), tx, "a") })
	})
	if !storage.Unavailable(err) {
		t.Errorf("err = %v, want unavailable", err)
	}
}

func TestACutLineIsAnOutageAndHeals(t *testing.T) {
	t.Parallel()
	line := storagetest.Proxy(t, storagetest.DSN(t))
	db, err := storage.Open(t.Context(), line.DSN(), storage.Options{})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	defer db.Close()
	err = db.Tx(t.Context(), func(tx *sqlx.Tx) error {
		line.Cut()
		return put(t.Context(), tx, "a")
	})
	if !storage.Unavailable(err) {
		t.Errorf("a write over a cut line = %v, want unavailable", err)
	}
	if err := db.Ping(t.Context()); !storage.Unavailable(err) {
		t.Errorf("Ping over a cut line = %v, want unavailable", err)
	}
	line.Heal()
	if err := db.Ping(t.Context()); err != nil || count(t, db) != 0 {
		t.Errorf("after healing: Ping = %v, %d rows, want nil and none", err, count(t, db))
	}
}

func TestACommitWithoutAnAnswerIsUnsure(t *testing.T) {
	t.Parallel()
	line := storagetest.Proxy(t, storagetest.DSN(t))
	db, err := storage.Open(t.Context(), line.DSN(), storage.Options{})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	defer db.Close()
	err = db.Tx(t.Context(), func(tx *sqlx.Tx) error {
		defer line.Cut()
		return put(t.Context(), tx, "a")
	})
	if !storage.Unsure(err) || storage.Unavailable(err) {
		t.Errorf("err = %v, want unsure and not unavailable", err)
	}
}

func TestATerminatedConnectionIsAnOutage(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	err := db.Tx(t.Context(), func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(t.Context(), `SELECT pg_terminate_backend(pg_backend_pid())`)
		return err
	})
	if !storage.Unavailable(err) {
		t.Errorf("err = %v, want unavailable", err)
	}
}

func TestWhatIsNoOutage(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	_, syntax := db.SQL().ExecContext(t.Context(), `SELEKT 1`)
	for name, err := range map[string]error{
		"nothing":                nil,
		"a refusal":              errors.New("the poll is closed"),
		"a missing row":          storage.ErrNotFound,
		"a bug":                  syntax,
		"a caller who went away": db.Ping(gone),
	} {
		if storage.Unavailable(err) || storage.Unsure(err) {
			t.Errorf("%s (%v) counts as an outage", name, err)
		}
	}
}

func TestAViolatedConstraintHasItsName(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	err := db.Tx(t.Context(), func(tx *sqlx.Tx) error {
		return errors.Join(put(t.Context(), tx, "a"), put(t.Context(), tx, "a"))
	})
	if got := storage.Constraint(err); got != "once_pkey" {
		t.Errorf("constraint(%v) = %q, want once_pkey", err, got)
	}
	if got := storage.Constraint(errors.New("else")); got != "" {
		t.Errorf("constraint of another error = %q, want none", got)
	}
}
