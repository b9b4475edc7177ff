// Command playground is the bot to try out: the stand-in Mattermost, the bot, a
// private PostgreSQL and a chat page in the browser, in one process on this
// machine. It begins with the founding case and invented people, keeps what
// they do between starts, and its clock can be moved. Nothing leaves the machine.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
	_ "time/tzdata"

	"github.com/alecthomas/kong"
)

// flags of the playground.
type flags struct {
	Listen string `default:"127.0.0.1:8077" env:"PLAYGROUND_LISTEN" help:"Where the page is served; loopback only."`
	Data   string `default:".data/playground" env:"PLAYGROUND_DATA" help:"Folder in which everything is kept."`
	Fresh  bool   `help:"Begin anew: forget what was kept."`
}

func main() { os.Exit(start()) }

// start runs the playground in the world of this process.
func start() int {
	var f flags
	kong.Parse(&f, kong.Name("playground"), kong.Description("Gremienbot to try out, in the browser."))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, f); err != nil {
		fmt.Fprintln(os.Stderr, "playground:", err)
		return 1
	}
	return 0
}

func run(ctx context.Context, f flags) error {
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	fmt.Println("Gremienbot zum Ausprobieren. Alles bleibt auf diesem Rechner.")
	dir, err := filepath.Abs(f.Data)
	if err != nil {
		return fmt.Errorf("finding the folder: %w", err)
	}
	listener, err := listen(ctx, f.Listen) // first, because the rest takes seconds
	if err != nil {
		return err
	}
	defer listener.Close()
	say := func(step string) { fmt.Println("  " + step + " …") }
	p, err := open(ctx, options{dir: dir, fresh: f.Fresh, wall: time.Now, log: log, step: say})
	if err != nil {
		return fmt.Errorf("%w\nWhat is kept is in %s; --fresh begins anew, --data names another folder", err, dir)
	}
	defer p.close()
	fmt.Printf("  Bereit. Bitte öffnen Sie im Browser:\n\n      http://%s\n\n  Beenden mit Strg+C. Der Stand bleibt erhalten; neu beginnen: go run ./cmd/playground --fresh\n", listener.Addr())
	return serve(ctx, listener, p.page())
}

// listen opens the page's port and says what to do if it cannot.
func listen(ctx context.Context, address string) (net.Listener, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%s is in use, perhaps by another playground; end that or choose another port: --listen 127.0.0.1:8078 or PLAYGROUND_LISTEN=127.0.0.1:8078", address)
	}
	if err != nil {
		return nil, fmt.Errorf("opening the page's port (--listen): %w", err)
	}
	return l, nil
}

// serve serves until ctx ends.
func serve(ctx context.Context, l net.Listener, h http.Handler) error {
	server := &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second}
	go func() {
		<-ctx.Done()
		_ = server.Close()
	}()
	if err := server.Serve(l); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving the page: %w", err)
	}
	return nil
}
