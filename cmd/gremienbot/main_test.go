package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"gremienbot/storage/storagetest"
)

// laterVariable makes the test program the program itself. Its value is how far
// the program's clock is ahead of the machine's, such as "30s": between two lives
// of a killed program time passes for which no test can wait.
const laterVariable = "GREMIENBOT_TEST_LATER"

func TestMain(m *testing.M) {
	if later := os.Getenv(laterVariable); later != "" {
		os.Exit(live(later))
	}
	storagetest.Main(m)
}

// live is what main does, by another clock.
func live(later string) int {
	ahead, err := time.ParseDuration(later)
	if err != nil {
		panic(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	env := &environment{
		Context: ctx, Stdout: os.Stdout, Log: slog.New(slog.NewJSONHandler(os.Stderr, nil)),
		Now: func() time.Time { return time.Now().Add(ahead) },
	}
	env.Store = env.openStore
	return run(os.Args[1:], env, os.Stderr)
}

// program is a running program: this test binary, as a process of its own.
type program struct {
	cmd         *exec.Cmd
	said, wrong bytes.Buffer // read them after its end
	ended       chan struct{}
}

// launch starts the program in a folder with nothing but these settings.
func launch(t testing.TB, later time.Duration, dir string, settings []string, args ...string) *program {
	t.Helper()
	return begin(t, exec.Command(os.Args[0], args...), dir, append([]string{laterVariable + "=" + later.String()}, settings...))
}

func begin(t testing.TB, cmd *exec.Cmd, dir string, settings []string) *program {
	t.Helper()
	p := &program{cmd: cmd, ended: make(chan struct{})}
	p.cmd.Dir, p.cmd.Stdout, p.cmd.Stderr = dir, &p.said, &p.wrong
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "GREMIENBOT_") {
			p.cmd.Env = append(p.cmd.Env, v)
		}
	}
	p.cmd.Env = append(p.cmd.Env, settings...)
	if err := p.cmd.Start(); err != nil {
		t.Fatalf("starting the program: %v", err)
	}
	go func() {
		_ = p.cmd.Wait() // the exit status is read from ProcessState
		close(p.ended)
	}()
	return p
}

// command runs the program to its end and returns the exit status.
func command(t testing.TB, settings []string, args ...string) (status int, said, wrong string) {
	t.Helper()
	p := launch(t, 0, t.TempDir(), settings, args...)
	return p.end(t), p.said.String(), p.wrong.String()
}

// kill ends the program at once, as a power cut does, and waits until it is gone.
func (p *program) kill(t testing.TB) {
	t.Helper()
	if err := p.cmd.Process.Kill(); err != nil {
		t.Errorf("killing: %v", err)
	}
	p.end(t)
	if s := p.cmd.ProcessState.Sys().(syscall.WaitStatus); !s.Signaled() {
		t.Errorf("the program had ended by itself: %v\n%s", p.cmd.ProcessState, p.wrong.String())
	}
}

// stop asks the program to end, as an operator does, and returns the exit status.
func (p *program) stop(t testing.TB) int {
	t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Errorf("stopping: %v", err)
	}
	return p.end(t)
}

// end waits for the end and returns the exit status, -1 for a killed program.
func (p *program) end(t testing.TB) int {
	t.Helper()
	select {
	case <-p.ended:
		return p.cmd.ProcessState.ExitCode()
	case <-time.After(2 * time.Minute):
		t.Error("the program does not end")
		return -1
	}
}

// within asks again and again until something is so.
func within(t testing.TB, patience time.Duration, what string, so func() bool) time.Duration {
	t.Helper()
	for began := time.Now(); ; <-time.After(2 * time.Millisecond) {
		took := time.Since(began)
		if so() {
			return took
		}
		if took > patience {
			t.Fatalf("after %v still not: %s", patience, what)
		}
	}
}

// answers reports whether the address answers 200.
func answers(address string) bool {
	client := http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Get(address)
	if err != nil {
		return false
	}
	return resp.Body.Close() == nil && resp.StatusCode == http.StatusOK
}

// freeAddress is an address on loopback that stays free for the program of this test
// while nobody listens: a socket that is bound to it and does not listen keeps it from
// everybody who asks the system for any port, but not from who asks for this one. That
// is so on Linux; elsewhere the socket is closed, and one has to hope.
func freeAddress(t testing.TB) string {
	t.Helper()
	syscall.ForkLock.RLock() // no program that is being started may inherit it
	held, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err == nil {
		syscall.CloseOnExec(held)
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		t.Fatal(err)
	}
	release := func() { _ = syscall.Close(held) }
	if runtime.GOOS == "linux" {
		t.Cleanup(release)
	} else {
		defer release()
	}
	err = errors.Join(
		syscall.SetsockoptInt(held, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1),
		syscall.Bind(held, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}),
	)
	if err != nil {
		t.Fatal(err)
	}
	name, err := syscall.Getsockname(held)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("127.0.0.1:%d", name.(*syscall.SockaddrInet4).Port)
}
