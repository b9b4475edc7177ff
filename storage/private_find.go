package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// oldest is the first major version that lib/pq and our SQL work with.
const oldest = 14

// errNoBinaries tells the administrator what to do.
var errNoBinaries = errors.New("no PostgreSQL server (14 or newer) is installed: " +
	"install the package postgresql (Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server; " +
	"macOS: brew install postgresql@17) or set GREMIENBOT_DATABASE_URL to a database elsewhere")

// binaries is an installed PostgreSQL server.
type binaries struct {
	dir   string // real folder of postgres and initdb
	major int
}

func (b binaries) postgres() string { return filepath.Join(b.dir, "postgres") }
func (b binaries) initdb() string   { return filepath.Join(b.dir, "initdb") }

// chooseBinaries takes the newest server, or the one that wrote the data.
func (p *Private) chooseBinaries(ctx context.Context) error {
	found := installed(ctx)
	written, err := os.ReadFile(filepath.Join(p.data(), "PG_VERSION"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	p.bin, err = fitting(found, strings.TrimSpace(string(written)))
	return err
}

// CanStartPrivate returns nil when StartPrivate would find a server to start for
// new data, else the error that names the package to install. It starts nothing.
func CanStartPrivate(ctx context.Context) error {
	_, err := fitting(installed(ctx), "")
	return err
}

// fitting picks from found, the newest first, the server for data of this version;
// "" is for no data yet.
func fitting(found []binaries, version string) (binaries, error) {
	if len(found) == 0 {
		return binaries{}, errNoBinaries
	}
	if version == "" {
		return found[0], nil
	}
	var have []string
	for _, b := range found {
		major := strconv.Itoa(b.major)
		if major == version {
			return b, nil
		}
		have = append(have, major)
	}
	return binaries{}, fmt.Errorf("the data was written by PostgreSQL %s, but installed is only %s: "+
		"install version %[1]s again (Debian: apt-get install postgresql-%[1]s), or convert the data with pg_upgrade",
		version, strings.Join(have, ", "))
}

// installed lists the usable servers, the newest first.
func installed(ctx context.Context) []binaries {
	var all []binaries
	for _, dir := range binaryFolders(ctx) {
		b := binaries{dir: dir}
		b.major = majorVersion(ctx, b)
		known := slices.ContainsFunc(all, func(o binaries) bool { return o.dir == dir })
		if b.major >= oldest && !known {
			all = append(all, b)
		}
	}
	slices.SortStableFunc(all, func(a, b binaries) int { return b.major - a.major })
	return all
}

// binaryFolders lists where a server may be: what PATH leads to, then the places
// of Debian, the PostgreSQL project's RPMs, Homebrew, Postgres.app and a build of
// one's own.
func binaryFolders(ctx context.Context) []string {
	var dirs []string
	if out, err := exec.CommandContext(ctx, "pg_config", "--bindir").Output(); err == nil {
		dirs = append(dirs, strings.TrimSpace(string(out)))
	}
	for _, name := range []string{"postgres", "pg_ctl", "initdb"} {
		if path, err := exec.LookPath(name); err == nil {
			dirs = append(dirs, realFolder(path))
		}
	}
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin",
		"/usr/pgsql-*/bin",
		"/opt/homebrew/opt/postgresql@*/bin",
		"/usr/local/opt/postgresql@*/bin",
		"/Applications/Postgres.app/Contents/Versions/*/bin",
		"/usr/local/pgsql/bin",
	} {
		matches, _ := filepath.Glob(pattern) // the only error is a malformed pattern
		dirs = append(dirs, matches...)
	}
	return dirs
}

// realFolder follows links, because initdb looks for its files next to itself.
func realFolder(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	return filepath.Dir(path)
}

// majorVersion is 0 where dir has no complete server.
func majorVersion(ctx context.Context, b binaries) int {
	if _, err := os.Stat(b.initdb()); err != nil {
		return 0
	}
	out, err := exec.CommandContext(ctx, b.postgres(), "--version").Output()
	if err != nil {
		return 0
	}
	_, version, _ := strings.Cut(string(out), ") ") // postgres (PostgreSQL) 15.18 (Debian 15.18-0)
	digits := strings.IndexFunc(version, func(r rune) bool { return r < '0' || r > '9' })
	if digits < 0 {
		digits = len(version)
	}
	major, _ := strconv.Atoi(version[:digits]) // 0 is the answer for something else
	return major
}
