package storagetest

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/storage"
)

// serverVariable names a server for tests, such as one in CI.
const serverVariable = "TEST_DATABASE_URL"

// patience is how long a database may keep a test waiting. The limits of the program
// would end what is right on a machine that is slow or held up for a moment.
const patience = 2 * time.Minute

// the is the one server of this test process, started by the first test.
var the struct {
	once     sync.Once
	server   *server
	err      error
	mainRuns bool
}

// Main runs the tests and then removes what they needed: databases, the private
// server and its folder. It exits with their status and does not return.
func Main(m *testing.M) {
	the.mainRuns = true
	code := m.Run()
	if the.server != nil {
		if err := the.server.close(); err != nil {
			fmt.Fprintln(os.Stderr, "storagetest: clearing up:", err)
			code = max(code, 1)
		}
	}
	os.Exit(code)
}

// Open returns a migrated, empty database of t's own. It is closed and dropped at
// the end of t.
func Open(t testing.TB) *storage.DB {
	t.Helper()
	return open(t, DSN(t))
}

// DSN returns the address of a migrated, empty database of t's own, for tests that
// start the whole program. It is dropped at the end of t, whoever is connected.
func DSN(t testing.TB) string {
	t.Helper()
	s := started(t)
	dsn, err := s.create(t.Context(), s.template)
	if err != nil {
		t.Fatalf("storagetest: %v", err)
	}
	drop(t, s, dsn)
	return dsn
}

// Empty is like [DSN] without the schema, for tests of the migration.
func Empty(t testing.TB) string {
	t.Helper()
	s := started(t)
	dsn, err := s.create(t.Context(), "template0")
	if err != nil {
		t.Fatalf("storagetest: %v", err)
	}
	drop(t, s, dsn)
	return dsn
}

func drop(t testing.TB, s *server, dsn string) {
	t.Helper()
	t.Cleanup(func() {
		if err := s.drop(context.WithoutCancel(t.Context()), dsn); err != nil {
			t.Errorf("storagetest: %v", err)
		}
	})
}

func open(t testing.TB, dsn string) *storage.DB {
	t.Helper()
	db, err := storage.Open(t.Context(), dsn, storage.Options{
		Name: "test", StatementTimeout: patience, LockTimeout: patience, IdleTimeout: patience, ConnectTimeout: patience,
	})
	if err != nil {
		t.Fatalf("storagetest: %v", err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("storagetest: closing: %v", err)
		}
	})
	return db
}

func started(t testing.TB) *server {
	t.Helper()
	if !the.mainRuns {
		t.Fatal("storagetest: add func TestMain(m *testing.M) { storagetest.Main(m) } to the package, or its server is never removed")
	}
	the.once.Do(func() { the.server, the.err = start(context.WithoutCancel(t.Context())) })
	if the.err != nil {
		t.Fatalf("storagetest: no database to test with; set %s or help this: %v", serverVariable, the.err)
	}
	return the.server
}

// newName is a database name that nobody else has.
func newName() string { return "gremienbot_test_" + strings.ToLower(rand.Text()) }

// withDatabase is dsn for another database on the same server. In the key=value
// form the last word counts.
func withDatabase(dsn, name string) (string, error) {
	if !strings.Contains(dsn, "://") {
		return dsn + " dbname=" + name, nil
	}
	u, err := url.Parse(dsn)
	if err != nil {
		return "", fmt.Errorf("%s is not a valid URL", serverVariable)
	}
	u.Path = "/" + name
	return u.String(), nil
}

func databaseOf(ctx context.Context, dsn string) (name string, err error) {
	db, err := sqlx.ConnectContext(ctx, "postgres", dsn)
	if err != nil {
		return "", err
	}
	defer db.Close()
	return name, db.GetContext(ctx, &name, `SELECT current_database()`)
}
