package storage_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"gremienbot/storage"
)

func TestAServerThatIsKilledComesBackWithItsData(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	p := startDurable(t, dir)
	db := openPrivate(t, p)
	write(t, db, "a")
	pid, err := storage.PostmasterPID(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the server comes back", func() bool {
		now, err := storage.PostmasterPID(dir)
		return err == nil && now != pid && db.Ping(t.Context()) == nil
	})
	if n := count(t, db); n != 1 {
		t.Errorf("%d rows after the crash, want 1", n)
	}
}

func TestAServerThatWasLeftBehindIsReplaced(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	first := startPrivate(t, dir)
	write(t, openPrivate(t, first), "a")
	stop(t, first)
	orphan, err := first.LeaveBehind()
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "the orphan works", func() bool {
		db, err := storage.Open(t.Context(), first.DSN(), storage.Options{})
		return err == nil && db.Close() == nil
	})
	db := openPrivate(t, startPrivate(t, dir))
	if err := orphan.Wait(); err != nil {
		t.Errorf("the orphan ended with %v, want an orderly end", err)
	}
	if n := count(t, db); n != 1 {
		t.Errorf("%d rows, want 1", n)
	}
}

// A pid file survives a power cut, and its number may belong to anybody by then:
// here to this very test, which must survive.
func TestAStalePidFileIsNoObstacle(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	stop(t, startPrivate(t, dir))
	for name, content := range map[string]string{
		"of this very process":           strconv.Itoa(os.Getpid()) + "\n",
		"of a process that is another's": "1\n",
		"cut short":                      "",
		"of nobody":                      "4194303\n",
	} {
		path := filepath.Join(dir, "pgdata", "postmaster.pid")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		giveToServer(t, dir, path)
		p, err := storage.StartPrivate(t.Context(), dir, quiet(), storage.Fast)
		if err != nil {
			t.Fatalf("a pid file %s: %v", name, err)
		}
		stop(t, p)
	}
}

// giveToServer makes path belong to whom the folder belongs.
func giveToServer(t *testing.T, dir, path string) {
	t.Helper()
	info, err := os.Stat(dir)
	if err != nil {
		t.Fatal(err)
	}
	owner := info.Sys().(*syscall.Stat_t)
	if err := os.Chown(path, int(owner.Uid), int(owner.Gid)); err != nil {
		t.Fatal(err)
	}
}

func TestAServerThatKeepsDyingIsGivenUp(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	p := startPrivate(t, dir)
	pid, err := storage.PostmasterPID(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, "pgdata"), filepath.Join(dir, "elsewhere")); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	select {
	case <-p.Done():
	case <-time.After(2 * time.Minute):
		t.Error("it is still being started")
	}
}

// holdVariable makes this test binary the program that has a private server and
// gets killed, see TestMain.
const holdVariable = "STORAGE_TEST_HOLD"

func hold(dir string) {
	if _, err := storage.StartPrivate(context.Background(), dir, quiet()); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin)
}

func TestAKilledProgramTakesItsServerAlong(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	program := exec.Command(os.Args[0])
	program.Env = append(os.Environ(), holdVariable+"="+dir)
	in, errIn := program.StdinPipe()
	out, errOut := program.StdoutPipe()
	if errIn != nil || errOut != nil || program.Start() != nil {
		t.Fatal("the program does not start")
	}
	defer in.Close()
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "ready\n" {
		t.Fatalf("the program says %q, %v", line, err)
	}
	pid, err := storage.PostmasterPID(dir)
	if err != nil {
		t.Fatal(err)
	}
	group, err := syscall.Getpgid(pid)
	if err != nil || group != pid {
		t.Errorf("the server is in group %d, %v, want its own, out of reach of Ctrl-C", group, err)
	}
	if err := program.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = program.Wait() // it says "signal: killed"
	if runtime.GOOS == "linux" {
		eventually(t, "the server ends", func() bool { return !storage.Serves(pid, dir) })
	}
	openPrivate(t, startPrivate(t, dir))
}

func eventually(t *testing.T, what string, happens func() bool) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	limit, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	for !happens() {
		select {
		case <-tick.C:
		case <-limit.Done():
			t.Fatalf("waited in vain: %s", what)
		}
	}
}
