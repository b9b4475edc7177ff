//go:build !linux

package storage

import (
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// endWithUs: only Linux ends a child with its parent. Elsewhere a server that was
// left behind is stopped at the next start, see [Private.evict].
func endWithUs(*syscall.SysProcAttr) {}

// serves reports whether pid is a running server on the data folder, which its
// command line names.
func serves(pid int, data string) bool {
	out, err := exec.Command("ps", "-o", "command=", "-p", strconv.Itoa(pid)).Output()
	return err == nil && strings.Contains(string(out), "-D "+data)
}
