package storagetest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"

	"github.com/jmoiron/sqlx"
	_ "github.com/lib/pq" // the driver named postgres

	"gremienbot/storage"
)

// server is where the tests' databases are made, and what must go at the end.
type server struct {
	dsn      string
	admin    *sqlx.DB
	template string
	private  *storage.Private // nil for the server of TEST_DATABASE_URL
	dir      string
}

func start(ctx context.Context) (*server, error) {
	s := &server{dsn: os.Getenv(serverVariable)}
	if err := s.prepare(ctx); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *server) prepare(ctx context.Context) error {
	if s.dsn == "" {
		if err := s.startPrivate(ctx); err != nil {
			return err
		}
	}
	admin, err := sqlx.ConnectContext(ctx, "postgres", s.dsn)
	if err != nil {
		return err
	}
	s.admin = admin
	s.admin.SetMaxOpenConns(4)
	return s.makeTemplate(ctx)
}

func (s *server) startPrivate(ctx context.Context) error {
	var err error
	s.dir, err = os.MkdirTemp("", folderPrefix)
	if err != nil {
		return err
	}
	sweep(s.dir)
	s.private, err = storage.StartPrivate(ctx, s.dir, slog.New(slog.DiscardHandler), storage.Fast)
	if err != nil {
		return err
	}
	s.dsn = s.private.DSN()
	return nil
}

// makeTemplate migrates one database, of which the tests get copies.
func (s *server) makeTemplate(ctx context.Context) error {
	dsn, err := s.create(ctx, "template0")
	if err != nil {
		return err
	}
	s.template, err = databaseOf(ctx, dsn)
	if err != nil {
		return err
	}
	db, err := storage.Open(ctx, dsn, storage.Options{})
	if err != nil {
		return err
	}
	return errors.Join(db.Migrate(ctx), db.Close())
}

// create copies the template into a new database and returns its address.
func (s *server) create(ctx context.Context, template string) (string, error) {
	name := newName()
	dsn, err := withDatabase(s.dsn, name)
	if err != nil {
		return "", err
	}
	if _, err := s.admin.ExecContext(ctx, `CREATE DATABASE `+name+` TEMPLATE `+template); err != nil {
		return "", fmt.Errorf("creating a database: %w", err)
	}
	return dsn, nil
}

func (s *server) drop(ctx context.Context, dsn string) error {
	name, err := databaseOf(ctx, dsn)
	if err != nil {
		return err
	}
	if _, err := s.admin.ExecContext(ctx, `DROP DATABASE `+name+` WITH (FORCE)`); err != nil {
		return fmt.Errorf("dropping a database: %w", err)
	}
	return nil
}

func (s *server) close() error {
	var err error
	if s.admin != nil {
		if s.private == nil && s.template != "" {
			_, err = s.admin.Exec(`DROP DATABASE ` + s.template + ` WITH (FORCE)`)
		}
		err = errors.Join(err, s.admin.Close())
	}
	if s.private != nil {
		err = errors.Join(err, s.private.Stop(context.Background()))
	}
	if s.dir != "" {
		err = errors.Join(err, os.RemoveAll(s.dir))
	}
	return err
}
