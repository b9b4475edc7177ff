package storage

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// Mode changes how a private server treats its data.
type Mode int

// Fast gives up what protects the data against a power cut (fsync,
// full_page_writes, synchronous_commit), and lets in as many as come: for tests,
// which throw it away and run as many at once as the machine has processors.
const Fast Mode = 1

// readyWithin bounds how long a server may take to start or to stop, including
// the recovery after a crash.
const readyWithin = 2 * time.Minute

// Private is a PostgreSQL server of our own: a child process with its data in
// one folder, reachable through a unix socket only.
type Private struct {
	dir      string
	bin      binaries
	user     account
	socket   string // folder of the unix socket
	password string
	fast     bool
	log      *slog.Logger
	lock     *os.File
	said     *lastWords

	stopping chan struct{} // closed when the server shall end
	hurry    chan struct{} // closed when it shall end at once
	stopOnce sync.Once
	rushOnce sync.Once
	serving  atomic.Bool   // it took a connection once
	done     chan struct{} // closed when no server runs any more
	failed   error         // why it ended unasked; read after done
}

// StartPrivate starts a PostgreSQL server on dir, which belongs to it alone and
// is created when missing, and returns when the server takes connections. It uses
// the installed server binaries of the newest version, or of the version that
// wrote the data in dir. ctx bounds the start, not the life of the server.
//
// The server runs as the user of this process; when that is root, which
// PostgreSQL refuses, as the owner of the data, else as "postgres", else as
// "nobody". It listens on a unix socket in dir (in a short folder for temporary
// files when the path of dir is too long for a socket) and on no network; the
// password lies in dir/password (mode 0600). On Linux it ends when this process
// is killed; a server that was left behind is stopped; a server that crashes is
// started again.
//
// Errors are written for the administrator: no binaries, data of another version,
// a folder the server's user cannot reach, a folder another process works on. By
// default every commit is on disk before it is acknowledged, see [Fast].
func StartPrivate(ctx context.Context, dir string, log *slog.Logger, modes ...Mode) (*Private, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("starting a private database: %w", err)
	}
	p := &Private{
		dir: dir, log: log, said: &lastWords{log: log},
		stopping: make(chan struct{}), hurry: make(chan struct{}), done: make(chan struct{}),
	}
	for _, m := range modes {
		p.fast = p.fast || m == Fast
	}
	if err := p.prepare(ctx); err != nil {
		return nil, fmt.Errorf("starting a private database in %s: %w", dir, errors.Join(err, p.release()))
	}
	go p.keep()
	if err := p.begin(ctx); err != nil {
		stopCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), readyWithin)
		defer cancel()
		return nil, fmt.Errorf("starting a private database in %s: %w", dir, errors.Join(err, p.Stop(stopCtx)))
	}
	return p, nil
}

// prepare does everything that needs no running server.
func (p *Private) prepare(ctx context.Context) error {
	if err := os.MkdirAll(p.dir, 0o700); err != nil {
		return err
	}
	if err := p.claim(); err != nil {
		return err
	}
	if err := p.chooseAccount(); err != nil {
		return err
	}
	if err := p.own(); err != nil {
		return err
	}
	if err := p.chooseBinaries(ctx); err != nil {
		return err
	}
	if err := p.evict(ctx); err != nil {
		return err
	}
	if err := p.choosePassword(); err != nil {
		return err
	}
	if err := p.initialise(ctx); err != nil {
		return err
	}
	return p.chooseSocket()
}

// begin waits until the first server answers and makes the database.
func (p *Private) begin(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	if err := p.ready(ctx); err != nil {
		return err
	}
	return p.createDatabase(ctx)
}

// DSN is the address of the database, for [Open] and for other programs of the
// same user. It contains the password. It stays the same while the server lives,
// also over a crash, and usually over a restart.
func (p *Private) DSN() string { return p.dsn(databaseName) }

// Done is closed when the server has ended for good: after [Private.Stop], or when
// it kept crashing and was given up.
func (p *Private) Done() <-chan struct{} { return p.done }

// Stop ends the server in an orderly way, rolling back what is under way, and
// returns when it is gone. When ctx ends first, the server is killed, which the
// data survives unless the server is [Fast]. Further calls wait like the first.
func (p *Private) Stop(ctx context.Context) error {
	p.stopOnce.Do(func() { close(p.stopping) })
	select {
	case <-p.done:
	case <-ctx.Done():
		p.rushOnce.Do(func() { close(p.hurry) })
		<-p.done
	}
	return p.release()
}

// release gives back what the folder's claim and the socket took.
func (p *Private) release() error {
	var err error
	if p.socket != "" && filepath.Dir(p.socket) != p.dir {
		err = os.RemoveAll(p.socket)
	}
	if p.lock != nil {
		// A program that is just being started has the file too, until it is one: closing alone would leave it the lock.
		unlocking := syscall.Flock(int(p.lock.Fd()), syscall.LOCK_UN)
		if closing := p.lock.Close(); !errors.Is(closing, os.ErrClosed) {
			err = errors.Join(err, unlocking, closing)
		}
	}
	return err
}
