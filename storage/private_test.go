package storage_test

import (
	"context"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gremienbot/storage"
)

// folder is a new folder directly below the one for temporary files: those of
// t.TempDir are closed to the user that the server runs as when we are root.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "gremienbot-private-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func startPrivate(t *testing.T, dir string) *storage.Private {
	t.Helper()
	return start(t, dir, storage.Fast)
}

// startDurable is for tests that crash: only there a commit must be on disk.
func startDurable(t *testing.T, dir string) *storage.Private {
	t.Helper()
	return start(t, dir)
}

func start(t *testing.T, dir string, modes ...storage.Mode) *storage.Private {
	t.Helper()
	p, err := storage.StartPrivate(t.Context(), dir, quiet(), modes...)
	if err != nil {
		t.Fatalf("StartPrivate: %v", err)
	}
	t.Cleanup(func() { stop(t, p) })
	return p
}

func stop(t *testing.T, p *storage.Private) {
	t.Helper()
	if err := p.Stop(context.WithoutCancel(t.Context())); err != nil {
		t.Errorf("Stop: %v", err)
	}
}

func openPrivate(t *testing.T, p *storage.Private) *storage.DB {
	t.Helper()
	db, err := storage.Open(t.Context(), p.DSN(), storage.Options{})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	t.Cleanup(func() { db.Close() })
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatalf("Migrate: %v", err)
	}
	return db
}

func write(t *testing.T, db *storage.DB, key string) {
	t.Helper()
	if _, err := db.SQL().ExecContext(t.Context(), `INSERT INTO once (key, at) VALUES ($1, $2)`, key, noon); err != nil {
		t.Fatalf("writing: %v", err)
	}
}

func TestAPrivateServerKeepsItsDataOverARestart(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	first := startPrivate(t, dir)
	write(t, openPrivate(t, first), "a")
	stop(t, first)
	stop(t, first) // a second time does no harm
	second := startPrivate(t, dir)
	if n := count(t, openPrivate(t, second)); n != 1 {
		t.Errorf("%d rows after a restart, want 1", n)
	}
	if first.DSN() != second.DSN() {
		t.Errorf("the address changed from %s to %s", first.DSN(), second.DSN())
	}
}

func TestAPrivateServerIsDurableUTF8AndOffTheNetwork(t *testing.T) {
	t.Parallel()
	db := openPrivate(t, startDurable(t, folder(t)))
	for name, want := range map[string]string{
		"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on",
		"listen_addresses": "", "server_encoding": "UTF8", "data_checksums": "on",
	} {
		var got string
		if err := db.SQL().GetContext(t.Context(), &got, `SELECT current_setting($1)`, name); err != nil || got != want {
			t.Errorf("%s = %q, %v, want %q", name, got, err, want)
		}
	}
	var lower string
	if err := db.SQL().GetContext(t.Context(), &lower, `SELECT lower('ÄÖÜ')`); err != nil || lower != "äöü" {
		t.Errorf("lower('ÄÖÜ') = %q, %v", lower, err)
	}
}

func TestAPrivateServerAsksForThePassword(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	p := startPrivate(t, dir)
	info, err := os.Stat(filepath.Join(dir, "password"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the password's mode is %v, %v, want 0600", info.Mode(), err)
	}
	u, err := url.Parse(p.DSN())
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword(u.User.Username(), "wrong")
	if _, err := storage.Open(t.Context(), u.String(), storage.Options{}); err == nil {
		t.Error("the server let a wrong password in")
	}
}

func TestAFolderServesOneProcessAtATime(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	p := startPrivate(t, dir)
	_, err := storage.StartPrivate(t.Context(), dir, quiet(), storage.Fast)
	if err == nil || !strings.Contains(err.Error(), "in use by another process (pid ") {
		t.Errorf("a second start = %v, want a clear refusal", err)
	}
	db, err := storage.Open(t.Context(), p.DSN(), storage.Options{})
	if err != nil {
		t.Fatalf("the first one was hurt: %v", err)
	}
	db.Close()
}

func TestAFolderIsFreeOnceItsServerHasStopped(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	p := startPrivate(t, dir)
	shared, err := p.ShareLock()
	if err != nil {
		t.Fatal(err)
	}
	defer shared.Close()
	stop(t, p)
	stop(t, startPrivate(t, dir))
}

func TestALongPathGetsAShortSocket(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(folder(t), strings.Repeat("lang", 40))
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	p := startPrivate(t, dir)
	u, err := url.Parse(p.DSN())
	if err != nil {
		t.Fatal(err)
	}
	socket := u.Query().Get("host")
	if strings.HasPrefix(socket, dir) || len(socket) > 80 {
		t.Errorf("the socket lies in %s", socket)
	}
	openPrivate(t, p)
	stop(t, p)
	if _, err := os.Stat(socket); !os.IsNotExist(err) {
		t.Errorf("the socket's folder stayed: %v", err)
	}
}

func TestStopDoesNotWaitForAClient(t *testing.T) {
	t.Parallel()
	p := startPrivate(t, folder(t))
	tx, err := openPrivate(t, p).SQL().BeginTxx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	if err := p.Stop(ctx); err != nil || ctx.Err() != nil {
		t.Errorf("Stop = %v, %v", err, ctx.Err())
	}
}

func TestStopWithoutTimeKills(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	p := startDurable(t, dir)
	write(t, openPrivate(t, p), "a")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := p.Stop(ctx); err != nil {
		t.Errorf("Stop: %v", err)
	}
	if n := count(t, openPrivate(t, startPrivate(t, dir))); n != 1 {
		t.Errorf("%d rows after a hurried stop, want 1", n)
	}
}
