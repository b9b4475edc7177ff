package storage

import (
	"context"
	"fmt"
	"sync"

	"github.com/jmoiron/sqlx"
)

// statement is prepared when it is first used. The zero value is ready; it ends
// with its pool.
type statement struct {
	mu   sync.Mutex
	stmt *sqlx.Stmt
}

// on returns the statement for the query, which is the same every time.
func (s *statement) on(ctx context.Context, pool *sqlx.DB, query string) (*sqlx.Stmt, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stmt != nil {
		return s.stmt, nil
	}
	stmt, err := pool.PreparexContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("preparing a statement: %w", err)
	}
	s.stmt = stmt
	return stmt, nil
}
