package storage

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// What tests from outside need to see of the inside: transactions are begun by
// the nouns, and a crash needs a process to kill.

// Tx is inTx, which only nouns call.
func (db *DB) Tx(ctx context.Context, do func(*sqlx.Tx) error) error { return db.inTx(ctx, do) }

// SQL is the pool, for statements no noun has.
func (db *DB) SQL() *sqlx.DB { return db.sql }

// Constraint is constraint.
func Constraint(err error) string { return constraint(err) }

// Fitting is fitting over made-up installations of these major versions.
func Fitting(version string, majors ...int) (int, error) {
	var found []binaries
	for _, m := range majors {
		found = append(found, binaries{major: m})
	}
	b, err := fitting(found, version)
	return b.major, err
}

// PostmasterPID reads the server's process id from its folder.
func PostmasterPID(dir string) (int, error) {
	out, err := exec.Command("head", "-1", filepath.Join(dir, "pgdata", "postmaster.pid")).Output()
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(strings.TrimSpace(string(out)))
}

// Serves is serves.
func Serves(pid int, dir string) bool { return serves(pid, filepath.Join(dir, "pgdata")) }

// LeaveBehind starts a second server process the way a killed program leaves one:
// on p's folder, tied to nobody. p must be stopped.
func (p *Private) LeaveBehind() (*exec.Cmd, error) {
	cmd := p.command()
	orphan := exec.Command(cmd.Path, cmd.Args[1:]...)
	p.asUser(orphan)
	return orphan, orphan.Start()
}

// ShareLock has the file of p's claim on the folder once more, as a program has that
// is just being started.
func (p *Private) ShareLock() (*os.File, error) {
	fd, err := syscall.Dup(int(p.lock.Fd()))
	return os.NewFile(uintptr(fd), p.lock.Name()), err
}

// OweDropped owes again what was taken back for an object ($1, $2), for a reason ($3)
// at an instant ($4).
const OweDropped = oweDropped

// CastTogether is castTogether for people who answer one motion at the same moment,
// and says whose ballots were stored, and what was wrong with the others.
func (db *DB) CastTogether(ctx context.Context, poll int64, users []string, rule func(nth int, v committee.Voting) (committee.Ballot, error)) ([]bool, []error, error) {
	group := make([]casting, len(users))
	for i, user := range users {
		group[i] = casting{voterAt{Poll: poll, User: user}, func(v committee.Voting) (committee.Ballot, error) { return rule(i, v) }}
	}
	ends, err := db.castTogether(ctx, group)
	stored, errs := make([]bool, len(ends)), make([]error, len(ends))
	for i, e := range ends {
		stored[i], errs[i] = e.stored, e.err
	}
	return stored, errs, err
}
