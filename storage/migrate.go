package storage

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrate brings the schema up to the version this program was built with.
// Several processes may call it at once: one works, the others wait up to five
// minutes. Each migration is one transaction, so that a program killed half-way
// finds a whole version. A schema newer than the program is left as it is: the
// older half of a rolling upgrade keeps running. One that has skipped a migration is
// refused, see [DB.Version].
func (db *DB) Migrate(ctx context.Context) error {
	have, want, err := db.Version(ctx)
	if err != nil || have >= want {
		return err
	}
	unhurried := db.cfg.Clone()
	unhurried.Runtime["statement_timeout"] = "0"
	unhurried.Runtime["lock_timeout"] = "60000"
	unhurried.Runtime["idle_in_transaction_session_timeout"] = "0"
	p := pool(unhurried, 2)
	defer p.Close()
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300))
	if err != nil {
		return fmt.Errorf("migrating the database: %w", err)
	}
	g, err := goose.NewProvider(goose.DialectPostgres, p.DB, migrationFiles(), goose.WithSessionLocker(locker))
	if err != nil {
		return fmt.Errorf("reading the migrations: %w", err)
	}
	if _, err := g.Up(ctx); err != nil {
		return fmt.Errorf("migrating the database: %w", err)
	}
	return nil
}

// Version says which version the schema has, 0 before the first [DB.Migrate],
// and which one this program wants. It changes nothing. A schema that has skipped a
// migration has no version: it is an error that names the migration.
func (db *DB) Version(ctx context.Context) (have, want int64, err error) {
	known, err := builtIn()
	if err != nil {
		return 0, 0, fmt.Errorf("reading the migrations: %w", err)
	}
	want = known[len(known)-1].version
	var begun bool
	if err := db.sql.GetContext(ctx, &begun, `SELECT to_regclass('goose_db_version') IS NOT NULL`); err != nil {
		return 0, want, fmt.Errorf("reading the version of the schema: %w", err)
	}
	if !begun {
		return 0, want, nil
	}
	var applied []int64
	err = db.sql.SelectContext(ctx, &applied, `
		SELECT version_id
		FROM goose_db_version
		WHERE is_applied
		ORDER BY version_id`)
	if err != nil {
		return 0, want, fmt.Errorf("reading the version of the schema: %w", err)
	}
	if len(applied) == 0 {
		return 0, want, nil
	}
	have = applied[len(applied)-1]
	for _, m := range known {
		if m.version < have && !slices.Contains(applied, m.version) {
			return have, want, fmt.Errorf("the database has migration %04d but not %s before it: a program that was never released has used it; "+
				"go back to a backup from before that, or begin with an empty database", have, m.name)
		}
	}
	return have, want, nil
}

// migration is one that is built in.
type migration struct {
	version int64
	name    string
}

// builtIn lists the migrations in their order.
func builtIn() ([]migration, error) {
	names, err := fs.Glob(migrationFiles(), "*.sql")
	if err != nil || len(names) == 0 {
		return nil, errors.Join(err, errors.New("no migrations built in"))
	}
	list := make([]migration, len(names))
	for i, name := range names {
		list[i].name = name
		if list[i].version, err = goose.NumericComponent(name); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func migrationFiles() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}
