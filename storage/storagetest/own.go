package storagetest

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"gremienbot/storage"
)

// Own is a server of a test's own, which keeps what it acknowledged: it may be
// killed in the middle of its work.
type Own struct {
	// DSN is the address of a migrated, empty database.
	DSN string
	dir string
}

// Durable starts a server of t's own that writes every commit to the disk before
// it says so. It ends with t.
func Durable(t testing.TB) *Own {
	t.Helper()
	dir, err := os.MkdirTemp("", folderPrefix) //nolint:usetesting // t.TempDir is closed to the user that the server runs as when we are root
	if err != nil {
		t.Fatalf("storagetest: %v", err)
	}
	private, err := storage.StartPrivate(t.Context(), dir, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatalf("storagetest: %v", err)
	}
	t.Cleanup(func() {
		if err := private.Stop(context.WithoutCancel(t.Context())); err != nil {
			t.Errorf("storagetest: %v", err)
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Errorf("storagetest: %v", err)
		}
	})
	db, err := storage.Open(t.Context(), private.DSN(), storage.Options{})
	if err != nil {
		t.Fatalf("storagetest: %v", err)
	}
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatalf("storagetest: %v", err)
	}
	if err := db.Close(); err != nil {
		t.Fatalf("storagetest: %v", err)
	}
	return &Own{DSN: private.DSN(), dir: dir}
}

// Crash ends the server at once, as a power cut does. It comes back by itself and
// recovers what was committed.
func (o *Own) Crash(t testing.TB) {
	t.Helper()
	o.signal(t, syscall.SIGQUIT)
}

// Restart ends the server as an administrator does (pg_ctl -m fast): what is being
// done is undone, and everybody is sent away. It comes back by itself.
func (o *Own) Restart(t testing.TB) {
	t.Helper()
	o.signal(t, syscall.SIGINT)
}

func (o *Own) signal(t testing.TB, s syscall.Signal) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(o.dir, "pgdata", "postmaster.pid"))
	if err != nil {
		t.Fatalf("storagetest: %v", err)
	}
	var pid int
	if _, err := fmt.Sscan(strings.SplitN(string(text), "\n", 2)[0], &pid); err != nil {
		t.Fatalf("storagetest: %v", err)
	}
	if err := syscall.Kill(pid, s); err != nil {
		t.Fatalf("storagetest: %v", err)
	}
}
