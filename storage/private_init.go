package storage

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// superuser owns the cluster and the database; there is nobody else in it.
const (
	superuser    = "gremienbot"
	databaseName = "gremienbot"
)

// choosePassword makes a password once and reads it ever after.
func (p *Private) choosePassword() error {
	path := filepath.Join(p.dir, "password")
	kept, err := os.ReadFile(path)
	if err == nil && len(kept) > 0 {
		p.password = string(kept)
		return nil
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if _, err := os.Stat(p.data()); err == nil {
		return fmt.Errorf("the data is there, but its password is missing: put %s back", path)
	}
	p.password = rand.Text()
	if err := os.WriteFile(path, []byte(p.password), 0o600); err != nil {
		return err
	}
	return p.give(path)
}

// initialise makes the cluster where there is none. It works beside the final
// name, so that a program killed half-way leaves nothing that looks finished.
func (p *Private) initialise(ctx context.Context) error {
	if _, err := os.Stat(p.data()); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	fresh := p.data() + ".new"
	var failed error
	for _, locale := range p.locales() {
		if err := os.RemoveAll(fresh); err != nil {
			return err
		}
		failed = p.initdb(ctx, fresh, locale)
		if failed == nil {
			return os.Rename(fresh, p.data())
		}
	}
	return failed
}

// locales lists what to try: UTF-8 rules that do not change with the operating
// system, then plain bytes for systems without C.UTF-8.
func (p *Private) locales() [][]string {
	plain := []string{"--locale=C"}
	if p.bin.major >= 17 {
		return [][]string{{"--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"}, plain}
	}
	return [][]string{{"--locale=C.UTF-8"}, plain}
}

func (p *Private) initdb(ctx context.Context, folder string, locale []string) error {
	args := append([]string{
		"-D", folder, "-U", superuser, "-E", "UTF8", "-A", "scram-sha-256",
		"--pwfile", filepath.Join(p.dir, "password"), "--data-checksums", "--no-instructions",
	}, locale...)
	if p.fast {
		args = append(args, "--no-sync")
	}
	cmd := exec.CommandContext(ctx, p.bin.initdb(), args...)
	p.asUser(cmd)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("initdb: %w: %s", err, bytes.TrimSpace(out))
	}
	return nil
}

// asUser prepares cmd to run as the server's user, out of reach of the terminal's
// Ctrl-C, with nothing of our environment that changes what PostgreSQL does.
func (p *Private) asUser(cmd *exec.Cmd) {
	cmd.Dir = p.dir
	cmd.Env = []string{"LC_ALL=C", "PATH=" + os.Getenv("PATH")}
	for _, name := range []string{"LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"} {
		if v, set := os.LookupEnv(name); set {
			cmd.Env = append(cmd.Env, name+"="+v)
		}
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if p.user.drop {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: p.user.uid, Gid: p.user.gid}
	}
}

// longestSocket keeps clear of the 104 to 108 bytes systems allow for the path.
const longestSocket = 100

const socketPrefix = "gremienbot-socket-"

// chooseSocket takes dir/run, or a short folder when the path would be too long.
func (p *Private) chooseSocket() error {
	p.socket = filepath.Join(p.dir, "run")
	if len(p.socket)+len("/.s.PGSQL.5432") <= longestSocket && !strings.ContainsAny(p.socket, `",`) {
		if err := os.MkdirAll(p.socket, 0o700); err != nil {
			return err
		}
		return p.give(p.socket)
	}
	var err error
	p.socket, err = os.MkdirTemp("/tmp", socketPrefix)
	if err != nil {
		return err
	}
	return p.give(p.socket)
}
