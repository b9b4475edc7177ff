package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
)

// DB is the committee's memory. It is safe for use by many goroutines.
type DB struct {
	sql *sqlx.DB
	cfg pq.Config
	// What runs for every vote is planned once per connection, and votes that come
	// at the same moment go together.
	readVoting, keepBallots statement
	casts                   *gather[casting, casted]
	known                   knownPolls
}

// Options are the limits of a [DB]. A zero field means its default; a value that
// the address itself names (…?statement_timeout=60000) wins over both.
type Options struct {
	// Name is shown in pg_stat_activity; "gremienbot" by default.
	Name string
	// StatementTimeout ends a statement, 10 s by default.
	StatementTimeout time.Duration
	// LockTimeout ends the wait for one lock, 5 s by default.
	LockTimeout time.Duration
	// IdleTimeout ends a transaction in which nothing happens, 30 s by default.
	IdleTimeout time.Duration
	// ConnectTimeout ends an attempt to connect, 5 s by default, whole seconds.
	ConnectTimeout time.Duration
	// Connections is the most connections held at a time, 10 by default.
	Connections int
}

// Open connects to the PostgreSQL (14 or newer) at dsn, a URL such as
// postgres://name:password@host:5432/database?sslmode=verify-full or libpq's
// key=value form, and asks it once whether it is there. What dsn leaves out comes
// from the PG… variables of the environment.
//
// sslmode is "prefer" where nobody says otherwise, as with libpq: encrypted when
// the server can, but not proof against somebody in between. Across a network
// that others share say sslmode=verify-full. Sessions run in UTC.
//
// Errors name the problem and never the password. The schema is not touched, see
// [DB.Migrate].
func Open(ctx context.Context, dsn string, o Options) (*DB, error) {
	cfg, err := configure(dsn, o.withDefaults())
	if err != nil {
		return nil, err
	}
	db := &DB{sql: pool(cfg, o.withDefaults().Connections), cfg: cfg}
	db.casts = newGather(db.castTogether, casting.voter)
	if err := db.Ping(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// Close ends all connections. Running statements are waited for.
func (db *DB) Close() error { return db.sql.Close() }

// Ping asks the database whether it answers. The error names host and database.
func (db *DB) Ping(ctx context.Context) error {
	if err := db.sql.PingContext(ctx); err != nil {
		return fmt.Errorf("connecting to the database %s: %w", where(db.cfg), err)
	}
	return nil
}

func (o Options) withDefaults() Options {
	o.Name = orElse(o.Name, "gremienbot")
	o.StatementTimeout = orElse(o.StatementTimeout, 10*time.Second)
	o.LockTimeout = orElse(o.LockTimeout, 5*time.Second)
	o.IdleTimeout = orElse(o.IdleTimeout, 30*time.Second)
	o.ConnectTimeout = orElse(o.ConnectTimeout, 5*time.Second)
	o.Connections = orElse(o.Connections, 10)
	return o
}

func orElse[T comparable](v, fallback T) T {
	var zero T
	if v == zero {
		return fallback
	}
	return v
}

func configure(dsn string, o Options) (pq.Config, error) {
	cfg, err := parse(dsn)
	if err != nil {
		return pq.Config{}, err
	}
	cfg = cfg.Clone()
	cfg.SSLMode = orElse(cfg.SSLMode, pq.SSLModePrefer)
	cfg.ApplicationName = orElse(cfg.ApplicationName, o.Name)
	cfg.ConnectTimeout = orElse(cfg.ConnectTimeout, o.ConnectTimeout)
	cfg.TZ = ""
	setDefault(cfg.Runtime, "statement_timeout", o.StatementTimeout)
	setDefault(cfg.Runtime, "lock_timeout", o.LockTimeout)
	setDefault(cfg.Runtime, "idle_in_transaction_session_timeout", o.IdleTimeout)
	for key := range cfg.Runtime {
		if strings.EqualFold(key, "timezone") {
			delete(cfg.Runtime, key)
		}
	}
	cfg.Runtime["TimeZone"] = "UTC"
	return cfg, nil
}

func setDefault(runtime map[string]string, key string, d time.Duration) {
	if _, said := runtime[key]; !said {
		runtime[key] = strconv.FormatInt(d.Milliseconds(), 10)
	}
}

// parse reads dsn. The messages of url.Parse and of pq's scanner quote what they
// choke on, which may be a piece of the password, so they are replaced.
func parse(dsn string) (pq.Config, error) {
	scheme, _, isURL := strings.Cut(dsn, "://")
	if isURL && !strings.ContainsAny(scheme, "= ") {
		if scheme != "postgres" && scheme != "postgresql" {
			return pq.Config{}, errors.New("reading the database address: it must begin with postgres://")
		}
		if _, err := url.Parse(dsn); err != nil {
			return pq.Config{}, errors.New("reading the database address: not a valid URL; special characters in the password are written as %XX")
		}
	}
	cfg, err := pq.NewConfig(dsn)
	switch {
	case err == nil:
		return cfg, nil
	case strings.HasPrefix(err.Error(), "pq: "):
		return pq.Config{}, fmt.Errorf("reading the database address: %w", err)
	}
	return pq.Config{}, errors.New("reading the database address: expected postgres://name:password@host:5432/database or key=value pairs")
}

func pool(cfg pq.Config, connections int) *sqlx.DB {
	connector, err := pq.NewConnectorConfig(cfg)
	if err != nil {
		panic(err) // pq fails here for no configuration that NewConfig accepted
	}
	p := sqlx.NewDb(sql.OpenDB(connector), "postgres")
	p.SetMaxOpenConns(connections)
	p.SetMaxIdleConns(connections)
	p.SetConnMaxIdleTime(5 * time.Minute)
	p.SetConnMaxLifetime(time.Hour)
	return p
}

func where(cfg pq.Config) string {
	return fmt.Sprintf("%q at %s (port %d) as %q", orElse(cfg.Database, cfg.User), cfg.Host, cfg.Port, cfg.User)
}
