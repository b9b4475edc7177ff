package storagetest

import (
	"os"
	"path/filepath"
	"syscall"
	"time"
)

const folderPrefix = "gremienbot-test-"

// sweep removes folders that earlier test processes left when they were killed:
// older than an hour, by the clock of the file system, and claimed by nobody.
func sweep(newest string) {
	now, err := os.Stat(newest)
	if err != nil {
		return
	}
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(newest), folderPrefix+"*")) // the only error is a malformed pattern
	for _, dir := range left {
		info, err := os.Stat(dir)
		if err == nil && now.ModTime().Sub(info.ModTime()) > time.Hour && abandoned(dir) {
			_ = os.RemoveAll(dir) // the next one will try again
		}
	}
}

// abandoned: no process holds the folder's lock, see storage.StartPrivate.
func abandoned(dir string) bool {
	lock, err := os.Open(filepath.Join(dir, "lock"))
	if err != nil {
		return os.IsNotExist(err)
	}
	defer lock.Close()
	return syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}
