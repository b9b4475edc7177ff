package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// evict ends a server that still runs on the folder although nobody holds its
// lock, because its program was killed, and clears what it left lying around.
func (p *Private) evict(ctx context.Context) error {
	path := filepath.Join(p.data(), "postmaster.pid")
	content, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	lines := strings.Split(string(content), "\n") // pid, folder, start, port, socket folder, …
	if err := p.clear(ctx, path, strings.TrimSpace(lines[0])); err != nil {
		return err
	}
	if len(lines) > 4 && strings.HasPrefix(filepath.Base(lines[4]), socketPrefix) {
		return os.RemoveAll(lines[4])
	}
	return nil
}

// clear ends the server that the pid file names. A file whose server is gone is
// PostgreSQL's to judge, since it also knows of leftover workers; only when its
// number meanwhile names a process of somebody else do we remove it, because
// PostgreSQL would take that one for a server.
func (p *Private) clear(ctx context.Context, path, number string) error {
	pid, err := strconv.Atoi(number)
	switch {
	case err == nil && serves(pid, p.data()):
		p.log.WarnContext(ctx, "stopping a database server that was left behind", "pid", pid)
		return p.endStranger(ctx, pid)
	case err != nil || syscall.Kill(pid, 0) == nil:
		return os.Remove(path)
	}
	return nil
}

// endStranger shuts down a server that is not our child.
func (p *Private) endStranger(ctx context.Context, pid int) error {
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT} {
		if err := syscall.Kill(pid, s); err != nil && !errors.Is(err, syscall.ESRCH) {
			return fmt.Errorf("stopping the server left behind (pid %d): %w", pid, err)
		}
		if p.gone(ctx, pid) {
			return nil
		}
	}
	return fmt.Errorf("a server left behind (pid %d) does not end", pid)
}

func (p *Private) gone(ctx context.Context, pid int) bool {
	ctx, cancel := context.WithTimeout(ctx, killAfter)
	defer cancel()
	tick := time.NewTicker(retryEvery)
	defer tick.Stop()
	for serves(pid, p.data()) {
		select {
		case <-ctx.Done():
			return false
		case <-tick.C:
		}
	}
	return true
}
