package storage

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
)

const (
	retryEvery = 20 * time.Millisecond
	// crashesInARow is how often a server may die within calmAfter of its start.
	crashesInARow = 5
	calmAfter     = time.Minute
	restartAfter  = 250 * time.Millisecond
	// killAfter is how long a server has after being told to end at once.
	killAfter = 10 * time.Second
)

// keep runs the server until Stop, and again when it crashes. The thread is never
// given back: on Linux the server's life is tied to it.
func (p *Private) keep() {
	runtime.LockOSThread()
	defer close(p.done)
	for crashes := 0; ; crashes++ {
		calm, err := p.runOnce()
		if p.asked() {
			return
		}
		if calm {
			crashes = 0
		}
		if !p.mayRetry(crashes) {
			p.failed = fmt.Errorf("the server ended: %w%s", err, p.said)
			return
		}
		p.log.Error("the private database ended, starting it again", "err", err, "crashes", crashes+1)
		p.pause(restartAfter)
	}
}

// mayRetry: a server that worked is worth several attempts; one that never did
// only when it waits for what a killed one left in memory.
func (p *Private) mayRetry(crashes int) bool {
	if p.serving.Load() {
		return crashes < crashesInARow
	}
	return crashes < 4*crashesInARow && strings.Contains(p.said.String(), "shared memory block")
}

func (p *Private) asked() bool {
	select {
	case <-p.stopping:
		return true
	default:
		return false
	}
}

func (p *Private) pause(d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-p.stopping:
	}
}

// runOnce runs one server process to its end and says whether it lived for long.
func (p *Private) runOnce() (calm bool, err error) {
	cmd := p.command()
	words, err := cmd.StderrPipe()
	if err != nil {
		return false, err
	}
	if err := cmd.Start(); err != nil {
		return false, err
	}
	ended := make(chan error, 1)
	go func() {
		p.said.listen(words)
		ended <- cmd.Wait()
	}()
	timer := time.NewTimer(calmAfter)
	defer timer.Stop()
	for {
		select {
		case err := <-ended:
			return calm, orElse(err, errors.New("without being asked"))
		case <-timer.C:
			calm = true
		case <-p.stopping:
			return calm, p.end(cmd.Process, ended)
		}
	}
}

// end shuts the server down: fast, at once when hurried, and by force at last.
func (p *Private) end(server *os.Process, ended <-chan error) error {
	signal(server, syscall.SIGINT)
	select {
	case err := <-ended:
		return err
	case <-p.hurry:
	}
	signal(server, syscall.SIGQUIT)
	timer := time.NewTimer(killAfter)
	defer timer.Stop()
	select {
	case err := <-ended:
		return err
	case <-timer.C:
	}
	signal(server, syscall.SIGKILL)
	return <-ended
}

// signal ignores the only error there can be: the process has ended already.
func signal(server *os.Process, s syscall.Signal) { _ = server.Signal(s) }

func (p *Private) command() *exec.Cmd {
	connections := "100"
	if p.fast {
		connections = "1000"
	}
	args := []string{
		"-D", p.data(),
		"-c", "listen_addresses=",
		"-c", "port=5432",
		"-c", `unix_socket_directories="` + p.socket + `"`,
		"-c", "max_connections=" + connections,
		"-c", "timezone=UTC",
		"-c", "log_timezone=UTC",
		"-c", "logging_collector=off",
		"-c", "log_destination=stderr",
	}
	if p.fast {
		args = append(args, "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off")
	}
	cmd := exec.Command(p.bin.postgres(), args...) //nolint:noctx // it lives until Stop, not until a context ends
	p.asUser(cmd)
	endWithUs(cmd.SysProcAttr)
	return cmd
}

// ready waits until the server takes connections or has ended.
func (p *Private) ready(ctx context.Context) error {
	tick := time.NewTicker(retryEvery)
	defer tick.Stop()
	for {
		err := p.greet(ctx)
		if err == nil {
			p.serving.Store(true)
			return nil
		}
		if !Unavailable(err) && ctx.Err() == nil {
			return fmt.Errorf("talking to the server: %w", err)
		}
		select {
		case <-p.done:
			return orElse(p.failed, err)
		case <-ctx.Done():
			return fmt.Errorf("waiting for the server: %w%s", ctx.Err(), p.said)
		case <-tick.C:
		}
	}
}

func (p *Private) greet(ctx context.Context) error {
	db, err := Open(ctx, p.dsn("postgres"), Options{Connections: 1})
	if err != nil {
		return err
	}
	return db.Close()
}

func (p *Private) createDatabase(ctx context.Context) error {
	db, err := Open(ctx, p.dsn("postgres"), Options{Connections: 1, StatementTimeout: readyWithin})
	if err != nil {
		return err
	}
	_, err = db.sql.ExecContext(ctx, `CREATE DATABASE `+pq.QuoteIdentifier(databaseName))
	if pq.As(err, pqerror.DuplicateDatabase) != nil {
		err = nil
	}
	return errors.Join(err, db.Close())
}

func (p *Private) dsn(database string) string {
	u := url.URL{Scheme: "postgres", User: url.UserPassword(superuser, p.password), Path: "/" + database}
	u.RawQuery = url.Values{"host": {p.socket}, "port": {"5432"}, "sslmode": {"disable"}}.Encode()
	return u.String()
}

// lastWords logs what the server says and keeps its last lines for an error.
type lastWords struct {
	log   *slog.Logger
	mu    sync.Mutex
	lines []string
}

func (w *lastWords) listen(from io.Reader) {
	scan := bufio.NewScanner(from)
	for scan.Scan() {
		w.add(scan.Text())
	}
	_, _ = io.Copy(io.Discard, from) // an endless line must not block the server
}

func (w *lastWords) add(line string) {
	w.log.Debug("the private database says", "line", line)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lines = append(w.lines, line)
	w.lines = w.lines[max(0, len(w.lines)-10):]
}

func (w *lastWords) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.lines) == 0 {
		return ""
	}
	return "; it said last: " + strings.Join(w.lines, " / ")
}
