package storage

import (
	"context"
	"fmt"
)

// Erase forgets everything: all tables, and with them the schema's version. It
// is for playgrounds; call Migrate afterwards.
func (db *DB) Erase(ctx context.Context) error {
	for _, statement := range []string{`DROP SCHEMA public CASCADE`, `CREATE SCHEMA public`} {
		if _, err := db.sql.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("erasing the database: %w", err)
		}
	}
	return nil
}
