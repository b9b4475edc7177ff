package storage_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

var noon = time.Date(2027, 3, 17, 12, 0, 0, 0, time.UTC)

func put(ctx context.Context, tx *sqlx.Tx, key string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO once (key, at) VALUES ($1, $2)`, key, noon)
	return err
}

func count(t *testing.T, db *storage.DB) int {
	t.Helper()
	var n int
	if err := db.SQL().GetContext(t.Context(), &n, `SELECT count(*) FROM once`); err != nil {
		t.Fatalf("counting: %v", err)
	}
	return n
}

func TestAnErrorUndoesAndComesBackAsItIs(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	refusal := errors.New("the poll is closed")
	err := db.Tx(t.Context(), func(tx *sqlx.Tx) error {
		return errors.Join(put(t.Context(), tx, "a"), refusal)
	})
	if !errors.Is(err, refusal) || count(t, db) != 0 {
		t.Errorf("inTx = %v with %d rows, want the refusal and none", err, count(t, db))
	}
}

func TestAPanicUndoesAndGoesOn(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	func() {
		defer func() {
			if recover() != "bug" {
				t.Error("the panic did not go on")
			}
		}()
		_ = db.Tx(t.Context(), func(tx *sqlx.Tx) error {
			if err := put(t.Context(), tx, "a"); err != nil {
				return err
			}
			panic("bug")
		})
	}()
	if n := count(t, db); n != 0 {
		t.Errorf("%d rows after a panic, want none", n)
	}
}

func TestAContextThatEndsUndoes(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := db.Tx(ctx, func(tx *sqlx.Tx) error {
		defer cancel()
		return put(ctx, tx, "a")
	})
	if err == nil || storage.Unsure(err) || count(t, db) != 0 {
		t.Errorf("inTx = %v with %d rows, want a certain failure and none", err, count(t, db))
	}
}

func TestADeadlockIsRunAgain(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	err := db.Tx(t.Context(), func(tx *sqlx.Tx) error {
		return errors.Join(put(t.Context(), tx, "a"), put(t.Context(), tx, "b"))
	})
	if err != nil {
		t.Fatalf("preparing: %v", err)
	}
	var met, all sync.WaitGroup
	met.Add(2)
	for _, keys := range [][2]string{{"a", "b"}, {"b", "a"}} {
		all.Go(func() {
			var first sync.Once
			err := db.Tx(t.Context(), func(tx *sqlx.Tx) error {
				if err := touch(t.Context(), tx, keys[0]); err != nil {
					return err
				}
				first.Do(func() { met.Done(); met.Wait() })
				return touch(t.Context(), tx, keys[1])
			})
			if err != nil {
				t.Errorf("inTx = %v, want both to get through", err)
			}
		})
	}
	all.Wait()
}

func touch(ctx context.Context, tx *sqlx.Tx, key string) error {
	_, err := tx.ExecContext(ctx, `UPDATE once SET at = at + interval '1 second' WHERE key = $1`, key)
	return err
}

func TestRetriesOfASerialisationFailureEnd(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	runs := 0
	err := db.Tx(t.Context(), func(tx *sqlx.Tx) error {
		runs++
		_, err := tx.ExecContext(t.Context(), `DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40001'; END $$`)
		return err
	})
	if err == nil || runs != 4 {
		t.Errorf("inTx = %v after %d runs, want an error after 1 + 3", err, runs)
	}
}
