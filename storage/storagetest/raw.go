package storagetest

import (
	"testing"

	"github.com/jmoiron/sqlx"

	"gremienbot/storage"
)

// OpenRaw is like [Open] with a second connection that sees everything in the
// database, for tests that look for what must not be there.
func OpenRaw(t testing.TB) (*storage.DB, *sqlx.DB) {
	t.Helper()
	dsn := DSN(t)
	raw, err := sqlx.ConnectContext(t.Context(), "postgres", dsn)
	if err != nil {
		t.Fatalf("storagetest: %v", err)
	}
	t.Cleanup(func() {
		if err := raw.Close(); err != nil {
			t.Errorf("storagetest: %v", err)
		}
	})
	return open(t, dsn), raw
}
