package storage

import (
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// endWithUs has the kernel send the server a fast-shutdown signal when the thread
// that started it ends: [Private.keep] holds that thread as long as we live.
func endWithUs(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGINT }

// serves reports whether pid is a running server on the data folder: a postmaster
// works in it. A zombie has no working folder any more.
func serves(pid int, data string) bool {
	cwd, err := os.Readlink(filepath.Join("/proc", strconv.Itoa(pid), "cwd"))
	if err != nil {
		return false
	}
	real, err := filepath.EvalSymlinks(data)
	return err == nil && cwd == real
}
