package storage

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// account is the user the server runs as.
type account struct {
	uid, gid uint32
	drop     bool // this process is root and must become somebody else for it
}

// ours are the names in the folder of a private server.
var ours = []string{"lock", "password", "pgdata", "pgdata.new", "run", "lost+found"}

func (p *Private) data() string { return filepath.Join(p.dir, "pgdata") }

// claim makes sure that we are the only process on the folder, for as long as we
// live: the kernel drops the lock with the process.
func (p *Private) claim() error {
	if err := onlyOurs(p.dir); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(p.dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		pid, _ := os.ReadFile(f.Name()) // only for the message
		return errors.Join(fmt.Errorf("the folder is in use by another process (%s)", strings.TrimSpace(string(pid))), f.Close())
	}
	p.lock = f
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, "pid %d\n", os.Getpid())
	return err
}

// onlyOurs keeps us from taking over a folder that serves something else.
func onlyOurs(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !slices.Contains(ours, e.Name()) {
			return fmt.Errorf("the folder holds something else (%s): choose an empty one", e.Name())
		}
	}
	return nil
}

// chooseAccount decides who runs the server: we do, unless we are root.
func (p *Private) chooseAccount() error {
	owner, err := ownerOf(p.data())
	if errors.Is(err, os.ErrNotExist) {
		owner, err = ownerOf(p.dir)
	}
	if err != nil {
		return err
	}
	me := uint32(os.Geteuid())
	switch {
	case me != 0 && owner.uid != me:
		return fmt.Errorf("the data belongs to the user %s: start as that user or as root", nameOf(owner.uid))
	case me != 0 || owner.uid != 0:
		p.user = account{owner.uid, owner.gid, me == 0}
		return nil
	}
	p.user, err = unprivileged()
	return err
}

func ownerOf(path string) (account, error) {
	info, err := os.Stat(path)
	if err != nil {
		return account{}, err
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return account{}, fmt.Errorf("%s: this system does not say who owns a file", path)
	}
	return account{uid: stat.Uid, gid: stat.Gid}, nil
}

func unprivileged() (account, error) {
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errU := strconv.ParseUint(u.Uid, 10, 32)
		gid, errG := strconv.ParseUint(u.Gid, 10, 32)
		return account{uint32(uid), uint32(gid), true}, errors.Join(errU, errG)
	}
	return account{}, errors.New("PostgreSQL refuses to run as root, and there is no user postgres or nobody: start as another user")
}

func nameOf(uid uint32) string {
	id := strconv.FormatUint(uint64(uid), 10)
	if u, err := user.LookupId(id); err == nil {
		return u.Username
	}
	return id
}

// own gives the folder to the server's user and checks that they can reach it.
func (p *Private) own() error {
	if err := os.Chmod(p.dir, 0o700); err != nil {
		return err
	}
	if err := p.give(p.dir); err != nil || !p.user.drop {
		return err
	}
	real, err := filepath.EvalSymlinks(p.dir)
	if err != nil {
		return err
	}
	for dir := filepath.Dir(real); ; dir = filepath.Dir(dir) {
		if err := p.passable(dir); err != nil {
			return err
		}
		if dir == filepath.Dir(dir) {
			return nil
		}
	}
}

// give makes path the server's user's, where we are root.
func (p *Private) give(path string) error {
	if !p.user.drop {
		return nil
	}
	return os.Chown(path, int(p.user.uid), int(p.user.gid))
}

// passable: the server's user may go through dir. Access lists are not looked at.
func (p *Private) passable(dir string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	owner, err := ownerOf(dir)
	if err != nil {
		return err
	}
	bit := os.FileMode(0o001)
	switch {
	case owner.uid == p.user.uid:
		bit = 0o100
	case owner.gid == p.user.gid:
		bit = 0o010
	}
	if info.Mode().Perm()&bit == 0 {
		return fmt.Errorf("the user %s, who must run the server, may not pass through %s: "+
			"choose a data folder elsewhere, such as /var/lib/gremienbot, or open this one with chmod o+x", nameOf(p.user.uid), dir)
	}
	return nil
}
