// Package storage keeps the committee's memory in PostgreSQL: one file per
// noun, with the SQL in view next to the Go that runs it.
//
// A [DB] is opened once and shared; every method takes a context and is safe
// for use by many goroutines. To decide something inside a transaction the
// caller passes the rule in, so that begin and end stay in this room:
//
//	db, err := storage.Open(ctx, dsn, storage.Options{})
//	if err != nil { … }
//	defer db.Close()
//	if err := db.Migrate(ctx); err != nil { … }
//
// Where nobody set up a database, [StartPrivate] starts one of our own from the
// server binaries that are installed, and [Private.DSN] goes into [Open]: there
// is one dialect, and it is always the real thing.
//
// Instants are timestamptz, come from Go and are read back in UTC; now() does
// not stand in a query. Coordination between several copies of the bot is rows,
// locks and leases, never memory.
//
// Errors say what happened to the data. [ErrNotFound]: there is no such row.
// [Unavailable]: the database is away and nothing was saved. [Unsure]: it went
// away while committing and nobody can say. A committee.Error that a rule
// returned comes back unchanged. Everything else is a fault.
//
// The package does not judge: who may do what is committee's to say. It hands
// no *sql.DB, no transaction and no driver error type to its callers.
package storage
